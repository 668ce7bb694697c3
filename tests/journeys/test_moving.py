"""On the grid of interest and influence a convener drags a mark to another cell, undoes it, and does the same by keyboard."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.axe import violations
from tests.journeys.conftest import Walking
from tests.journeys.story import Walk
from tests.journeys.test_pages_all import CONVENER

pytestmark = pytest.mark.journey

WHO = "Volunteer drivers"


def to_the_grid(walked: Walk) -> Page:
    page = walked.page
    walked.become(CONVENER)
    walked.to("/tarrowmouth/issues/")
    page.get_by_role("link", name="Older people alone on Lantern Hill").first.click()
    page.get_by_role("link", name="See who is needed, and who is missing").click()
    page.get_by_role("link", name="Interest and influence", exact=True).click()
    return page


def drag(page: Page, name: str, across: int, up: int) -> None:
    """Take a mark by its left edge, where its shape is, and let it go in the middle of a cell."""
    mark = page.get_by_role("link", name=name, exact=True).first
    mark.scroll_into_view_if_needed()
    start = mark.bounding_box()
    cell = page.locator(f'rect[data-across="{across}"][data-up="{up}"]').bounding_box()
    assert start is not None
    assert cell is not None
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 40, start["y"] + 40)
    page.mouse.move(cell["x"] + cell["width"] / 2, cell["y"] + cell["height"] / 2)
    page.mouse.up()


def test_a_mark_is_dragged_and_put_back_and_moved_by_keyboard_too(walk: Walking) -> None:
    walked = walk()
    page = to_the_grid(walked)
    drag(page, WHO, 5, 4)
    said = f"{WHO} is placed. How much it matters to them: very much. How much they can do about it: much."
    expect(page.get_by_text(said)).to_be_visible()
    page.get_by_role("button", name="Undo my last change").click()
    expect(page.get_by_text("Put back one perspective.")).to_be_visible()
    mark = page.get_by_role("link", name=WHO, exact=True).first
    expect(mark).to_have_attribute("data-up", "2")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Where do they stand?")
    assert violations(page) == []


def test_a_mark_let_go_where_it_stands_or_outside_stays_and_leads_nowhere(walk: Walking) -> None:
    walked = walk()
    page = to_the_grid(walked)
    drag(page, WHO, 4, 2)
    assert page.get_by_role("link", name=WHO, exact=True).first.get_attribute("transform") is None
    expect(page.get_by_role("heading", level=1)).to_have_text("Who this issue needs")
    expect(page.get_by_text("is placed.")).to_have_count(0)
