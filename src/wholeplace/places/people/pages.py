"""Pages about the people of a place and the hats they wear."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholeplace.kernel.actions import Action
from wholeplace.kernel.people import Hat, HatState, Membership
from wholeplace.places.people.actions import (
    admit_member,
    confirm_hat,
    decline_hat,
    end_hat,
    keep_hat,
    propose_end_of_hat,
    propose_hat,
    take_off_hat,
)
from wholeplace.places.people.asking import Asked, ask_once
from wholeplace.places.people.badges import badges_of
from wholeplace.places.people.conditions import hat_needed_for, kinds_proposed_by, stand_in_for
from wholeplace.places.people.forms import AdmitForm, HatForm, RemovalForm
from wholeplace.places.people.leaving import keep_member, leave, propose_removal, remove_member
from wholeplace.places.people.queries import hats_visible_to, members_visible_to, removals_visible_to
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.tables import page_asked

CALLED = {
    confirm_hat.name: ("confirm_hat", gettext_lazy("Give your word")),
    decline_hat.name: ("decline_hat", gettext_lazy("Decline")),
    take_off_hat.name: ("take_off_hat", gettext_lazy("Take it off")),
    propose_end_of_hat.name: ("propose_end_of_hat", gettext_lazy("Propose to take it off")),
    end_hat.name: ("end_hat", gettext_lazy("Agree to take it off")),
    keep_hat.name: ("keep_hat", gettext_lazy("Leave it on")),
}
"""The address and the name of what can be done about a hat."""
REMOVALS = {
    remove_member.name: ("remove_member", gettext_lazy("Agree to remove")),
    keep_member.name: ("keep_member", gettext_lazy("Decline")),
}
"""The same about a member somebody proposed to remove."""
WITHDRAW = ("keep_member", gettext_lazy("Withdraw the proposal"))


@members_only
def people_page(request: PersonRequest) -> HttpResponse:
    """List the members, and the hats held or waiting for a second word."""
    words = request.GET.get("q", "").strip()
    members = members_visible_to(request.viewer)
    if words:
        members = members.filter(name__icontains=words)
    hats = [_told(request, hat) for hat in hats_visible_to(request.viewer)]
    proposed = list(removals_visible_to(request.viewer))
    page = page_asked(request, members)
    beside = badges_of(request.viewer, list(page))
    context = {
        "page": page,
        "people": [{"member": one, "badges": beside[one.pk]} for one in page],
        "words": words,
        "hats": hats,
        "removals": [_removal(request, one) for one in proposed if one != request.viewer.membership],
        "about_you": next((one for one in proposed if one == request.viewer.membership), None),
        "why_not_admit": why_not(request, admit_member, request.place),
        "why_not_propose": propose_hat.may(request.actor, request.place),
    }
    return render(request, "people/people.html", context)


def _told(request: PersonRequest, hat: Hat) -> dict[str, Any]:
    """Return a hat with what its reader may do about it; whether it can be done now, the deed's own page says."""
    if hat.state == HatState.PROPOSED:
        deeds: tuple[Action[..., Any], ...] = (confirm_hat, decline_hat)
    else:
        deeds = (end_hat, keep_hat) if hat.end_proposed_by_id else (take_off_hat, propose_end_of_hat)
    refusals = {deed.name: deed.may(request.actor, hat) for deed in deeds}
    ways = [CALLED[name] for name, refusal in refusals.items() if refusal is None]
    return {"hat": hat, "ways": ways, "why_not": refusals[deeds[0].name] if hat.waits else None}


def _removal(request: PersonRequest, member: Membership) -> dict[str, Any]:
    """Return a member somebody proposed to remove, with what its reader may do about it."""
    refusals = {deed.name: deed.refusal(request.actor, member) for deed in (remove_member, keep_member)}
    ways = [REMOVALS[name] for name, refusal in refusals.items() if refusal is None]
    if member.removal_proposed_by == request.viewer.membership:
        ways = [WITHDRAW]
    return {"member": member, "ways": ways, "why_not": refusals[remove_member.name]}


