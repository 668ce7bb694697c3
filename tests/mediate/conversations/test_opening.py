"""A convener opens a conversation and gives it more time; it closes at its time, or early by two people's word."""

import datetime as dt
import json
from typing import Any

import pytest
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import SEEDS, WEEK, Held, held, opened, refusal_of

from wholeplace.convene.issues.actions import take_part
from wholeplace.kernel import clock
from wholeplace.kernel.actors import machine
from wholeplace.kernel.clock import now
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.ledger.sentences import sentence_of
from wholeplace.kernel.notices.models import Notice
from wholeplace.kernel.people import Hat, HatState
from wholeplace.mediate.conversations.conditions import MOST_SEEDS, REMINDED
from wholeplace.mediate.conversations.models import Conversation, Statement
from wholeplace.mediate.conversations.names import ConversationState
from wholeplace.mediate.conversations.opening import (
    begin_conversation,
    close_conversation,
    close_early,
    extend_conversation,
    keep_open,
    open_conversation,
    propose_close,
)

__all__ = ["held", "own_keys", "saltmarsh"]


def said(action: str) -> str:
    return sentence_of(json.loads(Leaf.objects.filter(entry__action=action, part=0).latest("pk").data))


def state_of(conversation: Conversation) -> str:
    return Conversation.objects.get(pk=conversation.pk).state


@pytest.fixture
def later(monkeypatch: Any) -> Any:
    """Lets time go by."""

    def go(by: dt.timedelta) -> None:
        there = clock.now() + by
        monkeypatch.setattr(clock, "now", lambda: there)

    return go


class TestOpening:
    def test_a_convener_opens_one_with_statements_that_are_labelled_as_theirs(self, saltmarsh: Scene) -> None:
        made = opened(saltmarsh, seeds=[*SEEDS, f" {SEEDS[0]} "])
        assert (made.state, made.audience) == (ConversationState.OPEN, saltmarsh.issue().audience)
        statements = Statement.objects.filter(conversation=made)
        assert [(one.number, one.text, one.seed) for one in statements] == [
            (n, text, True) for n, text in enumerate(SEEDS, start=1)
        ]
        assert (
            said("conversation.open") == "A convener prepared a conversation with 3 statements to begin with"
        )

    def test_nobody_else_does(self, saltmarsh: Scene) -> None:
        asked: dict[str, Any] = {"issue": saltmarsh.issue(), "title": "T", "question": "Q", "seeds": []}
        refusal = refusal_of(open_conversation, saltmarsh.actor("rosa"), **asked, closes=now() + WEEK)
        assert refusal == "needs_hat"

    @pytest.mark.parametrize(
        ("other", "code"),
        [
            ({"closes": now() + dt.timedelta(minutes=5)}, "closes_in_no_time"),
            ({"closes": now() + dt.timedelta(days=900)}, "closes_in_no_time"),
            ({"question": "\u200b"}, "left_empty"),
            ({"seeds": [" "]}, "left_empty"),
            ({"seeds": ["x" * 281]}, "statement_too_long"),
            ({"seeds": [f"Statement {n}" for n in range(MOST_SEEDS + 1)]}, "too_many_seeds"),
        ],
    )
    def test_one_that_cannot_be_is_refused_whole(self, saltmarsh: Scene, other: Any, code: str) -> None:
        assert refusal_of(opened, saltmarsh, **other) == code
        assert not Conversation.objects.exists()

    def test_it_begins_and_closes_by_itself_when_its_time_comes(self, saltmarsh: Scene, later: Any) -> None:
        made = opened(saltmarsh, opens=now() + WEEK, closes=now() + 2 * WEEK)
        run_all_now()
        assert state_of(made) == ConversationState.WAITING
        later(WEEK)
        run_all_now()
        assert state_of(made) == ConversationState.OPEN
        assert said("conversation.begin") == "The program (conversations) let a conversation begin"
        later(WEEK)
        run_all_now()
        assert state_of(made) == ConversationState.CLOSED
        assert "0 people, 0 answers" in said("conversation.close")

    def test_or_before_its_time_by_hand_and_once_only(self, saltmarsh: Scene) -> None:
        made = opened(saltmarsh, opens=now() + WEEK, closes=now() + 2 * WEEK)
        assert refusal_of(begin_conversation, saltmarsh.actor("rosa"), conversation=made) == "needs_hat"
        begin_conversation(saltmarsh.actor("amina"), conversation=made)
        assert refusal_of(begin_conversation, saltmarsh.actor("amina"), conversation=made) == (
            "conversation_is_open"
        )


class TestMoreTime:
    def test_it_is_given_without_ceremony_and_stands_in_the_record(self, held: Held, later: Any) -> None:
        closes = held.conversation.closes
        extend_conversation(held.scene.actor("amina"), conversation=held.conversation, closes=closes + WEEK)
        assert said("conversation.extend") == "A convener gave a conversation more time"
        later(WEEK + dt.timedelta(hours=1))
        run_all_now()
        assert state_of(held.conversation) == ConversationState.OPEN
        later(WEEK)
        run_all_now()
        assert state_of(held.conversation) == ConversationState.CLOSED

    def test_it_is_never_less_time_nor_given_by_others_nor_after_the_close(self, held: Held) -> None:
        asked = {"conversation": held.conversation, "closes": held.conversation.closes}
        amina = held.scene.actor("amina")
        assert refusal_of(extend_conversation, amina, **asked) == "not_longer"
        assert refusal_of(extend_conversation, held.scene.actor("rosa"), **asked) == "needs_hat"
        held.close()
        assert refusal_of(extend_conversation, amina, **asked) == "conversation_is_closed"


