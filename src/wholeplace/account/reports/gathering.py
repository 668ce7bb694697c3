"""Everything a report tells of, gathered once, and each version of it as it stood when it went out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wholeplace.account.reports.models import FollowUp, Report
from wholeplace.account.reports.queries import follow_ups_visible_to
from wholeplace.convene.issues.models import Framing
from wholeplace.convene.issues.queries import decisions_about, framings_visible_to
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.clock import now
from wholeplace.kernel.decisions.models import Decision, Objection
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.decisions.queries import objections_visible_to
from wholeplace.kernel.lineage.queries import Became, fates_of
from wholeplace.kernel.releases import Release, latest_release
from wholeplace.mediate.conversations.models import Conversation, Statement
from wholeplace.mediate.conversations.queries import statements_asked
from wholeplace.mediate.landscapes.reading import Reading
from wholeplace.mediate.landscapes.so_far import SO_FAR


@dataclass(frozen=True)
class Gathered:
    """A conversation's records as far as a reader may see them; none is later than the report they are told in."""

    viewer: Viewer
    conversation: Conversation
    statements: Sequence[Statement]
    fates: Mapping[Any, Sequence[Became]]
    framings: Sequence[Framing]
    decisions: Sequence[Decision]
    objections: Sequence[Objection]
    follow_ups: Sequence[FollowUp]
    release: Release | None
    reading: Reading | None
    report: Report | None = None
    checkpoint: str = ""

    def told_in(self, report: Report) -> "Gathered":
        """Return what a version of the report tells of: all there was when it went out, or is now, for a draft."""
        until = report.published or now()
        signed = _signed(self.viewer, report)
        return replace(
            self,
            report=report,
            fates={of: [one for one in given if one.when <= until] for of, given in self.fates.items()},
            framings=[one for one in self.framings if one.written <= until],
            decisions=[one for one in self.decisions if one.closed is not None and one.closed <= until],
            objections=[one for one in self.objections if one.raised <= until],
            follow_ups=[one for one in self.follow_ups if one.made <= until],
            checkpoint=signed,
        )


def gather(viewer: Viewer, conversation: Conversation) -> Gathered:
    """Return all that reports of a conversation can tell of."""
    statements = list(statements_asked(viewer, conversation).select_related("conversation__place"))
    framings = list(framings_visible_to(viewer, conversation.issue))
    closed = decisions_about(viewer, conversation.issue).filter(state=DecisionState.CLOSED)
    decisions = list(closed.order_by("closed", "pk"))
    follow_ups = list(follow_ups_visible_to(viewer).filter(conversation=conversation))
    raised = objections_visible_to(viewer).filter(decision__in=[one.pk for one in decisions])
    release = _worked_out(latest_release(viewer, conversation.pk))
    texts = {one.number: one.text for one in statements}
    return Gathered(
        viewer=viewer,
        conversation=conversation,
        statements=statements,
        fates=fates_of(viewer, statements, known=[*framings, *decisions, *follow_ups]),
        framings=framings,
        decisions=decisions,
        objections=list(raised.order_by("raised", "pk")),
        follow_ups=follow_ups,
        release=release,
        reading=Reading(release, texts) if release is not None else None,
    )


def _signed(viewer: Viewer, report: Report) -> str:
    """Return the newest checkpoint there was when a report went out; a draft has none yet."""
    if report.published is None:
        return ""
    signed = viewer.place.checkpoints.filter(at__lte=report.published).order_by("size").last()
    return signed.text if signed else ""


def _worked_out(release: Release | None) -> Release | None:
    """Return a release that tells of the whole conversation; nothing where too few answered, or it is not ready."""
    if release is None or release.base <= 0 or release.figures["mode"] == SO_FAR:
        return None
    return release
