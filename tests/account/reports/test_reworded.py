"""A report names the words a statement was answered in before it was reworded, with figures of the release alone."""

import pytest
from tests.account.reports.over import Over, own_keys, saltmarsh
from tests.account.reports.test_owed import Moderators
from tests.account.reports.test_pages import at
from tests.account.reports.test_report import read, section
from tests.mediate.conversations.live import Held, many
from tests.mediate.conversations.test_pages import browser, text_of
from tests.mediate.conversations.test_reworded import NEW, OLD, today

from wholeplace.account.reports.models import Report
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.releases import Release
from wholeplace.mediate.conversations.names import Answer
from wholeplace.mediate.conversations.saying import reword, say

__all__ = ["many", "own_keys", "saltmarsh"]


def reported(held: Held, *, answering_first: int) -> tuple[Over, Report]:
    """The report of a conversation in which so many answered a statement before it was reworded, and all after that."""
    said = say(held.actor(0), conversation=held.conversation, text=OLD)
    for person in range(answering_first):
        held.answers(person, said.number, Answer.DISAGREE)
    reword(held.actor(0), conversation=held.conversation, number=said.number, text=NEW)
    for person in range(12):
        held.answers(person, said.number + 1)
    over = Over(held, held.close())
    run_all_now()
    over.leave(1, 2, 3, 5)
    over.draft()
    return over, over.publish()


def line_of(over: Over, report: Report) -> list[str]:
    return [line for line in section(read(over, report), "fates").splitlines()[1:] if line[:1] not in "123"]


def test_its_line_says_in_which_words_it_was_answered_first_and_how(many: Held) -> None:
    over, report = reported(many, answering_first=12)
    (figures,) = (one for one in Release.objects.get(so_far=False).figures["statements"] if one["n"] == 4)
    assert figures["all"][1] == 12
    answered = "Nearly all of 12 people disagree."
    assert line_of(over, report) == [
        f"5. {NEW}",
        f"Reworded on {today()}. Answers to the earlier words stay with them. Statement 4: {OLD} {answered}",
    ]


def test_its_page_shows_the_earlier_words_under_the_line(many: Held) -> None:
    over, _report = reported(many, answering_first=12)
    page = text_of(browser(many.people[2]).get(at(over)))
    assert (
        f"5. {NEW} Reworded on {today()}. Answers to the earlier words stay with them. Statement 4: {OLD}"
        in page
    )


def test_where_too_few_answered_the_earlier_words_it_says_that_and_no_number(many: Held) -> None:
    over, report = reported(many, answering_first=9)
    assert line_of(over, report)[1].endswith(f"Statement 4: {OLD} Too few answered to show.")


def test_where_no_figures_were_released_it_names_the_words_alone(many: Held) -> None:
    said = say(many.actor(0), conversation=many.conversation, text=OLD)
    many.answers(1, said.number)
    reword(many.actor(0), conversation=many.conversation, number=said.number, text=NEW)
    over = Over(many, many.close())
    run_all_now()
    over.leave(1, 2, 3, 5)
    over.draft()
    assert line_of(over, over.publish())[1].endswith(f"stay with them. Statement 4: {OLD}")


@pytest.mark.parametrize("number", [4, 5])
def test_words_hidden_since_are_not_named_and_the_line_stays(many: Held, number: int) -> None:
    over, report = reported(many, answering_first=12)
    hidden = {4: OLD, 5: NEW}[number]
    assert hidden in " ".join(line_of(over, report))
    Moderators(over).leave_out(number)
    told = " ".join(line_of(over, report))
    assert (hidden in told, "no longer shown: moderators left it out" in told) == (False, True)
    assert "Nearly all of 12 people disagree." in told


def test_earlier_words_put_back_since_stay_unsaid_in_the_version_before(many: Held) -> None:
    said = say(many.actor(0), conversation=many.conversation, text=OLD)
    many.answers(1, said.number)
    reword(many.actor(0), conversation=many.conversation, number=said.number, text=NEW)
    over = Over(many, many.close())
    moderators = Moderators(over)
    moderators.leave_out(4)
    over.leave(1, 2, 3, 5)
    over.draft()
    report = over.publish()
    before = line_of(over, report)
    assert "Statement 4: Its words are not shown: moderators left it out" in before[1]
    moderators.put_back(4)
    assert line_of(over, report) == before


def test_nobody_is_owed_an_answer_for_the_earlier_words_by_themselves(many: Held) -> None:
    over, report = reported(many, answering_first=12)
    assert report.published is not None
    assert [line[:2] for line in line_of(over, report)] == ["5.", "Re"]
