"""What a viewer may read about conversations; ballots are read by the analysis alone."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Actor, Viewer
from wholeplace.kernel.conditions import Refused, is_machine
from wholeplace.kernel.people import CivicVoice, HatKind
from wholeplace.kernel.prepared import prepared
from wholeplace.kernel.records import visible
from wholeplace.mediate.conversations.bylines import COLUMNS, named
from wholeplace.mediate.conversations.conditions import answered_in, wears_here
from wholeplace.mediate.conversations.drawing import Standing, draw, standing_of
from wholeplace.mediate.conversations.keys import guest_key, has_its_key, return_key, voter_key
from wholeplace.mediate.conversations.letters import cells_of, table_of
from wholeplace.mediate.conversations.models import (
    Ballot,
    Conversation,
    Guest,
    KeyedBallot,
    Room,
    Sheet,
    Statement,
    VoteBatch,
    WaitingAnswer,
)
from wholeplace.mediate.conversations.names import Answer, ConversationState, Moderated, Moderation, Naming


def conversations_visible_to(viewer: Viewer) -> QuerySet[Conversation]:
    """Return the conversations a viewer may read, newest first."""
    return visible(Conversation.objects.select_related("place", "issue"), viewer)


def shown(*, statement: str = "", conversation: str = "conversation__") -> Q:
    """Return what holds of statements that are shown: accepted, or not yet looked at where that comes afterwards."""
    return Q(**{f"{statement}moderation": Moderation.IN}) | Q(
        **{f"{statement}moderation": Moderation.UNSEEN, f"{conversation}moderated": Moderated.AFTER}
    )


def undecided() -> Q:
    """Return what holds of statements about which moderators have yet to decide: held, or shown only once accepted."""
    unseen = Q(moderation=Moderation.UNSEEN, conversation__moderated=Moderated.BEFORE)
    return Q(moderation=Moderation.HELD) | unseen


def conversations_about(viewer: Viewer, issues: Iterable[Issue]) -> QuerySet[Conversation]:
    """Return the conversations about these issues, each with its number of statements that are shown."""
    about = conversations_visible_to(viewer).filter(issue__in=[issue.pk for issue in issues])
    kept = how_many(Statement.objects.filter(shown(), conversation=OuterRef("pk")))
    return about.annotate(statement_count=kept).order_by("-began", "pk")


def how_many(found: QuerySet[Statement]) -> Coalesce:
    """Return how to count these statements of each conversation beside whatever else is asked of it, joining nothing."""
    grouped = found.order_by().values("conversation").annotate(count=Count("pk"))
    return Coalesce(Subquery(grouped.values("count")), 0)


HIDDEN = (Moderation.HELD, Moderation.OUT)
"""What moderators keep from people: for a time, or for good."""
READ_WHAT_IS_LEFT_OUT = (HatKind.CONVENER, HatKind.MODERATOR, HatKind.SCRUTINEER)


def statements_visible_to(viewer: Viewer, conversation: Conversation) -> QuerySet[Statement]:
    """Return a conversation's statements in their order; those that are not shown only to who must read them.

    These are the conveners, moderators and scrutineers of the place, the issue or the conversation.
    """
    statements = visible(Statement.objects.filter(conversation=conversation), viewer)
    return statements if reads_what_is_left_out(viewer, conversation) else statements.filter(shown())


def names_beside(viewer: Viewer, conversation: Conversation) -> dict[int, str]:
    """Return the name that stands beside each statement the viewer may read, by its number: only where names are shown."""
    if conversation.naming == Naming.NOBODY:
        return {}
    rows = statements_visible_to(viewer, conversation).values_list("number", *COLUMNS)
    return {number: name for number, *columns in rows if (name := named(*columns))}


def reads_what_is_left_out(viewer: Viewer, conversation: Conversation) -> bool:
    """Say whether the viewer convenes, moderates or scrutinises the place, the issue or the conversation."""
    return wears_here(viewer, conversation, *READ_WHAT_IS_LEFT_OUT)


def statements_to_find(viewer: Viewer) -> QuerySet[Statement]:
    """Return the statements of all conversations a viewer may read, without those that are not shown."""
    readable = visible(Conversation.objects.all(), viewer).values("pk")
    kept = Statement.objects.select_related("conversation__place").filter(shown())
    return visible(kept, viewer).filter(conversation__in=readable)


def statements_to_compare() -> QuerySet[Statement]:
    """Return the statements of conversations in which people still write some."""
    return Statement.objects.filter(replaced_by=None).exclude(conversation__state=ConversationState.CLOSED)


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
    origins: tuple[str, ...] = ()
    """By which door each person's answers came in."""

    @property
    def people(self) -> int:
        """How many people answered."""
        return len(self.voices)


def answers_for_analysis(actor: Actor, conversation: Conversation) -> Answers:
    """Return every answer that counts in figures; only the program itself may ask."""
    if refusal := is_machine(actor, conversation):
        raise Refused(refusal.code, **refusal.params)
    kept = answered_in(conversation)
    statements = list(
        Statement.objects.filter(conversation=conversation)
        .order_by("number")
        .values_list("number", "moderation")
    )
    numbers = np.array([number for number, _ in statements], dtype=np.int64)
    moderated = np.array([moderation not in kept for _, moderation in statements], dtype=bool)
    ballots = list(
        Ballot.objects.filter(conversation=conversation, on_record="").values_list(
            "voice", "sector", "origin", "answers"
        )
    )
    named = Ballot.objects.filter(conversation=conversation).exclude(on_record="").order_by()
    letters = table_of([answers for *_, answers in ballots], width=int(numbers.max(initial=-1)) + 1)
    person, statement, value = cells_of(letters[:, numbers])
    return Answers(
        numbers=numbers,
        moderated=moderated,
        person=person,
        statement=statement,
        value=value,
        voices=tuple(voice for voice, *_ in ballots),
        sectors=tuple(sector for _, sector, *_ in ballots),
        origins=tuple(origin for *_, origin, _ in ballots),
        on_record=Counter(named.values_list("voice", flat=True)),
    )