class TestClosing:
    def test_the_program_closes_nothing_before_its_time_and_nobody_else_closes_it(self, held: Held) -> None:
        program = machine(held.scene.place, "conversations")
        assert (
            refusal_of(close_conversation, program, conversation=held.conversation) == "conversation_goes_on"
        )
        closing = refusal_of(close_conversation, held.scene.actor("amina"), conversation=held.conversation)
        assert closing == "not_by_command"

    def test_two_conveners_close_it_early_and_the_reason_stays(self, held: Held) -> None:
        amina, ben = held.scene.actor("amina"), held.scene.actor("ben")
        propose_close(amina, conversation=held.conversation, reason="Everybody has spoken.")
        assert refusal_of(close_early, amina, conversation=held.conversation) == "own_word_counts_once"
        held.answers(0, 1)
        closed = close_early(ben, conversation=held.conversation)
        assert (closed.state, closed.close_reason) == (ConversationState.CLOSED, "Everybody has spoken.")
        assert said("conversation.propose_close") == "A convener proposed to close a conversation early"
        assert "gave the second word, and a conversation closed early: 1 people, 1 answers" in said(
            "conversation.close_early"
        )

    def test_one_alone_does_not_nor_without_a_reason_nor_twice(self, held: Held) -> None:
        amina, asked = held.scene.actor("amina"), {"conversation": held.conversation}
        assert refusal_of(close_early, held.scene.actor("ben"), **asked) == "close_is_not_proposed"
        assert refusal_of(propose_close, amina, **asked, reason=" ") == "left_empty"
        assert refusal_of(propose_close, held.scene.actor("rosa"), **asked, reason="So") == "needs_hat"
        propose_close(amina, **asked, reason="So")
        assert refusal_of(propose_close, amina, **asked, reason="So") == "close_is_proposed"

    def test_the_first_word_lapses_with_the_hat(self, held: Held) -> None:
        propose_close(held.scene.actor("amina"), conversation=held.conversation, reason="So")
        (hat,) = Hat.objects.filter(membership=held.scene.people["amina"], state=HatState.HELD)
        hat.state = HatState.ENDED

        with migrating():
            hat.save()
        asked = {"conversation": held.conversation}
        assert refusal_of(close_early, held.scene.actor("ben"), **asked) == "first_word_lapsed"

    def test_it_goes_on_when_either_says_so(self, held: Held) -> None:
        ben, asked = held.scene.actor("ben"), {"conversation": held.conversation}
        assert refusal_of(keep_open, ben, **asked) == "close_is_not_proposed"
        propose_close(held.scene.actor("amina"), **asked, reason="So")
        assert refusal_of(keep_open, held.scene.actor("rosa"), **asked) == "needs_hat"
        kept = keep_open(ben, **asked)
        assert (kept.close_proposed_by, kept.close_reason) == (None, "")
        assert said("conversation.keep_open") == "A convener decided that a conversation goes on"


def told(name: str, scene: Scene) -> list[str]:
    return [one.title for one in Notice.objects.filter(member=scene.people[name]).order_by("happened", "pk")]


class TestTelling:
    """Whoever takes part in the issue is told, in the same words whether they have answered or not."""

    def test_those_who_take_part_are_told_that_it_is_open_and_that_it_closes_soon(
        self, saltmarsh: Scene, later: Any
    ) -> None:
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        made = opened(saltmarsh)
        assert told("rosa", saltmarsh) == [f"A conversation is open: {made.title}"]
        later(WEEK - REMINDED - dt.timedelta(minutes=1))
        run_all_now()
        assert len(told("rosa", saltmarsh)) == 1
        later(dt.timedelta(minutes=2))
        run_all_now()
        assert told("rosa", saltmarsh)[1:] == [f"A conversation closes soon: {made.title}"]
        assert told("tariq", saltmarsh) == []

    def test_one_that_was_given_more_time_reminds_before_its_new_end_alone(
        self, saltmarsh: Scene, later: Any
    ) -> None:
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        made = opened(saltmarsh)
        extend_conversation(saltmarsh.actor("amina"), conversation=made, closes=now() + 2 * WEEK)
        for _day in range(13):
            later(dt.timedelta(days=1))
            run_all_now()
        assert told("rosa", saltmarsh)[1:] == [f"A conversation closes soon: {made.title}"]

    def test_one_that_begins_later_is_told_of_when_it_begins(self, saltmarsh: Scene, later: Any) -> None:
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        opened(saltmarsh, opens=now() + dt.timedelta(days=1))
        run_all_now()
        assert told("rosa", saltmarsh) == []
        later(dt.timedelta(days=1, minutes=1))
        run_all_now()
        assert len(told("rosa", saltmarsh)) == 1
