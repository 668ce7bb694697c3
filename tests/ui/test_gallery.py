"""The gallery: every component in every state, which everybody can use, however narrow and whichever way one reads."""

import re

import pytest
from django.test import Client, RequestFactory
from tests.journeys.axe import violations
from tests.journeys.browser import Opening

from wholeplace.ui.gallery.exhibits import LACKING, Kind, exhibits
from wholeplace.ui.gallery.words import ARABIC, LONG

CUT_OFF = """[...document.querySelectorAll(".wp-gallery__state")].flatMap((box) => {
  const edge = box.getBoundingClientRect();
  return [...box.querySelectorAll("*")].filter((one) => {
    const own = one.getBoundingClientRect();
    return own.width > 0 && !one.closest(".govuk-visually-hidden, pre, svg, .wp-table-frame")
      && (own.left < -1 || own.right > window.innerWidth + 1);
  }).map((one) => box.dataset.component + ": " + one.tagName + "." + one.className);
})"""
"""What sticks out of the window to the side, where it can neither be read nor scrolled to."""


def shown():
    return {one.component: one.states for one in exhibits(RequestFactory().get("/gallery/"))}


def test_every_component_is_shown_in_every_kind_of_state_or_says_why_not() -> None:
    missing = {
        kind: {name for name, states in shown().items() if kind not in {one.kind for one in states}}
        for kind in Kind
    }
    said = {kind: {name for names in LACKING.get(kind, {}).values() for name in names} for kind in Kind}
    assert missing == said


def test_a_reason_to_lack_a_state_is_given_once_and_says_something() -> None:
    for kind, reasons in LACKING.items():
        named = [name for names in reasons.values() for name in names]
        assert len(named) == len(set(named)), kind
        assert all(len(because.split()) > 3 for because in reasons), kind


def test_words_are_told_in_arabic_and_at_length_in_every_component() -> None:
    for name, states in shown().items():
        told = {one.kind: str(one.given) + str(_fields(one.given)) for one in states}
        assert ARABIC in told[Kind.RIGHT_TO_LEFT] or name == "table", name
        assert LONG[:40] in told[Kind.LONG] or "wwwww" in told[Kind.LONG] or name == "table", name


def _fields(given: dict) -> list[str]:
    """Return the words of the forms a component is given."""
    return [str(given[name]) for name in ("form", "field") if name in given]


@pytest.mark.django_db
def test_no_id_stands_twice_in_the_gallery(client: Client) -> None:
    found = re.findall(r'\sid="([^"]+)"', client.get("/gallery/").text)
    assert sorted({one for one in found if found.count(one) > 1}) == []


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("width", "direction"),
    [
        (1280, "rtl"),
        (320, "ltr"),
        *(pytest.param(*more, marks=pytest.mark.soak) for more in ((1280, "ltr"), (320, "rtl"))),
    ],
)
def test_the_gallery_can_be_used_by_everybody(visit: Opening, width: int, direction: str) -> None:
    seen = visit("/gallery/", width=width)
    seen.page.evaluate(f"document.documentElement.dir = '{direction}'")
    assert violations(seen.page) == []
    assert (seen.page.evaluate(CUT_OFF), seen.sideways(), seen.refused_by_policy(), seen.faults) == (
        [],
        0,
        [],
        [],
    )
