"""Answering statements: kept at once, under a key that only the program can make."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.people import Membership
from wholeplace.mediate.conversations.conditions import (
    can_be_answered,
    holds_office,
    is_asked,
    takes_part_in_it,
)
from wholeplace.mediate.conversations.counting import enough_keys_wait
from wholeplace.mediate.conversations.given import Given, given_by
from wholeplace.mediate.conversations.keys import guest_key, voter_key
from wholeplace.mediate.conversations.models import Conversation, Guest, OnTheRecord, WaitingAnswer
from wholeplace.mediate.conversations.names import GIVEN, Answer, Origin

SAME = ("conversation", "voter", "number")
"""What two answers have in common of which the later takes the place of the earlier."""
GATHERED = dt.timedelta(seconds=5)
"""How long answers gather once there are enough: where hundreds answer at once, a batch shuffles those of many."""
BATCH = "conversations.batch"
GIVEN_WITH_IT = ("voice", "sector", "on_record", "origin", "answer")


@action(
    "conversation.answer",
    title=_("Answer a statement"),
    says=_("{actor} answered a statement"),
    may=takes_part_in_it,
    when=can_be_answered,
    within="conversation",
    doors=BY_PERSON,
    secret=True,
)
def answer_statement(act: Act, *, conversation: Conversation, number: int, answer: Answer) -> Given:
    """Agree, disagree or pass; a later answer to the same statement takes the place of this one.

    No entry is written, for it would hold a time: the answer enters the record in its batch. Whoever answered gets back
    all they gave, so that nobody has to ask for it again.
    """
    given = given_by(act.membership, conversation)
    for giver, before in _keys_answered_under(conversation, act.membership, given, number=number):
        keep_answer(conversation, giver, number=number, answer=answer, before=before)
    batch_if_enough(act, conversation)
    return given.after(number, answer)


@dataclass(frozen=True)
class Giver:
    """Under which key an answer stands, in which voice and sector, by name or not, and by which door it came."""

    voter: str
    voice: str
    sector: str
    on_record: str
    origin: Origin


def _keys_answered_under(
    conversation: Conversation, member: Membership, given: Given, *, number: int
) -> list[tuple[Giver, str | None]]:
    """Return each key under which an answer of theirs to a statement stands or is to stand, and what stands there."""
    keys: list[tuple[Giver, str | None]] = [
        (as_guest(conversation, guest), letters[number])
        for guest, letters in given.as_guests
        if number in letters
    ]
    if given.answers_as_themselves(number):
        voter = voter_key(conversation, member)
        mine = Giver(voter, member.voice, member.sector, given.named, Origin.HERE)
        keys.append((mine, given.own.get(number)))
    return keys


def as_guest(conversation: Conversation, guest: Guest) -> Giver:
    """Return under which key a guest answers."""
    return Giver(guest_key(conversation, guest), guest.voice, guest.sector, "", Origin.GUEST)


def keep_answer(
    conversation: Conversation, giver: Giver, *, number: int, answer: Answer, before: str | None
) -> None:
    """Keep an answer in place of the one before, if it differs, until those of nine other people wait too."""
    if answer not in GIVEN:
        raise Refused("no_such_answer")
    if not is_asked(conversation, number):
        raise Refused("no_such_statement")
    if answer == before:
        return
    waiting = WaitingAnswer(
        conversation=conversation,
        voter=giver.voter,
        number=number,
        voice=giver.voice,
        sector=giver.sector,
        on_record=giver.on_record,
        origin=giver.origin,
        answer=answer.value,
    )
    WaitingAnswer.objects.bulk_create(  # one statement: everybody else who answers waits for this to end
        [waiting], update_conflicts=True, unique_fields=SAME, update_fields=GIVEN_WITH_IT
    )


def batch_if_enough(act: Act, conversation: Conversation) -> None:
    """Have the answers that wait taken into the record soon, once enough people have given some."""
    once = str(conversation.pk)
    if not act.awaits(BATCH, once=once) and enough_keys_wait(conversation):
        act.enqueue(BATCH, once=once, due=act.at + GATHERED, conversation=conversation)


@action(
    "conversation.go_on_record",
    title=_("Answer on the record"),
    says=_("{actor} chose to answer a conversation on the record"),
    may=holds_office,
    when=can_be_answered,
    within="conversation",
    doors=BY_PERSON,
)
def go_on_record(act: Act, *, conversation: Conversation) -> OnTheRecord:
    """Answer by name, as an elected member may before their first answer: shown to everybody, counted in no cell."""
    member = act.membership
    given = given_by(member, conversation)
    if given.named:
        raise Refused("on_the_record_already")
    if given.answers:
        raise Refused("answered_already")
    named = OnTheRecord.objects.create(
        place=act.place,
        audience=conversation.audience,
        conversation=conversation,
        member=member,
        name=member.name,
        since=act.at,
    )
    act.record(named)
    act.apart = named.pk  # their name is told with this: what they wrote may not be found by it
    return named