def batches_for_analysis(actor: Actor, conversation: Conversation) -> list[str]:
    """Return a conversation's batches of answers, the first one first; only the program itself may ask."""
    if refusal := is_machine(actor, conversation):
        raise Refused(refusal.code, **refusal.params)
    return list(VoteBatch.objects.filter(conversation=conversation).values_list("lines", flat=True))


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
    """Return the statements that people answer now: those that are shown and not replaced, in their order."""
    asked = visible(Statement.objects.filter(conversation=conversation, replaced_by=None), viewer)
    return asked.filter(shown())


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


def next_number(
    viewer: Viewer, conversation: Conversation, *, among: Collection[int], answered: Collection[int]
) -> int | None:
    """Return which of the statements asked, by their numbers, the viewer is asked next; None where all are answered."""
    if viewer.membership is None or not has_its_key(conversation):
        return None
    chance = voter_key(conversation, viewer.membership)
    return _next_under(conversation, among=among, answered=answered, chance=chance)


def _next_under(
    conversation: Conversation, *, among: Collection[int], answered: Collection[int], chance: str
) -> int | None:
    """Return the number of the statement to ask next of whoever answers under a voter's key."""
    batches = _last_batch.rows(conversation.pk)
    standing = _standing(conversation.pk, batches[0][0] if batches else 0)
    return draw(list(among), answered=answered, standing=standing, chance=chance)


@prepared
def _last_batch(conversation: uuid.UUID) -> QuerySet[VoteBatch, tuple[int]]:
    return VoteBatch.objects.filter(conversation=conversation).order_by("-number").values_list("number")[:1]


@lru_cache(maxsize=64)
def _standing(conversation: uuid.UUID, _batch: int) -> Standing:
    """Say how the answers in the record lie; they stay the same until the next batch."""
    ballots = KeyedBallot.objects.filter(conversation=conversation, on_record="")
    return standing_of(list(ballots.values_list("answers", flat=True)))


def written_by(viewer: Viewer, conversation: Conversation) -> QuerySet[Statement]:
    """Return the statements the viewer wrote here, those that were replaced left out, the newest first."""
    written = Statement.objects.filter(conversation=conversation, replaced_by=None)
    mine = written.filter(author__person__memberships=viewer.membership)
    known = mine if viewer.membership is not None else mine.none()
    return visible(known, viewer).order_by("-number")


def speaks_for_electors(viewer: Viewer) -> bool:
    """Say whether the viewer is an elected member, who may answer by name."""
    return viewer.membership is not None and viewer.membership.voice == CivicVoice.POLITICIAN


def open_conversations(viewer: Viewer) -> QuerySet[Conversation]:
    """Return the conversations that are open, the one that closes first at the top."""
    return conversations_visible_to(viewer).filter(state=ConversationState.OPEN).order_by("closes", "pk")


def rooms_visible_to(viewer: Viewer) -> QuerySet[Room]:
    """Return the rooms for guests, the newest first, each with how many came in; to whoever convenes there."""
    rooms = visible(
        Room.objects.select_related("place", "conversation__place", "conversation__issue__place"), viewer
    ).annotate(came=Count("guests"))
    scopes = {hat.scope for hat in viewer.hats if hat.kind == HatKind.CONVENER}
    convened = Q(conversation__in=scopes) | Q(conversation__issue__in=scopes)
    found = rooms if None in scopes else rooms.filter(convened)
    return found.order_by("-opens", "pk")


def room_of_code(viewer: Viewer, code: str) -> Room | None:
    """Return the room a code leads to, of a conversation that everybody may read."""
    readable = conversations_visible_to(Viewer(viewer.place)).values("pk")
    rooms = Room.objects.filter(place=viewer.place, code=code, conversation__in=readable)
    return rooms.select_related("conversation__place").first()


def guest_of_code(conversation: Conversation, code: str) -> Guest | None:
    """Return the guest of a conversation whose return code this is; one who was claimed is nobody's any more."""
    if not code or not has_its_key(conversation):
        return None
    guests = Guest.objects.filter(room__conversation=conversation, claimed_by=None)
    return guests.filter(known_by=return_key(conversation, code)).select_related("room").first()


def written_by_guest(conversation: Conversation, guest: Guest) -> QuerySet[Statement]:
    """Return the statements a guest wrote, those that were replaced left out, the newest first."""
    written = Statement.objects.filter(conversation=conversation, guest=guest, replaced_by=None)
    return written.order_by("-number")


def next_for_guest(
    conversation: Conversation, guest: Guest, *, among: Collection[int], answered: Collection[int]
) -> int | None:
    """Return which of the statements asked, by their numbers, a guest is asked next; None where all are answered."""
    chance = guest_key(conversation, guest)
    return _next_under(conversation, among=among, answered=answered, chance=chance)


def sheets_typed(viewer: Viewer, conversation: Conversation) -> int:
    """Return how many sheets of paper were typed in, to members."""
    return visible(Sheet.objects.filter(conversation=conversation), viewer).count()
