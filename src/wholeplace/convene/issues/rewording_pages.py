"""Pages on which somebody says a framing anew that they proposed, amends or withdraws it, or reads what it said before."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.convene.issues.amending_proposals import amend_on
from wholeplace.convene.issues.asking import (
    decisions_amended_at,
    proposed_there,
)
from wholeplace.convene.issues.conditions import was_put_to_them
from wholeplace.convene.issues.history import FRAMING_LABELS, as_written, history
from wholeplace.convene.issues.queries import (
    amendments_visible_to,
    issues_visible_to,
    proposed_framings_visible_to,
)
from wholeplace.convene.issues.rewording import amend_proposal, reword_framing, withdraw_framing
from wholeplace.convene.issues.rewording_forms import (
    AmendProposalForm,
    ReplaceFramingForm,
    RewordFramingForm,
    WithdrawFramingForm,
)
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not


@members_only
def reword_page(request: PersonRequest, proposed: str) -> HttpResponse:
    """Say a framing anew: in its place, or beside it once the group has decided on it."""
    shown = get_or_404(proposed_framings_visible_to(request.viewer), proposed)
    in_its_place = not was_put_to_them(shown, DecisionState.CLOSED)
    told = {name: getattr(shown, name) for name in FRAMING_LABELS}
    asks = RewordFramingForm if in_its_place else ReplaceFramingForm
    form = asks(request.POST or None, issue=shown.issue, initial=told)
    if form.perform(reword_framing, request.actor, proposed=shown):
        changed = _("You changed your framing. What it said before stays readable.")
        beside = _("Your framing stands in new words. The one the group decided on stays beside it.")
        return done(request, changed if in_its_place else beside, shown.get_absolute_url())
    context = {
        "form": form,
        "proposed": shown,
        "issue": shown.issue,
        "in_its_place": in_its_place,
        "refusal": why_not(request, reword_framing, shown),
    }
    return render(request, "issues/reword.html", context, status=form.status)


@members_only
def amend_page(request: PersonRequest, decision: str) -> HttpResponse:
    """Amend what the group is asked about, to meet an objection that stands."""
    shown = get_or_404(decisions_amended_at(request.viewer, "amend_proposal"), decision)
    proposed = proposed_there(request.viewer, shown)
    told = {name: getattr(proposed, name, "") for name in ("text", "evidence")}
    form = AmendProposalForm(request.POST or None, initial=told)
    issue = get_or_404(issues_visible_to(request.viewer), shown.about)
    return amend_on(request, shown, issue, form, amend_proposal)


@members_only
def withdraw_framing_page(request: PersonRequest, proposed: str) -> HttpResponse:
    """Withdraw a framing one proposed, saying why."""
    shown = get_or_404(proposed_framings_visible_to(request.viewer), proposed)
    form = WithdrawFramingForm(request.POST or None)
    if form.perform(withdraw_framing, request.actor, proposed=shown):
        said = _("You withdrew your framing. It stays readable, with your reason.")
        return done(request, said, shown.get_absolute_url())
    context = {
        "form": form,
        "proposed": shown,
        "issue": shown.issue,
        "refusal": why_not(request, withdraw_framing, shown),
    }
    return render(request, "issues/withdraw_framing.html", context, status=form.status)


def framing_history_page(request: PersonRequest, proposed: str) -> HttpResponse:
    """Show what a proposed framing said before."""
    shown = get_or_404(proposed_framings_visible_to(request.viewer), proposed)
    amendments = amendments_visible_to(request.viewer).filter(about=shown.pk)
    told = history(request.viewer, amendments, labels=FRAMING_LABELS, worded=as_written)
    context = {"proposed": shown, "issue": shown.issue, "told": told}
    return render(request, "issues/framing_history.html", context)
