"""A whole round, told in a browser: a wicked issue is named, people talk about it, and everybody who spoke is answered."""

import datetime as dt
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils import timezone
from playwright.sync_api import APIResponse, Browser, Page, expect
from tests.journeys.conftest import Walking
from tests.journeys.story import PLACE, Town, Walk

from wholeplace.kernel.clock import now

CONVENER, SECOND, MODERATOR, MEMBER = "Amina Yusuf", "Gareth Pemberly", "Priya Raman", "Alan Postlewick"
COUNCILLOR = "Cllr Nasreen Qureshi"
ISSUE = "Nobody knows who is at the door"
TALK = "At the door"
QUESTION = "What would let you open your door without fear?"
SEEDS = (
    "Whoever comes for the council should carry a card with a number to ring.",
    "Somebody from the street should come along the first time.",
    "Nobody should come after dark.",
)
MEMBER_SAYS = "Ring me the day before, and say your name."
GUEST_SAYS = "Put a picture of who comes through the letter box."
STEP = "Send a letter with a name and a picture a week before anybody calls."
WHY_NOT = "The surgery has to be able to come at night"
SUMMARY = "People will open their doors to somebody they were told of by name."
GUESTS = 10
"""Besides the one who writes: of ten people or more figures are shown."""
WIDTHS = (390, 1280)


@dataclass
class Round:
    """Where the round can be read, and what a guest has to come back with."""

    issue: str = ""
    talk: str = ""
    report: str = ""
    code: str = ""
    visited: dict[str, int] = field(default_factory=dict)
    """The pages a convener was led through, each with by how many pixels it was wider than its window."""


