"""What a viewer may read about conversations; ballots are read by the analysis alone."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from django.db.models import Count, Q, QuerySet

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Actor, Viewer
from wholeplace.kernel.conditions import Refused, is_machine
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import visible
from wholeplace.mediate.conversations.batches import read_letters
from wholeplace.mediate.conversations.models import (
    Ballot,
    Conversation,
    KeyedBallot,
    Statement,
    WaitingAnswer,
)
from wholeplace.mediate.conversations.names import Answer, Moderation


def conversations_visible_to(viewer: Viewer) -> QuerySet[Conversation]:
    """Return the conversations a viewer may read, newest first."""
    return visible(Conversation.objects.select_related("place", "issue"), viewer)


def conversations_about(viewer: Viewer, issues: Iterable[Issue]) -> QuerySet[Conversation]:
    """Return the conversations about these issues, each with its number of statements that were not left out."""
    about = conversations_visible_to(viewer).filter(issue__in=[issue.pk for issue in issues])
    kept = Count("statements", filter=~Q(statements__moderation=Moderation.OUT))
    return about.annotate(statement_count=kept).order_by("-began", "pk")


READ_WHAT_IS_LEFT_OUT = (HatKind.CONVENER, HatKind.MODERATOR, HatKind.SCRUTINEER)


def statements_visible_to(viewer: Viewer, conversation: Conversation) -> QuerySet[Statement]:
    """Return a conversation's statements in their order; those left out by moderators only to who must read them.

    These are the conveners, moderators and scrutineers of the place, the issue or the conversation.
    """
    statements = visible(Statement.objects.filter(conversation=conversation), viewer)
    scopes = (conversation.pk, conversation.issue_id)
    if any(viewer.wears(kind, scope=scope) for kind in READ_WHAT_IS_LEFT_OUT for scope in scopes):
        return statements
    return statements.exclude(moderation=Moderation.OUT)


def statements_to_find(viewer: Viewer) -> QuerySet[Statement]:
    """Return the statements of all conversations a viewer may read, without those left out by moderators."""
    readable = visible(Conversation.objects.all(), viewer).values("pk")
    kept = Statement.objects.select_related("conversation__place").exclude(moderation=Moderation.OUT)
    return visible(kept, viewer).filter(conversation__in=readable)


def is_left_out(viewer: Viewer, conversation: Conversation, *, number: int) -> bool:
    """Say whether moderators left out the statement of this number, without telling anything of it."""
    statements = visible(Statement.objects.filter(conversation=conversation, number=number), viewer)
    return statements.filter(moderation=Moderation.OUT).exists()


@dataclass(frozen=True)
class Answers:
    """A conversation's answers as arrays, for the analysis: rows of people, columns of statements."""

    numbers: npt.NDArray[np.int64]
    moderated: npt.NDArray[np.bool_]
    person: npt.NDArray[np.int64]
    statement: npt.NDArray[np.int64]
    value: npt.NDArray[np.int8]
    voices: tuple[str, ...]
    sectors: tuple[str, ...]
    on_record: Mapping[str, int]
    """How many people of each civic voice answered by name; they are in none of the arrays."""

    @property
    def people(self) -> int:
        """How many people answered."""
        return len(self.voices)


VALUES = {Answer.AGREE: 1, Answer.DISAGREE: -1, Answer.PASS: 0}


def answers_for_analysis(actor: Actor, conversation: Conversation) -> Answers:
    """Return every answer that counts in figures; only the program itself may ask."""
    if refusal := is_machine(actor, conversation):
        raise Refused(refusal.code, **refusal.params)
    statements = list(
        Statement.objects.filter(conversation=conversation)
        .order_by("number")
        .values_list("number", "moderation")
    )
    numbers = np.array([number for number, _ in statements], dtype=np.int64)
    moderated = np.array([moderation == Moderation.OUT for _, moderation in statements], dtype=bool)
    ballots = list(
        Ballot.objects.filter(conversation=conversation, on_record="").values_list(
            "voice", "sector", "answers"
        )
    )
    named = Ballot.objects.filter(conversation=conversation).exclude(on_record="").order_by()
    letters = _letters([answers for _, _, answers in ballots], width=int(numbers.max(initial=-1)) + 1)[
        :, numbers
    ]
    person, statement = np.nonzero(letters != ord(Answer.UNSEEN.value))
    value = np.zeros(len(person), dtype=np.int8)
    chosen = letters[person, statement]
    for answer, number in VALUES.items():
        value[chosen == ord(answer.value)] = number
    return Answers(
        numbers=numbers,
        moderated=moderated,
        person=person,
        statement=statement,
        value=value,
        voices=tuple(voice for voice, _, _ in ballots),
        sectors=tuple(sector for _, sector, _ in ballots),
        on_record=Counter(named.values_list("voice", flat=True)),
    )


