"""What a file is, by its content alone; and every trick refused with a reason of its own."""

import io
import zipfile
import zlib

import pytest
from PIL import Image, ImageCms
from pypdf import PdfReader
from pypdf.generic import EncodedStreamObject
from tests.kernel import files_made as made
from tests.kernel.pdfs_made import (
    METADATA,
    PLACE,
    described_pdf,
    illustrated_pdf,
    scripted_pdf,
    stream,
)
from tests.kernel.pictures_made import jpeg_2000, panorama, photograph, picture, telling

from wholeplace.kernel.files.findings import NotTaken
from wholeplace.kernel.files.looking import look
from wholeplace.kernel.files.names import FileKind


@pytest.mark.parametrize("what", made.TAKEN)
def test_what_people_have_to_show_is_taken(what: str) -> None:
    kind, content = made.TAKEN[what]
    assert look(content).kind == kind


def test_every_kind_there_is_was_taken() -> None:
    assert {kind for kind, _content in made.TAKEN.values()} == set(FileKind)


@pytest.mark.parametrize("what", made.REFUSED)
def test_what_could_harm_is_refused(what: str) -> None:
    code, content = made.REFUSED[what]
    with pytest.raises(NotTaken) as refused:
        look(content)
    assert refused.value.code == code


@pytest.mark.parametrize("kind", ["pdf", "csv", "text", "xlsx", "docx", "odt", "ods"])
def test_what_is_no_picture_is_kept_as_it_is(kind: str) -> None:
    content = next(content for found, content in made.TAKEN.values() if found == kind)
    assert look(content).content is content


def test_a_photograph_no_longer_says_where_it_was_taken() -> None:
    taken = photograph()
    before = Image.open(io.BytesIO(taken))
    assert before.getexif().get_ifd(0x8825)[2] == (51.0, 30.0, 0.0)
    assert b"Secret Camera" in taken
    assert b"taken at home" in taken

    kept = look(taken).content
    after = Image.open(io.BytesIO(kept))
    assert dict(after.getexif()) == {}
    assert dict(after.getexif().get_ifd(0x8825)) == {}
    assert b"Secret Camera" not in kept
    assert b"taken at home" not in kept


def test_a_photograph_that_lay_on_its_side_stands_upright() -> None:
    assert Image.open(io.BytesIO(photograph())).size == (64, 48)
    assert Image.open(io.BytesIO(look(photograph()).content)).size == (48, 64)


def test_a_photograph_within_a_pdf_no_longer_says_where_it_was_taken_and_looks_the_same() -> None:
    before = illustrated_pdf()
    kept = look(before).content
    assert (b"Secret Camera" in before, b"Secret Camera" in kept) == (True, False)
    assert len(kept) == len(before)
    (was,), (now,) = (PdfReader(io.BytesIO(one)).pages[0].images for one in (before, kept))
    assert was.image is not None
    assert now.image is not None
    assert now.image.tobytes() == was.image.tobytes()


@pytest.mark.parametrize(("shown", "packed"), [(panorama(), "/DCTDecode"), (jpeg_2000(), "/JPXDecode")])
def test_nor_does_it_in_any_part_beside_the_picture(shown: bytes, packed: str) -> None:
    before = illustrated_pdf(shown, packed=packed)
    kept = look(before).content
    assert (b"home" in before, b"home" in kept, len(kept)) == (True, False, len(before))
    assert (b"ICC_PROFILE" in kept) == (b"ICC_PROFILE" in shown)
    was, now = (PdfReader(io.BytesIO(one)).pages[0].images[0].image for one in (before, kept))
    assert was is not None
    assert now is not None
    assert now.convert("RGB").tobytes() == was.convert("RGB").tobytes()


