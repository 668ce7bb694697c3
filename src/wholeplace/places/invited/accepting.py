"""The page a personal link leads to: opening it changes nothing, pressing its button joins."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.kernel.actors import machine
from wholeplace.kernel.people import Membership, Person
from wholeplace.places.invited.actions import accept_invitation
from wholeplace.places.invited.conditions import link_works
from wholeplace.places.invited.jobs import NAME
from wholeplace.places.invited.onward import about, address_of
from wholeplace.places.invited.queries import invitation_of, signs_in_already
from wholeplace.places.joining.forms import JoinForm
from wholeplace.places.sign_in.sessions import sign_in
from wholeplace.ui.addresses import place_url
from wholeplace.ui.links import count_wrong_link, opened_by_link
from wholeplace.ui.requests import PersonRequest, done, membership_of

OF_NO_USE = {"link_does_not_work", "was_removed", "joined_already"}
"""Refusals that are answered as if the link had never been, however late they come."""


@opened_by_link
def accept_page(request: PersonRequest, link: str) -> HttpResponse:
    """Ask whoever opens their link how they take part; only pressing the button joins, so that a scanner does not."""
    found = invitation_of(request.place, link)
    if found is None:
        count_wrong_link(request)
        return _no_use(request)
    if _is_in(request.viewer.membership, found):
        return _led_on(request, found)
    if link_works(machine(request.place, NAME), found):
        return _no_use(request)
    return turned_away(request, found.email) or _join(request, found)


def turned_away(request: PersonRequest, email: str) -> HttpResponse | None:
    """Answer whoever is signed in as somebody else, or has an account that a letter may not open."""
    if isinstance(request.user, Person) and not _is_theirs(request, email):
        return render(request, "invited/somebody_else.html", {"email": request.user.email}, status=403)
    if not request.user.is_authenticated and signs_in_already(email):
        return render(request, "invited/sign_in_first.html", {"onward": request.path})
    return None


def _join(request: PersonRequest, found: Any) -> HttpResponse:
    """Ask who they are, and let them join."""
    form = JoinForm(request.POST or None, initial={"name": found.name})
    by, onward = machine(request.place, NAME), _onward(request, found.onward)
    if member := form.perform(accept_invitation, by, invitation=found):
        return welcome(request, member, onward)
    if form.refusal is not None and form.refusal.code in OF_NO_USE:
        now = membership_of(request, request.place)  # the same button pressed just before may be why
        return _led_on(request, found) if _is_in(now, found) else _no_use(request)
    context = {"form": form, "invitation": found, "about": about(request.place, found.onward)}
    return render(request, "invited/accept.html", context, status=form.status)


def _is_theirs(request: PersonRequest, email: str) -> bool:
    return isinstance(request.user, Person) and request.user.email == email


def _is_in(member: Membership | None, found: Any) -> bool:
    """Say whether whoever opens a link is a member already, and the one it was sent to or let in."""
    return member is not None and (member.person.email == found.email or member.pk == found.member_id)


def _led_on(request: PersonRequest, found: Any) -> HttpResponse:
    """Lead a member on whose link this is, or was."""
    return done(request, _("You are a member already."), _onward(request, found.onward))


def _no_use(request: PersonRequest) -> HttpResponse:
    """Answer every link that does not work alike, whether it never did or no longer does: by what may have happened.

    Whoever presses the button twice in a browser that has no session yet comes here too, so it leads to signing in and back.
    """
    return render(request, "invited/no_use.html", {"onward": request.path}, status=404)


def _onward(request: PersonRequest, onward: uuid.UUID | None) -> str:
    return address_of(request.place, onward) or place_url(request.place, "place_home")


def welcome(request: PersonRequest, member: Membership, onward: str) -> HttpResponse:
    """Lead a new member on, signed in: they hold what was sent to their address, and nobody signed in with it before."""
    if not request.user.is_authenticated:
        sign_in(request, member.person, method="link")
    said = _("Welcome. You are now a member of the partnership of {place}.")
    return done(request, said.format(place=request.place.name), onward)