class Hidden(HTMLParser):
    """Gathers what a page's forms carry along."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden" and given.get("name"):
            self.found[str(given["name"])] = given.get("value") or ""


def carried(reply: APIResponse) -> dict[str, str]:
    """Return what the forms of a page carry along."""
    hidden = Hidden()
    hidden.feed(reply.text())
    return hidden.found


def tell(walk: Walking, chromium: Browser, town: Town) -> Round:
    """Have everybody do their part, from the name of the issue to the report."""
    told = Round()
    convener = walk()
    convener.become(CONVENER)
    name_it(convener, told)
    open_it(convener, told)
    key = open_a_room(convener, told)
    a_guest_speaks(walk(width=390, height=844), told, key)
    for number in range(GUESTS):
        a_guest_answers(chromium, town, key, agrees=number % 3)
    a_member_speaks(walk(width=390, height=844), told)
    a_councillor_speaks(walk(width=390, height=844), told)
    a_moderator_accepts(walk(width=390, height=844), told)
    close_it(convener, walk(), told)
    answer_everybody(convener, told)
    report_it(convener, told)
    return told


def seen(walked: Walk, told: Round, name: str) -> None:
    """Note by how much a page is wider than a phone or a laptop."""
    walked.page.wait_for_load_state()
    for width in WIDTHS:
        walked.page.set_viewport_size({"width": width, "height": 900})
        told.visited[f"{name} at {width}"] = walked.sideways()


def fill(page: Page, answers: dict[str, str], button: str) -> None:
    """Fill a form by its labels, and press its button."""
    for label, words in answers.items():
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name=button).click()


def today() -> dt.date:
    """Return which day it is in the town."""
    return timezone.localdate(now())


def on_day(page: Page, legend: str, day: dt.date) -> None:
    """Fill in a day."""
    boxes = page.get_by_role("group", name=legend)
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label).fill(str(number))


def name_it(walked: Walk, told: Round) -> None:
    """Name the issue, say what should change, and declare ground rules."""
    page = walked.page
    walked.to(f"{PLACE}issues/")
    page.get_by_role("link", name="Name an issue").click()
    seen(walked, told, "naming an issue")
    answers = {
        "What do people call it?": ISSUE,
        "What is happening?": "People who live alone no longer open their doors, to anybody.",
        "For whom?": "People over about 75, and whoever is sent to them.",
        "How would you put it, for now?": "How can a knock at the door be good news?",
    }
    fill(page, answers, "Name the issue")
    expect(page.get_by_role("heading", level=1)).to_have_text(ISSUE)
    told.issue = page.url
    seen(walked, told, "the issue")
    page.get_by_role("link", name="Say what should change").click()
    seen(walked, told, "what should change")
    answers = {
        "What is it?": "Somebody who calls is let in",
        "For whom?": "People who live alone",
        "Who says so?": "The surgery",
    }
    fill(page, answers, "Put it on the issue's page")
    walked.to(told.issue)
    page.get_by_role("link", name="Declare ground rules").click()
    seen(walked, told, "ground rules")
    answers = {
        "How do we work together?": "We speak from what we have seen ourselves",
        "What can somebody not accept?": "The surgery: we name no patient",
    }
    fill(page, answers, "Declare them")


def open_it(walked: Walk, told: Round) -> None:
    """Open the conversation, with statements to begin with."""
    page = walked.page
    walked.to(told.issue)
    page.get_by_role("link", name="Open a conversation").click()
    seen(walked, told, "opening a conversation")
    on_day(page, "On which day does it close?", today() + dt.timedelta(days=5))
    answers = {
        "What do you call the conversation?": TALK,
        "What do you ask people?": QUESTION,
        "Statements to begin with": "\n".join(SEEDS),
    }
    fill(page, answers, "Open the conversation")
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    told.talk = page.url
    seen(walked, told, "the conversation")


def open_a_room(walked: Walk, told: Round) -> str:
    """Open a room for guests, and return its code."""
    page = walked.page
    page.get_by_role("link", name="Rooms for guests").click()
    seen(walked, told, "rooms")
    on_day(page, "On which day?", today())
    answers = {"From what time?": "00:00", "Until what time?": "23:59", "How many guests at the most?": "500"}
    fill(page, answers, "Open the room")
    code = page.locator(".wp-key").first.inner_text()
    page.get_by_role("link", name="Poster").first.click()
    seen(walked, told, "the poster")
    return code


def a_guest_speaks(walked: Walk, told: Round, key: str) -> None:
    """Have a guest come in by the code on the poster, answer, and write; they keep their own code."""
    page = walked.page
    walked.to(f"{PLACE}conversations/room/?code={key}")
    page.get_by_label("As a member of the public").check()
    page.get_by_label("For which part of public life?").select_option("resident")
    page.get_by_role("button", name="Come in").click()
    page.get_by_role("button", name="Agree", exact=True).click()
    expect(page.locator(".wp-answering__count")).to_contain_text("1 of")
    page.get_by_role("link", name="Write a statement").click()
    fill(page, {"Your statement": GUEST_SAYS}, "Share it")
    told.code = page.locator("main .wp-key").inner_text()


def a_guest_answers(chromium: Browser, town: Town, key: str, *, agrees: int) -> None:
    """Have another guest answer what there is, without a window of their own."""
    context = chromium.new_context(base_url=town.address)
    asking = context.request
    room = f"{PLACE}conversations/room/"
    who = {"room": key, "voice": "public", "sector": "resident"}
    reply = asking.post(room, form={**carried(asking.get(room)), **who})
    for number in range(len(SEEDS)):
        said = "agree" if number == agrees else "disagree"
        reply = asking.post(reply.url, form={**carried(reply), "answer": said})
    assert reply.ok, reply.text()
    context.close()


def a_member_speaks(walked: Walk, told: Round) -> None:
    """Have a member take part, answer, and write."""
    page = walked.page
    walked.become(MEMBER)
    walked.to(told.talk)
    page.get_by_role("link", name="Say what you think").first.click()
    page.get_by_role("button", name="Take part").click()
    page.get_by_role("button", name="Agree", exact=True).click()
    expect(page.locator(".wp-answering__count")).to_contain_text("1 of")
    page.get_by_role("link", name="Write a statement").click()
    fill(page, {"Your statement": MEMBER_SAYS}, "Share it")
    expect(page.locator("main")).to_contain_text("Write a statement")


def a_councillor_speaks(walked: Walk, told: Round) -> None:
    """Have an elected member take part, choose to be named, and answer."""
    page = walked.page
    walked.become(COUNCILLOR)
    walked.to(told.talk)
    page.get_by_role("link", name="Say what you think").first.click()
    page.get_by_role("button", name="Take part").click()
    expect(page.locator(".wp-answering__count")).to_contain_text("0 of")
    walked.to(told.talk)
    page.get_by_role("link", name="Answer on the record").click()
    seen(walked, told, "going on the record")
    page.get_by_role("button", name="Answer on the record").click()
    said = page.get_by_text("You answer on the record: your name stands by your answers.")
    expect(said).to_be_visible()
    walked.to(told.talk)
    page.get_by_role("link", name="Say what you think").first.click()
    expect(page.locator("main")).to_contain_text("your name stands by your answers")
    page.get_by_role("button", name="Agree", exact=True).click()
    expect(page.locator(".wp-answering__count")).to_contain_text("1 of")
    seen(walked, told, "answering on the record")


def a_moderator_accepts(walked: Walk, told: Round) -> None:
    """Have a moderator look at what was written."""
    page = walked.page
    walked.become(MODERATOR)
    walked.to(told.talk)
    page.get_by_role("link", name="Moderate statements").click()
    seen(walked, told, "moderating")
    page.get_by_role("link", name=re.compile(r"^New \(")).click()
    for box in page.locator("main [type=checkbox]").all():
        box.check()
    page.get_by_label("Accept", exact=False).first.check()
    page.get_by_role("button", name="Decide about those I chose").click()
    expect(page.locator(".govuk-notification-banner").first).to_be_visible()


def close_it(first: Walk, second: Walk, told: Round) -> None:
    """Close the conversation early, by two people's word."""
    first.to(told.talk)
    first.page.get_by_role("link", name="Propose to close it early").click()
    seen(first, told, "closing early")
    fill(
        first.page,
        {"Why should it close early?": "Everybody on the hill was asked."},
        "Propose to close it early",
    )
    second.become(SECOND)
    second.to(told.talk)
    second.page.get_by_role("link", name="Give the second word").click()
    seen(second, told, "the second word")
    second.page.get_by_role("button", name="Close it now").click()
    expect(second.page.locator("main")).to_contain_text("The conversation is closed")


