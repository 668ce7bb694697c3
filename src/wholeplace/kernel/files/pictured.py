"""Finds what pictures within a PDF tell beside themselves, to be blanked where it stands."""

import re
import struct
from collections.abc import Iterable, Iterator
from typing import Any

from wholeplace.kernel.files.within import JPEG, tells

Span = tuple[int, int]
"""From where to where something stands."""

_LOOSE = re.compile(
    rb"\xff(?:\xe1..(?:Exif\x00\x00|http://ns\.adobe\.com/x)|\xed..Photoshop 3\.0\x00)", re.DOTALL
)
"""How a part that tells most begins: found also in a JPEG that is otherwise damaged."""
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""Markers of which each JPEG has one: how large it is, and how it is packed."""
SCAN = 0xDA
JPEG_2000 = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
TELLING = {b"uuid", b"xml ", b"uinf", b"asoc"}
"""Boxes of a JPEG 2000 in which something is told beside the picture."""
_BEGUN = re.compile(rb"\s*\d+\s+\d+\s+obj.*?stream\r?\n", re.DOTALL)
PACKED_NOTHING = b"x\x9c\x03\x00\x00\x00\x00\x01"


def blanked(content: bytes, spans: Iterable[Span], *, start: bytes = b"") -> bytes:
    """Return a PDF with blanks written over parts of it, each as long as it was; the very same where all are blank."""
    kept = bytearray(content)
    for begins, ends in spans:
        kept[begins:ends] = start.ljust(ends - begins)[: ends - begins]
    return content if kept == content else bytes(kept)


def told_in_pictures(content: bytes) -> Iterator[Span]:
    """Yield what photographs as cameras make them tell, the small ones beside them too, wherever they stand as they are."""
    for found in _LOOSE.finditer(content):
        begins = found.start() + 4
        yield begins, min(found.start() + 2 + _length(content, found.start()), len(content))
    at = 0
    while (begins := content.find(JPEG, at)) >= 0:
        told, at = _of_jpeg(content, begins)
        yield from told
    for found in re.finditer(re.escape(JPEG_2000), content):
        yield from _of_jpeg_2000(content, found.start())


def _length(content: bytes, at: int) -> int:
    return int.from_bytes(content[at + 2 : at + 4], "big")


def _of_jpeg(content: bytes, begins: int) -> tuple[list[Span], int]:
    """Return what a JPEG tells, and where its drawing begins; nothing of what only begins like one."""
    told: list[Span] = []
    framed, at = False, begins + 2
    while content[at : at + 1] == b"\xff" and at + 4 <= len(content):
        marker, length = content[at + 1], _length(content, at)
        if marker == 0xFF:
            at += 1
            continue
        if marker == SCAN and framed:
            return told, at
        if marker < min(FRAMES) or length < 2:
            break
        framed = framed or marker in FRAMES
        if tells(marker, content[at : at + 20]):
            told.append((at + 4, at + 2 + length))
        at += 2 + length
    return [], begins + 2


def _of_jpeg_2000(content: bytes, at: int) -> Iterator[Span]:
    """Yield what a JPEG 2000 tells in boxes beside the picture's."""
    ends = content.find(b"endstream", at)
    while at + 16 <= ends:
        length, kind, longer = struct.unpack_from(">I4sQ", content, at)
        begins = at + 16 if length == 1 else at + 8
        after = at + (longer if length == 1 else length or ends - at)
        if after < begins:
            return
        if kind in TELLING:
            yield begins, min(after, ends)
        at = after


def told_beside(reader: Any, content: bytes) -> tuple[list[Span], list[Span]]:
    """Return where a PDF tells of what it is made of, picture by picture, in plain words and packed; not what it tells of itself."""
    plain: list[Span] = []
    packed: list[Span] = []
    own = _number(reader.trailer["/Root"].get_object(), "/Metadata")
    for generation, there in reader.xref.items():
        for number, at in there.items():
            found = _at(reader, number, generation)
            if number != own and isinstance(found, dict) and found.get("/Type") == "/Metadata":
                (packed if "/Filter" in found else plain).extend(_stream(content, at))
    return plain, packed


def _number(found: Any, name: str) -> int:
    return int(getattr(found.raw_get(name), "idnum", 0)) if name in found else 0


def _at(reader: Any, number: int, generation: int) -> Any:
    from pypdf.generic import IndirectObject  # noqa: PLC0415 only PDFs need it

    return IndirectObject(number, generation, reader).get_object() if number else None


def _stream(content: bytes, at: int) -> list[Span]:
    """Return where the content of an object stands that begins here."""
    begun = _BEGUN.match(content, at)
    ends = content.find(b"endstream", begun.end()) if begun else -1
    if begun is None or ends < 0:
        return []
    return [(begun.end(), begun.end() + len(content[begun.end() : ends].rstrip(b"\r\n")))]
