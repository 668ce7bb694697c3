"""Pages about ground rules and red lines."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.convene.ground_rules.actions import agree_to_ground_rules, declare_ground_rules
from wholeplace.convene.ground_rules.forms import FirstGroundRulesForm, OtherGroundRulesForm
from wholeplace.convene.ground_rules.queries import ground_rules_visible_to
from wholeplace.convene.ground_rules.telling import agreeing
from wholeplace.convene.issues.deciding import named
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.kernel.lineage.queries import Step, came_from
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not


def ground_rules_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Show an issue's ground rules and red lines, and those that held before."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    versions = list(ground_rules_visible_to(request.viewer).filter(issue=shown))
    held = next((one for one in versions if one.in_force), None)
    told = [
        {
            "rules": one,
            "by": named(request.viewer, one.declared_by),
            "agreeing": agreeing(one, shown.people),  # type: ignore[attr-defined] # counted by the query
            "holds": one is held,
            "origins": _next_of_kin(request, one) if one is held and one.decision else [],
        }
        for one in versions
    ]
    context = {"issue": shown, "told": told, "refusal": why_not(request, declare_ground_rules, shown)}
    return render(request, "ground_rules/all.html", context)


def _next_of_kin(request: PersonRequest, rules: Any) -> list[Step]:
    """Return what ground rules that were decided on come from at once: the draft, and the decision; the draft leads on."""
    origins = came_from(request.viewer, rules, known=[rules.decision])
    return [step for step in origins if step.depth == 1]


@members_only
def declare_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Declare ground rules, or others than before."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    last = ground_rules_visible_to(request.viewer).filter(issue=shown).first()
    told = {"rules": last.rules, "red_lines": last.red_lines} if last else {}
    asks = OtherGroundRulesForm if last else FirstGroundRulesForm
    form = asks(request.POST or None, initial=told)
    if made := form.perform(declare_ground_rules, request.actor, issue=shown):
        said = _("They hold from now on. Whoever takes part is asked whether they agree.")
        return done(request, said, made.get_absolute_url())
    context = {"form": form, "issue": shown, "refusal": why_not(request, declare_ground_rules, shown)}
    return render(request, "ground_rules/declare.html", context, status=form.status)


@members_only
def agree_page(request: PersonRequest, rules: str) -> HttpResponse:
    """Say that one agrees to the ground rules."""
    shown = get_or_404(ground_rules_visible_to(request.viewer), rules)
    form = ActionForm(request.POST or None)
    if form.perform(agree_to_ground_rules, request.actor, ground_rules=shown):
        return done(
            request,
            _("You agreed to the ground rules."),
            place_url(request.place, "issue", issue=shown.issue_id),
        )
    context = {
        "form": form,
        "rules": shown,
        "issue": shown.issue,
        "refusal": why_not(request, agree_to_ground_rules, shown),
    }
    return render(request, "ground_rules/agree.html", context, status=form.status)
