"""Looks into PDFs: taken unless locked, damaged, or made to do something; what pictures in them tell is blanked."""

import io
import re
from collections.abc import Iterator
from typing import Any

from wholeplace.kernel.files.findings import DAMAGED, Looked, NotTaken
from wholeplace.kernel.files.pictured import PACKED_NOTHING, blanked, told_beside, told_in_pictures

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
_SAID = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles|RichMedia)(?![A-Za-z])")
"""What is looked for besides in the plain bytes, which another reader may understand otherwise than this one."""


def look(content: bytes) -> Looked:
    """Return a PDF with blanks over what its pictures tell; not one byte of it stands elsewhere than before."""
    ends = content.rfind(END)
    if ends < 0:
        raise NotTaken("file_broken")
    if content[ends + len(END) :].strip(b"\r\n\t \x00"):
        raise NotTaken("file_trailing")
    names = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)
    if _SAID.search(names):
        raise NotTaken("file_active")
    kept = _without_words(blanked(content, told_in_pictures(content)))
    if kept is not content and SIGNED in names:
        raise NotTaken("file_signed")
    return Looked("pdf", kept)


def _without_words(content: bytes) -> bytes:
    """Read every object of a PDF, refuse one that does something, and blank what is told beside pictures."""
    from pypdf import PdfReader  # noqa: PLC0415 only PDFs need it
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(content))
        refusal = _judged(reader)
        plain, packed = ([], []) if refusal else told_beside(reader, content)
    except (PyPdfError, *DAMAGED) as broken:
        raise NotTaken("file_broken") from broken
    if refusal:
        raise NotTaken(refusal)
    return blanked(blanked(content, plain), packed, start=PACKED_NOTHING)


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
