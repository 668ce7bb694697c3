"""No report goes out while anybody who spoke waits for an answer: also where moderators have yet to decide."""

from typing import Any

import pytest
from tests.account.reports.over import LAMPS, Over, held, over, own_keys, saltmarsh
from tests.account.reports.test_pages import at
from tests.account.reports.test_report import read, section
from tests.mediate.conversations.live import Held, give, opened, refusal_of, wearing
from tests.mediate.conversations.test_pages import browser, text_of

from wholeplace.account.reports.actions import publish_report
from wholeplace.account.reports.conditions import Debts
from wholeplace.account.reports.queries import conversations_drafted, debts_of
from wholeplace.kernel.actors import machine
from wholeplace.kernel.people import HatKind
from wholeplace.mediate.conversations.models import Statement
from wholeplace.mediate.conversations.moderation import (
    accept_statement,
    come_back,
    hold_statement,
    leave_out,
    propose_back,
    propose_out,
    put_back,
)
from wholeplace.mediate.conversations.names import Moderated, Reason
from wholeplace.mediate.conversations.saying import say

__all__ = ["held", "over", "own_keys", "saltmarsh"]


class Moderators:
    """Two people who moderate, and what they do with statements of a conversation."""

    def __init__(self, over: Over) -> None:
        self.over = over
        for name in ("rosa", "tariq"):
            give(over.held, name, HatKind.MODERATOR)
        self.first, self.second = (wearing(over.held, name) for name in ("rosa", "tariq"))

    def statement(self, number: int) -> Statement:
        return Statement.objects.get(conversation=self.over.conversation, number=number)

    def hold(self, number: int) -> Statement:
        return hold_statement(self.first, statement=self.statement(number), reason=Reason.HARM)

    def let_come_back(self, number: int) -> Statement:
        one = self.statement(number)
        return come_back(machine(one.place, "worker", at=one.held_until), statement=one)

    def leave_out(self, number: int, reason: str = Reason.PERSONAL) -> Statement:
        propose_out(self.first, statement=self.statement(number), reason=reason)
        return leave_out(self.second, statement=self.statement(number))

    def put_back(self, number: int) -> Statement:
        propose_back(self.first, statement=self.statement(number), words="It names nobody.")
        return put_back(self.second, statement=self.statement(number))


@pytest.fixture
def moderators(over: Over) -> Moderators:
    return Moderators(over)


@pytest.fixture
def unseen(held: Held) -> Over:
    """A conversation in which statements are shown once accepted, that closed before anybody looked at one."""
    first = Held(held.scene, opened(held.scene, moderated=Moderated.BEFORE), held.people)
    say(first.actor(0), conversation=first.conversation, text=LAMPS)
    return Over(first, first.close())


def debts(over: Over) -> Debts:
    return debts_of(over.convener.viewer, over.conversation)


class TestAStatementThatIsHeld:
    def test_keeps_the_report_until_it_came_back_and_has_its_answer(
        self, over: Over, moderators: Moderators
    ) -> None:
        moderators.hold(5)
        over.leave(1, 2, 3, 4)
        over.draft()
        assert debts(over) == Debts(0, 4, 1)
        assert refusal_of(over.publish) == "statements_undecided"
        moderators.let_come_back(5)
        assert (debts(over), refusal_of(over.publish)) == (Debts(1, 5, 0), "answers_are_owed")
        over.leave(5)
        assert over.publish().published is not None

    def test_keeps_it_too_where_it_was_answered_before_it_was_held(
        self, over: Over, moderators: Moderators
    ) -> None:
        over.leave(1, 2, 3, 4, 5)
        over.draft()
        moderators.hold(5)
        assert refusal_of(over.publish) == "statements_undecided"

    def test_has_its_answer_once_two_left_it_out_and_the_report_says_why(
        self, over: Over, moderators: Moderators
    ) -> None:
        moderators.hold(5)
        moderators.leave_out(5)
        over.leave(1, 2, 3, 4)
        over.draft()
        told = section(read(over, over.publish()), "fates")
        assert told.endswith(
            "Left out by moderators, by the word of two: It names somebody, or tells who they are\n"
            "5. Its words are not shown."
        )
        assert LAMPS not in told


