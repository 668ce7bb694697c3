"""How answers enter the record: in shuffled batches while a conversation is open, and as ballots when it closes."""

import random
import uuid
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.analysis.disclosure import LEAST_BASE
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, Actor
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refusal, is_machine
from wholeplace.kernel.ledger.check import Fault
from wholeplace.kernel.places import Place
from wholeplace.kernel.prepared import prepared
from wholeplace.kernel.tables import table_of
from wholeplace.mediate.conversations.batches import Held, Line, ballots_of, merge, read_letters, written
from wholeplace.mediate.conversations.keys import guest_key, voter_key
from wholeplace.mediate.conversations.models import (
    Ballot,
    Conversation,
    Guest,
    KeyedBallot,
    VoteBatch,
    WaitingAnswer,
)
from wholeplace.mediate.conversations.names import ConversationState

T = TypeVar("T")

LEAST_WAITING = 10
"""People whose answers wait before any of them enters the record: with fewer, the time of a batch would tell whose it is."""
COLUMNS = ("voter", "voice", "sector", "on_record", "origin", "answers")


def enough_keys_wait(conversation: Conversation) -> bool:
    """Say whether answers wait under ten keys: of ten people, where nobody was a guest and a member both."""
    return len(_some_keys_waiting.rows(conversation.pk)) >= LEAST_WAITING


def people_waiting(conversation: Conversation) -> int:
    """Return of how many people answers wait: whoever was here as a guest before is one with themselves."""
    claimed = Guest.objects.filter(room__conversation=conversation).exclude(claimed_by=None)
    same = {
        guest_key(conversation, guest): voter_key(conversation, guest.claimed_by)
        for guest in claimed.select_related("claimed_by")
        if guest.claimed_by is not None
    }
    waiting = WaitingAnswer.objects.filter(conversation=conversation).values_list("voter", flat=True)
    return len({same.get(key, key) for key in waiting.distinct()})


@prepared
def _some_keys_waiting(conversation: uuid.UUID) -> "QuerySet[WaitingAnswer, tuple[str]]":
    waiting = WaitingAnswer.objects.filter(conversation=conversation)
    return waiting.values_list("voter").distinct()[:LEAST_WAITING]


def enough_wait(_actor: Actor, conversation: Conversation) -> Refusal | None:
    """Answers of ten people or more wait."""
    enough = people_waiting(conversation) >= LEAST_WAITING
    return None if enough else Refusal("too_few_answers_wait", {"least": LEAST_WAITING})


@action(
    "conversation.batch",
    title=_("Take waiting answers into the record"),
    says=_("{actor} took waiting answers into the record, shuffled: batch {number}, {answers} answers"),
    may=is_machine,
    when=enough_wait,
    on="conversation",
    doors=BY_MACHINE,
)
def take_waiting(act: Act, *, conversation: Conversation) -> Conversation:
    """Take the waiting answers of ten people or more into the record as one batch, in an order of chance."""
    _take(act, conversation)
    act.enqueue("landscapes.so_far", once=str(conversation.pk), conversation=conversation)
    return conversation


def close(act: Act, conversation: Conversation) -> Conversation:
    """Close a conversation: take in what waits, and write everybody's ballot, in an order of chance."""
    if WaitingAnswer.objects.filter(conversation=conversation).exists():
        _take(act, conversation)
    held = list(KeyedBallot.objects.filter(conversation=conversation))
    ballots = [
        Ballot(
            conversation=conversation,
            voice=one.voice,
            sector=one.sector,
            on_record=one.on_record,
            origin=one.origin,
            answers=one.answers,
        )
        for one in _shuffled(held)
    ]
    made = Ballot.objects.bulk_create(ballots, batch_size=200)
    act.record_many(Ballot, sorted(made, key=lambda ballot: ballot.pk))
    conversation.state, conversation.closed = ConversationState.CLOSED, act.at
    conversation.save()
    act.record(conversation)
    act.say(people=len(made), answers=sum(len(read_letters(one.answers)) for one in made))
    if sum(not one.on_record for one in made) >= LEAST_BASE:
        act.enqueue("landscapes.work_out", conversation=conversation)
    act.enqueue_once("ledger.checkpoint")
    return conversation


def _take(act: Act, conversation: Conversation) -> None:
    """Move what waits into a batch, shuffled, and into the ballots so far."""
    waiting = list(WaitingAnswer.objects.filter(conversation=conversation))
    lines = _shuffled(
        Line(one.voter, one.number, one.answer, one.voice, one.sector, one.on_record, one.origin)
        for one in waiting
    )
    number = VoteBatch.objects.filter(conversation=conversation).count() + 1
    batch = VoteBatch.objects.create(conversation=conversation, number=number, lines=written(lines))
    act.record_many(VoteBatch, [batch])
    act.say(number=number, answers=len(lines))
    _merge(conversation, lines, batch=number)
    WaitingAnswer.objects.filter(pk__in=[one.pk for one in waiting]).delete()


def _merge(conversation: Conversation, lines: list[Line], *, batch: int) -> None:
    """Put a batch's answers into the ballots so far, and begin ballots for people who answer for the first time."""
    voters = {line.voter for line in lines}
    there = {
        one.voter: one for one in KeyedBallot.objects.filter(conversation=conversation, voter__in=voters)
    }
    held = {
        voter: Held(one.voice, one.sector, one.on_record, one.origin, read_letters(one.answers))
        for voter, one in there.items()
    }
    merge(held, lines, batch=batch)
    ballots = [
        there.get(voter) or KeyedBallot(conversation=conversation, voter=voter)
        for voter in _shuffled(sorted(held))
    ]
    for one in ballots:
        mine = held[one.voter]
        one.voice, one.sector, one.on_record, one.origin, one.answers = mine.kept
        one.batch = batch
    KeyedBallot.objects.bulk_create(  # everybody who answers waits for this to end
        ballots,
        batch_size=100,
        update_conflicts=True,
        unique_fields=("conversation", "voter"),
        update_fields=[*COLUMNS[1:], "batch"],
    )


def _shuffled(things: Iterable[T]) -> list[T]:
    mixed = list(things)
    random.SystemRandom().shuffle(mixed)
    return mixed


def check_ballots(place: Place) -> Iterator[Fault]:
    """Yield a fault for each conversation whose ballots are not what its batches of answers lead to."""
    for conversation in Conversation.objects.filter(place=place).exclude(ballot_key=""):
        texts = VoteBatch.objects.filter(conversation=conversation).values_list("lines", flat=True)
        found = ballots_of(texts)
        if conversation.state == ConversationState.CLOSED:
            ballots = Ballot.objects.filter(conversation=conversation)
            kept = sorted(ballots.values_list(*COLUMNS[1:]))
            if kept != sorted(one.kept for one in found.values()):
                yield Fault("ballots_differ", table_of(Ballot), str(conversation.pk))
        so_far = KeyedBallot.objects.filter(conversation=conversation).order_by("voter")
        pairs = zip_longest(so_far.values_list(*COLUMNS), sorted(found.items()))
        if any(kept != (one and (one[0], *one[1].kept)) for kept, one in pairs):
            yield Fault("ballots_differ", table_of(KeyedBallot), str(conversation.pk))
