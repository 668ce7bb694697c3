"""Makes hostile exports while tests run: every kind of file that should be refused by name, or read."""

import io
import stat
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

COMMENTS = b"comment-id,comment-body\n0,Buses\n1,Parks\n"
VOTES = b"timestamp,comment-id,voter-id,vote\n1,0,1,1\n2,1,1,-1\n3,0,2,1\n"
MATRIX = b"participant,group-id,n-votes,0,1\n1,0,2,1,-1\n2,1,1,1,\n"
PEOPLE = b"participant,sector,voice,name\n1,health,professional,\n2,council,politician,\n"
SUMMARY = b"topic,After dark\nvoters,2\n"
PLAIN = {
    "comments.csv": COMMENTS,
    "votes.csv": VOTES,
    "participants-votes.csv": MATRIX,
    "people.csv": PEOPLE,
    "summary.csv": SUMMARY,
}
READ = "read"
KINDS = (
    "encodings", "marks", "zero bytes", "quotes", "long lines", "columns", "headers", "formulas", "cells",
    "cut short", "bombs", "nested", "names", "broken zips",
)  # fmt: skip


@dataclass(frozen=True)
class Hostile:
    """One hostile export: its files, and the code, file and row it should be refused with, or READ."""

    kind: str
    name: str
    files: dict[str, bytes]
    code: str
    file: str | None = None
    row: int | None = None


def corpus() -> Iterator[Hostile]:
    """Yield every hostile export."""
    yield from _encodings()
    yield from _marks()
    yield from _zero_bytes()
    yield from _quotes()
    yield from _long_lines()
    yield from _many_columns()
    yield from _headers()
    yield from _formulas()
    yield from _cells()
    yield from _cut_short()
    yield from _bombs()
    yield from _nested()
    yield from _names()
    yield from _broken_zips()


def _with(name, content):
    return PLAIN | {name: content}


def _encodings():
    for name, content in PLAIN.items():
        rows = content.count(b"\n")
        for encoding, byte in (
            ("cp1252", b"\x93"),
            ("latin-1", b"\xe9"),
            ("shift-jis", b"\x8c\xf6"),
            ("cut", b"\xe2\x82"),
        ):
            changed = content[:-1] + byte + b"\n"
            yield Hostile("encodings", f"{encoding} in {name}", _with(name, changed), "not-text", name, rows)
        for encoding in ("utf-16", "utf-16-le", "utf-32"):
            changed = (b"\xff\xfe" if encoding == "utf-16-le" else b"") + content.decode().encode(encoding)
            yield Hostile("encodings", f"{encoding} {name}", _with(name, changed), "not-text", name, 1)


def _marks():
    for name, content in PLAIN.items():
        yield Hostile("marks", f"UTF-8 mark in {name}", _with(name, b"\xef\xbb\xbf" + content), READ)
        yield Hostile("marks", f"only a mark in {name}", _with(name, b"\xef\xbb\xbf"), "file-empty", name)
        crlf = b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
        yield Hostile("marks", f"mark and CR LF in {name}", _with(name, crlf), READ)
        yield Hostile("marks", f"CR alone in {name}", _with(name, content.replace(b"\n", b"\r")), READ)


def _zero_bytes():
    for name, content in PLAIN.items():
        rows = content.count(b"\n")
        yield Hostile(
            "zero bytes", f"at the end of {name}", _with(name, content + b"\0"), "nul-byte", name, rows + 1
        )
        yield Hostile("zero bytes", f"first in {name}", _with(name, b"\0" + content), "nul-byte", name, 1)
        yield Hostile(
            "zero bytes", f"only, in {name}", _with(name, b"\0" * 5_000_000), "line-too-long", name, 1
        )


def _quotes():
    for name, content in PLAIN.items():
        rows = content.count(b"\n")
        long = content + b'"' + b"x\n" * 200_000
        yield Hostile(
            "quotes", f"never closed in {name}", _with(name, content + b'"x\n'), "quote-open", name, rows + 1
        )
        yield Hostile("quotes", f"a long cell in {name}", _with(name, long), "cell-too-long", name, rows + 1)
        yield Hostile(
            "quotes", f"astray in {name}", _with(name, content + b'"x"y,"\n'), "quote-astray", name, rows + 1
        )
        yield Hostile("quotes", f"first in {name}", _with(name, b'"' + content), "quote-open", name, 1)


