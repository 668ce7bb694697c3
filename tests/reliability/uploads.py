"""Hostile and odd files for every door of the service that takes one, made while tests run; no bomb is ever committed."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from tests.account.exchange import hostile as exports
from tests.kernel import files_made
from tests.kernel.pictures_made import photograph, picture, png_of

KINDS = (
    "encodings", "marks", "zero bytes", "quotes", "long lines", "columns", "headers", "formulas", "cells", "cut short",
    "bombs", "nested", "names", "broken zips", "pages and scripts", "pictures", "documents", "two in one", "not a table",
)  # fmt: skip
"""The kinds of file that are thrown at the doors, each at one or more of them."""
IMPORT, READINGS, LIST, FRAMING, READING, LOGO, MAP, BOOK = DOORS = (
    "import",
    "readings",
    "list",
    "framing",
    "reading",
    "logo",
    "map",
    "book",
)
MARK = b"\xef\xbb\xbf"
ROWS = b"date,value,note\n2020-01-31,41,\n2020-02-29,39,ward closed\n"
PEOPLE = b"email,name\nada@x.example,Ada\nbea@x.example,Bea\n"
UNREAD, NO_TABLE = "This file cannot be read.", "This is not a table."
NOT_A_LIST, NOBODY = "cannot be read as a list", "0 people can be invited"


@dataclass(frozen=True)
class Upload:
    """What is sent to one door, and what its answer should name: a file, a row, or what to do; nothing where it is taken."""

    door: str
    kind: str
    name: str
    files: dict[str, bytes]
    says: str = ""


def corpus() -> Iterator[Upload]:
    """Yield every upload."""
    yield from _imports()
    for kind, name, content, says in _readings():
        yield Upload(READINGS, kind, name, {"readings.csv": content}, says)
    for kind, name, content, says in _lists():
        yield Upload(LIST, kind, name, {"people.csv": content}, says)
    yield from _evidence()
    for kind, name, content, says in _logos():
        yield Upload(LOGO, kind, name, {"logo.png": content}, says)
    yield from _sheets()


def _imports() -> Iterator[Upload]:
    """Yield the exports that the reader is tried with, as they are uploaded; those it reads are tried there."""
    for one in exports.corpus():
        if one.code != exports.READ and sum(map(len, one.files.values())) < 25_000_000:
            yield Upload(IMPORT, one.kind, one.name, one.files, "There is a problem")


Case = tuple[str, str, bytes, str]
"""A kind, a name, what the file holds, and what the answer names."""


def _unreadable(rows: bytes) -> Iterator[tuple[str, str, bytes]]:
    """Yield what is no text, or text in no encoding of ours, made of rows that would be right."""
    yield "encodings", "UTF-32", rows.decode().encode("utf-32")
    yield "not a table", "a PNG", picture("PNG")
    yield "not a table", "a JPEG with a place in it", photograph()
    yield "not a table", "a zip", exports.zip_of({"a.csv": rows})
    yield "not a table", "a spreadsheet", files_made.spreadsheet()
    yield "not a table", "an old spreadsheet", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    yield "not a table", "a program", b"\x7fELF\x02\x01" + bytes(range(256)) * 3
    yield "bombs", "a zip that unpacks a thousand times", exports.zip_of({"a.csv": b"0" * 5_000_000})


def _readings() -> Iterator[Case]:
    for kind, name, content in _unreadable(ROWS):
        yield kind, name, content, "Row 1" if name == "UTF-32" else UNREAD
    for name, byte in (
        ("cp1252", b"\x93"),
        ("latin-1", b"\xe9"),
        ("shift-jis", b"\x8c\xf6"),
        ("cut", b"\xe2\x82"),
    ):
        yield "encodings", name, ROWS[:-1] + byte + b"\n", UNREAD
    yield "encodings", "UTF-16 without a mark", ROWS.decode().encode("utf-16-le"), "Row 1"
    yield "marks", "a mark alone", MARK, UNREAD
    yield "marks", "two marks before no table", MARK * 2 + b"x", "Row 1"
    yield "marks", "a mark in the middle", ROWS + MARK + b"2020-03-31,4,\n", "Row 4, date"
    yield "zero bytes", "in a date", ROWS + b"2020-03\0-31,4,\n", "Row 4, date"
    yield "zero bytes", "in a value", ROWS + b"2020-03-31,4\0,\n", "Row 4, value"
    yield "zero bytes", "first", b"\0" + ROWS, "Row 1"
    yield "zero bytes", "only", b"\0" * 900_000, "Row 1"
    yield "quotes", "never closed", ROWS + b'"2020-03-31,4,\n', "Row 4, date"
    yield "quotes", "never closed around much", ROWS + b'"' + b"x\n" * 200_000, NO_TABLE
    yield "quotes", "astray", ROWS + b'"2020-03-31"x,4,\n', "Row 4, date"
    yield "quotes", "before everything", b'"' + ROWS, "Row 1"
    for name, filling in (("letters", b"x"), ("quotes", b'""')):
        yield "long lines", f"{name}, 900 KB in a cell", ROWS + filling * (900_000 // len(filling)), NO_TABLE
        yield "long lines", f"{name}, 2 MB", ROWS + filling * (2_000_000 // len(filling)), "larger than 1 MB"
        yield (
            "long lines",
            f"{name}, 10 MB",
            ROWS + filling * (10_000_000 // len(filling)),
            "larger than 6 MB",
        )
    yield "long lines", "a note of 301 letters", ROWS + b"2020-03-31,4," + b"x" * 301 + b"\n", "Row 4, note"
    yield "columns", "100,000 headings", b",".join(b"%d" % n for n in range(100_000)) + b"\n", "Row 1"
    yield "columns", "100,000 cells in a row", ROWS + b"x" + b"," * 100_000 + b"\n", "Row 4, date"
    yield "columns", "2,001 rows", b"date,value\n" + b"2020-01-31,4\n" * 2_001, "Row 1"
    yield "columns", "400,000 rows", b"date,value\n" + b",\n" * 400_000, "Row 1"
    for name, heads in (
        ("a date twice", b"date,value,date\n"),
        ("a value twice", b"date,value,VALUE\n"),
        ("none", b""),
        ("others", b"day,amount\n"),
        ("in one cell", b'"date,value"\n'),
        ("of another mark", b"date|value\n"),
    ):
        yield "headers", name, heads + b"2020-03-31,4,5\n", "Row 1"
    for start in ("=1+1", "+1+1", "-1-2", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "{=1}", "\uff1d1"):
        yield "formulas", f"{start!r} as a value", ROWS + f'2020-03-31,"{start}",\n'.encode(), "Row 4, value"
        yield "formulas", f"{start!r} as a date", ROWS + f'"{start}",4,\n'.encode(), "Row 4, date"
    for value in ("", "1e5", "0x1", "NaN", "inf", "--1", "1,5", "true", "9" * 5_000, "1_0", "½", "1 000"):
        yield "cells", f"{value[:9]!r} as a value", ROWS + f'2020-03-31,"{value}",\n'.encode(), "Row 4, value"
    days = ("2020-02-30", "0000-00-00", "1899-12-31", "2999-01-01", "31.3.2020", "yesterday", "9" * 5_000)
    for day in days:
        yield "cells", f"{day[:10]!r} as a date", ROWS + f'"{day}",4,\n'.encode(), "Row 4, date"
    yield "cells", "figures of another script", ROWS + "٢٠٢٠-٠٣-٣١,\uff11٣,\n".encode(), ""
    yield "cells", "a comma in a number", ROWS + b"2020-03-31,4,5,6\n", "Row 4"
    yield "cells", "a day twice", ROWS + b"2020-01-31,4,\n", "Row 4, date"
    yield "cut short", "nothing", b"", "There is nothing in this file."
    yield "cut short", "line ends", b"\r\n" * 99, "Choose a file, or paste the rows below."
    yield "cut short", "headings alone", b"date,value\n", "There is no reading in it."
    yield "cut short", "half a heading", b"date,va", "Row 1"
    yield "cut short", "half a row", ROWS + b"2020-03-31", "Row 4, value"
    yield "pages and scripts", "a page", files_made.PAGE, "Row 1"
    yield "pages and scripts", "a picture in SVG", files_made.REFUSED["a picture in SVG"][1], "Row 1"


def _lists() -> Iterator[Case]:
    for kind, name, content in _unreadable(PEOPLE):
        yield kind, name, content, NOT_A_LIST
    yield "encodings", "UTF-16 cut in half", PEOPLE.decode().encode("utf-16")[:-1], NOT_A_LIST
    yield "encodings", "UTF-16 without a mark", PEOPLE.decode().encode("utf-16-le"), NOT_A_LIST
    yield "encodings", "bytes of no alphabet", b"\x81\x8d\x8f\x90\x9d", NOT_A_LIST
    yield "marks", "a mark alone", MARK, NOBODY
    yield "marks", "two marks before no address", MARK * 2 + b"Ada", "Line 1"
    yield "zero bytes", "in an address", b"ada\0@x.example\n", NOT_A_LIST
    yield "zero bytes", "only", b"\0" * 900_000, NOT_A_LIST
    yield "quotes", "never closed", b'"Ada,Bea\n', "Line 1"
    yield "quotes", "around two lines", b'"Ada\nBea"\n', "Line 1"
    yield "long lines", "90 KB of letters", b"x" * 90_000, "Line 1"
    yield "long lines", "an address of 90 KB", b"x" * 90_000 + b"@x.example", "Line 1"
    yield "long lines", "900 KB", b"x" * 900_000, "longer than a list of 500 people"
    yield "long lines", "2 MB", b"x" * 2_000_000, NOT_A_LIST
    yield "long lines", "10 MB", b"x" * 10_000_000, "larger than 5 MB"
    yield "columns", "90,000 cells", b"," * 90_000 + b"x", "Line 1"
    yield "columns", "40,000 lines", b"x\n" * 40_000, "Line 1"
    yield "headers", "headings alone", b"email,name\n", NOBODY
    for start in ("=1+1", "+1+1", "-1-2", "@SUM(A1)", "=cmd|' /C calc'!A0", "\uff1d1"):
        yield "formulas", f"{start!r} for an address", f'"{start}"\n'.encode(), "Line 1"
        figures = start in {"+1+1", "-1-2"}  # an address can begin with them
        says = "" if figures else "Line 1"
        yield "formulas", f"{start!r} before an address", f'"{start}a@x.example"\n'.encode(), says
    for address in (
        "ada@",
        "@x.example",
        "ada@@x.example",
        "ada@x..example",
        "a" * 300 + "@x.example",
        "ada@x.example\x7f",
        "ada\u202e@x.example",
    ):
        yield "cells", f"{address[:20]!r}", f"{address}\n".encode(), "Line 1"
    yield "cells", "a name of 5,000 letters", b"ada@x.example," + b"x" * 1_900 + b"\n", "Line 1"
    yield "cut short", "nothing", b"", "There is nothing in this file."
    yield "cut short", "line ends", b"\r\n" * 99, NOBODY
    yield "pages and scripts", "a page", files_made.PAGE, "Line 1"
    yield "pages and scripts", "a picture in SVG", files_made.REFUSED["a picture in SVG"][1], "Line 1"


KIND_OF = {
    "file_empty": "cut short", "file_unknown": "zero bytes", "file_picture_kind": "pictures", "file_page": "pages and scripts",
    "file_program": "pages and scripts", "file_office_old": "documents", "file_archive": "nested", "file_formulas": "formulas",
    "file_too_many_rows": "long lines", "file_too_many_columns": "columns", "file_two_kinds": "two in one",
    "file_trailing": "two in one", "file_broken": "cut short", "file_locked": "documents", "file_active": "documents",
    "file_moving": "pictures", "file_too_many_pixels": "pictures", "file_bomb": "bombs", "file_nested": "nested",
    "file_macros": "documents", "file_entities": "documents", "file_reaches_out": "documents", "file_paths": "names",
    "file_picture_within": "documents", "file_signed": "documents",
}  # fmt: skip
"""Of which kind a file is that is refused with a code."""
NAMES = (
    "../../etc/cron.d/a.csv", "..\\..\\a.csv", "C:\\fakepath\\a.csv", "a\x00.csv", "a%0d%0aSet-Cookie: b=c.csv", "\u202egnp.csv",
    "x" * 400 + ".csv", ".csv", "con.csv", "a;b=c.csv", "<script>.csv", "=cmd.csv",
)  # fmt: skip
"""What files are called that try to be more than a name."""


def _evidence() -> Iterator[Upload]:
    """Yield what is put beside a framing and beside a reading: every second file beside each."""
    for number, (name, (code, content)) in enumerate(files_made.REFUSED.items()):
        door = (FRAMING, READING)[number % 2]
        yield Upload(door, KIND_OF[code], name, {f"file{number}.bin": content}, f"“file{number}.bin”: ")
    for number, name in enumerate(NAMES):
        yield Upload(
            (FRAMING, READING)[number % 2],
            "names",
            repr(name),
            {name: b"MZ\x90\x00\x03"},
            "”: It is a program.",
        )
    deep = exports.zip_of({"a.txt": b"0"})
    for depth in range(1, 6):
        deep = exports.zip_of({"a.zip": deep})
        yield Upload(
            READING, "nested", f"a zip {depth + 1} deep", {"a.zip": deep}, "“a.zip”: It is a packed folder."
        )
    huge = png_of(30_000, 30_000)
    yield Upload(
        FRAMING, "pictures", "30,000 points wide and high", {"a.png": huge}, "“a.png”: The picture has more"
    )
    yield Upload(
        FRAMING, "names", "a link out of a document", {"a.docx": _linking()}, "“a.docx”: A part inside it"
    )
    yield Upload(FRAMING, "pictures", "a photograph that says where", {"a.jpg": photograph()})
    yield Upload(READING, "marks", "a table with a mark", {"a.csv": MARK + b"stop,bus\nPier,21:04\n"})


def _sheets() -> Iterator[Upload]:
    """Yield what is sent as a map or as a book of contacts; the book is read after the reply, which takes whatever it is."""
    for name, (code, content) in files_made.REFUSED.items():
        if len(content) < 5_000_000:
            says = "There is nothing in this file." if not content else "“sheet.bin”: "
            yield Upload(MAP, KIND_OF[code], name, {"sheet.bin": content}, says)
            yield Upload(BOOK, KIND_OF[code], name, {"sheet.bin": content}, "" if content else says)
    for door in (MAP, BOOK):
        yield Upload(door, "long lines", "6 MB", {"a.csv": b"Name\n" + b"x" * 6_000_000}, "larger than 5 MB")
    yield Upload(MAP, "not a table", "a PNG", {"a.csv": picture("PNG")}, "“a.csv”: It is no table.")
    yield Upload(
        MAP, "columns", "6,000 rows", {"a.csv": b"Name\n" + b"x\n" * 6_000}, "“a.csv”: It has more than"
    )
    yield Upload(MAP, "headers", "none of ours", {"a.csv": b"Who,What\nA,B\n"})


def _logos() -> Iterator[Case]:
    """Yield what is chosen as a place's logo: no pictures, and pictures that are none for the heading of a page."""
    begins = {
        **dict.fromkeys(("file_page", "file_moving", "file_broken", "file_two_kinds"), "It is"),
        "file_picture_kind": "Pictures and films of this kind",
        "file_trailing": "Something follows",
    }
    for name, (code, content) in files_made.REFUSED.items():
        if code in begins:
            yield KIND_OF[code], name, content, f"“logo.png”: {begins[code]}"
    yield "not a table", "a table", ROWS, "“logo.png”: A logo is a picture."
    yield (
        "documents",
        "a document",
        files_made.packed(files_made.DOCUMENT),
        "“logo.png”: A logo is a picture.",
    )
    yield "cut short", "nothing", b"", "“logo.png”: There is nothing in it."
    yield "pictures", "39 points high", picture("PNG", size=(64, 39)), "“logo.png”: It is 39 points high"
    yield (
        "pictures",
        "2,001 points wide",
        picture("PNG", size=(2001, 64)),
        "“logo.png”: It is 2001 points wide",
    )
    yield (
        "pictures",
        "30,000 points wide and high",
        png_of(30_000, 30_000),
        "“logo.png”: The picture has more",
    )
    yield "long lines", "2 MB", picture("PNG") + b"x" * 2_000_000, "“logo.png”: A logo can be 1 MB at most"
    yield "pictures", "a photograph that says where", photograph(), ""


def _linking() -> bytes:
    """Return a document one part of which is a link to a file of the machine's."""
    link = zipfile.ZipInfo("word/media/a.png")
    link.external_attr = 0o120777 << 16
    packed = io.BytesIO(files_made.packed(files_made.DOCUMENT))
    with zipfile.ZipFile(packed, "a") as file:
        file.writestr(link, "/etc/passwd")
    return packed.getvalue()
