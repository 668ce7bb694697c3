"""What somebody could do next about an issue, before later features have more to say."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.queries import (
    amendments_waiting_for,
    decisions_about,
    decisions_waiting_for,
    viewer_takes_part,
)
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.places.partnership.home import NextStep
from wholeplace.ui.addresses import place_url


def take_part_first(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Offer taking part to a member who does not yet."""
    if not viewer.is_member or viewer_takes_part(viewer, issue):
        return None
    return NextStep(
        title=_("Take part"),
        text=_("Say that this is your issue too. It takes one press, and you can stop at any time."),
        href=place_url(viewer.place, "take_part", issue=issue.pk),
        label=_("Take part"),
    )


def decide_on_issue(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Lead to the decision about this issue that waits for the viewer."""
    if not viewer.is_member:
        return None
    known = getattr(issue, "decisions", None)
    asked: Iterable[Any] = decisions_about(viewer, issue) if known is None else known
    waiting = sorted((one for one in asked if one.waits), key=_soonest)
    return step_of(waiting[0]) if waiting else None


def _soonest(decision: Decision) -> tuple[bool, dt.datetime]:
    """Return what puts the decision first that ends first, and those that wait for a second word last."""
    return decision.deadline is None, decision.deadline or decision.asked


def second_on_issue(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Lead to a change asked for in this issue that waits for a second word the viewer could give."""
    if not getattr(issue, "waits", False):
        return None
    waiting = amendments_waiting_for(viewer).filter(issue=issue).first()
    if waiting is None:
        return None
    return NextStep(
        _("Give a second word"),
        _("Somebody asks for a change: {reason} It is made if a second person agrees.").format(
            reason=waiting.reason
        ),
        waiting.get_absolute_url(),
        _("Read what is asked"),
    )


def decide_in_place(viewer: Viewer) -> NextStep | None:
    """Lead to the decision anywhere in the place that waits for the viewer, the nearest deadline first."""
    if not viewer.is_member:
        return None
    decision = decisions_waiting_for(viewer).first()
    return step_of(decision) if decision else None


def step_of(decision: Decision) -> NextStep:
    """Return what a decision waits for: a second word, an answer to an objection, or the reader's own answer."""
    href = decision.get_absolute_url()
    if decision.state == DecisionState.WAITING:
        text = _("Somebody asks the group to decide: {question} It opens if a second person agrees.")
        return NextStep(
            _("Second a decision"), text.format(question=decision.question), href, _("Read what is asked")
        )
    if decision.objected:  # type: ignore[attr-defined] # found by the query
        text = _("Somebody objects to what you asked: {question}")
        return NextStep(
            _("Answer an objection"), text.format(question=decision.question), href, _("Read the objection")
        )
    return NextStep(_("It is yours to decide"), decision.question, href, _("Give your answer"))