class TestAStatementNobodyLookedAt:
    def test_keeps_the_report_until_a_moderator_let_it_stand_and_it_has_its_answer(
        self, unseen: Over
    ) -> None:
        moderators = Moderators(unseen)
        unseen.leave(1, 2, 3)
        unseen.draft()
        assert (debts(unseen), refusal_of(unseen.publish)) == (Debts(0, 3, 1), "statements_undecided")
        accept_statement(moderators.first, statement=moderators.statement(4))
        assert (debts(unseen), refusal_of(unseen.publish)) == (Debts(1, 4, 0), "answers_are_owed")
        unseen.leave(4)
        assert unseen.publish().published is not None

    def test_has_its_answer_once_two_left_it_out(self, unseen: Over) -> None:
        moderators = Moderators(unseen)
        unseen.leave(1, 2, 3)
        unseen.draft()
        moderators.leave_out(4, Reason.ASIDE)
        assert "It is about something else\n4. Its words" in section(read(unseen, unseen.publish()), "fates")

    def test_is_owed_nothing_where_statements_are_shown_at_once(self, over: Over) -> None:
        assert debts(over) == Debts(5, 5, 0)


def test_what_the_query_counted_is_what_is_asked_for_by_itself(over: Over, moderators: Moderators) -> None:
    moderators.hold(5)
    moderators.leave_out(4)
    over.leave(1)
    counted = conversations_drafted(over.convener.viewer).get(pk=over.conversation.pk)
    assert debts_of(over.convener.viewer, counted) == debts(over) == Debts(2, 3, 1)


class TestWhatPagesSay:
    SAYS = "1 statement is held or waits for a moderator, and whoever wrote it is owed an answer too."

    @pytest.fixture
    def waiting(self, over: Over, moderators: Moderators) -> Over:
        """All have their answer, but for one that is held."""
        moderators.hold(5)
        over.leave(1, 2, 3, 4)
        over.draft()
        return over

    def moderation(self, over: Over) -> str:
        return f"/saltmarsh/conversations/live/{over.conversation.pk}/moderation/"

    def test_the_page_of_the_report_says_it_beside_the_numbers(self, waiting: Over) -> None:
        page = browser(waiting.held.people[2]).get(at(waiting))
        numbers = "4 of 4 statements have their answer so far. The report goes out when all of them have."
        assert f"{numbers} {self.SAYS}" in text_of(page)
        assert self.moderation(waiting) not in page.content.decode()

    def test_a_convener_is_led_to_what_waits_from_each_page_of_the_report(self, waiting: Over) -> None:
        convener = browser(waiting.held.scene.people["amina"])
        for end in ("", "statements/", "publish/"):
            assert self.moderation(waiting) in convener.get(at(waiting, end)).content.decode(), end
        assert "Nothing is owed" not in text_of(convener.get(at(waiting, "statements/")))
        refused = text_of(convener.get(at(waiting, "publish/")))
        assert "leaving it out takes two and gives the reason" in refused

    def test_it_is_the_conveners_next_step_and_stands_on_the_issue(self, waiting: Over) -> None:
        convener = browser(waiting.held.scene.people["amina"])
        said = "1 statement is held or waits for a moderator before the report goes out: After dark"
        assert said in text_of(convener.get("/saltmarsh/"))
        issue = text_of(convener.get(f"/saltmarsh/issues/{waiting.conversation.issue_id}/"))
        assert "The report of “After dark”, for which 1 statement waits for a moderator" in issue


def test_what_is_put_back_when_the_report_is_out_is_owed_an_answer(
    over: Over, moderators: Moderators
) -> None:
    over.carry(1, 4, into=over.next_step())
    over.leave(2, 3)
    moderators.leave_out(5)
    over.draft()
    over.publish()
    convener: Any = browser(over.held.scene.people["amina"])
    assert "still owed an answer" not in text_of(convener.get("/saltmarsh/"))
    moderators.put_back(5)
    assert "1 statement is still owed an answer: After dark" in text_of(convener.get("/saltmarsh/"))
    issue = text_of(convener.get(f"/saltmarsh/issues/{over.conversation.issue_id}/"))
    assert "An answer to 1 statement of “After dark” that was put back" in issue
    over.draft(reason="A statement was put back")
    assert refusal_of(publish_report, over.convener, conversation=over.conversation) == "answers_are_owed"
