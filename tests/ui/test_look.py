"""The frame and the gallery in a real browser."""

from typing import Any

import pytest
from django.test import Client
from tests.journeys.axe import violations
from tests.journeys.browser import Opening
from tests.ui.scene import give_hat

from wholeplace.kernel.people import HatKind, Membership

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WIDTHS = (1280, pytest.param(390, marks=pytest.mark.soak), 320)
ADDRESSES = ["/", pytest.param("/source/", marks=pytest.mark.soak), "/harbourside/", "/sign-in/"]


@pytest.fixture
def session(client: Client, amina: Membership) -> str:
    """The session of somebody with two hats."""
    give_hat(amina, HatKind.CONVENER)
    client.force_login(amina.person)
    return client.cookies["sessionid"].value


def test_axe_finds_what_is_wrong(visit: Opening) -> None:
    seen = visit("/source/")
    seen.page.evaluate("""document.querySelector("h1").innerHTML =
        '<img src="/static/mark.svg"><a href="#a">.</a><a href="#b">.</a><p id="faint">faint</p>'""")
    seen.page.evaluate("""document.querySelector("#faint").style.color = '#ddd'""")
    found = " ".join(violations(seen.page))
    assert "image-alt" in found
    assert "color-contrast" in found


def test_what_the_policy_refuses_is_noticed(visit: Opening) -> None:
    seen = visit("/source/")
    seen.page.evaluate("""document.querySelector("h1").setAttribute("style", "color: red")""")
    seen.page.wait_for_function("window.refusedByPolicy.length > 0")
    assert seen.refused_by_policy() == ["style-src-attr inline"]


def test_a_page_too_wide_is_noticed(visit: Opening) -> None:
    seen = visit("/source/", width=320)
    seen.page.evaluate("""document.querySelector("h1").style.width = '900px'""")
    assert seen.sideways() > 300


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_can_be_used_by_everybody(visit: Opening, amina: Membership, address: str, width: int) -> None:
    seen = visit(address, width=width)
    assert violations(seen.page) == []
    assert (seen.sideways(), seen.refused_by_policy(), seen.faults) == (0, [], [])


@pytest.mark.parametrize("width", WIDTHS)
def test_the_frame_of_a_member_can_be_used_by_everybody(visit: Opening, session: str, width: int) -> None:
    seen = visit("/harbourside/", width=width, session=session)
    seen.page.locator(".wp-who__summary").click()
    assert seen.page.get_by_role("button", name="Convener").is_visible()
    assert violations(seen.page) == []
    assert (seen.sideways(), seen.refused_by_policy(), seen.faults) == (0, [], [])


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_hat_is_changed_in_the_header(visit: Opening, session: str, *, javascript: bool) -> None:
    seen = visit("/harbourside/", session=session, javascript=javascript)
    seen.page.locator(".wp-who__summary").click()
    seen.page.get_by_role("button", name="Convener").click()
    seen.page.wait_for_url("**/harbourside/")
    assert seen.page.locator(".wp-who__as").inner_text() == "Convener, for myself"


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_the_menu_opens_on_a_phone(visit: Opening, session: str, *, javascript: bool) -> None:
    seen = visit("/harbourside/", width=320, session=session, javascript=javascript)
    link = seen.page.locator(".wp-nav__narrow").get_by_role("link", name="Members")
    assert not link.is_visible()
    seen.page.locator(".wp-nav__summary").click()
    assert link.is_visible()


def test_a_menu_closes_on_escape_and_keeps_the_reader_there(visit: Opening, session: str) -> None:
    seen = visit("/harbourside/", session=session)
    seen.page.locator(".wp-who__summary").press("Enter")
    assert seen.page.locator(".wp-who__panel").is_visible()
    seen.page.keyboard.press("Escape")
    assert not seen.page.locator(".wp-who__panel").is_visible()
    assert seen.page.evaluate("document.activeElement.className") == "wp-who__summary"


