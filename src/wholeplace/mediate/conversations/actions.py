"""Conversations: taking in one that was held elsewhere."""

import random
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, wears
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Place
from wholeplace.mediate.conversations import conditions as _conditions  # noqa: F401 words its refusals
from wholeplace.mediate.conversations.models import Ballot, Conversation, Statement
from wholeplace.mediate.conversations.names import ConversationState, Moderation

LEAST_TOLD = 10
"""Of fewer people than this not even their number is told."""


@dataclass(frozen=True)
class HeardStatement:
    """A statement of a conversation held elsewhere."""

    number: int
    text: str
    moderation: Moderation
    seed: bool


@dataclass(frozen=True)
class HeardBallot:
    """One person's answers there: a letter for each statement number, and in which voice and sector."""

    answers: str
    voice: str = ""
    sector: str = ""
    on_record: str = ""


@dataclass(frozen=True)
class HeardElsewhere:
    """A whole conversation held elsewhere, and the digest of what it came in."""

    source: str
    digest: str
    statements: tuple[HeardStatement, ...]
    ballots: tuple[HeardBallot, ...]
    votes: int
    description: str = ""


@action(
    "conversation.take_in",
    title=_("Import a conversation"),
    says=_("{actor} imported a conversation: {people} people, {statements} statements, {votes} votes"),
    may=wears(HatKind.CONVENER),
    on="issue",
    doors=frozenset({Door.PAGE, Door.COMMAND}),
)
def take_in_conversation(
    act: Act, *, issue: Issue, title: str, question: str, heard: HeardElsewhere
) -> Conversation:
    """Take in a conversation that was held elsewhere, whole: its statements, and its ballots in a new random order."""
    if not heard.statements or not heard.votes:
        raise Refused("nothing_to_take_in")
    list(
        Place.objects.select_for_update(no_key=True).filter(pk=act.place.pk)
    )  # one import at a time: ballots in a row
    if twin := _twin_of(act.place, heard):
        raise Refused("conversation_taken_in", title=twin.title)
    conversation = Conversation.objects.create(
        place=act.place,
        audience=issue.audience,
        issue=issue,
        title=title,
        question=question,
        description=heard.description,
        state=ConversationState.CLOSED,
        source=heard.source,
        began=act.at,
        closed=act.at,
    )
    act.record(conversation)
    _take_in_statements(act, conversation, heard)
    _take_in_ballots(act, conversation, heard)
    enough = len(heard.ballots) >= LEAST_TOLD
    act.say(
        people=len(heard.ballots) if enough else 0,
        statements=len(heard.statements),
        votes=heard.votes if enough else 0,
        digest=heard.digest,
    )
    act.enqueue("landscapes.work_out", conversation=conversation)
    act.enqueue_once("ledger.checkpoint")
    return conversation


def _twin_of(place: Place, heard: HeardElsewhere) -> Conversation | None:
    """Return the conversation these statements were already taken in as.

    Its figures are released: the same conversation with a person more, or sorted otherwise, would give that person's
    answers away by subtraction.
    """
    texts = {one.text for one in heard.statements}
    for conversation in Conversation.objects.filter(place=place):
        there = set(Statement.objects.filter(conversation=conversation).values_list("text", flat=True))
        if 2 * len(there & texts) >= min(len(there), len(texts)):
            return conversation
    return None


def _take_in_statements(act: Act, conversation: Conversation, heard: HeardElsewhere) -> None:
    statements = [
        Statement(
            place=act.place,
            audience=conversation.audience,
            conversation=conversation,
            number=one.number,
            text=one.text,
            moderation=one.moderation,
            seed=one.seed,
        )
        for one in heard.statements
    ]
    Statement.objects.bulk_create(statements, batch_size=500)
    act.record_many(Statement, statements)


def _take_in_ballots(act: Act, conversation: Conversation, heard: HeardElsewhere) -> None:
    ballots = [
        Ballot(
            conversation=conversation,
            voice=one.voice,
            sector=one.sector,
            on_record=one.on_record,
            answers=one.answers,
        )
        for one in heard.ballots
    ]
    random.SystemRandom().shuffle(ballots)
    ballots = Ballot.objects.bulk_create(ballots, batch_size=200)
    act.record_many(Ballot, sorted(ballots, key=lambda ballot: ballot.pk))
