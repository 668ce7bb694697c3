"""Pages on which what is said of an issue is kept up to date, and its status changed; what stood before stays readable."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.convene.issues.amending import describe_issue, move_issue, second_move
from wholeplace.convene.issues.forms import DescribeIssueForm, MoveForm
from wholeplace.convene.issues.history import ISSUE_LABELS, history, issue_wording
from wholeplace.convene.issues.queries import amendments_visible_to, issues_visible_to
from wholeplace.places.organisations.queries import areas_visible_to
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not


@members_only
def describe_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Keep what is said of an issue up to date."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    told = {name: getattr(shown, name) for name in ("title", "happening", "for_whom", "tried", "area")}
    form = DescribeIssueForm(request.POST or None, viewer=request.viewer, initial=told)
    if form.perform(describe_issue, request.actor, issue=shown):
        said = _("You changed what is said here. What stood before stays readable.")
        return done(request, said, shown.get_absolute_url())
    context = {"form": form, "issue": shown, "refusal": why_not(request, describe_issue, shown)}
    return render(request, "issues/describe.html", context, status=form.status)


@members_only
def move_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Change the status of an issue, or ask for it."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    form = MoveForm(request.POST or None, initial={"to": shown.status})
    if made := form.perform(move_issue, request.actor, issue=shown):
        asked = _("You asked for it. It changes once somebody else who takes part agrees.")
        said = _("The status is changed, and your reason stands beside it.") if made.done else asked
        return done(request, said, place_url(request.place, "issue_history", issue=shown.pk))
    context = {"form": form, "issue": shown, "refusal": why_not(request, move_issue, shown)}
    return render(request, "issues/move.html", context, status=form.status)


@members_only
def second_move_page(request: PersonRequest, amendment: str) -> HttpResponse:
    """Give the second word to another status."""
    found = get_or_404(amendments_visible_to(request.viewer), amendment)
    form = ActionForm(request.POST or None)
    if form.perform(second_move, request.actor, amendment=found):
        return done(request, _("You agreed, and the status is changed."), found.issue.get_absolute_url())
    context = {
        "form": form,
        "issue": found.issue,
        "told": _told(request, [found])[0],
        "refusal": why_not(request, second_move, found),
    }
    return render(request, "issues/second_move.html", context, status=form.status)


def history_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Show what was changed in what is said of an issue, and what is asked for."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    told = _told(request, amendments_visible_to(request.viewer).filter(about=shown.pk))
    return render(request, "issues/history.html", {"issue": shown, "told": told})


def _told(request: PersonRequest, amendments: Any) -> list[Any]:
    areas = {str(area.pk): area.name for area in areas_visible_to(request.viewer)}
    return history(request.viewer, amendments, labels=ISSUE_LABELS, worded=issue_wording(areas))
