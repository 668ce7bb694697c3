"""Files made on the spot: every kind that is taken, and every trick that is not; nothing hostile is ever committed."""

import io
import re
import struct
import warnings
import zipfile
from typing import Any

import openpyxl
from pypdf.generic import ArrayObject, TextStringObject
from tests.kernel.pdfs_made import (
    address,
    carrying_pdf,
    changed_pdf,
    circling_pdf,
    illustrated_pdf,
    linked_pdf,
    locked_pdf,
    page_opening_pdf,
    pdf,
    referring_pdf,
    scripted_pdf,
    starting_pdf,
    told,
)
from tests.kernel.pictures_made import moving, photograph, picture, png_of

Parts = dict[str, bytes]

TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATED = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT: Parts = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": b"<Relationships/>",
    "word/document.xml": b"<w:document xmlns:w='w'><w:body><w:p>The last bus</w:p></w:body></w:document>",
}
SHEET: Parts = {
    "[Content_Types].xml": TYPES,
    "xl/workbook.xml": b"<workbook/>",
    "xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>",
}
PAGE = b"<html><script>alert(1)</script></html>"


def packed(parts: Parts, *, method: int = zipfile.ZIP_DEFLATED, **more: bytes) -> bytes:
    """A zip of these parts."""
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", method) as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in {**parts, **more}.items():
            file.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else method)
    return to.getvalue()


def opened(kind: str, **more: bytes) -> bytes:
    """A document of the OpenDocument kind."""
    told = f"application/vnd.oasis.opendocument.{kind}".encode()
    parts = {"mimetype": told, "content.xml": b"<office:document-content xmlns:office='o'/>"}
    return packed({**parts, "META-INF/manifest.xml": b"<manifest/>", **more})


def spreadsheet() -> bytes:
    """A spreadsheet as Excel's own format, with numbers and words."""
    book = openpyxl.Workbook()
    for row in (("Stop", "Last bus"), ("Pier", "21:04"), ("Upper Tarrow", "18:40")):
        book.active.append(row)
    to = io.BytesIO()
    book.save(to)
    return to.getvalue()


def laughs() -> bytes:
    """A spreadsheet whose text unfolds a billion times."""
    names = "".join(
        f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "lol"}{("&l" + str(n - 1) + ";") * 9 if n else ""}">'
        for n in range(10)
    )
    told = f'<?xml version="1.0"?><!DOCTYPE sst [{names}]><sst><si><t>&l9;</t></si></sst>'
    return packed(SHEET, **{"xl/sharedStrings.xml": told.encode()})


def overlapping() -> bytes:
    """A zip in which many parts are one and the same bytes, as a bomb without nesting is made."""
    whole = bytearray(packed(DOCUMENT, a=b"0" * 900_000))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as file:
        end = file.start_dir
        names = len(file.infolist())
    directory, tail = bytes(whole[end:-22]), bytes(whole[-22:])
    last = directory[directory.rindex(b"PK\x01\x02") :]
    more = b"".join(last[:46] + bytes([65 + n]) + last[47:] for n in range(20))
    count = names + 20
    tail = tail[:8] + struct.pack("<HHI", count, count, len(directory) + len(more)) + tail[16:]
    return bytes(whole[:end]) + directory + more + tail


def unpacked_places(whole: bytes) -> tuple[int, list[int]]:
    """Where the list of a zip's parts begins, and where each part does."""
    with zipfile.ZipFile(io.BytesIO(whole)) as file:
        return file.start_dir, [one.header_offset for one in file.infolist()]


def with_gap(whole: bytes, part: int | None, gap: bytes) -> bytes:
    """A zip with something before one of its parts, or before the list of them; all still lead to where they should."""
    listed, begins = unpacked_places(whole)
    at = listed if part is None else begins[part]
    names = whole[listed:-22]
    for number, begin in enumerate(begins):
        if begin >= at:
            entry = [found.start() for found in re.finditer(b"PK\x01\x02", names)][number]
            names = names[: entry + 42] + struct.pack("<I", begin + len(gap)) + names[entry + 46 :]
    ends = whole[-22:-6] + struct.pack("<I", listed + len(gap)) + whole[-2:]
    return whole[:at] + gap + whole[at:listed] + names + ends


