"""Looks into PDFs: taken unless locked, damaged, or made to do something; photographs within no longer tell where they are from."""

import io
import re
from collections.abc import Iterator
from typing import Any

from wholeplace.kernel.files.findings import DAMAGED, Looked, NotTaken

END = b"%%EOF"
MOST_OBJECTS = 300_000
DEEDS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/Movie", "/Sound"}
"""What a PDF may be told to do and is not taken with."""
PARTS = {"/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/RichMediaContent", "/XFA"}
"""Under what names a script, a file inside or a form that scripts itself is kept."""
UNASKED = {"/OpenAction", "/AA"}
"""Under what names stands what a PDF does without anybody pressing anything."""
LEADING_OUT = {"/URI", "/GoToR", "/Thread"}
"""What only a link may do, which somebody presses: open an address, or another file."""
_ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
SIGNED = b"/ByteRange"
"""Stands in a PDF that is signed: its signature says nothing any more once a byte is another."""
_TELLS = re.compile(
    rb"\xff(?:\xe1..(?:Exif\x00\x00|http://ns\.adobe\.com/x)|\xed..Photoshop 3\.0\x00)", re.DOTALL
)
"""How a part of a JPEG begins that tells where, when and with what it was taken."""
_SAID = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles|RichMedia)(?![A-Za-z])")
"""What is looked for besides in the plain bytes, which another reader may understand otherwise than this one."""


def look(content: bytes) -> Looked:
    """Return a PDF, its photographs without what they tell; not one byte of it stands elsewhere than before."""
    ends = content.rfind(END)
    if ends < 0:
        raise NotTaken("file_broken")
    if content[ends + len(END) :].strip(b"\r\n\t \x00"):
        raise NotTaken("file_trailing")
    if _SAID.search(_ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)):
        raise NotTaken("file_active")
    kept = _without_words(content)
    _read(kept)
    return Looked("pdf", kept)


def _without_words(content: bytes) -> bytes:
    """Write nothing over what photographs tell, as long as it was, so that all that leads elsewhere in a PDF still does."""
    found = list(_TELLS.finditer(content))
    if found and SIGNED in content:
        raise NotTaken("file_signed")
    kept = bytearray(content)
    for one in found:
        begins = one.start() + 4
        ends = min(begins - 2 + int.from_bytes(content[begins - 2 : begins], "big"), len(content))
        kept[begins:ends] = bytes(max(ends - begins, 0))
    return bytes(kept) if found else content


def _read(content: bytes) -> None:
    """Read every object of a PDF, and refuse one that does something."""
    from pypdf import PdfReader  # noqa: PLC0415 only PDFs need it
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        refusal = _judged(PdfReader(io.BytesIO(content)))
    except (PyPdfError, *DAMAGED) as broken:
        raise NotTaken("file_broken") from broken
    if refusal:
        raise NotTaken(refusal)


def _judged(reader: Any) -> str:
    """Return why a PDF is not taken; nothing where it is."""
    if reader.is_encrypted:
        return "file_locked"
    if not len(reader.pages):
        return "file_broken"
    return "file_active" if any(_acts(one) for one in _objects(reader)) else ""


def _objects(reader: Any) -> Iterator[Any]:
    """Yield every object a PDF lists, also those packed in a stream, and what closes it."""
    from pypdf.generic import IndirectObject  # noqa: PLC0415 only PDFs need it

    listed = {(number, generation) for generation, there in reader.xref.items() for number in there}
    listed |= {(number, 0) for number in reader.xref_objStm}
    if len(listed) > MOST_OBJECTS:
        raise NotTaken("file_bomb")
    yield reader.trailer
    for number, generation in sorted(listed):
        if number:
            yield IndirectObject(number, generation, reader).get_object()


def _acts(found: Any) -> bool:
    """Say whether an object, or one written inside it, does something or holds a file."""
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if PARTS & {str(key) for key in one} or any(_leads_out(one.get(name)) for name in UNASKED):
                return True
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, str) and one in DEEDS:
            return True
    return False


def _leads_out(unasked: Any) -> bool:
    """Say whether what is done unasked, or what it has done next, opens an address or another file."""
    waiting: list[Any] = [unasked]
    met: dict[int, Any] = {}
    while waiting:
        one = _there(waiting.pop())
        if not isinstance(one, dict) or id(one) in met:
            continue
        met[id(one)] = one
        if _there(one.get("/S")) in LEADING_OUT:
            return True
        after = _there(one.get("/Next"))
        waiting.extend(after if isinstance(after, list) else [after])
        if "/S" not in one:
            waiting.extend(one.values())
    return False


def _there(one: Any) -> Any:
    """Return what is referred to, or the thing itself."""
    return one.get_object() if hasattr(one, "get_object") else one
