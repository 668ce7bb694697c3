"""Conversations: taking in one that was held elsewhere."""

import random
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, wears
from wholeplace.kernel.people import HatKind
from wholeplace.mediate.conversations import conditions as _conditions  # noqa: F401 words its refusals
from wholeplace.mediate.conversations.models import Ballot, Conversation, Statement
from wholeplace.mediate.conversations.names import ConversationState, Moderation


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
    """A whole conversation held elsewhere, with the digests of the files it came in."""

    source: str
    digest: str
    files: dict[str, str]
    statements: tuple[HeardStatement, ...]
    ballots: tuple[HeardBallot, ...]
    votes: int
    description: str = ""
    findings: int = field(default=0)


@action(
    "conversation.take_in",
    says=_("{actor} imported a conversation: {people} people, {statements} statements, {votes} votes"),
    may=wears(HatKind.CONVENER),
    within="issue",
    doors=frozenset({Door.PAGE, Door.COMMAND}),
)
def take_in_conversation(
    act: Act, *, issue: Issue, title: str, question: str, heard: HeardElsewhere
) -> Conversation:
    """Take in a conversation that was held elsewhere, whole: its statements, and its ballots in a new random order."""
    if not heard.statements or not heard.votes:
        raise Refused("nothing_to_take_in")
    source = f"polis {heard.digest[:16]}"
    twin = Conversation.objects.filter(place=act.place, source=source).first()
    if twin is not None:
        raise Refused("conversation_taken_in", title=twin.title)
    conversation = Conversation.objects.create(
        place=act.place,
        audience=issue.audience,
        issue=issue,
        title=title,
        question=question,
        description=heard.description,
        state=ConversationState.CLOSED,
        source=source,
        began=act.at,
        closed=act.at,
    )
    act.record(conversation)
    _take_in_statements(act, conversation, heard)
    _take_in_ballots(act, conversation, heard)
    act.say(
        people=len(heard.ballots), statements=len(heard.statements), votes=heard.votes, files=heard.files,
        digest=heard.digest, findings=heard.findings,
    )  # fmt: skip
    act.enqueue("landscapes.work_out", conversation=conversation)
    act.enqueue_once("ledger.checkpoint")
    return conversation


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
