"""One round from a wicked issue to an answer for everybody who spoke: its convener, its authors, its scrutineer."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.journeys import round as whole
from tests.journeys.axe import violations
from tests.journeys.conftest import Walking, windows
from tests.journeys.round import Round
from tests.journeys.story import ISSUE, PLACE, Town, Walk
from tests.journeys.test_scrutineer import SCRUTINEER, unpacked, verify

from wholeplace.demo.people import NAMED
from wholeplace.demo.story import DECISION

pytestmark = pytest.mark.journey

MEMBER = next(person for person in NAMED if person.name == whole.MEMBER)
NARROW = 641
"""Below so many pixels the way to each part of a place stands in a menu."""
CARRIED = f"Carried into the next step “{whole.STEP}”"


@pytest.fixture(scope="module")
def told(chromium: Browser, town: Town) -> Round:
    """The round, told once for all who look at it afterwards, and a day gone by."""
    with windows(chromium, town) as walk:
        told = whole.tell(walk, chromium, town)
    town.a_day_goes_by()
    return told


def test_whoever_was_in_the_round_finds_what_came_of_it(
    told: Round, walk: Walking, town: Town, tmp_path: Path
) -> None:
    """All of them in one test, so that the round, which takes half a minute to tell, is told in one process alone."""
    a_convener_comes_from_a_new_issue_to_a_published_report(told, walk)
    everybody_reads_what_a_councillor_answered_by_name(told, walk)
    an_author_reads_in_a_letter_what_became_of_their_words_and_finds_it_again(walk, town)
    a_guest_finds_what_became_of_theirs_by_their_code(told, walk)
    a_scrutineer_checks_report_and_decision_against_the_pack(told, walk, tmp_path, width=1280)


def a_convener_comes_from_a_new_issue_to_a_published_report(told: Round, walk: Walking) -> None:
    assert {name for name, wider in told.visited.items() if wider} == set()
    reader = walk(width=390, height=844)
    reader.to(told.issue)
    reader.page.get_by_role("link", name=whole.TALK, exact=True).last.click()
    page = reader.page
    expect(page.get_by_role("heading", level=1)).to_have_text(whole.TALK)
    for words in (whole.SUMMARY, whole.QUESTION, "Somebody who calls is let in", whole.STEP, CARRIED):
        expect(page.locator("main")).to_contain_text(words)
    expect(page.locator("#fates")).to_contain_text(f"Not carried: {whole.WHY_NOT}")
    for words in (*whole.SEEDS, whole.MEMBER_SAYS, whole.GUEST_SAYS):
        expect(page.locator("#fates")).to_contain_text(words)
    expect(page.locator("#people")).to_contain_text("12 people")
    assert (reader.sideways(), violations(page)) == (0, [])


def everybody_reads_what_a_councillor_answered_by_name(told: Round, walk: Walking) -> None:
    reader = walk(width=390, height=844)
    reader.to(f"{told.talk.replace('/live/', '/')}on-the-record/")
    expect(reader.page.locator("main")).to_contain_text(whole.COUNCILLOR)
    assert reader.sideways() == 0


def an_author_reads_in_a_letter_what_became_of_their_words_and_finds_it_again(
    walk: Walking, town: Town
) -> None:
    walked = walk(width=390, height=844)
    letter = walked.letter_to(MEMBER.email, about="What became of your statement")
    part = letter[letter.index("What became of your statement") :]
    assert CARRIED in part
    assert whole.MEMBER_SAYS not in letter
    (link,) = re.findall(r"^(http\S+)$", part, re.MULTILINE)[:1]
    assert link.startswith(town.address)
    page = walked.page
    page.goto(link)
    walked.prove(MEMBER.email)
    expect(page.locator("#written")).to_contain_text(whole.MEMBER_SAYS)
    the_same_became_of_it(page.locator("#written article", has_text=whole.MEMBER_SAYS))
    page.locator(".wp-who__summary").click()
    page.get_by_role("link", name="Yourself").click()
    the_same_became_of_it(page.locator("article", has_text=whole.MEMBER_SAYS))
    assert walked.sideways() == 0


def a_guest_finds_what_became_of_theirs_by_their_code(told: Round, walk: Walking) -> None:
    home = walk(width=390, height=844, javascript=False)
    home.to(told.talk)
    home.page.get_by_role("link", name="I was here as a guest").click()
    home.page.get_by_label("Your return code").fill(told.code)
    home.page.get_by_role("button", name="Go on").click()
    the_same_became_of_it(home.page.locator("#written article", has_text=whole.GUEST_SAYS))
    assert home.sideways() == 0


def a_scrutineer_checks_report_and_decision_against_the_pack(
    told: Round, walk: Walking, tmp_path: Path, *, width: int
) -> None:
    walked = walk(width=width)
    walked.become(SCRUTINEER.name)
    page = walked.page
    a_decision_is_read_with_its_objection(page)
    if width < NARROW:
        page.locator("summary", has_text="Menu").click()
    page.get_by_role("link", name="Our record", exact=True).filter(visible=True).click()
    the_refused_attempt_stands_there(page)
    assert walked.sideways() == 0
    walked.to(told.report)
    foot = page.locator("#checkpoint code").inner_text()
    assert walked.sideways() == 0
    the_line_of_the_report_is_unchanged(walked)
    walked.to(f"{PLACE}record/")
    minutes, printed = tmp_path / "minutes.txt", tmp_path / "printed.txt"
    minutes.write_text(the_checkpoint_is_copied(page))
    printed.write_text(foot)
    page.get_by_role("link", name="Open the scrutineer's pack").click()
    assert walked.sideways() == 0
    pack = unpacked(page, page.get_by_role("button", name="Open and download the pack"), tmp_path)
    for given in ((), ("--checkpoint", str(minutes)), ("--checkpoint", str(printed))):
        verified = verify(pack, tmp_path, *given)
        assert verified.returncode == 0, verified.stdout + verified.stderr
    held = (pack / "openings.jsonl").read_text()
    said = (whole.SUMMARY, whole.WHY_NOT, whole.STEP, DECISION.question, DECISION.objection, DECISION.reply)
    assert [words for words in said if words not in held] == []


def the_same_became_of_it(contribution: Locator) -> None:
    """Find the fate that the letter told beside the words it is about."""
    expect(contribution).to_contain_text(CARRIED)


def a_decision_is_read_with_its_objection(page: Page) -> None:
    page.get_by_role("link", name=ISSUE, exact=True).click()
    page.get_by_role("link", name=DECISION.question, exact=True).click()
    for words in (DECISION.objection, DECISION.reply):
        expect(page.locator("#objections")).to_contain_text(words)
    expect(page.get_by_role("heading", name="What came of it")).to_be_visible()


def the_line_of_the_report_is_unchanged(walked: Walk) -> None:
    """Check it once the day's checkpoint is signed, for which the worker needs a moment."""
    unchanged = walked.page.get_by_text("This line is unchanged")
    for _ in range(100):
        walked.to(f"{PLACE}record/?action=report.publish")
        walked.page.get_by_role("link", name="Check this line").first.click()
        expect(walked.page.get_by_role("heading", name="What the line says")).to_be_visible()
        if unchanged.count():
            break
    expect(unchanged).to_be_visible()


def the_refused_attempt_stands_there(page: Page) -> None:
    page.get_by_role("link", name="Attempts that were refused").click()
    lines = page.locator(".wp-record__sentence")
    expect(lines).to_have_count(1)
    expect(lines).to_contain_text("A convener tried “Change the provisional framing")
    expect(lines).to_contain_text("the framing was the group's: it changes only by their decision.")


def the_checkpoint_is_copied(page: Page) -> str:
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_attached()
    copied: str = page.evaluate("navigator.clipboard.readText()")
    assert copied.split("\n", maxsplit=1)[0].endswith("/tarrowmouth")
    return copied
