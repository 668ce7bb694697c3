"""Panels drawn by lot: a resident registers on a phone, a convener draws, and the scrutineer works the draw out again."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.journeys.axe import violations
from tests.journeys.conftest import Walking
from tests.journeys.story import PLACE, Walk

from wholeplace.demo import pool
from wholeplace.demo.people import NAMED

pytestmark = pytest.mark.journey

MAIN = "Nowhere to go after dark"
SCRUTINEER = next(person for person in NAMED if "scrutineer" in person.hats)
NAME, EMAIL = "Noor Haddad", "noor.haddad@residents.example"
NEXT_VALUE = "5 9 17 21 33 38"
TARGETS = "feature\tvalue\tmin\tmax\nHome\tOwn\t2\t3\nHome\tRent\t2\t3\n"


def to_the_panel(walked: Walk, panel: str) -> None:
    """Go to a panel from the list of all."""
    walked.to(f"{PLACE}lotteries/")
    walked.page.get_by_role("link", name=panel).first.click()
    expect(walked.page.get_by_role("heading", level=1, name=panel)).to_be_visible()


def own_page_in(letter: str) -> str:
    """Return the link to somebody's own page that stands in a letter."""
    found = re.search(r"(https?://\S+/lotteries/ticket/\S+/)", letter)
    assert found is not None, letter
    return found[1]


def test_a_resident_registers_on_a_phone_reads_their_ticket_and_withdraws(walk: Walking) -> None:
    phone = walk(width=390, height=844)
    to_the_panel(phone, pool.NEXT_TITLE)
    page = phone.page
    page.get_by_role("link", name="Register for the draw").first.click()
    page.get_by_label("Your name").fill(NAME)
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_role("radio", name="16 to 24").check()
    page.get_by_role("button", name="Check what I filled in").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value(NAME)
    page.get_by_role("radio", name="Most weeks").check()
    page.get_by_label("Postal address").fill("7 Ropewalk, Tarrowmouth")
    page.get_by_role("checkbox").last.check()
    page.get_by_role("button", name="Check what I filled in").click()
    expect(page.get_by_role("heading", name="Is this right?")).to_be_visible()
    assert (phone.sideways(), violations(page)) == (0, [])
    page.get_by_role("button", name="Register me for the draw").click()
    expect(page.get_by_role("heading", name="Look in your e-mail")).to_be_visible()
    phone.to(own_page_in(phone.letter_to(EMAIL, about=pool.NEXT_TITLE)))
    expect(page.locator("main")).to_contain_text("Most weeks")
    assert (phone.sideways(), violations(page)) == (0, [])
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator("main")).not_to_contain_text(NAME)
    expect(page.locator("main")).to_contain_text("withdr")


def test_a_convener_sets_a_panel_up_and_says_whom_it_should_resemble(walk: Walking) -> None:
    walked = walk(width=1280)
    walked.become("Amina Yusuf")
    walked.to(f"{PLACE}issues/")
    page = walked.page
    page.get_by_role("link", name=MAIN).first.click()
    page.get_by_role("link", name="Set up another panel").click()
    page.get_by_label("What is the panel called?").fill("Courtyard panel")
    page.get_by_label("What is it for?").fill("Five people look at the courtyard by night.")
    page.get_by_label("How many people sit on it?").fill("5")
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("link", name="Set the targets").click()
    page.get_by_role("link", name="Put in all targets from a file").click()
    page.get_by_label("Or paste the rows here").fill(TARGETS.replace("2\t3\nHome\tRent", "4\t3\nHome\tRent"))
    page.get_by_role("button", name="Put these in").click()
    expect(page.locator("main")).to_contain_text("The minimum 4 is above the maximum 3.")
    page.get_by_label("Or paste the rows here").fill(TARGETS)
    page.get_by_role("button", name="Put these in").click()
    expect(page.get_by_role("row", name="Rent")).to_be_visible()
    assert (walked.sideways(), violations(page)) == (0, [])
    page.get_by_role("link", name="See what chances people have").click()
    page.get_by_role("button", name="Work out the chances").click()
    expect(page.get_by_role("heading", name="No panel is possible")).to_be_visible(timeout=30_000)


def test_a_convener_enters_the_value_and_the_scrutineer_works_both_draws_out_again(
    walk: Walking, tmp_path: Path
) -> None:
    convener = walk(width=1280)
    convener.become("Amina Yusuf")
    to_the_panel(convener, pool.TITLE)
    page = convener.page
    page.get_by_role("link", name="Enter the public value, and draw").click()
    page.get_by_label("The public value", exact=True).fill(NEXT_VALUE)
    page.get_by_label("The public value once more").fill(NEXT_VALUE)
    page.get_by_label("Where can everybody look it up?").fill("The county lottery's page, draw 1,204")
    page.get_by_role("button", name="Draw").click()
    expect(page.get_by_role("heading", level=1, name="Who was drawn")).to_be_visible()
    expect(page.locator("main")).to_contain_text("24 of 24 seats are held")
    assert (convener.sideways(), violations(page)) == (0, [])
    scrutineer = walk(width=1280)
    scrutineer.become(SCRUTINEER.name)
    to_the_panel(scrutineer, pool.TITLE)
    links = scrutineer.page.get_by_role("link", name="The same with the answers of each ticket")
    expect(links).to_have_count(2)
    for number in range(2):
        links.nth(number).click()
        expect(scrutineer.page.locator("main")).to_contain_text("written in the record")
        with scrutineer.page.expect_download() as begun:
            scrutineer.page.get_by_role("button", name="Open what the tickets answered").click()
        path = tmp_path / f"draw-{number}.json"
        begun.value.save_as(path)
        assert verified(path) == (0, True)
        to_the_panel(scrutineer, pool.TITLE)
    pack = json.loads(path.read_bytes())
    path.write_text(json.dumps({**pack, "secret": "another secret"}))
    assert verified(path)[0] == 1


def verified(path: Path) -> tuple[int, bool]:
    """Check a draw as the scrutineer does on their own machine; say how that ended, and whether everything could be checked."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("wholeplace")), "lottery", "verify", "--json", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    return done.returncode, all(one["holds"] for one in json.loads(done.stdout)["checks"])
