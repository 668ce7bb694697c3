"""What a viewer may read of what became of a conversation: what its statements led to, what comes next, and its reports."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from wholeplace.account.reports.conditions import ASKED, debts_of
from wholeplace.account.reports.models import FollowUp, Paper, Report
from wholeplace.account.reports.names import Finding, Sheet, Told
from wholeplace.convene.changes.names import Expectation
from wholeplace.convene.changes.queries import changes_visible_to
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.queries import decisions_about, framings_visible_to
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.ledger.models import Checkpoint
from wholeplace.kernel.lineage.queries import HAS_NO_FATE
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import Audience, Record, visible
from wholeplace.kernel.releases import Release
from wholeplace.mediate.conversations.conditions import wears_here
from wholeplace.mediate.conversations.models import Conversation, Statement
from wholeplace.mediate.conversations.names import ConversationState
from wholeplace.mediate.conversations.queries import (
    conversations_visible_to,
    how_many,
    statements_asked,
    undecided,
)
from wholeplace.mediate.conversations.reading import read_about
from wholeplace.mediate.landscapes.reading import Reading

__all__ = ["debts_of"]


def conversations_reported(viewer: Viewer) -> QuerySet[Conversation]:
    """Return the conversations a viewer may read, each with all that leads back from its report."""
    return conversations_visible_to(viewer).select_related("issue__place")


def conversations_drafted(viewer: Viewer) -> QuerySet[Conversation]:
    """Return the conversations a viewer may read, each with every version of its report and what it still owes."""
    return _with_debts(conversations_reported(viewer)).prefetch_related("reports")


def _with_debts(conversations: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """Return these conversations, each with how many statements were asked, have no fate yet, or wait for a moderator."""
    there = Statement.objects.filter(conversation=OuterRef("pk"))
    return conversations.annotate(
        owed=how_many(there.filter(ASKED, HAS_NO_FATE)),
        asked=how_many(there.filter(ASKED)),
        undecided=how_many(there.filter(undecided())),
    )


def follow_ups_visible_to(viewer: Viewer) -> QuerySet[FollowUp]:
    """Return what will be done after conversations the viewer may read, what is due first at the top."""
    made = FollowUp.objects.select_related("conversation__place")
    return visible(made, viewer).order_by("due", "made", "pk")


def reports_visible_to(viewer: Viewer, conversation: Conversation) -> QuerySet[Report]:
    """Return the versions of a conversation's report that went out, the newest first."""
    written = visible(Report.objects.filter(conversation=conversation), viewer).exclude(published=None)
    signed = Checkpoint.objects.filter(place=OuterRef("place"), at__lte=OuterRef("published")).order_by(
        "-size"
    )
    known = written.annotate(signed=Subquery(signed.values("text")[:1]))
    return known.select_related("conversation__place", "by").order_by("-version")


def checkpoint_before(report: Report) -> str:
    """Return the newest checkpoint signed before a version went out, asking only where the query that found it did not."""
    if report.published is None:
        return ""
    if hasattr(report, "signed"):
        return report.signed or ""
    signed = report.place.checkpoints.filter(at__lte=report.published).order_by("size").last()
    return signed.text if signed else ""


def draft_visible_to(viewer: Viewer, conversation: Conversation) -> Report | None:
    """Return what was written of a report that has yet to go out; it is for conveners alone."""
    if not convenes(viewer, conversation):
        return None
    return next((one for one in conversation.reports.all() if one.published is None), None)


def convenes(viewer: Viewer, conversation: Conversation) -> bool:
    """Say whether the viewer convenes the place, the issue or the conversation."""
    return wears_here(viewer, conversation, HatKind.CONVENER)


def targets(viewer: Viewer, conversation: Conversation) -> list[Record]:
    """Return what a statement of this conversation can be carried into: next steps, expected changes, framings, and decisions."""
    decisions = decisions_about(viewer, conversation.issue).filter(state=DecisionState.CLOSED)
    return [
        *follow_ups_visible_to(viewer).filter(conversation=conversation),
        *changes_visible_to(viewer).filter(issue=conversation.issue, expectation=Expectation.EXPECTED),
        *framings_visible_to(viewer, conversation.issue),
        *decisions,
    ]


def statements_told(viewer: Viewer, conversation: Conversation, *, told: str) -> QuerySet[Statement]:
    """Return the statements people answered, or those of them that are owed an answer, or that have theirs."""
    asked = statements_asked(viewer, conversation)
    narrowed = {Told.OWED.value: HAS_NO_FATE, Told.GIVEN.value: ~HAS_NO_FATE}.get(told)
    return asked.filter(narrowed) if narrowed is not None else asked


def found(release: Release | None, statements: Iterable[Statement], *, finding: str) -> list[Statement]:
    """Return those of these statements of which the released landscape says this; all where nothing was asked."""
    chosen = list(statements)
    if not finding:
        return chosen
    if release is None:
        return []
    numbers = _numbers(Reading(release, {one.number: one.text for one in chosen}), Finding(finding))
    return [one for one in chosen if one.number in numbers]


def _numbers(reading: Reading, finding: Finding) -> set[int]:
    figures = reading.figures
    if finding is Finding.SHARED:
        return {one.number for one in figures.common_ground()}
    if finding is Finding.FEW:
        return {number for number, one in figures.statements.items() if one.everybody.hidden}
    return {one.number for one in figures.ranked(finding.value)}


def with_reports(_viewer: Viewer, conversations: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """Return conversations, each with what is owed of it once it has closed.

    `owed` is how many of their statements have no fate yet, `undecided` how many wait for a moderator, `out` when the
    newest version of the report went out.
    """
    out = Report.objects.filter(conversation=OuterRef("pk")).exclude(published=None).order_by("-version")
    return _with_debts(conversations).annotate(out=Subquery(out.values("published")[:1]))


def answers_owed(viewer: Viewer) -> QuerySet[Conversation]:
    """Return the conversations that have closed and owe something, the one that closed first at the top."""
    closed = conversations_visible_to(viewer).filter(state=ConversationState.CLOSED)
    return with_reports(viewer, closed).filter(Q(out=None) | Q(owed__gt=0)).order_by("closed", "began", "pk")


def owes(conversation: Conversation) -> bool:
    """Say whether the report of a conversation has yet to go out, or a statement was put back since."""
    return conversation.out is None or conversation.owed > 0  # type: ignore[attr-defined] # found by the query


def over_about(viewer: Viewer, issue: Issue) -> list[Conversation]:
    """Return an issue's conversations that have closed, in the same order, as they were read with all that its page says."""
    closed = [one for one in read_about(viewer, issue) if one.state == ConversationState.CLOSED]
    return sorted(closed, key=lambda one: (one.closed or one.began, one.began, one.pk))


def reports_lately(viewer: Viewer) -> QuerySet[Report]:
    """Return the reports that went out, or were corrected, the newest first."""
    later = Report.objects.filter(conversation=OuterRef("conversation"), version__gt=OuterRef("version"))
    readable = visible(Report.objects.select_related("conversation__place"), viewer).exclude(published=None)
    return readable.exclude(Exists(later.exclude(published=None))).order_by("-published", "pk")


def paper_of(report: Report, *, sheet: Sheet) -> Paper | None:
    """Return a report, or its brief, as it was last set on paper."""
    return Paper.objects.filter(report=report, sheet=sheet).first()


def readers_of(report: Report) -> Viewer:
    """Return whoever reads least of those who may read a report: what they read is for all its readers."""
    place = report.conversation.place
    return Viewer(place) if report.audience == Audience.PUBLIC else Viewer(place, report.by)
