"""Answering statements: kept at once, under a key that only the program can make."""

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
    statement_to_answer,
    takes_part_in_it,
)
from wholeplace.mediate.conversations.counting import LEAST_WAITING, people_waiting
from wholeplace.mediate.conversations.keys import guest_key, voter_key
from wholeplace.mediate.conversations.models import Conversation, OnTheRecord, WaitingAnswer
from wholeplace.mediate.conversations.names import GIVEN, Answer, Origin
from wholeplace.mediate.conversations.queries import answers_under, guests_who_were

SAME = ("conversation", "voter", "number")
"""What two answers have in common of which the later takes the place of the earlier."""
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
def answer_statement(act: Act, *, conversation: Conversation, number: int, answer: Answer) -> None:
    """Agree, disagree or pass; a later answer to the same statement takes the place of this one.

    No entry is written, for it would hold a time: the answer enters the record in its batch.
    """
    member = act.membership
    named = OnTheRecord.objects.filter(conversation=conversation, member=member).first()
    giver = _as_guest(conversation, member, number=number) or Giver(
        voter_key(conversation, member), member.voice, member.sector, named.name if named else "", Origin.HERE
    )
    keep_answer(conversation, giver, number=number, answer=answer)
    batch_if_enough(act, conversation)


@dataclass(frozen=True)
class Giver:
    """Under which key an answer stands, in which voice and sector, by name or not, and by which door it came."""

    voter: str
    voice: str
    sector: str
    on_record: str
    origin: Origin


def _as_guest(conversation: Conversation, member: Membership, *, number: int) -> Giver | None:
    """Return under which guest's key a member answered this statement before they joined, so that it counts once."""
    for guest in guests_who_were(member, conversation):
        voter = guest_key(conversation, guest)
        if number in answers_under(conversation, voter):
            if number in answers_under(conversation, voter_key(conversation, member)):
                return None
            return Giver(voter, guest.voice, guest.sector, "", Origin.GUEST)
    return None


def keep_answer(conversation: Conversation, giver: Giver, *, number: int, answer: Answer) -> None:
    """Keep an answer until those of nine other people wait too."""
    if answer not in GIVEN:
        raise Refused("no_such_answer")
    statement = statement_to_answer(conversation, number)
    if answers_under(conversation, giver.voter).get(statement.number) == answer:
        return
    waiting = WaitingAnswer(
        conversation=conversation,
        voter=giver.voter,
        number=statement.number,
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
    """Have the answers that wait taken into the record, once enough people have given some."""
    if people_waiting(conversation) >= LEAST_WAITING:
        act.enqueue("conversations.batch", once=str(conversation.pk), conversation=conversation)


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
    if OnTheRecord.objects.filter(conversation=conversation, member=member).exists():
        raise Refused("on_the_record_already")
    if answers_under(conversation, voter_key(conversation, member)):
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
