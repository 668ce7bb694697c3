"""PDFs made on the spot: with pictures and links, and with all that one may be told to do."""

import io
import struct
import zlib
from typing import Any

import typst
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    Destination,
    DictionaryObject,
    EncodedStreamObject,
    Fit,
    NameObject,
    NumberObject,
    TextStringObject,
)
from tests.kernel.pictures_made import photograph, picture

METADATA = {"Type": "/Metadata", "Subtype": "/XML"}
PLACE = b"<x:xmpmeta>exif:GPSLatitude 51,30N</x:xmpmeta>"


def pdf() -> bytes:
    """A PDF as the program's own reports are made."""
    return typst.compile(b"= Buses after nine\nNone went up the hill.")


def changed_pdf(**root: object) -> bytes:
    """A PDF of one empty page with more in what it begins from."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    for name, value in root.items():
        writer.root_object[NameObject(f"/{name}")] = value
    return written_pdf(writer)


def written_pdf(writer: PdfWriter) -> bytes:
    to = io.BytesIO()
    writer.write(to)
    return to.getvalue()


def locked_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("", "owner", algorithm="RC4-128")
    return written_pdf(writer)


def scripted_pdf() -> bytes:
    """A PDF whose script stands in a packed stream, where no search of its bytes finds it."""
    inside = {
        1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        4: b"<</S 5 0 R/#4aS(app.alert\\(1\\))>>",
        5: b"/JavaScript",
    }
    at, starts = 0, []
    for number, text in inside.items():
        starts.append(b"%d %d" % (number, at))
        at += len(text) + 1
    first = b" ".join(starts) + b" "
    squeezed = zlib.compress(first + b" ".join(inside.values()))
    head = b"%PDF-1.5\n"
    stream = b"6 0 obj<</Type/ObjStm/N 5/First %d/Filter/FlateDecode/Length %d>>stream\n" % (
        len(first),
        len(squeezed),
    )
    body = head + stream + squeezed + b"\nendstream endobj\n"
    rows = [(0, 0, 255), *((2, 6, n) for n in range(5)), (1, len(head), 0), (1, len(body), 0)]
    listed = zlib.compress(b"".join(struct.pack(">BHB", *row) for row in rows))
    xref = b"7 0 obj<</Type/XRef/Size 8/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n" % len(
        listed
    )
    return body + xref + listed + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def starting_pdf() -> bytes:
    return changed_pdf(
        OpenAction=DictionaryObject(
            {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd")}
        )
    )


def told(deed: str, **more: Any) -> DictionaryObject:
    """What a PDF may be told to do."""
    given = {"S": NameObject(f"/{deed}"), **more}
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in given.items()})


def address() -> DictionaryObject:
    return told("URI", URI=TextStringObject("https://example.org/opened"))


def illustrated_pdf(shown: bytes = b"", *, packed: str = "/DCTDecode", **root: object) -> bytes:
    """A PDF with a picture in it as it came from the camera: a photograph, if none is given."""
    writer = PdfWriter()
    show(writer, shown or photograph(), packed=packed)
    for name, value in root.items():
        writer.root_object[NameObject(f"/{name}")] = value
    return written_pdf(writer)


def show(writer: PdfWriter, shown: bytes, *, packed: str = "/DCTDecode") -> EncodedStreamObject:
    """Put a picture on a page of its own."""
    page = writer.add_blank_page(200, 200)
    kinds = {"Type": "/XObject", "Subtype": "/Image", "ColorSpace": "/DeviceRGB", "Filter": packed}
    sizes = {"Width": 64, "Height": 48, "BitsPerComponent": 8}
    made = stream(shown, **kinds)
    made.update({NameObject(f"/{name}"): NumberObject(value) for name, value in sizes.items()})
    pictures = DictionaryObject({NameObject("/Im0"): writer._add_object(made)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): pictures})
    return made


def stream(content: bytes, **names: str) -> EncodedStreamObject:
    made = EncodedStreamObject()
    made._data = content
    made.update({NameObject(f"/{name}"): NameObject(value) for name, value in names.items()})
    return made


def described_pdf(place: EncodedStreamObject) -> bytes:
    """A PDF that tells in a stream beside its picture where that was taken, and in another who wrote the whole."""
    writer = PdfWriter()
    shown = show(writer, picture("JPEG"))
    shown[NameObject("/Metadata")] = writer._add_object(place)
    own = stream(b"<x:xmpmeta>dc:creator Kay</x:xmpmeta>", **METADATA)
    writer.root_object[NameObject("/Metadata")] = writer._add_object(own)
    return written_pdf(writer)


def linked_pdf() -> bytes:
    """A PDF that opens at its second page, with a link that somebody may press."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    second = writer.add_blank_page(200, 200)
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://example.org/pressed"))
    writer.open_destination = Destination("second", second.indirect_reference, Fit.fit())
    return written_pdf(writer)


def referring_pdf() -> bytes:
    """A PDF that opens an address after it went to a page, with what it does kept elsewhere in it."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    after = writer._add_object(address())
    first = told("GoTo", Next=ArrayObject([after]))
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(first)
    return written_pdf(writer)


def circling_pdf() -> bytes:
    """A PDF that is told to do the same thing for ever, and nothing besides."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    first = told("GoTo")
    kept = writer._add_object(first)
    first[NameObject("/Next")] = kept
    writer.root_object[NameObject("/OpenAction")] = kept
    return written_pdf(writer)


def page_opening_pdf() -> bytes:
    """A PDF that opens an address once its page is seen."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): writer._add_object(address())})
    return written_pdf(writer)


def carrying_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("inside.txt", b"inside")
    return written_pdf(writer)
