"""Pages on which somebody proposes to go on without some whom an issue needs, and puts it to the group."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.convene.issues.amending_proposals import amend_on
from wholeplace.convene.issues.asking import (
    deciders_of,
    decisions_amended_at,
    proposed_there,
    told_before,
    told_of_asking,
)
from wholeplace.convene.issues.conditions import can_still_be_decided
from wholeplace.convene.issues.deciding import named
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.stakeholders.absence_forms import AbsenceForm, AmendAbsenceForm, AskAbsenceForm
from wholeplace.convene.stakeholders.asking import ask_about
from wholeplace.convene.stakeholders.going_without import (
    amend_absence,
    ask_about_absence,
    propose_absence,
)
from wholeplace.convene.stakeholders.pages import coverage_for
from wholeplace.convene.stakeholders.queries import absences_visible_to, left_out
from wholeplace.kernel.lineage.queries import fates_of
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not


@members_only
def propose_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Propose to go on without some whom an issue needs."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    form = AbsenceForm(request.POST or None, coverage=coverage_for(request, shown, ()))
    if made := form.perform(propose_absence, request.actor, issue=shown):
        now = _("It is proposed. Now ask the group to decide on it.")
        later = _("It is proposed, and waits here until the group can be asked.")
        waits = why_not(request, ask_about_absence, shown) is not None
        return done(request, later if waits else now, made.get_absolute_url())
    text = _(
        "Choose whom nobody speaks for, and say why the work cannot wait. They stay marked as missing until the"
        " group has decided."
    )
    return ask_about(
        request,
        shown,
        form,
        propose_absence,
        heading=_("Go on without some?"),
        button=_("Propose it"),
        text=text,
        back=place_url(request.place, "coverage", issue=shown.pk),
    )


@members_only
def absence_page(request: PersonRequest, absence: str) -> HttpResponse:
    """Show without whom it is proposed, or was decided, to go on, and why."""
    shown = get_or_404(absences_visible_to(request.viewer), absence)
    context = {
        "absence": shown,
        "issue": shown.issue,
        "by": named(request.viewer, shown.by),
        "perspectives": left_out(request.viewer, shown),
        "fates": fates_of(request.viewer, [shown]).get(shown.pk, ()),
        **told_of_asking(
            request.viewer, shown.issue, shown, why_not(request, ask_about_absence, shown.issue)
        ),
    }
    return render(request, "stakeholders/absence.html", context)


@members_only
def ask_page(request: PersonRequest, absence: str) -> HttpResponse:
    """Ask the people who take part in an issue to decide to go on without some."""
    shown = get_or_404(absences_visible_to(request.viewer), absence)
    deciders = deciders_of(request.viewer, shown.issue)
    form = AskAbsenceForm(request.POST or None, **deciders)
    if made := form.perform(ask_about_absence, request.actor, issue=shown.issue, absence=shown):
        said = _("You asked the group to decide. It opens once somebody else who takes part agrees.")
        return done(request, said, made.get_absolute_url())
    context = {
        **told_before(request.viewer, shown.issue, deciders),
        "form": form,
        "absence": shown,
        "perspectives": left_out(request.viewer, shown),
        "refusal": can_still_be_decided(shown) or why_not(request, ask_about_absence, shown.issue),
    }
    return render(request, "stakeholders/absence_ask.html", context, status=form.status)


@members_only
def amend_page(request: PersonRequest, decision: str) -> HttpResponse:
    """Amend without whom the group is asked to go on, to meet an objection that stands."""
    viewer = request.viewer
    shown = get_or_404(decisions_amended_at(viewer, "amend_absence"), decision)
    issue = get_or_404(issues_visible_to(viewer), shown.about)
    absence = proposed_there(viewer, shown)
    told = {name: getattr(absence, name, "") for name in ("because", "voices")}
    told["perspectives"] = [one.pk for one in left_out(viewer, absence)] if absence is not None else ()
    form = AmendAbsenceForm(request.POST or None, coverage=coverage_for(request, issue, ()), initial=told)
    return amend_on(request, shown, issue, form, amend_absence)
