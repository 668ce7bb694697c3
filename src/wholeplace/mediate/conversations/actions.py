"""Conversations: taking in one that was held elsewhere."""

import random
import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext_lazy as _

from wholeplace.analysis.disclosure import LEAST_BASE
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import Actor, Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, wears
from wholeplace.kernel.people import HatKind
from wholeplace.mediate.conversations import conditions as _conditions  # noqa: F401 words its refusals
from wholeplace.mediate.conversations.models import Ballot, Conversation, Statement
from wholeplace.mediate.conversations.names import Answer, ConversationState, Moderation
from wholeplace.mediate.conversations.queries import conversations_visible_to, plain

ONE_IMPORT = 0x77705F696D706F72
"""The number of the lock that lets one import after another in, on PostgreSQL."""


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

    @property
    def says_something(self) -> bool:
        """Whether any statement is answered."""
        return bool(self.answers.strip(Answer.UNSEEN.value))


@dataclass(frozen=True)
class HeardElsewhere:
    """A whole conversation held elsewhere, and the digest of what it came in."""

    source: str
    digest: str
    statements: tuple[HeardStatement, ...]
    ballots: Collection[HeardBallot]
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
    _one_after_another()
    ask_to_take_in(act.actor, heard)
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
    act.say(
        people=_take_in_ballots(act, conversation, heard),
        statements=len(heard.statements),
        votes=heard.votes,
        digest=heard.digest,
    )
    act.enqueue("landscapes.work_out", conversation=conversation)
    act.enqueue_once("ledger.checkpoint")
    return conversation


def ask_to_take_in(actor: Actor, heard: HeardElsewhere) -> None:
    """Refuse a conversation that cannot be taken in, whatever the issue: what a dry run asks too."""
    if not heard.statements or not heard.votes:
        raise Refused("nothing_to_take_in")
    if sum(one.says_something and not one.on_record for one in heard.ballots) < LEAST_BASE:
        raise Refused("too_few_to_take_in", least=LEAST_BASE)
    twin = _twin_of(heard)
    if twin is None:
        return
    named = conversations_visible_to(actor.viewer).filter(pk=twin).first()
    if named is None:
        raise Refused("taken_in_elsewhere")
    raise Refused("conversation_taken_in", title=named.title)


def _twin_of(heard: HeardElsewhere) -> uuid.UUID | None:
    """Return the id of the conversation these statements were already taken in as, in whichever place.

    Its figures are released: the same conversation with a person more, or sorted otherwise, would give that person's
    answers away by subtraction, and whoever reads one place's figures may read another's.
    """
    texts = {plain(one.text) for one in heard.statements} - {""}
    there: Counter[uuid.UUID] = Counter()
    shared: dict[uuid.UUID, set[str]] = {}
    everywhere = Statement.objects.order_by().values_list("conversation", "text")
    for conversation, text in everywhere.iterator(chunk_size=2000):
        there[conversation] += 1
        if (words := plain(text)) in texts:
            shared.setdefault(conversation, set()).add(words)
    return next(
        (one for one, both in shared.items() if 2 * len(both) >= min(there[one], len(texts))),
        None,
    )


def _one_after_another() -> None:
    """Wait until no other import is being taken in, in any place; SQLite has one writer anyway.

    So each sees what was taken in before it, and its ballots are numbered in a row.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_IMPORT])


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


def _take_in_ballots(act: Act, conversation: Conversation, heard: HeardElsewhere) -> int:
    """Keep a ballot of everybody who answered, in an order of chance; return how many that is."""
    ballots = [
        Ballot(
            conversation=conversation,
            voice=one.voice,
            sector=one.sector,
            on_record=one.on_record,
            answers=one.answers,
        )
        for one in heard.ballots
        if one.says_something
    ]
    random.SystemRandom().shuffle(ballots)
    ballots = Ballot.objects.bulk_create(ballots, batch_size=200)
    act.record_many(Ballot, sorted(ballots, key=lambda ballot: ballot.pk))
    return len(ballots)
