"""A resident on a phone, without JavaScript, finds where people agree; the landscape is kept as a picture."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import Walking
from tests.journeys.story import CONVERSATION, ISSUE, PLACE

pytestmark = pytest.mark.journey

PICTURES = os.environ.get("WHOLEPLACE_PICTURES", "")
"""A folder to keep the README's picture in; empty to keep none."""


def test_a_resident_without_javascript_finds_where_people_agree(walk: Walking) -> None:
    walked = walk(width=390, height=844, javascript=False)
    page = walked.page
    walked.to(PLACE)
    page.get_by_role("link", name=ISSUE, exact=True).click()
    expect(page.locator(".wp-thread__stage--done")).to_have_count(3)
    page.get_by_role("link", name=CONVERSATION).first.click()
    expect(page.locator(".wp-sentence__text").first).to_contain_text(
        "Most people in every group of opinion agree"
    )
    page.get_by_text("See the numbers").first.click()
    expect(page.locator(".wp-sentence table").first).to_be_visible()

    heading = page.get_by_role("heading", name="What nearly everyone sees alike")
    card = page.locator(".wp-statements").first.locator(".wp-statement").first
    assert heading.bounding_box()["y"] < card.bounding_box()["y"]  # type: ignore[index]
    text = card.locator("h3").inner_text()
    card.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    expect(page.get_by_role("heading", name="On the record")).to_be_visible()
    expect(page.locator(".govuk-summary-list__row")).to_have_count(6)
    assert walked.sideways() == 0


def test_a_resident_sorts_and_searches_the_statements_without_javascript(walk: Walking) -> None:
    walked = walk(width=390, javascript=False)
    page = walked.page
    walked.to("/tarrowmouth/conversations/")
    page.get_by_role("link", name=CONVERSATION).first.click()
    page.locator("#all").get_by_role("link", name="Disagree").click()
    expect(page.get_by_role("columnheader", name="Disagree")).to_have_attribute("aria-sort", "ascending")
    shares = [
        int(said.split("%")[0]) for said in page.locator("#all td[data-label=Disagree]").all_inner_texts()
    ]
    assert shares == sorted(shares)
    page.get_by_label("Find a statement by its words").fill("library at midnight on a boat")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("No statement with these words")).to_be_visible()
    page.get_by_role("link", name="Show every statement").click()
    expect(page.locator("#all tbody tr")).to_have_count(25)


def test_the_landscape_looks_as_the_readme_shows_it(walk: Walking) -> None:
    walked = walk(width=1280, height=1500)
    walked.to("/tarrowmouth/conversations/")
    walked.page.get_by_role("link", name=CONVERSATION).first.click()
    for heading in (
        "What nearly everyone sees alike",
        "What bridges the groups",
        "What divides most",
        "The map",
    ):
        expect(walked.page.get_by_role("heading", name=heading)).to_be_visible()
    expect(walked.page.locator(".wp-map")).to_be_visible()
    if PICTURES:
        walked.page.screenshot(path=Path(PICTURES) / "landscape.png")
