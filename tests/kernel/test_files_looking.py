"""What a file is, by its content alone; and every trick refused with a reason of its own."""

import io

import pytest
from PIL import Image
from tests.kernel import files_made as made

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
    taken = made.photograph()
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
    assert Image.open(io.BytesIO(made.photograph())).size == (64, 48)
    assert Image.open(io.BytesIO(look(made.photograph()).content)).size == (48, 64)


def test_a_script_is_found_where_no_search_of_the_bytes_finds_it() -> None:
    assert b"JavaScript" not in made.scripted_pdf()
    assert made.REFUSED["a PDF with a script"] == ("file_active", made.scripted_pdf())


def test_what_a_png_says_beside_the_picture_is_gone() -> None:
    from PIL.PngImagePlugin import PngInfo

    said = PngInfo()
    said.add_text("Author", "Amina Yusuf")
    content = made.picture("PNG", pnginfo=said)
    assert b"Amina Yusuf" in content
    assert b"Amina Yusuf" not in look(content).content
    assert Image.open(io.BytesIO(look(content).content)).getpixel((5, 5)) == (255, 0, 0)