def with_long_end(whole: bytes, gap: bytes = b"") -> bytes:
    """A zip that ends as those do that may be of any size."""
    listed, begins = unpacked_places(whole)
    size, at = len(whole) - 22 - listed, len(whole) - 22 + len(gap)
    told = struct.pack("<HHIIQQQQ", 45, 45, 0, 0, len(begins), len(begins), size, listed)
    long = b"PK\x06\x06" + struct.pack("<Q", 44) + told + b"PK\x06\x07" + struct.pack("<IQI", 0, at, 1)
    return whole[:-22] + gap + long + whole[-22:-10] + b"\xff" * 8 + whole[-2:]


class Pipe(io.RawIOBase):
    """Somewhere to write to and never to go back in, as a server writes what it sends."""

    def __init__(self) -> None:
        self.written = b""

    def writable(self) -> bool:
        return True

    def write(self, some: Any) -> int:
        self.written += bytes(some)
        return len(some)


def piped(parts: Parts) -> bytes:
    """A zip written in one go, so that how long each part is stands after it."""
    to = Pipe()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as file:  # type: ignore[call-overload]
        for name, content in parts.items():
            file.writestr(name, content)
    return to.written


PROGRAM = b"MZ" + b"\x90" * 998


def rels(target: str, kind: str = "attachedTemplate") -> bytes:
    return (
        b"<Relationships><Relationship Id='1' Type='%s/%s' Target='%s' TargetMode='External'/></Relationships>"
        % (RELATED, kind.encode(), target.encode())
    )


XLINK = "http://www.w3.org/1999/xlink"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def shown(element: str, *, to: str = "https://example.org/a", prefix: str = "l") -> bytes:
    """An open document in which an element shows what lies elsewhere, under a prefix of its own."""
    told = f"<a xmlns:d='d' xmlns:{prefix}='{XLINK}'><d:{element} {prefix}:href='{to}'/></a>"
    return opened("text", **{"styles.xml": told.encode()})


def field(told: str, *, prefix: str) -> bytes:
    """A document with one field."""
    part = f"<{prefix}:fldSimple xmlns:{prefix}='{WORD}' {prefix}:instr='{told}'/>"
    return packed({**DOCUMENT, "word/document.xml": part.encode()})


