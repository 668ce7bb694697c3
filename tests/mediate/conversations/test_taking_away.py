"""What a person takes away about themselves says what they answered, but not what moderators took from everybody."""

import io

import pytest
from tests.convene.test_evidence import unpacked
from tests.kernel.scene import own_keys, saltmarsh
from tests.kernel.taking_away import statements_for
from tests.mediate.conversations.live import Held, give, many, wearing

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.people import HatKind
from wholeplace.mediate.conversations.models import KeyedBallot, Statement, WaitingAnswer
from wholeplace.mediate.conversations.moderation import hold_statement, leave_out, propose_out
from wholeplace.mediate.conversations.moderation_reporting import report_statement
from wholeplace.mediate.conversations.names import Reason
from wholeplace.mediate.conversations.saying import say
from wholeplace.places.yourself.takeout import takeout_of

__all__ = ["many", "own_keys", "saltmarsh"]

TEXT = "Ask Mrs Lind of Number 3."
WHY = {"reason": Reason.PERSONAL, "words": "It names a neighbour."}


@pytest.fixture
def written(many: Held) -> Statement:
    """What the first who takes part wrote, and the third reported; two moderators are there."""
    for name in ("rosa", "tariq"):
        give(many, name, HatKind.MODERATOR)
    statement = say(many.actor(0), conversation=many.conversation, text=TEXT)
    report_statement(many.actor(2), statement=statement, **WHY)
    return statement


def taken_by(many: Held, number: int) -> str:
    """Return everything a person's download holds, file after file."""
    return downloaded(many.actor(number).viewer)


def downloaded(viewer: Viewer) -> str:
    return unpacked(io.BytesIO(takeout_of(viewer))).decode("utf-8", "replace")


def left_out(many: Held, statement: Statement) -> None:
    propose_out(wearing(many, "rosa"), statement=statement, **WHY)
    leave_out(wearing(many, "tariq"), statement=statement)


def test_an_answer_that_waits_names_a_statement_by_its_text_only_while_it_is_shown(
    many: Held, written: Statement
) -> None:
    many.answers(1, written.number)
    assert WaitingAnswer.objects.exists()
    assert TEXT in taken_by(many, 1)
    hold_statement(wearing(many, "rosa"), statement=written, **WHY)
    told = taken_by(many, 1)
    assert (TEXT in told, f"Statement {written.number}, which moderators are looking at" in told) == (
        False,
        True,
    )
    left_out(many, written)
    told = taken_by(many, 1)
    assert (TEXT in told, f"Statement {written.number}, which moderators left out" in told) == (False, True)


def test_nor_does_a_ballot_tell_the_text_of_what_was_left_out(many: Held, written: Statement) -> None:
    for number in range(1, 12):
        many.answers(number, written.number)
        many.answers(number, 1)
    run_all_now()
    assert KeyedBallot.objects.exists()
    before = taken_by(many, 1)
    assert (TEXT in before, "Agree: The last bus leaves too early." in before) == (True, True)
    left_out(many, written)
    told = taken_by(many, 1)
    assert (TEXT in told, "Agree: The last bus leaves too early." in told) == (False, True)
    assert f"Agree: Statement {written.number}, which moderators left out" in told


def test_nor_does_a_report_while_whoever_wrote_it_still_takes_it_away(many: Held, written: Statement) -> None:
    assert TEXT in taken_by(many, 2)
    left_out(many, written)
    told = taken_by(many, 2)
    assert (TEXT in told, f"Statement {written.number}, which moderators left out" in told) == (False, True)
    assert TEXT in taken_by(many, 0)


def test_nor_does_what_somebody_did_as_a_moderator(many: Held, written: Statement) -> None:
    hold_statement(wearing(many, "rosa"), statement=written, **WHY)
    viewer = wearing(many, "rosa").viewer
    with migrating():
        Statement.objects.filter(pk=written.pk).update(moderation=1)
    assert TEXT in downloaded(viewer)
    with migrating():
        Statement.objects.filter(pk=written.pk).update(moderation=-1)
    assert TEXT not in downloaded(viewer)


def test_it_costs_as_many_statements_for_many_answers_that_wait_as_for_one(many: Held) -> None:
    many.answers(1, 1)
    one = statements_for(many.people[1])
    many.answers(1, 2)
    many.answers(1, 3)
    assert WaitingAnswer.objects.count() == 3
    assert statements_for(many.people[1]) == one
