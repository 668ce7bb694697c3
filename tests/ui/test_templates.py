"""What holds for every template."""

import re
from pathlib import Path

import pytest
from django.template import Context, Engine, Template, TemplateSyntaxError
from django.test import Client, RequestFactory

from wholeplace.ui.gallery.exhibits import exhibits
from wholeplace.ui.templatetags.ui import parameters_of

HOUSE = Path(__file__).parents[2] / "src" / "wholeplace"
TEMPLATES = sorted(path for path in HOUSE.rglob("templates/**/*.html"))
COMPONENTS = sorted((HOUSE / "ui" / "templates" / "ui" / "components").glob("*.html"))
INLINE = re.compile(
    r"""<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:""", re.IGNORECASE
)


TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)


def inline(source: str) -> list[str]:
    return INLINE.findall(TAGS.sub("", source))


def test_what_the_policy_would_refuse_is_recognised() -> None:
    for wrong in ('<p style="x">', "<script>", "<style>", '<a onclick="x">', '<a href="javascript:x">'):
        assert inline(wrong)
    assert not inline('{% x with one=2 %}<script src="x.js" defer></script> <p class="style">on = off</p>')


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_inline_style_or_script(path: Path) -> None:
    assert not inline(path.read_text())


MARKED = re.compile(
    r"""<(?:ul|ol)[^>]*govuk-list--(?:bullet|number)(?:(?!</[uo]l>).)*?<li[^>]*\sdir=.auto""", re.DOTALL
)


def test_marks_of_a_list_stand_on_the_side_of_the_page_whatever_is_written_in_it() -> None:
    """An item that takes the direction of its words hangs its mark over the other edge of the page."""
    assert MARKED.search('<ul class="govuk-list govuk-list--bullet"><li dir="auto">x</li></ul>')
    assert [path.name for path in TEMPLATES if MARKED.search(path.read_text())] == []


def test_the_gallery_shows_every_component() -> None:
    shown = {exhibit.component for exhibit in exhibits(RequestFactory().get("/gallery/"))}
    assert shown == {path.stem for path in COMPONENTS}


def test_every_state_of_every_component_stands_on_the_page(client: Client, db: None) -> None:
    states = sum(len(exhibit.states) for exhibit in exhibits(RequestFactory().get("/gallery/")))
    page = client.get("/gallery/").text
    assert page.count('class="wp-gallery__state"') == states
    assert not inline(page)


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_uses_what_it_takes(path: Path) -> None:
    source = path.read_text()
    body = source.split("#}", 1)[1]
    unused = [name for name in parameters_of(source) if not re.search(rf"\b{name}\b", body)]
    assert unused == []


def draw(source: str, **given: object) -> str:
    return Template(source, engine=Engine.get_default()).render(Context({"request": None, **given}))


def test_a_parameter_a_component_does_not_take_is_an_error() -> None:
    assert "Save" in draw('{% component "button" label="Save" %}')
    with pytest.raises(TemplateSyntaxError, match="does not take"):
        draw('{% component "button" label="Save" colour="red" %}')
    with pytest.raises(TemplateSyntaxError, match="misses"):
        draw('{% component "button" %}')


def test_a_component_escapes_what_people_wrote() -> None:
    drawn = draw(
        '{% component "card" title=title href="/x/" text=text %}', title="<b>bold</b>", text="<script>"
    )
    assert "<b>" not in drawn
    assert "&lt;b&gt;bold" in drawn
    assert "<script>" not in drawn


def test_a_container_holds_what_stands_between_its_tags() -> None:
    drawn = draw('{% container "details" summary="More" %}<p>inside</p>{% endcontainer %}')
    assert "<p>inside</p>" in drawn


@pytest.mark.parametrize(("count", "written"), [(999, "999"), (2031, "2,031"), (1234567, "1,234,567")])
def test_a_large_number_is_written_in_groups_of_three(count: int, written: str) -> None:
    assert Template("{{ count|grouped }}").render(Context({"count": count})) == written
