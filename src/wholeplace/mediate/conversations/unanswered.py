"""What somebody answered in conversations, and has yet to answer in those that are open; for them alone, since nobody else may know."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, TextField, Value

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind, Membership
from wholeplace.kernel.records import visible
from wholeplace.mediate.conversations.batches import read_letters
from wholeplace.mediate.conversations.conditions import wears_here
from wholeplace.mediate.conversations.keys import guest_key, has_its_key, voter_key
from wholeplace.mediate.conversations.models import (
    Conversation,
    Guest,
    KeyedBallot,
    Statement,
    WaitingAnswer,
)
from wholeplace.mediate.conversations.names import ConversationState
from wholeplace.mediate.conversations.queries import conversations_visible_to, shown

WHOLE_BALLOT = -1
"""Stands for a statement's number where a row holds all answers of a ballot."""


@dataclass(frozen=True)
class Unanswered:
    """A conversation in which somebody can go on, how many statements it asks about and how many of these they answered."""

    conversation: Conversation
    asked: int
    answered: int

    @property
    def left(self) -> int:
        """How many statements wait for their answer."""
        return self.asked - self.answered


def open_to_answer(viewer: Viewer, conversations: Iterable[Conversation]) -> list[Conversation]:
    """Return those of these conversations that ask the viewer something, the one that closes first at the top."""
    going = (one for one in conversations if one.state == ConversationState.OPEN and _asks(viewer, one))
    return sorted(going, key=lambda one: (one.closes is None, one.closes or one.began, one.pk))


def _asks(viewer: Viewer, conversation: Conversation) -> bool:
    """Say whether a conversation asks the viewer anything: nobody while the key is away, and never who facilitates it."""
    return has_its_key(conversation) and not wears_here(viewer, conversation, HatKind.FACILITATOR)


def with_guests_of(viewer: Viewer, conversations: "QuerySet[Conversation]") -> "QuerySet[Conversation]":
    """Return conversations with whether the viewer was a guest there before they joined."""
    member = viewer.membership
    if member is None:
        return conversations
    before = Guest.objects.filter(claimed_by__person=member.person_id, room__conversation=OuterRef("pk"))
    return conversations.annotate(as_guest=Exists(before))


def unanswered_by(viewer: Viewer, conversations: Iterable[Conversation]) -> Unanswered | None:
    """Return the first of these conversations, found with the viewer's guests, that asks a member what they did not answer."""
    there = [one for one in conversations if _asks(viewer, one)]
    if viewer.membership is None or not there:
        return None
    asked, answered = _asked_and_answered(viewer, there, _keys(viewer.membership, there))
    counted = (Unanswered(one, len(asked[one.pk]), len(asked[one.pk] & answered[one.pk])) for one in there)
    return next((one for one in counted if one.left or not one.asked), None)


def begun_by(viewer: Viewer) -> list[Unanswered]:
    """Return every conversation in which a member gave an answer that their keys still find, the newest first."""
    member = viewer.membership
    if member is None:
        return []
    all_here = conversations_visible_to(viewer).exclude(ballot_key="").order_by("-began", "pk")
    held = [one for one in with_guests_of(viewer, all_here) if has_its_key(one)]
    keys = _keys(member, held)
    begun = _with_answers(keys)
    there = [one for one in held if one.pk in begun]
    asked, answered = _asked_and_answered(viewer, there, {one.pk: keys[one.pk] for one in there})
    return [Unanswered(one, len(asked[one.pk]), len(asked[one.pk] & answered[one.pk])) for one in there]


def _with_answers(keys: dict[uuid.UUID, list[str]]) -> set[uuid.UUID]:
    """Return the conversations in which answers stand, or wait, under these keys, each of which is of one conversation."""
    voters = [voter for mine in keys.values() for voter in mine]
    ballots, waiting = (model.objects.filter(voter__in=voters) for model in (KeyedBallot, WaitingAnswer))
    found = ballots.order_by().values_list("conversation_id")
    return {one for (one,) in found.union(waiting.order_by().values_list("conversation_id"))}


def _keys(member: Membership, conversations: Iterable[Conversation]) -> dict[uuid.UUID, list[str]]:
    """Return the keys under which a member answers in each conversation: their own, and those of guests they were."""
    keys = {one.pk: [voter_key(one, member)] for one in conversations}
    known = {one.pk: one for one in conversations if one.as_guest}  # type: ignore[attr-defined] # found by the query
    if known:
        guests = Guest.objects.filter(claimed_by__person=member.person_id, room__conversation__in=known)
        for guest in guests.select_related("room"):
            keys[guest.room.conversation_id].append(guest_key(known[guest.room.conversation_id], guest))
    return keys


def _asked_and_answered(
    viewer: Viewer, conversations: Iterable[Conversation], keys: dict[uuid.UUID, list[str]]
) -> tuple[dict[uuid.UUID, set[int]], dict[uuid.UUID, set[int]]]:
    """Return the numbers of the statements asked, and of those answered under these keys, in one question for all."""
    mine = Q()
    for conversation, voters in keys.items():
        mine |= Q(conversation=conversation, voter__in=voters)
    statements = visible(Statement.objects.filter(conversation__in=list(conversations)), viewer)
    ballots = KeyedBallot.objects.filter(mine).order_by()
    rows = (
        statements.filter(shown(), replaced_by=None)
        .order_by()
        .values_list("conversation_id", "number", Value("", output_field=TextField()))
        .union(
            ballots.values_list("conversation_id", Value(WHOLE_BALLOT, IntegerField()), "answers"),
            WaitingAnswer.objects.filter(mine).order_by().values_list("conversation_id", "number", "answer"),
            all=True,
        )
    )
    asked: dict[uuid.UUID, set[int]] = defaultdict(set)
    answered: dict[uuid.UUID, set[int]] = defaultdict(set)
    for conversation, number, letters in rows:
        if not letters:
            asked[conversation].add(number)
        else:
            answered[conversation] |= set(read_letters(letters)) if number == WHOLE_BALLOT else {number}
    return asked, answered