@pytest.mark.parametrize(
    "place", [stream(PLACE, **METADATA), stream(zlib.compress(PLACE), **METADATA, Filter="/FlateDecode")]
)
def test_what_a_pdf_tells_of_a_picture_in_it_is_gone_and_what_it_tells_of_itself_stays(
    place: EncodedStreamObject,
) -> None:
    def told(content: bytes) -> str:
        beside = PdfReader(io.BytesIO(content)).pages[0]["/Resources"]["/XObject"]["/Im0"]["/Metadata"]  # type: ignore[index]
        return str(beside.get_object().get_data().decode().strip())

    before = described_pdf(place)
    kept = look(before).content
    assert (told(before), told(kept), len(kept)) == (PLACE.decode(), "", len(before))
    assert b"dc:creator Kay" in kept
    assert look(kept).content is kept


def test_what_only_begins_like_a_photograph_is_left_alone() -> None:
    words = b"\xff\xd8\xff\xfe\x00\x08 words \xff\xda\x00\x08"
    before = illustrated_pdf(words)
    assert look(before).content is before


def test_a_pdf_whose_photographs_tell_nothing_is_kept_byte_for_byte() -> None:
    kept = look(illustrated_pdf()).content
    assert look(kept).content is kept


def test_a_script_is_found_where_no_search_of_the_bytes_finds_it() -> None:
    assert b"JavaScript" not in scripted_pdf()
    assert made.REFUSED["a PDF with a script"] == ("file_active", scripted_pdf())


def test_what_a_png_says_beside_the_picture_is_gone() -> None:
    from PIL.PngImagePlugin import PngInfo

    said = PngInfo()
    said.add_text("Author", "Amina Yusuf")
    content = picture("PNG", pnginfo=said)
    assert b"Amina Yusuf" in content
    assert b"Amina Yusuf" not in look(content).content
    assert Image.open(io.BytesIO(look(content).content)).getpixel((5, 5)) == (255, 0, 0)


WITHIN = {"JPEG": "Pictures/a.jpg", "PNG": "Pictures/a.png", "WEBP": "Pictures/a"}


def parts(content: bytes) -> list[tuple[str, bytes]]:
    """The parts of a document, in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return [(name, packed.read(name)) for name in packed.namelist()]


@pytest.mark.parametrize("form", WITHIN)
def test_a_photograph_within_a_document_no_longer_says_with_what_it_was_taken(form: str) -> None:
    told = telling(form)
    assert b"Secret Camera" in told
    sent = made.opened("text", **{WITHIN[form]: told})

    found = look(sent)
    (kept,) = [content for name, content in parts(found.content) if name == WITHIN[form]]
    assert found.kind == "odt"
    assert b"Secret Camera" not in kept
    assert seen(kept) == seen(told)
    assert [one for one in parts(found.content) if one[0] != WITHIN[form]] == [
        one for one in parts(sent) if one[0] != WITHIN[form]
    ]
    assert look(found.content).content is found.content


def seen(picture: bytes) -> tuple[tuple[int, int], bytes]:
    """How large a picture is, and each of its points."""
    opened = Image.open(io.BytesIO(picture))
    return opened.size, opened.tobytes()


def test_a_photograph_within_a_document_stays_the_way_up_it_was() -> None:
    sent = made.packed({**made.DOCUMENT, "word/media/a.jpg": photograph()})
    kept = dict(parts(look(sent).content))["word/media/a.jpg"]
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {0x0112: 6}
    for word in (b"Secret Camera", b"taken at home"):
        assert word in photograph()
        assert word not in kept


def test_what_follows_a_picture_within_a_document_is_left_out() -> None:
    for form, name in (("JPEG", "a.jpg"), ("PNG", "a.png")):
        shown = picture(form)
        sent = made.packed({**made.DOCUMENT, f"word/media/{name}": shown + photograph()})
        assert dict(parts(look(sent).content))[f"word/media/{name}"] == shown


def test_the_colours_of_a_picture_within_a_document_stay() -> None:
    coloured = picture("JPEG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for shown in (coloured, picture("JPEG", mode="CMYK"), picture("JPEG", progressive=True)):
        sent = made.packed({**made.DOCUMENT, "word/media/a.jpg": shown})
        assert look(sent).content is sent
