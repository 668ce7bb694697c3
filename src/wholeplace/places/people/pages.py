"""Pages about the people of a place and the hats they wear."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from wholeplace.kernel.actions import Action
from wholeplace.places.people.actions import admit_member, confirm_hat, decline_hat, propose_hat, take_off_hat
from wholeplace.places.people.forms import AdmitForm, HatForm
from wholeplace.places.people.queries import hats_visible_to, members_visible_to
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, get_or_404, members_only, why_not
from wholeplace.ui.tables import page_asked


@members_only
def people_page(request: PersonRequest) -> HttpResponse:
    """List the members, and the hats held or waiting for a second word."""
    words = request.GET.get("q", "").strip()
    members = members_visible_to(request.viewer)
    if words:
        members = members.filter(name__icontains=words)
    hats = [
        {
            "hat": hat,
            "why_not": why_not(request, confirm_hat, hat),
            "why_not_off": why_not(request, take_off_hat, hat),
        }
        for hat in hats_visible_to(request.viewer)
    ]
    context = {
        "page": page_asked(request, members),
        "words": words,
        "hats": hats,
        "why_not_admit": why_not(request, admit_member, request.place),
        "why_not_propose": why_not(request, propose_hat),
    }
    return render(request, "people/people.html", context)


@members_only
def admit_page(request: PersonRequest) -> HttpResponse:
    """Admit somebody to the partnership."""
    form = AdmitForm(request.POST or None, viewer=request.viewer)
    if form.perform(admit_member, request.actor, place=request.place):
        return redirect("people", place=request.place.slug)
    context = {"form": form, "refusal": why_not(request, admit_member, request.place)}
    return render(request, "people/admit.html", context, status=form.status)


@members_only
def propose_page(request: PersonRequest, member: str) -> HttpResponse:
    """Propose a hat for a member."""
    found = get_or_404(members_visible_to(request.viewer), member)
    form = HatForm(request.POST or None)
    if form.perform(propose_hat, request.actor, member=found):
        return redirect("people", place=request.place.slug)
    context = {"form": form, "member": found, "refusal": why_not(request, propose_hat, found)}
    return render(request, "people/propose.html", context, status=form.status)


@members_only
def confirm_page(request: PersonRequest, hat: str) -> HttpResponse:
    """Give the second word for a hat."""
    return _decide(request, hat, confirm_hat, "people/confirm.html")


@members_only
def decline_page(request: PersonRequest, hat: str) -> HttpResponse:
    """Decline a hat somebody proposed."""
    return _decide(request, hat, decline_hat, "people/decline.html")


@members_only
def take_off_page(request: PersonRequest, hat: str) -> HttpResponse:
    """Take a hat off."""
    return _decide(request, hat, take_off_hat, "people/take_off.html")


def _decide(request: PersonRequest, hat: str, deed: Action[..., Any], template: str) -> HttpResponse:
    found = get_or_404(hats_visible_to(request.viewer), hat)
    form = ActionForm(request.POST or None)
    if form.perform(deed, request.actor, hat=found):
        return redirect("people", place=request.place.slug)
    context = {"form": form, "hat": found, "refusal": why_not(request, deed, found)}
    return render(request, template, context, status=form.status)
