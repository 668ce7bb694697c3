"""The pages on which somebody answers what they are asked: by a link, by a code, or signed in. Opening one changes nothing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wholeplace.convene.invitations.code_forms import AddressForm, CodeForm
from wholeplace.convene.invitations.conditions import answer_works
from wholeplace.convene.invitations.forms import AnswerForm
from wholeplace.convene.invitations.jobs import NAME
from wholeplace.convene.invitations.names import Reply, ReplyBy, Way
from wholeplace.convene.invitations.queries import invitation_behind, own_invitations
from wholeplace.convene.invitations.replying import (
    answer_by_link,
    answer_own_invitation,
    ask_personal_link,
    join_by_invitation,
    note_who_came,
)
from wholeplace.convene.invitations.showing import asked_in_words
from wholeplace.kernel.actors import Actor, machine
from wholeplace.places.invited.accepting import turned_away, welcome
from wholeplace.places.invited.unwanted import leave_alone_url
from wholeplace.places.joining.forms import JoinForm
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.links import count_wrong_link, opened_by_link
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only

OF_NO_USE = {"invitation_link_of_no_use", "gone", "was_removed", "joined_already"}
"""Refusals that are answered as if the link had never been, however late they come."""


@opened_by_link
def answer_page(request: PersonRequest, answer: str) -> HttpResponse:
    """Show whoever holds a link or code what they are asked, and keep what they say once they press the button."""
    one = _found(request, answer)
    if one is None:
        return _no_use(request)
    if _is_theirs(request, one):
        return redirect(place_url(request.place, "your_invitation", issue_invitation=one.pk))
    form = AnswerForm(request.POST or None, answered=one.reply, initial=_said(one))
    by = ReplyBy.LINK if one.way == Way.EMAIL else ReplyBy.CODE
    if form.perform(answer_by_link, _by(request), issue_invitation=one, reply_by=by):
        if form.cleaned_data["reply"] == Reply.YES and one.member_id is None:
            return redirect(place_url(request.place, "come_in_by_invitation", answer=answer))
        return done(request, _("Thank you. Your answer is kept, and you can change it here."), request.path)
    if _too_late(form):
        return _no_use(request)
    stop = leave_alone_url(request.place, one.email or one.address or one.phone)
    context = {**_shown(one, form), "link": answer, "stop": stop}
    return render(request, "invitations/answer.html", context, status=form.status)


@opened_by_link
def come_in_page(request: PersonRequest, answer: str) -> HttpResponse:
    """Ask whoever said yes who they are, or for an address to which their personal link goes."""
    one = _found(request, answer)
    if one is None or one.reply != Reply.YES or one.member_id is not None:
        return _no_use(request)
    if _is_theirs(request, one):
        return redirect(place_url(request.place, "your_invitation", issue_invitation=one.pk))
    if one.way == Way.EMAIL:
        return turned_away(request, one.email) or _join(request, one, answer)
    member = request.viewer.membership
    return _let_in(request, one, answer, member) if member is not None else _ask_address(request, one, answer)


def _ask_address(request: PersonRequest, one: Any, answer: str) -> HttpResponse:
    """Ask whoever said yes by a code for an address, to which their personal link goes."""
    form = AddressForm(request.POST or None)
    if form.perform(ask_personal_link, _by(request), issue_invitation=one):
        said = _("If a letter can go to this address, it is on its way. Its link leads you in.")
        return done(request, said, place_url(request.place, "answer_invitation", answer=answer))
    if _too_late(form):
        return _no_use(request)
    context = {**_shown(one, form), "link": answer}
    return render(request, "invitations/come_in.html", context, status=form.status)


def _join(request: PersonRequest, one: Any, answer: str) -> HttpResponse:
    form = JoinForm(request.POST or None, initial={"name": one.name})
    if member := form.perform(join_by_invitation, _by(request), issue_invitation=one):
        return welcome(request, member, one.issue.get_absolute_url())
    if _too_late(form):
        return _no_use(request)
    context = {**_shown(one, form), "link": answer, "joins": True}
    return render(request, "invitations/come_in.html", context, status=form.status)


def _let_in(request: PersonRequest, one: Any, answer: str, member: Any) -> HttpResponse:
    """Let a member take part who was asked by letter or phone, and said yes."""
    form = ActionForm(request.POST or None)
    if form.perform(note_who_came, _by(request), issue_invitation=one, member=member):
        return done(request, _("Thank you. You take part in this issue now."), one.issue.get_absolute_url())
    context = {**_shown(one, form), "link": answer, "member": member}
    return render(request, "invitations/come_in.html", context, status=form.status)


@opened_by_link
def code_page(request: PersonRequest) -> HttpResponse:
    """Ask for the code of a letter, and lead on to what it asks; whoever guesses is soon answered no more."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        if _found(request, code) is not None:
            return redirect(place_url(request.place, "answer_invitation", answer=code))
        form.does_not_work()
    return render(request, "invitations/code.html", {"form": form})


@members_only
def your_invitations_page(request: PersonRequest) -> HttpResponse:
    """List what the reader is asked."""
    asked = [
        {"one": one, "works": answer_works(request.actor, one) is None}
        for one in own_invitations(request.viewer)
    ]
    return render(request, "invitations/yours.html", {"asked": asked})


@members_only
def your_invitation_page(request: PersonRequest, issue_invitation: str) -> HttpResponse:
    """Let a member answer what they are asked, and change it."""
    one = get_or_404(own_invitations(request.viewer), issue_invitation)
    form = AnswerForm(request.POST or None, answered=one.reply, initial=_said(one))
    if form.perform(answer_own_invitation, request.actor, issue_invitation=one):
        if form.cleaned_data["reply"] == Reply.YES:
            return done(
                request, _("Thank you. You take part in this issue now."), one.issue.get_absolute_url()
            )
        return done(request, _("Thank you. Your answer is kept, and you can change it here."), request.path)
    context = {**_shown(one, form), "refusal": answer_own_invitation.refusal(request.actor, one), "own": True}
    return render(request, "invitations/answer.html", context, status=form.status)


def _shown(one: Any, form: Any) -> dict[str, Any]:
    return {"one": one, "form": form, **asked_in_words(one)}


def _said(one: Any) -> dict[str, Any]:
    """Return what somebody said before, to be changed."""
    before = {"because": one.because, "other_name": one.other_name, "other_reach": one.other_reach}
    return {**before, "reply": one.reply} if one.reply and one.reply != Reply.WITHDRAWN else {}


def _by(request: PersonRequest) -> Actor:
    """Return the program, which records what the holder of a link or code says."""
    return machine(request.place, NAME)


def _found(request: PersonRequest, answer: str) -> Any:
    """Return what a link or code is about while it works; one that is not there is remembered."""
    one = invitation_behind(request.place, answer)
    if one is None:
        count_wrong_link(request)
        return None
    return None if answer_works(_by(request), one) else one


def _is_theirs(request: PersonRequest, one: Any) -> bool:
    """Say whether whoever opens a link is a member who answers signed in."""
    member = request.viewer.membership
    if member is None:
        return False
    return member.pk in {one.member_id, one.invited_id} or (
        one.email != "" and member.person.email == one.email
    )


def _too_late(form: Any) -> bool:
    return form.refusal is not None and form.refusal.code in OF_NO_USE


def _no_use(request: PersonRequest) -> HttpResponse:
    """Answer every link and code that does not work alike: by what may have happened."""
    return render(request, "invitations/no_use.html", status=404)