@members_only
def admit_page(request: PersonRequest) -> HttpResponse:
    """Admit somebody to the partnership."""
    form = AdmitForm(request.POST or None, viewer=request.viewer)
    if made := form.perform(admit_member, request.actor, place=request.place):
        said = _("{name} is now a member. A letter tells them where to sign in.").format(name=made.name)
        return done(request, said, _people(request, made.name))
    context = {"form": form, "refusal": why_not(request, admit_member, request.place)}
    return render(request, "people/admit.html", context, status=form.status)


@members_only
def propose_page(request: PersonRequest, member: str) -> HttpResponse:
    """Propose a hat for a member."""
    found = get_or_404(members_visible_to(request.viewer), member)
    form = HatForm(request.POST or None, kinds=kinds_proposed_by(request.actor))
    if hat := form.perform(propose_hat, request.actor, member=found):
        said = _("You proposed {name} as {hat}. It waits for the word of somebody else who is {giver} here.")
        return done(request, _named(said, hat, giver=_giver(hat)), _people(request))
    context = {"form": form, "member": found, "refusal": why_not(request, propose_hat, found)}
    return render(request, "people/propose.html", context, status=form.status)


def _giver(hat: Hat) -> str:
    """Return the hats in which somebody may give the second word."""
    needed = hat_needed_for(hat.kind)
    labels = [str(kind.label).lower() for kind in (needed, stand_in_for(hat)) if kind]
    return get_text_list(labels, _("or"))


@members_only
def confirm_page(request: PersonRequest, hat: str) -> HttpResponse:
    """Give the second word for a hat."""
    says = _("From now on they wear this hat. The record says that two of you agreed.")
    said = _("{name} is now {hat}. A letter tells them, and the record says that two of you agreed.")
    return _decide(request, hat, confirm_hat, title=_("Give your word"), says=says, said=said)


@members_only
def decline_page(request: PersonRequest, hat: str) -> HttpResponse:
    """Decline a hat somebody proposed."""
    says = _("They will not wear this hat. It can be proposed again.")
    said = _("{name} does not become {hat}. It can be proposed again.")
    return _decide(request, hat, decline_hat, title=_("Decline a hat"), says=says, said=said)


@members_only
def take_off_page(request: PersonRequest, hat: str) -> HttpResponse:
    """Take off a hat of one's own."""
    says = _("You no longer wear this hat. To get it back, it has to be proposed again.")
    said = _("You are no longer {hat}. To get the hat back, it has to be proposed again.")
    return _decide(request, hat, take_off_hat, title=_("Take off your hat"), says=says, said=said)


@members_only
def propose_end_page(request: PersonRequest, hat: str) -> HttpResponse:
    """Propose to take off somebody's hat."""
    says = _("They wear it until somebody else who convenes or operates this place agrees.")
    title = _("Propose to take off a hat")
    said = _(
        "You proposed that {name} is no longer {hat}. They are, until somebody else who convenes or operates this place"
        " agrees."
    )
    return _decide(request, hat, propose_end_of_hat, title=title, says=says, said=said)


@members_only
def end_page(request: PersonRequest, hat: str) -> HttpResponse:
    """Give the second word for taking off somebody's hat."""
    says = _("They no longer wear this hat. The record says that two of you agreed.")
    said = _("{name} is no longer {hat}. The record says that two of you agreed.")
    return _decide(request, hat, end_hat, title=_("Agree to take off a hat"), says=says, said=said)


@members_only
def keep_page(request: PersonRequest, hat: str) -> HttpResponse:
    """Decline or withdraw the proposal to take somebody's hat off."""
    says = _("They go on wearing this hat. Taking it off can be proposed again.")
    said = _("{name} stays {hat}. Taking the hat off can be proposed again.")
    return _decide(request, hat, keep_hat, title=_("Leave the hat on"), says=says, said=said)


