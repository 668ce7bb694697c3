"""Looks into office documents, which are zips of XML: their size before anything is unpacked, then every part."""

import io
import re
import struct
import zipfile
from pathlib import PurePosixPath
from xml.parsers import expat

from wholeplace.kernel.files.findings import Looked, NotTaken
from wholeplace.kernel.files.within import without_words
from wholeplace.kernel.files.zips import BROKEN, is_locked, is_too_tight, leads_out

MOST_ENTRIES = 2_000
MOST_UNPACKED = 100_000_000
"""Bytes all parts take up once unpacked."""
MOST_CELLS = 1_000_000
MOST_ROWS = 200_000
CELLS, ROWS = {"c", "table-cell"}, {"row", "table-row"}
MOST_ELEMENTS = 5_000_000
MOST_DEEP = 250

ENDS = b"PK\x05\x06"
DESCRIBES = b"PK\x07\x08"
"""What may stand before the length of a part that is told after it."""
END_LENGTH = 22
LONG_ENDS = b"PK\x06\x06" + struct.pack("<Q", 44)
LONG_FOUND = b"PK\x06\x07"
LONG_LENGTH = 76
"""What stands before the end of a zip that may be of any size: an end with longer numbers, and where that is found."""
HEADER_LENGTH = 30
SIGNED_FROM = "_xmlsignatures/origin.sigs"
"""An empty part from which a signed document of Office leads to its signatures."""
SIGNATURES = {SIGNED_FROM, "META-INF/documentsignatures.xml"}
"""Parts of which one stands in a document that is signed."""
CONTENT_TYPES = "[Content_Types].xml"
OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
OFFICE_XML = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
XML_PARTS = {"xml", "rels", "rdf", "vml", "svg"}
PLAIN_PARTS = XML_PARTS | {
    "png", "jpg", "jpeg", "jfif", "gif", "bmp", "tif", "tiff", "emf", "wmf", "svm", "webp", "odttf", "ttf", "otf", "fntdata", "",
}  # fmt: skip
"""Endings of the parts such a document is made of; anything else is a file within."""
WITHIN = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"MZ", b"%PDF", b"Rar!", b"\x1f\x8b")
_MACROS = re.compile(r"vbaproject|vbadata|(?:^|/)(?:macrosheets|activex)/|^(?:Basic|Scripts)/", re.IGNORECASE)
_PRINTER = re.compile(r"printerSettings\d*\.bin\Z", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+:|[/\\]{2}", re.IGNORECASE)
_CALLS = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)
SHOWN_FROM = {
    "image", "background-image", "fill-image", "list-level-style-image", "object", "object-ole", "plugin", "applet",
    "floating-frame", "font-face-uri", "table-source", "cell-range-source", "section-source",
}  # fmt: skip
"""Elements that show what lies where their `href` leads."""
CALLING = {"ddeLink", "oleLink", "dde-source", "dde-connection-decl"}
"""Elements that ask another program for what they show."""


def look(content: bytes) -> Looked:
    """Return an office document, its pictures without what they tell; raise NotTaken for any other zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
            _whole(content, packed)
            _bearable(members)
            kind = _kind(packed)
            for member in members:
                _look_at_part(packed, member)
            kept = _without_words(packed)
    except (*BROKEN, struct.error, expat.ExpatError) as broken:
        raise NotTaken("file_broken") from broken
    return Looked(kind, kept or content)


def _whole(content: bytes, packed: zipfile.ZipFile) -> None:
    """Refuse a zip with anything before, after or between its parts, or with parts that share their bytes."""
    members = packed.infolist()
    if content[-END_LENGTH : -END_LENGTH + 4] != ENDS:
        raise NotTaken("file_two_kinds")
    if len(members) > MOST_ENTRIES:
        raise NotTaken("file_bomb")
    at = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        _next_to(at, member.header_offset)
        at = _end_of_part(content, member)
    _next_to(at, packed.start_dir)
    _nothing_after_the_list(content, at)
    if len({member.filename for member in members}) != len(members):
        raise NotTaken("file_broken")


def _next_to(ended: int, begins: int) -> None:
    """Refuse what begins before the part before it ends, or leaves room for something between the two."""
    if begins < ended:
        raise NotTaken("file_bomb")
    if begins > ended:
        raise NotTaken("file_two_kinds")


def _end_of_part(content: bytes, member: zipfile.ZipInfo) -> int:
    """Return where a part ends: after its heading, name, extra field, content, and how long that was where it says so last."""
    lengths = struct.unpack("<HH", content[member.header_offset + 26 : member.header_offset + HEADER_LENGTH])
    at: int = member.header_offset + HEADER_LENGTH + sum(lengths) + member.compress_size
    for numbers in ("<III", "<IQQ"):
        told = struct.pack(numbers, member.CRC, member.compress_size, member.file_size)
        for descriptor in (DESCRIBES + told, told):
            if content.startswith(descriptor, at):
                return at + len(descriptor)
    return at


def _nothing_after_the_list(content: bytes, begins: int) -> None:
    """Refuse a zip in which something stands between the list of its parts and its end, of which there is a longer form."""
    ends = len(content) - END_LENGTH
    short = struct.unpack("<II", content[-10:-2])
    if content[ends - LONG_LENGTH : ends].startswith(LONG_ENDS):
        ends -= LONG_LENGTH
        long = struct.unpack("<QQ", content[ends + 40 : ends + 56])
        short = tuple(one if told == 0xFFFFFFFF else told for told, one in zip(short, long, strict=True))
        if long != short or content[ends + 56 : ends + 60] != LONG_FOUND:
            raise NotTaken("file_two_kinds")
    if short != (ends - begins, begins):
        raise NotTaken("file_two_kinds")


def _bearable(members: list[zipfile.ZipInfo]) -> None:
    """Refuse by what the list of parts says, before any of them is unpacked."""
    for member in members:
        if leads_out(member):
            raise NotTaken("file_paths")
        if is_locked(member):
            raise NotTaken("file_locked")
        if is_too_tight(member):
            raise NotTaken("file_bomb")
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise NotTaken("file_bomb")


def _kind(packed: zipfile.ZipFile) -> str:
    """Return which kind of office document a zip is."""
    names = packed.namelist()
    if CONTENT_TYPES in names:
        if b"macroenabled" in packed.read(CONTENT_TYPES).lower():
            raise NotTaken("file_macros")
        kind = next((kind for name, kind in OFFICE_XML.items() if name in names), "")
    else:
        kind = OPEN_DOCUMENT.get(packed.read("mimetype"), "") if names[:1] == ["mimetype"] else ""
        kind = kind if "content.xml" in names else ""
    if not kind:
        raise NotTaken("file_archive")
    return kind


def _ending(member: zipfile.ZipInfo) -> str:
    """Return how a part's name ends."""
    return PurePosixPath(member.filename).suffix.lower().removeprefix(".")