def answer_everybody(walked: Walk, told: Round) -> None:
    """Write down a next step, and say of every statement what became of it."""
    page = walked.page
    walked.to(told.issue)
    page.get_by_role("link", name="Say what became of it").click()
    seen(walked, told, "who is owed an answer")
    page.get_by_role("link", name="Write down a next step").click()
    on_day(page, "By which day?", today() + dt.timedelta(days=30))
    fill(page, {"What will be done?": STEP, "Who has taken it on?": "The surgery"}, "Write it down")
    for words in (MEMBER_SAYS, GUEST_SAYS):
        page.get_by_role("link", name=re.compile(f"Say what became of it ?: {re.escape(words)}")).click()
        seen(walked, told, "giving an answer")
        page.get_by_label(STEP).check()
        page.get_by_role("button", name="Give this answer").click()
    page.get_by_role("link", name=re.compile("one answer$")).click()
    page.get_by_role("radio", name="It was not carried").check()
    fill(page, {"If it was not carried: why?": WHY_NOT}, "Give this answer")
    expect(page.locator("main")).to_contain_text("Nothing is owed before the report goes out.")


def report_it(walked: Walk, told: Round) -> None:
    """Write the report, read it whole, and let it go out."""
    page = walked.page
    page.get_by_role("link", name="Go on to the report").click()
    page.get_by_role("link", name="Write the report").click()
    seen(walked, told, "writing the report")
    fill(page, {"What should somebody know who reads only this?": SUMMARY}, "Keep this and read it whole")
    seen(walked, told, "reading it before it goes out")
    landscape = told.talk.replace("/live/", "/")
    known = {"If-None-Match": page.request.get(landscape).headers["etag"]}
    assert page.request.get(landscape, headers=known).status == 304
    page.get_by_role("button", name="Publish the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TALK)
    assert "Read the report" in page.request.get(landscape, headers=known).text()
    expect(page.locator(".govuk-notification-banner").first).to_contain_text("The report is out")
    told.report = page.url
    seen(walked, told, "the report")
