"""What waits for moderators, what they did, and what stands in place of a statement they keep from people."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import visible
from wholeplace.mediate.conversations.conditions import answered_in, wears_here
from wholeplace.mediate.conversations.models import Conversation, Statement
from wholeplace.mediate.conversations.names import Deed, Moderation
from wholeplace.mediate.conversations.queries import (
    HIDDEN,
    conversations_visible_to,
    reads_what_is_left_out,
    shown,
)
from wholeplace.mediate.conversations.rulings import Ruling, StatementReport

WAITING = Q(waits_since__isnull=False) | Q(first_word_by__isnull=False)
QUEUES = {
    "waiting": (_("Waiting"), WAITING),
    "new": (_("New"), Q(moderation=Moderation.UNSEEN)),
    "reported": (_("Reported"), Q(reported=1)),
    "held": (_("Held"), Q(moderation=Moderation.HELD)),
    "second": (_("For a second word"), Q(first_word_by__isnull=False)),
    "out": (_("Left out"), Q(moderation=Moderation.OUT)),
    "all": (_("All"), Q(pk__isnull=False)),
}
"""The lists of the moderators' page: what each is called, and what belongs to it."""


def moderates_in(viewer: Viewer, conversation: Conversation) -> bool:
    """Say whether the viewer moderates the place, the issue or the conversation."""
    return wears_here(viewer, conversation, HatKind.MODERATOR)


def statements_to_moderate(viewer: Viewer, conversation: Conversation) -> QuerySet[Statement]:
    """Return all statements for whoever reads what is left out, the one that waits longest first; for others none."""
    statements = visible(Statement.objects.filter(conversation=conversation), viewer)
    if not reads_what_is_left_out(viewer, conversation):
        return statements.none()
    reported = StatementReport.objects.filter(statement=OuterRef("pk"), settled=None)
    return statements.annotate(reported=Case(When(Exists(reported), then=1), default=0)).order_by(
        F("waits_since").asc(nulls_last=True), "number"
    )


def counted_in_queues(statements: QuerySet[Statement]) -> Mapping[str, int]:
    """Return how many statements each list of the moderators' page holds."""
    lists = {f"in_{name}": Case(When(held, then=1), default=0) for name, (_label, held) in QUEUES.items()}
    rows = list(statements.order_by().annotate(**lists).values_list(*lists))
    return (
        dict(zip(QUEUES, map(sum, zip(*rows, strict=True)), strict=True))
        if rows
        else dict.fromkeys(QUEUES, 0)
    )


def reports_waiting(statements: Iterable[Statement]) -> Mapping[object, list[StatementReport]]:
    """Return the reports that wait for a decision, by statement; who reported is not told."""
    found: dict[object, list[StatementReport]] = defaultdict(list)
    for one in StatementReport.objects.filter(statement__in=list(statements), settled=None).defer("reporter"):
        found[one.statement_id].append(one)
    return found


def rulings_on(statements: Iterable[Statement]) -> Mapping[object, list[Ruling]]:
    """Return what was done with each statement, the newest first."""
    found: dict[object, list[Ruling]] = defaultdict(list)
    for one in Ruling.objects.filter(statement__in=list(statements)).select_related("by__person"):
        found[one.statement_id].append(one)
    return found


@dataclass(frozen=True)
class Line:
    """A statement as everybody reads it, or what stands in its place."""

    statement: Statement
    hidden: bool
    because: str = ""

    @property
    def held_until(self) -> dt.datetime | None:
        """Until when it is held, if it is."""
        return self.statement.held_until


def statements_told(viewer: Viewer, conversation: Conversation) -> QuerySet[Statement]:
    """Return the statements that are shown and those in whose place something stands, in their order."""
    there = visible(Statement.objects.filter(conversation=conversation, replaced_by=None), viewer)
    return there.filter(shown() | Q(moderation__in=HIDDEN))


def lines_of(statements: Iterable[Statement]) -> list[Line]:
    """Return statements as everybody reads them: of one that is held or left out only why."""
    told = list(statements)
    hidden = [one for one in told if one.moderation in HIDDEN]
    reasons = _reasons_of(hidden) if hidden else {}
    return [Line(one, one.moderation in HIDDEN, reasons.get(one.pk, "")) for one in told]


def tombstone_of(viewer: Viewer, conversation: Conversation, *, number: int) -> Line | None:
    """Return what stands in place of the statement of this number, if moderators keep it from people."""
    there = visible(Statement.objects.filter(conversation=conversation, number=number), viewer)
    found = there.filter(moderation__in=HIDDEN).first()
    return lines_of([found])[0] if found else None


def _reasons_of(statements: Sequence[Statement]) -> dict[object, str]:
    """Return why each statement is held or left out now, in the words of whoever decided it."""
    rulings = Ruling.objects.filter(statement__in=statements, deed__in=(Deed.HELD, Deed.LEFT_OUT))
    return {one.statement_id: one.because for one in rulings.order_by("at")}


def log_visible_to(viewer: Viewer, conversation: Conversation) -> QuerySet[Ruling]:
    """Return everything moderators did in a conversation, the newest first: for members."""
    log = Ruling.objects.filter(statement__conversation=conversation).select_related(
        "statement", "by__person"
    )
    return visible(log, viewer) if viewer.is_member else log.none()


@dataclass(frozen=True)
class LogLine:
    """One line of the moderators' log as somebody may read it."""

    at: dt.datetime
    number: int
    text: str
    deed: str
    because: str
    by: str


def log_lines(viewer: Viewer, conversation: Conversation, rulings: Iterable[Ruling]) -> list[LogLine]:
    """Return lines of the log; a statement that is not shown, and authors' answers, only to who must read them."""
    reads_all, shown_now = reads_what_is_left_out(viewer, conversation), answered_in(conversation)
    return [
        LogLine(
            at=one.at,
            number=one.statement.number,
            text=one.statement.text if reads_all or one.statement.moderation in shown_now else "",
            deed=str(one),
            because=one.because if reads_all or one.deed != Deed.ANSWERED else "",
            by=one.by.name if one.by else "",
        )
        for one in rulings
    ]


@dataclass(frozen=True)
class Waits:
    """How many statements of a conversation wait for a moderator, and since when the first does."""

    conversation: Conversation
    count: int
    since: dt.datetime


def what_waits(viewer: Viewer) -> Waits | None:
    """Return the conversation in which a statement waits longest for this viewer, as its moderator."""
    scopes = {hat.scope for hat in viewer.hats if hat.kind == HatKind.MODERATOR}
    if not scopes:
        return None
    waiting = Statement.objects.filter(place=viewer.place, waits_since__isnull=False)
    rows = waiting.exclude(author__person__memberships=viewer.membership).order_by().values("conversation")
    longest = {one["conversation"]: one for one in rows.annotate(count=Count("pk"), since=Min("waits_since"))}
    if not longest:
        return None
    found = [
        Waits(one, longest[one.pk]["count"], longest[one.pk]["since"])
        for one in conversations_visible_to(viewer).filter(pk__in=longest)
        if moderates_in(viewer, one)
    ]
    return min(found, key=lambda one: one.since, default=None)