def _look_at_part(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    name = member.filename
    if _MACROS.search(name):
        raise NotTaken("file_macros")
    ending = _ending(member)
    signs = name == SIGNED_FROM and not member.file_size
    if ending not in PLAIN_PARTS and not _PRINTER.search(name) and not signs:
        raise NotTaken("file_nested")
    with packed.open(member) as part:
        if part.read(4).startswith(WITHIN):
            raise NotTaken("file_nested")
    if ending in XML_PARTS and member.file_size:
        _Part(packed, member).read()


def _without_words(packed: zipfile.ZipFile) -> bytes:
    """Return the document packed again where a picture in it tells where, when or with what it was taken; else nothing."""
    cleaned = {}
    for member in packed.infolist():
        if _ending(member) in XML_PARTS:
            continue
        told = packed.read(member)
        kept = without_words(told)
        if kept != told:
            cleaned[member.filename] = kept
    if not cleaned:
        return b""
    if SIGNATURES & set(packed.namelist()):
        raise NotTaken("file_signed")
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w") as file:
        for member in packed.infolist():
            part = zipfile.ZipInfo(member.filename, member.date_time)
            part.compress_type, part.external_attr = member.compress_type, member.external_attr
            file.writestr(part, cleaned.get(member.filename) or packed.read(member))
    return to.getvalue()


class _Part:
    """Reads one part of XML, counting what it holds and refusing what would reach out, run or unfold."""

    def __init__(self, packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
        self.packed, self.member = packed, member
        self.elements = self.deep = self.cells = self.rows = 0
        self.fields: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._unfolds
        self.parser.EntityDeclHandler = self._unfolds
        self.parser.StartElementHandler = self._begins
        self.parser.EndElementHandler = self._ends

    def read(self) -> None:
        """Read it from end to end."""
        with self.packed.open(self.member) as part:
            self.parser.ParseFile(part)
        if _CALLS.search("".join(self.fields)):
            raise NotTaken("file_reaches_out")

    def _unfolds(self, *_declared: object) -> None:
        raise NotTaken("file_entities")

    def _begins(self, name: str, given: dict[str, str]) -> None:
        self.elements += 1
        self.deep += 1
        local = _local(name)
        self.cells += local in CELLS
        self.rows += local in ROWS
        if self.elements > MOST_ELEMENTS or self.deep > MOST_DEEP:
            raise NotTaken("file_bomb")
        if self.cells > MOST_CELLS or self.rows > MOST_ROWS:
            raise NotTaken("file_too_many_rows", rows=MOST_ROWS)
        if local == "instrText":
            self.parser.CharacterDataHandler = self.fields.append
        _refuse_what_acts(local, given)

    def _ends(self, _name: str) -> None:
        self.deep -= 1
        self.parser.CharacterDataHandler = None


def _local(name: str) -> str:
    """Return an element's or attribute's own name, whatever prefix and namespace it is written with.

    Namespaces are not compared: each kind of document has several for the same thing, and a name that is refused in all
    of them is passed off as nothing else.
    """
    return name.rpartition(" ")[2]


def _refuse_what_acts(local: str, given: dict[str, str]) -> None:
    """Refuse an element that runs something, locks the document, or fetches from elsewhere."""
    if local == "encryption-data":
        raise NotTaken("file_locked")
    if local == "event-listener":
        raise NotTaken("file_macros")
    if _reaches_out(local, given):
        raise NotTaken("file_reaches_out")


def _reaches_out(local: str, given: dict[str, str]) -> bool:
    """Say whether an element fetches something from elsewhere, or asks another program for it."""
    if local == "Relationship":
        return given.get("TargetMode") == "External" and not given.get("Type", "").endswith("/hyperlink")
    if local in SHOWN_FROM:
        return any(_ELSEWHERE.match(told.strip()) for name, told in given.items() if _local(name) == "href")
    if local == "fldSimple":
        return any(_CALLS.search(told) for name, told in given.items() if _local(name) == "instr")
    return local in CALLING