TAKEN: dict[str, tuple[str, bytes]] = {
    "a PDF": ("pdf", pdf()),
    "a PDF with a link, and a page it opens at": ("pdf", linked_pdf()),
    "a PDF that goes round in circles": ("pdf", circling_pdf()),
    "a PDF with a photograph": ("pdf", illustrated_pdf()),
    "a PNG": ("png", picture("PNG")),
    "a PNG one can see through": ("png", picture("PNG", mode="RGBA")),
    "a PNG in greys": ("png", picture("PNG", mode="L")),
    "a JPEG": ("jpeg", picture("JPEG")),
    "a JPEG for print": ("jpeg", picture("JPEG", mode="CMYK")),
    "a JPEG that comes clearer by steps": ("jpeg", picture("JPEG", progressive=True)),
    "a photograph": ("jpeg", photograph()),
    "a photograph with a smaller one after it": ("jpeg", photograph() + picture("JPEG") + b"\0\0"),
    "a WebP": ("webp", picture("WEBP")),
    "a WebP without loss": ("webp", picture("WEBP", lossless=True)),
    "a WebP one can see through": ("webp", picture("WEBP", mode="RGBA")),
    "plain text": ("text", b"It rains, it pours.\nNobody is out.\n"),
    "text in Arabic": ("text", "شباب بعد الحادية عشرة".encode()),
    "text from Windows": ("text", "Caf\xe9 at \xa33".encode("cp1252")),
    "text that begins with two capitals": ("text", b"MZ is what we call Mile Zone."),
    "text that names a tag further on": ("text", b"We talked. " * 200 + b"<script>"),
    "a table": ("csv", b"stop,last bus\nPier,21:04\nUpper Tarrow,18:40\n"),
    "a table from Excel": ("csv", b"\xef\xbb\xbfstop;change\r\nPier;-3,5\r\nHill;+4 %\r\n"),
    "a table with signs in words": ("csv", b"who,said\n@harbour,- nothing\n+44 1632 960001,-\n"),
    "a table with telephone numbers": ("csv", b"who,where\nJo,+44 (0)1632 960001\nKay,+44-1632-960002\n"),
    "a table with dashes before words": ("csv", b"stop,said\nPier,- too late (for us)!\nHill,- a bench of A4 size\n"),
    "a table we wrote": ("csv", b"stop,said\nPier,'=1+1\nHill,'-3\n"),
    "a table with tabs": ("csv", b"stop\tbus\nPier\t21:04\n"),
    "a spreadsheet": ("xlsx", spreadsheet()),
    "a document": ("docx", packed(DOCUMENT)),
    "a document written in one go": ("docx", piped(DOCUMENT)),
    "a document that may be of any size": ("docx", with_long_end(packed(DOCUMENT))),
    "a document with a link": ("docx", packed(DOCUMENT, **{"word/_rels/a.rels": rels("https://example.org", "hyperlink")})),
    "a document that is signed": ("docx", packed(DOCUMENT, **{"_xmlsignatures/origin.sigs": b""})),
    "a document with a picture": ("docx", packed(DOCUMENT, **{"word/media/a.png": picture("PNG")})),
    "an open document": ("odt", opened("text")),
    "an open document with a picture of its own": ("odt", shown("image", to="Pictures/a.png")),
    "an open document with a link": ("odt", shown("a")),
    "a document with the date in it": ("docx", field("DATE", prefix="w")),
    "an open spreadsheet": ("ods", opened("spreadsheet")),
}  # fmt: skip

