"""The pages of a report: a convener answers a filtered set at once, and everybody reads what became of it."""

import re
from typing import Any

import pytest
from django.test import Client
from tests.account.reports.over import LAMPS, REASON, ROSES, WORDS, Over, held, over, own_keys, saltmarsh
from tests.mediate.conversations.test_pages import browser, text_of

from wholeplace.account.reports.queries import debts_of

__all__ = ["held", "over", "own_keys", "saltmarsh"]


@pytest.fixture
def convener(over: Over) -> Client:
    return browser(over.held.scene.people["amina"])


def at(over: Over, end: str = "") -> str:
    return f"/saltmarsh/reports/{over.conversation.pk}/{end}"


def numbers_offered(reply: Any) -> str:
    return re.findall(r"numbers=([\d,]+)\">\s*Give these", reply.content.decode())[0]


def test_a_convener_gives_a_filtered_set_one_reason_after_seeing_which(over: Over, convener: Client) -> None:
    listed = convener.get(at(over, "statements/?told=owed&q=the"))
    assert "5 of 5 statements are still owed an answer" in text_of(listed)
    numbers = numbers_offered(listed)
    preview = convener.get(at(over, f"statements/answer/?numbers={numbers}"))
    assert LAMPS in text_of(preview)
    assert ROSES not in text_of(preview)
    answer = {"numbers": numbers, "into": "leave", "because": REASON}
    reply = convener.post(at(over, "statements/answer/"), answer)
    assert (reply.status_code, reply["Location"]) == (302, at(over, "statements/?told=owed"))
    told = convener.get(at(over, "statements/?told=given"))
    assert f"Not carried: {REASON}" in text_of(told)
    assert debts_of(over.convener.viewer, over.conversation).owed == 5 - len(numbers.split(","))


def test_an_answer_without_a_reason_or_a_choice_comes_back_with_what_is_missing(
    over: Over, convener: Client
) -> None:
    page = convener.post(at(over, "statements/answer/"), {"numbers": "4", "into": "leave"})
    assert "Say why it was not carried." in text_of(page)
    assert ROSES in text_of(page)
    assert "Choose an answer to" in text_of(convener.post(at(over, "statements/answer/"), {"numbers": "4"}))
    assert "Open the page afresh" in text_of(
        convener.post(at(over, "statements/answer/"), {"numbers": "x", "into": "leave", "because": "y"})
    )


def test_statements_are_carried_into_a_next_step_written_down_on_the_way(
    over: Over, convener: Client
) -> None:
    step = {"text": "Mend it", "owner": "The council", "due_day": "3", "due_month": "5", "due_year": "2999"}
    assert convener.post(at(over, "next-step/"), step).status_code == 302
    made = over.conversation.follow_ups.get()
    assert "The next step “Mend it”" in text_of(convener.get(at(over, "statements/answer/?numbers=5")))
    convener.post(
        at(over, "statements/answer/"), {"numbers": "5", "into": str(made.pk), "because": "unheard"}
    )
    assert "Carried into the next step “Mend it”" in text_of(convener.get(at(over, "statements/")))


def test_the_author_reads_it_beside_their_statement(over: Over) -> None:
    over.leave(4)
    mine = browser(over.held.people[0]).get(f"/saltmarsh/conversations/live/{over.conversation.pk}/answers/")
    assert f"{ROSES} Statement 4 What became of it Not carried: {REASON}" in text_of(mine)


def test_the_button_is_explained_until_nothing_is_owed_and_then_it_goes_out(
    over: Over, convener: Client
) -> None:
    convener.post(at(over, "write/"), WORDS)
    before = text_of(convener.get(at(over, "publish/")))
    assert "5 of 5 statements still have no answer" in before
    assert WORDS["summary"] in before
    over.leave(1, 2, 3, 4, 5)
    assert convener.post(at(over, "publish/"), {"key": "once"}).status_code == 302
    page = text_of(browser(over.held.people[2]).get(at(over)))
    assert WORDS["summary"] in page
    assert "Report, published on" in page


def test_until_it_is_out_its_page_says_how_far_the_answers_are(over: Over) -> None:
    over.carry(1, into=over.next_step())
    page = text_of(browser(over.held.people[2]).get(at(over)))
    assert "1 of 5 statements has its answer so far" in page
    assert "Try a later bus The bus company, by 3 May 2999" in page


def test_what_is_owed_stands_on_the_issue_and_is_the_conveners_next_step(
    over: Over, convener: Client
) -> None:
    issue = f"/saltmarsh/issues/{over.conversation.issue_id}/"
    asked = "an answer to 5 statements"
    assert asked in text_of(convener.get(issue))
    assert asked in text_of(browser(over.held.people[2]).get(issue))
    assert "5 statements are still owed an answer: After dark" in text_of(convener.get("/saltmarsh/"))
    over.report()
    page = text_of(browser(over.held.people[2]).get(issue))
    assert asked not in page
    assert "1 report is out" in page
    assert "A report is out: After dark" in text_of(convener.get("/saltmarsh/"))


def test_an_earlier_version_says_that_a_later_one_is_out(over: Over) -> None:
    over.report()
    over.draft(reason="The lamps are mended")
    over.publish()
    reader = browser(over.held.people[2])
    earlier = text_of(reader.get(at(over, "?version=1")))
    assert "A later version of this report is out" in earlier
    assert "The lamps are mended" not in earlier
    assert "What changed since the version before" in text_of(reader.get(at(over)))
    assert reader.get(at(over, "?version=3")).status_code == 404


def test_what_is_in_a_long_report_and_its_papers_stand_before_it(over: Over, convener: Client) -> None:
    over.report()
    page = text_of(convener.get(at(over)))
    marks = ("Report, published on", "Get it as a PDF", "Get a brief of one page", "In this report")
    where = [page.index(mark) for mark in (*marks, WORDS["summary"])]
    assert where == sorted(where)
