"""The open conversation, as people live it: a guest in a library, a nurse, a councillor and a moderator, most on phones."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Walking
from tests.journeys.story import Walk

pytestmark = pytest.mark.journey

OPEN = "A way home"
COUNCILLOR, AREA = "Cllr Nasreen Qureshi", "Marsh End"
GUEST_SAYS = "The library should stay open until the last bus."


def to_the_conversation(walked: Walk) -> str:
    """Go to the open conversation by links, and return its address."""
    walked.to("/tarrowmouth/conversations/")
    walked.page.get_by_role("link", name=OPEN).first.click()
    expect(walked.page.get_by_role("heading", level=1)).to_contain_text("the last hour of an evening")
    return walked.page.url


def code_of_the_room(walk: Walking) -> str:
    """Return the code that the convener reads to whoever comes in."""
    walked = walk()
    walked.become("Amina Yusuf")
    to_the_conversation(walked)
    walked.page.get_by_role("link", name="Rooms for guests").click()
    return walked.page.locator(".wp-key").first.inner_text()


def answered(page: Page) -> int:
    """Return how many statements the page says were answered."""
    found = re.search(r"(\d+) of \d+ answered", page.locator(".wp-answering__count").inner_text())
    assert found is not None
    return int(found[1])


def test_a_guest_in_a_library_answers_writes_and_comes_back_at_home(walk: Walking) -> None:
    code = code_of_the_room(walk)
    library = walk(width=390, height=844)
    library.to("/tarrowmouth/conversations/room/")
    library.page.get_by_label("The code of the room").fill(code.upper())
    library.page.get_by_label("As a member of the public").check()
    library.page.get_by_label("For which part of public life?").select_option("resident")
    library.page.get_by_role("button", name="Come in").click()
    for number in range(2):
        expect(library.page.locator(".wp-answering__count")).to_contain_text(f"{number} of")
        library.page.get_by_role("button", name="Disagree").click()
    expect(library.page.locator(".wp-answering__count")).to_contain_text("2 of")
    library.page.get_by_role("link", name="Write a statement").click()
    library.page.get_by_label("Your statement").fill(GUEST_SAYS)
    library.page.get_by_role("button", name="Share it").click()
    expect(library.page.locator("#written")).to_contain_text(GUEST_SAYS)
    back = library.page.locator("main .wp-key").inner_text()
    assert library.sideways() == 0

    home = walk(width=390, height=844, javascript=False)
    home.to(library.page.url)
    home.page.get_by_label("Your return code").fill(back)
    home.page.get_by_role("button", name="Go on").click()
    assert answered(home.page) == 2
    home.page.get_by_text("See and change my answers").click()
    expect(home.page.locator("main details li")).to_have_count(2)
    expect(home.page.locator("#written")).to_contain_text(GUEST_SAYS)


def test_a_nurse_answers_by_keyboard_stops_and_changes_an_answer(walk: Walking) -> None:
    walked = walk(width=390, height=844)
    walked.become("Dr Helena Strand")
    to_the_conversation(walked)
    walked.page.get_by_role("link", name=re.compile("^(Go on|Say what you think)$")).first.click()
    before = answered(walked.page)
    walked.page.keyboard.press("1")
    expect(walked.page.locator("main")).to_contain_text(re.compile(rf"{before + 1} of|Thank you"))
    walked.to(f"{walked.page.url.split('/answer/')[0]}/answers/")
    first = walked.page.locator(".wp-mine > div").first
    mine = first.get_attribute("id")
    first.get_by_role("button", name="Pass").click()
    told = walked.page.get_by_role("alert")
    expect(told).to_have_text("Your answer was changed.")
    expect(told).to_be_in_viewport(ratio=1)
    expect(told).to_be_focused()
    expect(walked.page.locator(f"#{mine} [aria-pressed=true], #{mine} .wp-choice--chosen")).to_have_count(1)
    assert walked.sideways() == 0


def test_a_councillor_finds_what_is_theirs_and_reads_what_became_of_it(walk: Walking) -> None:
    walked = walk(width=390, height=844)
    walked.become(COUNCILLOR)
    to_the_conversation(walked)
    expect(walked.page.locator("main")).to_contain_text("on the record")
    walked.to("/tarrowmouth/issues/")
    area = walked.page.get_by_role("combobox", name="Area")
    area.select_option(label=AREA)
    walked.page.get_by_role("button", name="Show", exact=True).click()
    expect(area.locator("option:checked")).to_have_text(AREA)
    assert walked.sideways() == 0
    walked.to("/tarrowmouth/yourself/")
    expect(walked.page.locator("main")).to_contain_text(f"Tarrowmouth Council, {AREA}")
    walked.to("/tarrowmouth/conversations/")
    walked.page.get_by_role("link", name="Tarrowmouth after dark").first.click()
    walked.page.get_by_role("link", name=re.compile("report", re.IGNORECASE)).first.click()
    for heading in ("What was decided", "What is expected to change, and what is not", "What happens next"):
        expect(walked.page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    expect(walked.page.get_by_role("link", name="Get a brief of one page")).to_be_visible()
    assert walked.sideways() == 0


def test_a_moderator_accepts_on_a_phone_what_is_new_and_the_log_says_so(walk: Walking) -> None:
    walked = walk(width=390, height=844)
    walked.become("Priya Raman")
    conversation = to_the_conversation(walked)
    walked.page.get_by_role("link", name="Moderate statements").click()
    walked.page.get_by_role("link", name=re.compile(r"^New \(")).click()
    waiting = walked.page.locator("main [type=checkbox]")
    expect(waiting.first).to_be_visible()
    waiting.first.check()
    assert walked.sideways() == 0
    walked.page.get_by_label("Accept", exact=False).first.check()
    walked.page.get_by_role("button", name="Decide about those I chose").click()
    expect(walked.page.locator(".govuk-notification-banner, .wp-done").first).to_be_visible()
    walked.to(f"{conversation}moderation/log/")
    newest = walked.page.get_by_role("row").nth(1)
    expect(newest).to_contain_text("A bench at the top of the steps")
    expect(newest).to_contain_text("Accepted (Priya Raman)")
    assert walked.sideways() == 0
