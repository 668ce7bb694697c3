"""Pages for conveners: who joined by themselves, and whether they hold the office they named."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.kernel.actions import Action
from wholeplace.places.joining.actions import confirm_office, decline_office
from wholeplace.places.joining.queries import arrivals_visible_to
from wholeplace.places.people.asking import Asked, ask_once
from wholeplace.ui.requests import PersonRequest, get_or_404, members_only
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
    text = _(
        "They are counted with the politicians from now on. Answers they gave before stay as they are until they answer"
        " again."
    )
    said = _("{name} is counted with the politicians from now on.")
    return _check(request, arrival, confirm_office, title=_("Confirm the office"), text=text, said=said)


@members_only
def decline_office_page(request: PersonRequest, arrival: str) -> HttpResponse:
    """Find that somebody is no elected member."""
    text = _("They stay a member, counted with the public.")
    said = _("{name} stays counted with the public.")
    return _check(request, arrival, decline_office, title=_("No elected member"), text=text, said=said)


def _check(
    request: PersonRequest, arrival: str, deed: Action[..., Any], *, title: str, text: str, said: str
) -> HttpResponse:
    """Ask once whether somebody holds the office they named."""
    found = get_or_404(arrivals_visible_to(request.viewer), arrival)
    name = found.member.name
    asked = Asked(about=name, title=title, text=text, said=said.format(name=name), back="joined")
    return ask_once(request, deed, asked, target="arrival", record=found)
