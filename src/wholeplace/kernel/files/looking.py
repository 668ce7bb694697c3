"""Looks into a file and says by its content alone what it is, or why it is not taken."""

import io
import zipfile
from collections.abc import Callable

from wholeplace.kernel.files import images, office, papers, texts
from wholeplace.kernel.files.findings import Looked, NotTaken

HEAD = 1024
"""Bytes within which a reader of PDF still looks for a beginning."""
PDF = b"%PDF-"

TAKEN: tuple[tuple[bytes, Callable[[bytes], Looked]], ...] = (
    (PDF, papers.look),
    (b"PK\x03\x04", office.look),
    (b"\x89PNG\r\n\x1a\n", images.look_at_png),
    (b"\xff\xd8\xff", images.look_at_jpeg),
    (b"RIFF", images.look_at_webp),
)
"""How each kind that is no text begins, and what looks into it."""

REFUSED: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("file_archive", (b"PK", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"MSCF")),
    ("file_program", (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"#!", b"\x00asm")),
    ("file_office_old", (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")),
    ("file_picture_kind", (b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00", b"8BPS")),
)  # fmt: skip
"""How kinds begin that are known and not taken, with the sentence that says what to do."""

SHORT_MARKS = (b"MZ", b"BM", b"PK")
"""Beginnings that are also two plain letters: they tell something only of what is no text."""


def look(content: bytes) -> Looked:
    """Return what a file is, as it is to be kept; raise NotTaken where it is not taken."""
    if not content:
        raise NotTaken("file_empty")
    begins = next((read for mark, read in TAKEN if content.startswith(mark)), None)
    if begins is None:
        _refuse_known(content)
    _refuse_two_kinds(content)
    return texts.look(content) if begins is None else begins(content)


def _refuse_known(content: bytes) -> None:
    if content[4:8] == b"ftyp":
        raise NotTaken("file_picture_kind")
    for code, marks in REFUSED:
        mark = next((one for one in marks if content.startswith(one)), None)
        if mark is not None and not (mark in SHORT_MARKS and texts.is_text(content)):
            raise NotTaken(code)


def _refuse_two_kinds(content: bytes) -> None:
    """Refuse what another program would read as something else: a PDF or a zip that begins, or ends, inside."""
    if not content.startswith(PDF) and PDF in content[: HEAD + len(PDF)]:
        raise NotTaken("file_two_kinds")
    if not content.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(content)):
        raise NotTaken("file_two_kinds")
