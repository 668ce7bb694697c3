"""What somebody answered in a conversation, found by the keys that only the program can make."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import Membership
from wholeplace.kernel.prepared import prepared
from wholeplace.mediate.conversations.batches import read_letters
from wholeplace.mediate.conversations.keys import guest_key, has_its_key, voter_key
from wholeplace.mediate.conversations.models import (
    Conversation,
    Guest,
    KeyedBallot,
    OnTheRecord,
    WaitingAnswer,
)
from wholeplace.mediate.conversations.names import Answer


@dataclass(frozen=True)
class Given:
    """What somebody answered in a conversation: under their own key, and as each guest they were before they joined."""

    own: Mapping[int, str]
    as_guests: Sequence[tuple[Guest, Mapping[int, str]]] = ()
    named: str = ""
    """The name by which they answer on the record, if they chose to."""

    @property
    def answers(self) -> dict[int, Answer]:
        """All of it, by the statements' numbers: their own answers first, then those of the earlier guest."""
        letters: dict[int, str] = {}
        for given in (*(letters for _, letters in reversed(self.as_guests)), self.own):
            letters |= given
        return {number: Answer(letter) for number, letter in letters.items()}

    def after(self, number: int, answer: Answer) -> "Given":
        """Return what is given once a statement was answered: under each key it was answered under, or else their own."""
        as_guests = [
            (guest, {**letters, number: answer.value} if number in letters else letters)
            for guest, letters in self.as_guests
        ]
        own = {**self.own, number: answer.value}
        return replace(self, as_guests=as_guests, own=own if self.answers_as_themselves(number) else self.own)

    def answers_as_themselves(self, number: int) -> bool:
        """Say whether their answer to a statement stands under their own key."""
        return number in self.own or not any(number in letters for _, letters in self.as_guests)


def given_by(member: Membership, conversation: Conversation) -> Given:
    """Return what a member answered in a conversation, and whether by name; refuse where their key cannot be made."""
    names = [row[0] for row in _name_on_record.rows(conversation.pk, member.person_id)]
    return Given(
        answers_under(conversation, voter_key(conversation, member)),
        [
            (guest, answers_under(conversation, guest_key(conversation, guest)))
            for guest in guests_who_were(member, conversation)
        ],
        next(iter(names), ""),
    )


def given_here(viewer: Viewer, conversation: Conversation) -> Given:
    """Return what the viewer answered, for as long as the key that finds it is there."""
    if viewer.membership is None or not has_its_key(conversation):
        return Given({})
    return given_by(viewer.membership, conversation)


def my_answers(viewer: Viewer, conversation: Conversation) -> dict[int, Answer]:
    """Return the viewer's own answers by the statements' numbers."""
    return given_here(viewer, conversation).answers


def guests_who_were(member: Membership, conversation: Conversation) -> list[Guest]:
    """Return as which guests a member says to have been here before they joined."""
    return _claimed_guests.records(conversation.pk, member.person_id)


def given_by_guest(conversation: Conversation, guest: Guest) -> Given:
    """Return what a guest answered."""
    return Given(answers_under(conversation, guest_key(conversation, guest)))


def answers_under(conversation: Conversation, voter: str) -> dict[int, str]:
    """Return the answers given under a voter's key, by the statements' numbers: those that wait in place of earlier ones."""
    letters = [row[0] for row in _ballot.rows(conversation.pk, voter)]
    return read_letters(next(iter(letters), "")) | dict(_waiting.rows(conversation.pk, voter))


@prepared
def _name_on_record(conversation: uuid.UUID, person: uuid.UUID) -> QuerySet[OnTheRecord, tuple[str]]:
    return OnTheRecord.objects.filter(conversation=conversation, member__person=person).values_list("name")[
        :1
    ]


@prepared
def _ballot(conversation: uuid.UUID, voter: str) -> QuerySet[KeyedBallot, tuple[str]]:
    return KeyedBallot.objects.filter(conversation=conversation, voter=voter).values_list("answers")


@prepared
def _waiting(conversation: uuid.UUID, voter: str) -> QuerySet[WaitingAnswer, tuple[int, str]]:
    return WaitingAnswer.objects.filter(conversation=conversation, voter=voter).values_list(
        "number", "answer"
    )


@prepared
def _claimed_guests(conversation: uuid.UUID, person: uuid.UUID) -> QuerySet[Guest]:
    mine = Guest.objects.filter(claimed_by__person=person, room__conversation=conversation)
    return mine.order_by("pk")