def _letters(ballots: list[str], *, width: int) -> npt.NDArray[np.uint8]:
    """Return the ballots as a table of letters, people by statement numbers."""
    padded = "".join(answers.ljust(width, Answer.UNSEEN.value)[:width] for answers in ballots)
    return np.frombuffer(padded.encode("ascii"), dtype=np.uint8).reshape(len(ballots), width)


def answered_by_name(viewer: Viewer, conversation: Conversation) -> tuple[int, int]:
    """Return how many people answered on the record, and how many answers they gave."""
    readable = conversations_visible_to(viewer).filter(pk=conversation.pk).values("pk")
    named = Ballot.objects.filter(conversation__in=readable).exclude(on_record="").order_by()
    ballots = list(named.values_list("answers", flat=True))
    return len(ballots), sum(len(answers.replace(Answer.UNSEEN, "")) for answers in ballots)


@dataclass(frozen=True)
class ByName:
    """Somebody who answers on the record: their name, their civic voice, and each answer by the statement's number."""

    name: str
    voice: str
    answers: Mapping[int, Answer]


def answers_on_the_record(viewer: Viewer, conversation: Conversation) -> list[ByName]:
    """Return everybody who answers on the record, by name, with their answers to the statements the viewer may read."""
    read = statements_visible_to(viewer, conversation).values_list("number", flat=True)
    readable = conversations_visible_to(viewer).filter(pk=conversation.pk).values("pk")
    named = Ballot.objects.filter(conversation__in=readable).exclude(on_record="").order_by("on_record")
    numbers = list(read)
    return [
        ByName(
            name, voice, {number: Answer(answers[number]) for number in numbers if _answered(answers, number)}
        )
        for name, voice, answers in named.values_list("on_record", "voice", "answers")
    ]


def _answered(answers: str, number: int) -> bool:
    return number < len(answers) and answers[number] != Answer.UNSEEN


def on_the_record(
    viewer: Viewer, conversation: Conversation, statement: Statement
) -> list[tuple[str, Answer]]:
    """Return how each office-holder who answers on the record answered a statement the viewer may read, by name."""
    number = statement.number
    everybody = answers_on_the_record(viewer, conversation)
    return [(one.name, one.answers[number]) for one in everybody if number in one.answers]


def statements_asked(viewer: Viewer, conversation: Conversation) -> QuerySet[Statement]:
    """Return the statements that people answer now: neither left out by a moderator nor replaced, in their order."""
    asked = visible(Statement.objects.filter(conversation=conversation, replaced_by=None), viewer)
    return asked.exclude(moderation=Moderation.OUT)


def was_answered(statement: Statement) -> bool:
    """Say whether anybody answered a statement, however."""
    conversation, number = statement.conversation_id, statement.number
    if WaitingAnswer.objects.filter(conversation=conversation, number=number).exists():
        return True
    ballots = KeyedBallot.objects.filter(conversation=conversation).values_list("answers", flat=True)
    return any(_answered(letters, number) for letters in ballots.iterator())


def plain(text: str) -> str:
    """Return a statement however it is spaced and whichever letters are large."""
    return " ".join(text.split()).casefold()


def answers_under(conversation: Conversation, voter: str) -> dict[int, str]:
    """Return the answers given under a voter's key, by the statements' numbers: those that wait in place of earlier ones."""
    letters = KeyedBallot.objects.filter(conversation=conversation, voter=voter).values_list(
        "answers", flat=True
    )
    waiting = WaitingAnswer.objects.filter(conversation=conversation, voter=voter)
    return read_letters(next(iter(letters), "")) | dict(waiting.values_list("number", "answer"))
