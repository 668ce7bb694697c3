"""Pages for conveners: who joined by themselves, and whether they hold the office they named."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.kernel.actions import Action
from wholeplace.places.joining.actions import confirm_office, decline_office
from wholeplace.places.joining.queries import arrivals_visible_to
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.tables import page_asked


@members_only
def joined_page(request: PersonRequest) -> HttpResponse:
    """List who joined by themselves, with what waits to be checked."""
    context = {
        "page": page_asked(request, arrivals_visible_to(request.viewer)),
        "refusal": confirm_office.may(request.actor, request.place),
    }
    return render(request, "joining/joined.html", context)


@members_only
def confirm_office_page(request: PersonRequest, arrival: str) -> HttpResponse:
    """Confirm that somebody is an elected member."""
    words = {
        "title": _("Confirm the office"),
        "text": _(
            "They are counted with the politicians from now on. Answers they gave before stay as they are until they answer"
            " again."
        ),
        "said": _("{name} is counted with the politicians from now on."),
    }
    return _check(request, arrival, confirm_office, words)


@members_only
def decline_office_page(request: PersonRequest, arrival: str) -> HttpResponse:
    """Find that somebody is no elected member."""
    words = {
        "title": _("No elected member"),
        "text": _("They stay a member, counted with the public."),
        "said": _("{name} stays counted with the public."),
    }
    return _check(request, arrival, decline_office, words)


def _check(
    request: PersonRequest, arrival: str, deed: Action[..., Any], words: dict[str, str]
) -> HttpResponse:
    """Ask once, with the consequence named, and say afterwards what was done."""
    found = get_or_404(arrivals_visible_to(request.viewer), arrival)
    form = ActionForm(request.POST or None)
    if form.perform(deed, request.actor, arrival=found):
        said = words["said"].format(name=found.member.name)
        return done(request, said, place_url(request.place, "joined"))
    context = {"form": form, "arrival": found, "words": words, "refusal": why_not(request, deed, found)}
    return render(request, "joining/check.html", context, status=form.status)