WARNED = (decline_hat, take_off_hat, propose_end_of_hat, end_hat)
"""Deeds whose button warns: they take something from somebody."""


def _decide(
    request: PersonRequest, hat: str, deed: Action[..., Any], *, title: str, says: str, said: str
) -> HttpResponse:
    """Ask once about a hat, with the consequence named, and say afterwards what was done."""
    found = get_or_404(hats_visible_to(request.viewer), hat)
    asked = Asked(
        about=str(found.membership),
        title=title,
        heading=f"{title}: {found.get_kind_display()}",
        text=says,
        said=_named(said, found),
        warns=deed in WARNED,
    )
    return ask_once(request, deed, asked, target="hat", record=found)


def _named(said: str, hat: Hat, **more: object) -> str:
    """Return a sentence about a hat, with whose it is and which."""
    return said.format(name=hat.membership.name, hat=hat.get_kind_display().lower(), **more)


def _people(request: PersonRequest, words: str = "") -> str:
    """Return the address of the list of people, or of those with these words in their name."""
    asked = QueryDict(mutable=True)
    asked.update({"q": words} if words else {})
    return f"{place_url(request.place, 'people')}{'?' if words else ''}{asked.urlencode()}"


@members_only
def leave_page(request: PersonRequest) -> HttpResponse:
    """Leave the place oneself, having read what ends and what stays."""
    member = request.viewer.membership
    form = ActionForm(request.POST or None)
    if form.perform(leave, request.actor, member=member):
        left = _(
            "You have left the partnership of {place}. You read it as a visitor, and can be admitted again."
        )
        return done(request, left.format(place=request.place.name), place_url(request.place, "place_home"))
    context = {"form": form, "refusal": why_not(request, leave, member)}
    return render(request, "people/leave.html", context, status=form.status)


@members_only
def propose_removal_page(request: PersonRequest, member: str) -> HttpResponse:
    """Propose that somebody is no longer a member, and say why."""
    found = get_or_404(members_visible_to(request.viewer), member)
    form = RemovalForm(request.POST or None)
    if form.perform(propose_removal, request.actor, member=found):
        said = _(
            "You proposed to remove {name}. They stay a member until somebody else who convenes or operates this place"
            " agrees."
        )
        return done(request, said.format(name=found.name), _people(request))
    context = {"form": form, "member": found, "refusal": why_not(request, propose_removal, found)}
    return render(request, "people/propose_removal.html", context, status=form.status)


@members_only
def remove_page(request: PersonRequest, member: str) -> HttpResponse:
    """Give the second word for removing somebody."""
    says = _(
        "They are no longer a member, and their hats end. What they said and how they voted stays counted. The record says"
        " that two of you agreed, and they are told by a letter."
    )
    title, said = _("Agree to remove"), _("{name} is no longer a member. A letter tells them.")
    return _decide_removal(request, member, remove_member, title=title, says=says, said=said, kind="warning")


@members_only
def keep_member_page(request: PersonRequest, member: str) -> HttpResponse:
    """Decline or withdraw the proposal to remove somebody."""
    says = _("They stay a member, and are told so by a letter. Removing them can be proposed again.")
    title, said = _("Keep as a member"), _("{name} stays a member. A letter tells them.")
    return _decide_removal(request, member, keep_member, title=title, says=says, said=said, kind="")


def _decide_removal(
    request: PersonRequest,
    member: str,
    deed: Action[..., Any],
    *,
    title: str,
    says: str,
    said: str,
    kind: str,
) -> HttpResponse:
    """Ask once about a removal, with its reason and the consequence, and say afterwards what was done."""
    found = get_or_404(removals_visible_to(request.viewer), member)
    form = ActionForm(request.POST or None)
    if form.perform(deed, request.actor, member=found):
        return done(request, said.format(name=found.name), _people(request))
    refusal = why_not(request, deed, found)
    context = {"form": form, "member": found, "title": title, "says": says, "kind": kind, "refusal": refusal}
    return render(request, "people/decide_removal.html", context, status=form.status)
