"""Pages about the circle of an issue: who sits in it, standing for it, and asking everybody to choose it."""

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.convene.issues.circle_conditions import SITS_FOR
from wholeplace.convene.issues.circle_forms import AskForCircleForm, StandForm
from wholeplace.convene.issues.circle_queries import (
    candidacies_visible_to,
    circle_deciding,
    how_many_sit,
    seats_visible_to,
    standing_visible_to,
)
from wholeplace.convene.issues.circle_telling import behind, candidates, coverage, lacking
from wholeplace.convene.issues.circles import ask_for_circle, stand_for_circle, withdraw_candidacy
from wholeplace.convene.issues.queries import issues_visible_to, taking_part_by_voice
from wholeplace.kernel.decisions.models import SECONDED_WITHIN
from wholeplace.kernel.decisions.queries import decisions_visible_to
from wholeplace.kernel.decisions.rules import CONSENT_AT_MOST, RULES, SEATED, SEATS
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not


def circle_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Show the circle whose consent may decide about an issue: who chose it, who sits in it, whose voice it lacks."""
    viewer = request.viewer
    shown = get_or_404(issues_visible_to(viewer), issue)
    context: dict[str, Any] = {
        "issue": shown,
        "most": CONSENT_AT_MOST,
        "least": SEATED[0],
        "works": RULES[SEATS].says,
        "people": shown.people,  # type: ignore[attr-defined] # counted by the query
        "standing": candidates(viewer, standing_visible_to(viewer, shown)),
        "why_not_stand": why_not(request, stand_for_circle, shown),
        "voices": taking_part_by_voice(viewer, shown),
    }
    circle = circle_deciding(viewer, shown)
    if circle is not None:
        context |= _told(request, circle)
    return render(request, "issues/circle.html", context)


def _told(request: PersonRequest, circle: Any) -> dict[str, Any]:
    """Return what is told of the circle that decides now."""
    viewer = request.viewer
    chose = decisions_visible_to(viewer).filter(pk=circle.decision_id).first()
    seats = list(seats_visible_to(viewer, circle))
    covered = coverage(Counter(one.member.voice for one in seats))
    answered = chose.answered if chose and viewer.is_member else None  # type: ignore[attr-defined] # by the query
    return {
        "circle": circle,
        "until": circle.chosen + SITS_FOR,
        "sitting": how_many_sit(viewer, circle),
        "seats": candidates(viewer, seats),
        "behind": behind(circle, people=chose.electors, answered=answered) if chose else [],
        "chose": chose,
        "covered": covered if viewer.is_member else {},
        "lacking": lacking(covered) if viewer.is_member else [],
    }


@members_only
def stand_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Stand for the circle of an issue."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    form = StandForm(request.POST or None)
    if form.perform(stand_for_circle, request.actor, issue=shown):
        said = _("You stand for the circle. You can withdraw at any time.")
        return done(request, said, shown.get_circle_url())
    context = {"form": form, "issue": shown, "refusal": why_not(request, stand_for_circle, shown)}
    return render(request, "issues/stand.html", context, status=form.status)


@members_only
def withdraw_candidacy_page(request: PersonRequest, candidacy: str) -> HttpResponse:
    """Stand for a circle no longer, or leave it."""
    shown = get_or_404(candidacies_visible_to(request.viewer), candidacy)
    form = ActionForm(request.POST or None)
    if form.perform(withdraw_candidacy, request.actor, candidacy=shown):
        return done(request, _("You have withdrawn from the circle."), shown.get_absolute_url())
    context = {
        "form": form,
        "candidacy": shown,
        "issue": shown.issue,
        "refusal": why_not(request, withdraw_candidacy, shown),
    }
    return render(request, "issues/withdraw_candidacy.html", context, status=form.status)


@members_only
def ask_circle_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Ask everybody who takes part in an issue to choose its circle."""
    viewer = request.viewer
    shown = get_or_404(issues_visible_to(viewer), issue)
    people = shown.people  # type: ignore[attr-defined] # counted by the query
    form = AskForCircleForm(request.POST or None, people=people)
    if made := form.perform(ask_for_circle, request.actor, issue=shown):
        said = _("You asked the group to choose a circle. It opens once somebody else who takes part agrees.")
        return done(request, said, made.get_absolute_url())
    context = {
        "form": form,
        "issue": shown,
        "people": people,
        "works": RULES[SEATS].says,
        "standing": candidates(viewer, standing_visible_to(viewer, shown)),
        "days_to_second": SECONDED_WITHIN.days,
        "refusal": why_not(request, ask_for_circle, shown),
    }
    return render(request, "issues/ask_circle.html", context, status=form.status)
