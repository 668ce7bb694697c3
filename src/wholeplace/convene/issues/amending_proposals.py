"""The page on which whoever proposed what a group is asked about amends it, whatever it is, to meet an objection."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.convene.issues.asking import told_of_amending
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actions import Action
from wholeplace.kernel.decisions.models import Decision
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, why_not


def amend_on(
    request: PersonRequest, decision: Decision, issue: Issue, form: ActionForm, deed: Action[..., Any]
) -> HttpResponse:
    """Ask how the proposal is put now, beside the objections that stand; lead on to the decision in which the group is asked anew."""
    if made := form.perform(deed, request.actor, decision=decision):
        said = _("You amended the proposal. The group is asked about it as it stands now.")
        return done(request, said, made.get_absolute_url())
    context = {
        **told_of_amending(request.viewer, decision),
        "issue": issue,
        "form": form,
        "refusal": why_not(request, deed, decision),
    }
    return render(request, "issues/amend_proposal.html", context, status=form.status)
