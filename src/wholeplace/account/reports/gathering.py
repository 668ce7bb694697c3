"""Everything a report tells of, gathered once, and each version of it as it stood when it went out."""

import datetime as dt
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from wholeplace.account.reports.models import FollowUp, Report
from wholeplace.account.reports.queries import checkpoint_before, follow_ups_visible_to
from wholeplace.convene.changes.models import ExpectedChange
from wholeplace.convene.changes.queries import changes_at
from wholeplace.convene.issues.models import Framing, Issue
from wholeplace.convene.issues.queries import as_they_stood, decisions_about, framings_visible_to
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.clock import now
from wholeplace.kernel.decisions.models import Decision, Objection
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.decisions.queries import objections_counted, objections_visible_to
from wholeplace.kernel.decisions.rules import Objected
from wholeplace.kernel.lineage.queries import Became
from wholeplace.kernel.releases import Release, latest_release
from wholeplace.mediate.conversations.history import History, Stood, history_of
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.landscapes.conditions import is_being_worked_out
from wholeplace.mediate.landscapes.reading import Reading


@dataclass(frozen=True)
class Gathered:
    """A conversation's records as far as a reader may see them; none is later than the report they are told in."""

    viewer: Viewer
    conversation: Conversation
    history: History
    fates: Mapping[Any, Sequence[Became]]
    framings: Sequence[Framing]
    decisions: Sequence[Decision]
    objections: Sequence[Objection]
    objected: Mapping[Any, Objected]
    """By decision, how many objections there were, also where the reader may not read them."""
    follow_ups: Sequence[FollowUp]
    release: Release | None
    report: Report | None = None
    statements: Sequence[Stood] = ()
    """What people were asked and what moderators left out, as it stood then."""
    reading: Reading | None = None
    """The released figures of what people were asked."""
    reworded: Reading | None = None
    """The released figures of words that were answered before somebody said them anew."""
    checkpoint: str = ""
    changes: Sequence[ExpectedChange] = ()
    """What was expected to change, and what was not, with the readings of then."""
    happening: str = ""
    """What was said to be happening when the report went out."""
    too_few: bool = False
    """Whether so few answered that nothing can be shown, rather than that figures are still being worked out."""

    def told_in(self, report: Report) -> "Gathered":
        """Return what a version of the report tells of: all there was when it went out, or is now, for a draft."""
        until = report.published or now()
        fates = {of: [one for one in given if one.when <= until] for of, given in self.fates.items()}
        statements = [one for one in self.history.at(until) if not one.undecided or fates.get(one.pk)]
        asked = [one for one in statements if not one.left_out]
        return replace(
            self,
            report=report,
            statements=statements,
            reading=self._read(asked),
            reworded=self._read([before.other for one in statements for before in one.earlier]),
            fates={one.pk: fates[one.pk] for one in asked if fates.get(one.pk)},
            framings=[one for one in self.framings if one.written <= until],
            decisions=[one for one in self.decisions if one.closed is not None and one.closed <= until],
            objections=[one for one in self.objections if one.raised <= until],
            follow_ups=[one for one in self.follow_ups if one.made <= until],
            checkpoint=checkpoint_before(report),
            **_said(self.viewer, self.conversation.issue, report, until),
        )

    def _read(self, statements: Sequence[Stood]) -> Reading | None:
        """Return the released figures of these statements."""
        if self.release is None:
            return None
        return Reading(self.release, {one.number: one.within for one in statements})

    @cached_property
    def quoted(self) -> Mapping[int, str]:
        """The words of each statement by its number, or what is read in their place."""
        return {one.number: one.quoted for one in self.statements}


def gather(viewer: Viewer, conversation: Conversation) -> Gathered:
    """Return all that reports of a conversation can tell of."""
    history = history_of(viewer, conversation)
    framings = list(framings_visible_to(viewer, conversation.issue))
    closed = decisions_about(viewer, conversation.issue).filter(state=DecisionState.CLOSED)
    decisions = list(closed.order_by("closed", "pk"))
    follow_ups = list(follow_ups_visible_to(viewer).filter(conversation=conversation))
    raised = objections_visible_to(viewer).filter(decision__in=[one.pk for one in decisions])
    release = latest_release(viewer, conversation.pk)
    return Gathered(
        viewer=viewer,
        conversation=conversation,
        history=history,
        fates=history.fates(known=[*framings, *decisions, *follow_ups]),
        framings=framings,
        decisions=decisions,
        objections=list(raised.order_by("raised", "pk")),
        objected=objections_counted(decisions),
        follow_ups=follow_ups,
        release=release,
        too_few=release is None and not is_being_worked_out(conversation),
    )


def _said(viewer: Viewer, issue: Issue, report: Report, until: dt.datetime) -> dict[str, Any]:
    """Return what was said of the issue, and of what should change in it, when a version went out."""
    changes, then = list(changes_at(viewer, issue, until)), copy(issue)
    if report.published is not None:
        as_they_stood([then, *changes], until)
    return {"changes": changes, "happening": then.happening}
