"""Asking the people who take part in an issue to decide: who they are, whether the terms fit them, and what is told first."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from wholeplace.convene.issues.circle_conditions import electors_of, why_not_by_circle
from wholeplace.convene.issues.circle_queries import circle_deciding, how_many_sit
from wholeplace.convene.issues.conditions import electorate_of
from wholeplace.convene.issues.deciding import raised
from wholeplace.convene.issues.models import Circle, Issue
from wholeplace.convene.issues.panels import without_whom
from wholeplace.convene.issues.queries import put_to_them
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refusal, Refused
from wholeplace.kernel.decisions.conditions import Declared, electorate_refused
from wholeplace.kernel.decisions.declaring import declare_decision
from wholeplace.kernel.decisions.explaining import terms_in_words
from wholeplace.kernel.decisions.models import SECONDED_WITHIN, Decision
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.decisions.purposes import PURPOSES
from wholeplace.kernel.decisions.queries import (
    decisions_visible_to,
    objections_visible_to,
    options_visible_to,
)
from wholeplace.kernel.decisions.rules import CONSENT_AT_MOST


def ask_group(
    act: Act,
    issue: Issue,
    *,
    purpose: str,
    question: str,
    options: Sequence[uuid.UUID],
    terms: Declared,
    circle: Circle | None,
) -> Decision:
    """Declare a decision of whoever takes part in an issue, or of their circle; refuse terms that do not fit so many."""
    if circle is not None and (refusal := why_not_by_circle(act, issue, circle, terms)):
        raise Refused(refusal.code, **refusal.params)
    decision = declare_decision(
        act, purpose=purpose, about=issue, question=question, options=options, terms=terms, circle=circle
    )
    if refusal := electorate_refused(decision, electors=len(electors_of(decision))):
        raise Refused(refusal.code, **refusal.params)
    return decision


def deciders_of(viewer: Viewer, issue: Issue) -> dict[str, Any]:
    """Return how many take part in an issue, and which circle of how many they chose: as the form that asks takes it."""
    circle = circle_deciding(viewer, issue)
    sitting = how_many_sit(viewer, circle) if circle is not None else 0
    return {"people": len(electorate_of(issue.pk)), "circle": circle, "sitting": sitting}


def told_before(viewer: Viewer, issue: Issue, deciders: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a page tells before it asks a group to decide: who decides, when it opens, and who is missing."""
    return {
        **deciders,
        "issue": issue,
        "most_by_consent": CONSENT_AT_MOST,
        "days_to_second": SECONDED_WITHIN.days,
        "without": without_whom(viewer, issue),
    }


def decisions_amended_at(viewer: Viewer, page: str) -> "QuerySet[Decision]":
    """Return the decisions a viewer may read whose proposal is amended on the page of this name."""
    asked_for = [name for name, one in PURPOSES.items() if one.amended_at == page]
    return decisions_visible_to(viewer).filter(purpose__in=asked_for)


def proposed_there(viewer: Viewer, decision: Decision) -> Any:
    """Return what a decision that asks for consent asks about, as far as the viewer may read it."""
    return put_to_them(viewer, decision, options_visible_to(viewer, decision)).first()


def in_the_way(viewer: Viewer, issue: Issue, refusal: Refusal | None) -> Decision | None:
    """Return the decision on account of which a group cannot be asked about something now, where that is the reason."""
    about = decisions_visible_to(viewer).filter(about=issue.pk)
    if refusal is not None and refusal.code == "decision_under_way":
        return about.filter(state=DecisionState.OPEN).first()
    if refusal is not None and refusal.code == "asked_already":
        return about.filter(state=DecisionState.WAITING, asked_by=viewer.membership).first()
    return None


def told_of_asking(viewer: Viewer, issue: Issue, proposal: object, refusal: Refusal | None) -> dict[str, Any]:
    """Return what the page of a proposal says of asking the group: why one cannot, and which decision stands in the way."""
    decision = in_the_way(viewer, issue, refusal)
    about_it = decision is not None and proposed_there(viewer, decision) == proposal
    return {"refusal": None if about_it else refusal, "in_the_way": decision, "asked_about_it": about_it}


def told_of_amending(viewer: Viewer, decision: Decision) -> dict[str, Any]:
    """Return what a page tells before a group is asked anew: which objections stand, and the terms, which stay."""
    standing = objections_visible_to(viewer).filter(decision=decision, withdrawn=None)
    return {
        "decision": decision,
        "objections": raised(viewer, standing),
        "terms": terms_in_words(decision),
    }