def _long_lines():
    for name, content in PLAIN.items():
        rows = content.count(b"\n")
        for what, filling in (("letters", b"x"), ("commas", b","), ("quotes", b'""')):
            line = filling * (10_000_000 // len(filling))
            yield Hostile(
                "long lines",
                f"{what} in {name}",
                _with(name, content + line),
                "line-too-long",
                name,
                rows + 1,
            )


def _many_columns():
    header = ",".join(map(str, range(100_000))).encode()
    for name, content in PLAIN.items():
        if name != "summary.csv":
            many = header + b"\n" + b"," * 99_999 + b"\n"
            yield Hostile("columns", f"100,000 in {name}", _with(name, many), "columns-too-many", name, 1)
            empty = b"," * 99_999 + b"x\n"
            yield Hostile(
                "columns",
                f"100,000 without a name in {name}",
                _with(name, empty),
                "columns-too-many",
                name,
                1,
            )
            wide = content + b"," * 100_000 + b"x\n"
            rows = content.count(b"\n")
            yield Hostile(
                "columns", f"a row of 100,000 in {name}", _with(name, wide), "row-long", name, rows + 1
            )


def _headers():
    for name, content in PLAIN.items():
        if name == "summary.csv":
            continue
        first, rest = content.split(b"\n", 1)
        last = first.split(b",")[-1]
        for what, twice in (
            ("twice", last),
            ("twice, larger", last.upper()),
            ("twice, spaced", b" " + last + b" "),
        ):
            wider = first + b"," + twice + b"\n" + rest.replace(b"\n", b",\n")
            yield Hostile("headers", f"{what} in {name}", _with(name, wider), "header-twice", name, 1)
        cells = rest.split(b"\n", 1)[0].split(b",")
        code = "header-twice" if len(set(cells)) < len(cells) else "column-missing"
        yield Hostile("headers", f"none in {name}", _with(name, rest), code, name, 1)
        yield Hostile(
            "headers",
            f"semicolons in {name}",
            _with(name, content.replace(b",", b";")),
            "not-commas",
            name,
            1,
        )


def _formulas():
    starts = (
        "=1+1",
        "+1",
        "-1+2",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        '=HYPERLINK(""http://x"")',
        "\t=1",
        "{=1}",
        "\uff1d1",
    )
    for start in starts:
        comments = COMMENTS + f'2,"{start}"\n'.encode()
        yield Hostile("formulas", f"{start!r} as text", _with("comments.csv", comments), READ)
        votes = VOTES + f'4,0,3,"{start}x"\n'.encode()
        yield Hostile(
            "formulas", f"{start!r} as a vote", _with("votes.csv", votes), "not-a-vote", "votes.csv", 5
        )
        yield Hostile(
            "formulas", f"{start!r} as a topic", _with("summary.csv", f'topic,"{start}"\n'.encode()), READ
        )
        people = PEOPLE + f'3,"{start}",public,\n'.encode()
        yield Hostile(
            "formulas",
            f"{start!r} as a sector",
            _with("people.csv", people),
            "sector-unknown",
            "people.csv",
            4,
        )


def _cells():
    numbers = (
        "7",
        "1e0",
        "0x1",
        "٣",
        "\uff11",
        "NaN",
        "inf",
        "--1",
        "1,1"[:2] + "1",
        "true",
        "9" * 5_000,
        "1_0",
        "½",
    )
    for number in numbers:
        votes = VOTES + f'4,0,3,"{number}"\n'.encode()
        yield Hostile(
            "cells", f"{number[:9]} as a vote", _with("votes.csv", votes), "not-a-vote", "votes.csv", 5
        )
        matrix = MATRIX + f'3,0,1,"{number}",\n'.encode()
        yield Hostile(
            "cells",
            f"{number[:9]} in the matrix",
            _with("participants-votes.csv", matrix),
            "not-a-vote",
            "participants-votes.csv",
            4,
        )
        if number != "7":
            votes = VOTES + f'"{number}",0,3,1\n'.encode()
            yield Hostile(
                "cells", f"{number[:9]} as a time", _with("votes.csv", votes), "not-a-time", "votes.csv", 5
            )
    many = VOTES + b"4,0,3,7\n" * 1_000_000
    yield Hostile("cells", "a million votes of 7", _with("votes.csv", many), "not-a-vote", "votes.csv", 5)
    blank = VOTES + b"\n" * 20_000_000
    yield Hostile("cells", "twenty million empty rows", _with("votes.csv", blank), "rows-empty", "votes.csv")


def _cut_short():
    for name, content in PLAIN.items():
        yield Hostile("cut short", f"0 bytes of {name}", _with(name, b""), "file-empty", name)
        yield Hostile("cut short", f"only line ends in {name}", _with(name, b"\r\n" * 99), "file-empty", name)
        if name != "summary.csv":
            cut = content.rstrip(b"\n").rsplit(b",", 1)[0]
            rows = content.count(b"\n")
            yield Hostile("cut short", f"a row of {name}", _with(name, cut), "row-short", name, rows)
            half = content.split(b",")[0][:5]
            yield Hostile("cut short", f"the header of {name}", _with(name, half), "column-missing", name, 1)


def zip_of(members, *, method=zipfile.ZIP_DEFLATED):
    """Return a zip of these members: names or ZipInfo, each with its content."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in members.items() if isinstance(members, dict) else members:
            archive.writestr(name, content)
    return packed.getvalue()


def _in_zip(kind, name, packed, code, file=None, row=None):
    return Hostile(kind, name, {"export.zip": packed}, code, file, row)


def _bombs():
    for name in PLAIN:
        for size in (2_000_000, 20_000_000):
            packed = zip_of(PLAIN | {name: b"0" * size})
            yield _in_zip("bombs", f"{size} noughts in {name}", packed, "zip-too-tight", name)
    packed = zip_of(
        [("comments.csv", b"0" * 50_000_000), *[(f"{one}.txt", b"0" * 50_000_000) for one in range(4)]]
    )
    yield _in_zip("bombs", "files that are too large together", packed, "zip-too-large", "export.zip")
    yield _in_zip(
        "bombs", "one file that is too large", _stating_more(70_000_000), "file-too-large", "comments.csv"
    )
    yield _in_zip(
        "bombs", "a file that states less than it is", _stating_less(), "file-unreadable", "comments.csv"
    )
    many = zip_of([(f"{one}.txt", b"") for one in range(2_000)])
    yield _in_zip("bombs", "2,000 files", many, "files-too-many", "export.zip")


def _stating_more(size):
    """A zip whose directory says that a file of little content is large, packed within the ratio."""
    packed = bytearray(zip_of({"comments.csv": b"x" * 1_000_000}, method=zipfile.ZIP_STORED))
    start = packed.rindex(b"PK\x01\x02")
    packed[start + 24 : start + 28] = struct.pack("<I", size)
    return bytes(packed)


def _stating_less():
    packed = bytearray(
        zip_of({"comments.csv": b"0" * 30_000_000, **{k: v for k, v in PLAIN.items() if k != "comments.csv"}})
    )
    start = packed.index(b"PK\x01\x02")
    packed[start + 24 : start + 28] = struct.pack("<I", 500)
    return bytes(packed)


def _nested():
    inner = zip_of({"a.txt": b"0" * 100_000})
    for depth in range(1, 6):
        yield _in_zip("nested", f"{depth} deep, beside the files", zip_of(PLAIN | {"more.zip": inner}), READ)
        yield _in_zip(
            "nested", f"{depth} deep, alone", zip_of({"more.zip": inner}), "file-missing", "comments.csv"
        )
        inner = zip_of({"inner.zip": inner})


def _names():
    unsafe = (
        "../comments.csv", "/etc/comments.csv", "a/../../comments.csv", "..\\comments.csv", "C:\\comments.csv",
        "C:/comments.csv", "\\\\server\\comments.csv", "comments.csv\r\nX: y", "comm\nents.csv", "\x1bcomments.csv",
        "a/..", "comments.csv\x00.txt",
    )  # fmt: skip
    for name in unsafe:
        yield _in_zip("names", repr(name), zip_of([*PLAIN.items(), (_exactly(name), b"x")]), "name-unsafe")
    for target in ("/etc/passwd", "../../secret"):
        link = zipfile.ZipInfo("comments.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        members = [
            (link, target),
            *[(name, content) for name, content in PLAIN.items() if name != "comments.csv"],
        ]
        yield _in_zip("names", f"a link to {target}", zip_of(members), "name-unsafe", "comments.csv")
    for name in (
        "__MACOSX/comments.csv",
        ".DS_Store",
        "notes.txt",
        "deep/er/comments.csv",
        "x" * 5_000,
        "café.txt",
    ):
        yield _in_zip("names", f"{name[:30]} is passed over", zip_of([*PLAIN.items(), (name, b"x")]), READ)
    yield _in_zip(
        "names",
        "the same name twice",
        zip_of([*PLAIN.items(), ("a/votes.csv", VOTES)]),
        "file-twice",
        "a/votes.csv",
    )


def _exactly(name):
    info = zipfile.ZipInfo("x")
    info.filename = name
    return info


def _broken_zips():
    packed = zip_of(PLAIN)
    for part in (0, 10, 60, len(packed) // 2, len(packed) - 30, len(packed) - 1):
        yield _in_zip("broken zips", f"cut after {part} bytes", packed[:part], "zip-broken", "export.zip")
    yield _in_zip("broken zips", "no zip at all", COMMENTS, "zip-broken", "export.zip")
    yield _in_zip("broken zips", "nothing in it", zip_of({}), "folder-empty", "export.zip")
    turned = bytearray(packed)
    turned[60] ^= 0xFF
    yield _in_zip("broken zips", "a byte turned over", bytes(turned), "file-unreadable", "comments.csv")
    locked = bytearray(packed)
    locked[packed.index(b"PK\x01\x02") + 8] |= 1
    yield _in_zip("broken zips", "a password", bytes(locked), "zip-locked", "comments.csv")
    for method, what in ((zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "lzma")):
        yield _in_zip("broken zips", what, zip_of(PLAIN, method=method), "zip-locked", "comments.csv")