def test_the_first_stop_of_the_keyboard_skips_to_the_page_itself(visit: Opening, amina: Membership) -> None:
    seen = visit("/harbourside/")
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.textContent") == "Skip to main content"
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("document.activeElement.id") == "main"


def test_every_page_is_set_in_its_own_letters(visit: Opening, amina: Membership) -> None:
    seen = visit("/harbourside/")
    ready = "document.fonts.ready.then(() => document.fonts.check('16px Atkinson Hyperlegible'))"
    assert seen.page.evaluate(ready)
    loaded: Any = seen.page.evaluate(
        "performance.getEntriesByType('resource').map((one) => new URL(one.name).host)"
    )
    assert set(loaded) == {seen.page.evaluate("location.host")}


def test_a_long_address_is_copied_only_where_a_script_can(visit: Opening) -> None:
    assert visit("/gallery/").page.get_by_role("button", name="Copy", exact=True).count() == 3
    assert (
        visit("/gallery/", javascript=False).page.get_by_role("button", name="Copy", exact=True).count() == 0
    )


def test_a_page_is_printed_as_a_document(visit: Opening, session: str) -> None:
    seen = visit("/gallery/", session=session)
    seen.page.emulate_media(media="print")
    asked = """() => {
        const all = (what) => [...document.querySelectorAll(what)];
        const drawn = (one) => one.getClientRects().length > 0;
        return {
            paper: getComputedStyle(document.documentElement).backgroundColor,
            addresses: all("main a").filter((one) => drawn(one) && getComputedStyle(one, "::after").content !== "none").length,
            pressed: all("button, .govuk-pagination, .wp-tabs__item:not(:has([aria-current])), .wp-search, .wp-table__arrow, .wp-downloads").filter(drawn).length,
            triangles: all(".govuk-details__summary").filter(
                (one) => drawn(one) && getComputedStyle(one, "::before").display !== "none").length,
        };
    }"""
    assert seen.page.evaluate(asked) == {
        "paper": "rgba(0, 0, 0, 0)",
        "addresses": 0,
        "pressed": 0,
        "triangles": 0,
    }


def test_a_printed_page_says_whose_it_is_when_it_stood_so_and_where(visit: Opening, session: str) -> None:
    seen = visit("/harbourside/", session=session)
    told = seen.page.locator(".wp-printed")
    assert not told.is_visible()
    seen.page.emulate_media(media="print")
    assert told.is_visible()
    assert seen.page.url in told.inner_text()
    assert told.inner_text().startswith("As it stood on ")


LENGTHEN = """(word) => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const words = [];
    while (walk.nextNode()) words.push(walk.currentNode);
    for (const one of words)
        if (one.data.trim().length > 3 && !one.parentElement.closest("script, svg, .govuk-visually-hidden, .govuk-pagination"))
            one.data = word;
}"""


@pytest.mark.parametrize("address", [*ADDRESSES, "/gallery/"])
def test_words_that_never_end_are_broken_on_a_small_phone(visit: Opening, session: str, address: str) -> None:
    seen = visit(address, width=320, session="" if address == "/sign-in/" else session)
    seen.page.evaluate(LENGTHEN, "Donaudampfschifffahrtsgesellschaft" * 4)
    assert seen.sideways() == 0


@pytest.mark.parametrize("width", [1280, 320])
def test_a_page_turns_round_where_one_reads_from_right_to_left(
    visit: Opening, session: str, width: int
) -> None:
    seen = visit("/harbourside/", width=width, session=session)
    seen.page.evaluate("document.documentElement.dir = 'rtl'")
    middle = "(what) => { const box = document.querySelector(what).getBoundingClientRect(); return box.x + box.width / 2; }"
    assert seen.page.evaluate(middle, ".wp-brand") > width / 2
    edges = "() => [...document.querySelectorAll('main *')].map((one) => one.getBoundingClientRect()).filter((box) => box.width && (box.left < -1 || box.right > innerWidth + 1)).length"
    assert (seen.page.evaluate(edges), seen.sideways()) == (0, 0)
