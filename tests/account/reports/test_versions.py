"""A version that went out stays as it was, and repeats no words that were hidden or erased since."""

import io
from typing import Any

import pypdf
from tests.account.reports.over import LAMPS, ROSES, Over, held, over, own_keys, saltmarsh
from tests.account.reports.test_owed import Moderators, moderators
from tests.account.reports.test_pages import at
from tests.account.reports.test_paper import letters
from tests.account.reports.test_report import read, section
from tests.mediate.conversations.test_pages import browser, text_of

from wholeplace.account.reports.models import Report
from wholeplace.kernel.actors import machine
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.places.yourself.actions import erase_person

__all__ = ["held", "moderators", "over", "own_keys", "saltmarsh"]

LEFT_OUT = (
    "5. Its words are no longer shown: moderators left it out, by the word of two."
    " Because: It names somebody, or tells who they are"
)


def fates_in(over: Over, report: Report) -> list[str]:
    return section(read(over, report), "fates").splitlines()


def pdf_text(over: Over, report: Report) -> str:
    """The report on paper, set if need be, as one string of letters."""
    reader, paper = browser(over.held.people[2]), at(over, f"{report.version}/pdf/")
    reply = reader.get(paper)
    if reply["Content-Type"] != "application/pdf":
        reader.post(paper)
        run_all_now()
        reply = reader.get(paper)
    assert reply["Content-Type"] == "application/pdf"
    pdf = pypdf.PdfReader(io.BytesIO(reply.content))
    return letters("".join(page.extract_text() for page in pdf.pages))


def test_a_statement_left_out_since_keeps_its_line_without_its_words(
    over: Over, moderators: Moderators
) -> None:
    first = over.report()
    before = fates_in(over, first)
    assert before[-1] == f"5. {LAMPS}"
    moderators.leave_out(5)
    assert fates_in(over, first) == [*before[:-1], LEFT_OUT]
    over.draft(reason="A statement was left out")
    second = over.publish()
    assert fates_in(over, first) == [*before[:-1], LEFT_OUT]
    assert fates_in(over, second)[-2:] == [
        "Left out by moderators, by the word of two: It names somebody, or tells who they are",
        "5. Its words are not shown.",
    ]


def test_page_and_paper_stop_showing_its_words_at_once_and_say_why(
    over: Over, moderators: Moderators
) -> None:
    report = over.report()
    page = browser(over.held.people[2])
    assert LAMPS in text_of(page.get(at(over)))
    assert letters(LAMPS) in pdf_text(over, report)
    moderators.leave_out(5)
    shown, printed = text_of(page.get(at(over))), pdf_text(over, report)
    assert (LAMPS in shown, letters(LAMPS) in printed) == (False, False)
    assert (LEFT_OUT in shown, letters(LEFT_OUT) in printed) == (True, True)


def test_a_statement_held_since_comes_back_with_its_words(over: Over, moderators: Moderators) -> None:
    report = over.report()
    before = fates_in(over, report)
    moderators.hold(5)
    said = "5. Its words are not shown for now: a moderator holds it. Because: It insults or threatens people"
    assert fates_in(over, report) == [*before[:-1], said]
    moderators.let_come_back(5)
    assert fates_in(over, report) == before


def test_a_statement_put_back_since_stays_left_out_in_the_version_before(
    over: Over, moderators: Moderators
) -> None:
    moderators.leave_out(5)
    over.carry(1, 4, into=over.next_step())
    over.leave(2, 3)
    over.draft()
    first = over.publish()
    before = fates_in(over, first)
    moderators.put_back(5)
    assert fates_in(over, first) == before
    over.leave(5)
    over.draft(reason="A statement was put back")
    assert fates_in(over, over.publish())[-1] == f"5. {LAMPS}"
    assert fates_in(over, first) == before


def test_a_version_from_before_held_statements_were_waited_for_tells_nothing_of_one_that_came_back(
    over: Over, moderators: Moderators, monkeypatch: Any
) -> None:
    monkeypatch.setattr("wholeplace.account.reports.conditions.nothing_is_owed", lambda *_: None)
    moderators.hold(5)
    over.leave(1, 2, 3, 4)
    over.draft()
    report = over.publish()
    moderators.let_come_back(5)
    assert [line[:2] for line in fates_in(over, report)[1:]] == ["1.", "2.", "3.", "4."]


def test_a_statement_erased_since_keeps_its_line_without_its_words(over: Over) -> None:
    report = over.report()
    before = fates_in(over, report)
    assert f"4. {ROSES}" in before
    erase_person(machine(over.held.scene.place, "privacy"), member=over.held.people[0], keeps_words=False)
    gone = "4. Its words are no longer shown: they were erased, as whoever wrote them asked."
    assert fates_in(over, report) == [gone if line[:2] == "4." else line for line in before]