REFUSED: dict[str, tuple[str, bytes]] = {
    "nothing": ("file_empty", b""),
    "signs that are no text": ("file_unknown", b"\x00\x01\x02 something"),
    "text with a NUL": ("file_unknown", b"all well\x00 and then"),
    "half a letter": ("file_unknown", b"\x81\x8d\x8f\x90\x9d"),
    "a film": ("file_picture_kind", b"\x00\x00\x00\x20ftypheic" + b"\0" * 40),
    "a moving GIF": ("file_picture_kind", b"GIF89a" + b"\0" * 20),
    "a GIF that is a script": ("file_picture_kind", b"GIF89a/*" + b"x" * 20 + b"*/=alert(1)"),
    "a picture in SVG": ("file_page", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
    "a picture in SVG after a remark": ("file_page", b"<!-- hill -->\n<?xml version='1.0'?><SVG/>"),
    "a web page": ("file_page", b"  <!DOCTYPE html><p>Hello"),
    "a web page after a greeting": ("file_page", b"Hello\n<script>alert(1)</script>"),
    "a page that runs on servers": ("file_page", b"<?php system($_GET['a']); ?>"),
    "a shell script": ("file_program", b"#!/bin/sh\nrm -rf /\n"),
    "a program": ("file_program", b"MZ\x90\x00\x03" + b"\0" * 60),
    "another program": ("file_program", b"\x7fELF\x02\x01" + b"\0" * 60),
    "an old office file": ("file_office_old", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    "a text in RTF": ("file_office_old", b"{\\rtf1 hello}"),
    "a zip": ("file_archive", packed({"a.txt": b"hello"})),
    "an empty zip": ("file_archive", packed({})),
    "a Java program": ("file_archive", packed({"META-INF/MANIFEST.MF": b"Main-Class: A", "A.class": b"\xca\xfe\xba\xbe"})),
    "a RAR": ("file_archive", b"Rar!\x1a\x07\x00" + b"\0" * 20),
    "a gzip": ("file_archive", b"\x1f\x8b\x08" + b"\0" * 20),
    "a table with a command": ("file_formulas", b"a,b\n1,=cmd|' /C calc'!A0\n"),
    "a table with a plus that calls": ("file_formulas", b"a,b\n1,+SUM(A1)\n"),
    "a table with an at that calls": ("file_formulas", b"a,b\n1,@SUM(A1)\n"),
    "a table with an equals after a space": ("file_formulas", b'a,b\n1," =1+1"\n'),
    "a table with a wide equals": ("file_formulas", "a,b\n1,\uff1dHYPERLINK(1)\n".encode()),
    "a table with a wide plus that calls": ("file_formulas", "a,b\n1,\uff0b\uff33\uff35\uff2d\uff08A1\uff09\n".encode()),
    "a table that names another cell": ("file_formulas", b"a,b\n1,+A1\n"),
    "a table that works with other cells": ("file_formulas", b"a,b\n1,-(A1 * $B$2)\n"),
    "a table that names another sheet": ("file_formulas", b"a,b\n1,+'Sheet 2'!A1\n"),
    "a line without end": ("file_too_many_rows", b"x" * 1_000_001),
    "rows without end": ("file_too_many_rows", b"a,b\n" * 500_001),
    "columns without end": ("file_too_many_columns", (b"a," * 1_001 + b"a\n") * 2),
    "a PDF with a zip after it": ("file_two_kinds", pdf() + packed({"a.txt": b"hello"})),
    "a PDF with a zip before its end": ("file_two_kinds", pdf().removesuffix(b"%%EOF") + packed({"a": b"b"}) + b"%%EOF"),
    "a PDF with a page after it": ("file_trailing", pdf() + PAGE),
    "a PDF after a greeting": ("file_two_kinds", b"hello " + pdf()),
    "a PDF cut off": ("file_broken", pdf()[:800]),
    "a PDF with no pages": ("file_broken", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"),
    "a PDF that is locked": ("file_locked", locked_pdf()),
    "a PDF that is signed, with a photograph": ("file_signed", illustrated_pdf(Perms=told("Sig", ByteRange=ArrayObject()))),
    "a PDF that is signed under another spelling, with a photograph": (
        "file_signed",
        illustrated_pdf(Perms=told("Sig", ByteRange=ArrayObject())).replace(b"/ByteRange", b"/Byte#52ange"),
    ),
    "a document that is signed, with a photograph": (
        "file_signed",
        packed(DOCUMENT, **{"_xmlsignatures/origin.sigs": b"", "word/media/a.jpg": photograph()}),
    ),
    "an open document that is signed, with a photograph": (
        "file_signed",
        opened("text", **{"META-INF/documentsignatures.xml": b"<s/>", "Pictures/a.jpg": photograph()}),
    ),
    "a document with something where its signatures are": (
        "file_nested", packed(DOCUMENT, **{"_xmlsignatures/origin.sigs": b"more"}),
    ),
    "a PDF with a script": ("file_active", scripted_pdf()),
    "a PDF with a script under another spelling": ("file_active", pdf().removesuffix(b"%%EOF") + b"%/J#61vaScript\n%%EOF"),
    "a PDF that starts something": ("file_active", starting_pdf()),
    "a PDF that opens an address": ("file_active", changed_pdf(OpenAction=address())),
    "a PDF that opens an address in the end": ("file_active", referring_pdf()),
    "a PDF that opens an address when a page is seen": ("file_active", page_opening_pdf()),
    "a PDF that opens another file": ("file_active", changed_pdf(OpenAction=told("GoToR", F=TextStringObject("//a/b")))),
    "a PDF that opens an article of another": ("file_active", changed_pdf(OpenAction=told("Thread", F=TextStringObject("//a/b")))),
    "a PDF with a file inside": ("file_active", carrying_pdf()),
    "a zip behind a PNG's head": ("file_two_kinds", b"\x89PNG\r\n\x1a\n" + packed({"a.txt": b"hello"})),
    "a page behind a PNG's head": ("file_broken", b"\x89PNG\r\n\x1a\n" + PAGE),
    "a page after a PNG": ("file_trailing", picture("PNG") + PAGE),
    "a zip after a PNG": ("file_two_kinds", picture("PNG") + packed({"a.txt": b"hello"})),
    "a page after a JPEG": ("file_trailing", picture("JPEG") + PAGE),
    "a Java program after a JPEG": ("file_two_kinds", picture("JPEG") + packed({"A.class": b"\xca\xfe\xba\xbe"})),
    "a page after a WebP": ("file_trailing", picture("WEBP") + PAGE),
    "a PDF inside a PNG": ("file_two_kinds", picture("PNG")[:40] + pdf()),
    "a moving PNG": ("file_moving", moving("PNG")),
    "a moving WebP": ("file_moving", moving("WEBP")),
    "a PNG of 3,600 million points": ("file_too_many_pixels", png_of(60_000, 60_000)),
    "a PNG of no points": ("file_broken", png_of(0, 10)),
    "a PNG that holds too little": ("file_broken", png_of(900, 900)),
    "a JPEG that says it is huge": ("file_too_many_pixels", picture("JPEG").replace(struct.pack(">HH", 48, 64), b"\xea\x60\xea\x60")),
    "a JPEG cut off": ("file_broken", picture("JPEG", size=(400, 400))[:700]),
    "a PNG cut off": ("file_broken", picture("PNG")[:60]),
    "a WebP cut off": ("file_broken", picture("WEBP")[:60]),
    "sound that begins like WebP": ("file_unknown", b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\0" * 40),
    "a document that unpacks a thousand times": ("file_bomb", packed(DOCUMENT, **{"word/a.xml": b"<a>" + b"0" * 3_000_000 + b"</a>"})),
    "a document of many parts that unpack without end": (
        "file_bomb", packed(DOCUMENT, **{f"word/{n}.xml": b"0" * 950_000 for n in range(106)}),
    ),
    "a document of too many parts": ("file_bomb", packed({**DOCUMENT, **{f"word/{n}.xml": b"" for n in range(2_001)}})),
    "a document whose parts are one another": ("file_bomb", overlapping()),
    "a document that is nested deeply": ("file_bomb", packed(DOCUMENT, **{"word/a.xml": b"<a>" * 300 + b"</a>" * 300})),
    "a document with a document inside": ("file_nested", packed(DOCUMENT, **{"word/embeddings/a.docx": packed(DOCUMENT)})),
    "a document with a zip called a picture": ("file_nested", packed(DOCUMENT, **{"word/media/a.png": packed({"a": b"b"})})),
    "a document with a program inside": ("file_nested", packed(DOCUMENT, **{"word/embeddings/a.bin": b"MZ"})),
    "a document with a page inside": ("file_nested", packed(DOCUMENT, **{"word/afchunk.htm": PAGE})),
    "a document with macros": ("file_macros", packed(DOCUMENT, **{"word/vbaProject.bin": b"x"})),
    "a document that says it has macros": (
        "file_macros", packed({**DOCUMENT, "[Content_Types].xml": TYPES.replace(b"/>", b" a='ms-word.macroEnabled'/>")}),
    ),
    "an open document with macros": ("file_macros", opened("text", **{"Basic/Standard/a.xml": b"<a/>"})),
    "an open document that listens": ("file_macros", opened("text", **{"styles.xml": b"<a xmlns:s='s'><s:event-listener/></a>"})),
    "an open document that is locked": ("file_locked", opened("text", **{"META-INF/b.xml": b"<m><encryption-data/></m>"})),
    "a document with a picture in TIFF": ("file_picture_within", packed(DOCUMENT, **{"word/media/a.tif": picture("TIFF")})),
    "a document with a picture of a telephone's kind": (
        "file_picture_within", packed(DOCUMENT, **{"word/media/a.jpg": b"\x00\x00\x00\x20ftypheic" + b"\0" * 40}),
    ),
    "a document with half a picture": ("file_broken", packed(DOCUMENT, **{"word/media/a.png": picture("PNG")[:60]})),
    "a document with nothing of a picture": ("file_broken", packed(DOCUMENT, **{"word/media/a.jpg": b"\xff\xd8\xff"})),
    "a spreadsheet that laughs a billion times": ("file_entities", laughs()),
    "a document that reads a file": (
        "file_entities", packed(DOCUMENT, **{"word/a.xml": b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"}),
    ),
    "a document with a template elsewhere": ("file_reaches_out", packed(DOCUMENT, **{"word/_rels/a.rels": rels("https://example.org/a.dotm")})),
    "a document with a picture elsewhere": ("file_reaches_out", packed(DOCUMENT, **{"word/_rels/a.rels": rels("//example.org/a", "image")})),
    "a document that calls a program": (
        "file_reaches_out",
        packed({**DOCUMENT, "word/document.xml": b"<d xmlns:w='w'><w:instrText>DD</w:instrText><w:instrText>EAUTO c:\\a</w:instrText></d>"}),
    ),
    "a spreadsheet that calls a program": ("file_reaches_out", packed(SHEET, **{"xl/externalLinks/a.xml": b"<a><ddeLink/></a>"})),
    "an open document with a picture elsewhere": (
        "file_reaches_out",
        opened("text", **{"styles.xml": b"<a xmlns:draw='d' xmlns:xlink='x'><draw:image xlink:href='https://example.org/a'/></a>"}),
    ),
    "an open document with a picture elsewhere under another prefix": ("file_reaches_out", shown("image")),
    "an open document with a picture elsewhere beside one of its own": (
        "file_reaches_out",
        opened("text", **{"styles.xml": f"<a xmlns:l='{XLINK}' xmlns:m='m'><image l:href='//example.org/a' m:href='a'/></a>".encode()}),
    ),
    "an open document with a background elsewhere": ("file_reaches_out", shown("background-image")),
    "an open document with a picture on another machine": ("file_reaches_out", shown("image", to="\\\\example.org\\a")),
    "an open document with a part elsewhere": ("file_reaches_out", shown("section-source")),
    "an open spreadsheet that asks another program": (
        "file_reaches_out", opened("spreadsheet", **{"a.xml": b"<o:dde-source xmlns:o='o' o:dde-application='cmd'/>"}),
    ),
    "a document that calls a program from a field": ("file_reaches_out", field("DDEAUTO c:\\a", prefix="w")),
    "a document that calls a program under another prefix": ("file_reaches_out", field("DDEAUTO c:\\a", prefix="x")),
    "a document whose part leads out": ("file_paths", packed({**DOCUMENT, "../../etc/cron.d/a.xml": b"<a/>"})),
    "a document whose part is the root's": ("file_paths", packed({**DOCUMENT, "/etc/a.xml": b"<a/>"})),
    "a document with something before it": ("file_two_kinds", b"PK\x03\x04" + b"\0" * 60 + packed(DOCUMENT)),
    "a document with something after it": ("file_two_kinds", packed(DOCUMENT) + b"tail"),
    "a document with a program between two parts": ("file_two_kinds", with_gap(packed(DOCUMENT), 2, PROGRAM)),
    "a document with a program after its parts": ("file_two_kinds", with_gap(packed(DOCUMENT), None, PROGRAM)),
    "a document with a program after its list of parts": ("file_broken", with_long_end(packed(DOCUMENT), PROGRAM)),
    "a document written in one go with a program in it": ("file_two_kinds", with_gap(piped(DOCUMENT), 1, PROGRAM)),
    "a document whose parts are said to begin further on": (
        "file_two_kinds", with_gap(packed(DOCUMENT), 0, PROGRAM)[len(PROGRAM) :],
    ),
    "a document that says otherwise at its longer end": (
        "file_two_kinds", with_long_end(packed(DOCUMENT))[:-10] + packed(DOCUMENT)[-10:-6] + b"\0\0\0\0\0\0",
    ),
    "a document that is torn": ("file_broken", packed(DOCUMENT)[:60] + b"\xff" * 30 + packed(DOCUMENT)[90:]),
    "a document whose XML does not end": ("file_broken", packed({**DOCUMENT, "word/a.xml": b"<a><b>"})),
    "a sheet of too many rows": ("file_too_many_rows", packed({**SHEET, "xl/worksheets/sheet1.xml": b"<a>" + b"".join(b"<row r='%d'/>" % n for n in range(200_001)) + b"</a>"})),
}  # fmt: skip
