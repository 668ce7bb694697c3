"""The convener signs in, names an issue, brings a conversation in and reads where people agree."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.account.exchange.exports import Made, make_export
from tests.journeys.axe import violations
from tests.journeys.conftest import Walking
from tests.journeys.story import Walk

from wholeplace.demo.people import NAMED

pytestmark = pytest.mark.journey

CONVENER = next(person for person in NAMED if "convener" in person.hats)


@pytest.mark.parametrize(
    "width", [pytest.param(1280, id="laptop", marks=pytest.mark.soak), pytest.param(390, id="phone")]
)
def test_the_convener_brings_a_conversation_in(walk: Walking, tmp_path: Path, width: int) -> None:
    walked = walk(width=width)
    page = walked.page
    walked.sign_in(CONVENER.email)
    walked.to("/tarrowmouth/issues/")
    title = f"Buses that stop at eight ({width})"
    name_an_issue(page, title)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator(".wp-thread__stage--now .wp-thread__name")).to_have_text("Understand")

    made = make_export(width, people=60, statements=14, parts=("comments.csv", "participants-votes.csv"))
    page.get_by_role("link", name="Import a conversation held elsewhere").click()
    a_broken_export_is_refused_by_row_and_column(page, made, tmp_path / "broken")
    page.get_by_label("What the conversation is called").fill(f"After eight ({width})")
    choose(page, made.files, tmp_path / "whole")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Import “After eight ({width})”?")
    expect(page.locator(".govuk-summary-list")).to_contain_text("60")
    page.get_by_role("button", name="Import it").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(f"After eight ({width})")
    expect(page.locator(".wp-sentence").first).to_be_visible(timeout=60_000)
    expect(page.locator(".wp-sentence", has_text="60 people gave")).to_have_count(1)
    the_landscape_can_be_searched(page, made)
    assert walked.sideways() == 0
    assert violations(page) == []


def name_an_issue(page: Page, title: str) -> None:
    page.get_by_role("link", name="Name an issue").click()
    page.get_by_label("What do people call it?").fill(title)
    page.get_by_label("What is happening?").fill("The last bus leaves before the shops close.")
    page.get_by_label("For whom?").fill("Everybody who works in the evening.")
    page.get_by_label("How would you put it, for now?").fill("How does everybody get home?")
    page.get_by_role("button", name="Name the issue").click()


def choose(page: Page, files: dict[str, bytes], folder: Path) -> None:
    folder.mkdir()
    paths = []
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content)
        paths.append(path)
    page.get_by_label("The files of the export").set_input_files(paths)
    page.get_by_role("button", name="Read the files").click()


def a_broken_export_is_refused_by_row_and_column(page: Page, made: Made, folder: Path) -> None:
    lines = made.files["participants-votes.csv"].decode().splitlines()
    cells = lines[3].split(",")
    cells[-1] = "maybe"
    lines[3] = ",".join(cells)
    page.get_by_label("The question that was asked").fill("How do we get home?")
    choose(page, made.but(participants_votes_csv="\n".join(lines) + "\n"), folder)
    reason = "participants-votes.csv, row 4, column “13”: “maybe” is not a vote."
    expect(page.locator(".govuk-error-summary")).to_contain_text(reason)
    expect(page.get_by_text(reason)).to_have_count(1)
    expect(page.locator(".wp-problems")).to_contain_text("Nothing was imported")
    expect(page.get_by_label("The question that was asked")).to_have_value("How do we get home?")


def the_landscape_can_be_searched(page: Page, made: Made) -> None:
    word = next(iter(made.texts["3"].split()))
    page.get_by_label("Find a statement by its words").fill(word)
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**?q=*")
    shown = page.locator("#all tbody tr")
    expect(shown.first).to_contain_text(word)
    assert shown.count() == sum(word in text for text in made.texts.values())


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.soak), 320])
def test_every_page_of_the_convener_fits_and_is_accessible(walk: Walking, width: int) -> None:
    walked = walk(width=width)
    walked.become(CONVENER.name)
    found: dict[str, Any] = {}
    for path in ("", "issues/", "issues/name/", "people/", "people/admit/", "conversations/", "record/"):
        found[path] = look_at(walked, f"/tarrowmouth/{path}")
    assert found == dict.fromkeys(found, (0, []))


def look_at(walked: Walk, path: str) -> tuple[int, list[str]]:
    walked.to(path)
    return walked.sideways(), violations(walked.page)
