"""Pages for guests: in by a room's code, one statement after another, and back by a return code."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wholeplace.convene.ground_rules.queries import rules_in_force
from wholeplace.kernel.actors import machine
from wholeplace.mediate.conversations.conditions import LONGEST, answered_in
from wholeplace.mediate.conversations.forms import CHOICES, AnswerForm, BackForm, RoomForm, SayForm
from wholeplace.mediate.conversations.given import given_by_guest
from wholeplace.mediate.conversations.guests import (
    answer_moderators_as_guest,
    claim_guest,
    reword_as_guest,
    say_as_guest,
)
from wholeplace.mediate.conversations.moderation_forms import AnswerModeratorsForm
from wholeplace.mediate.conversations.moderation_queries import rulings_on
from wholeplace.mediate.conversations.names import CODE_KEPT
from wholeplace.mediate.conversations.pages import (
    number_again,
    said_already,
    what_is_asked,
    with_what_followed,
)
from wholeplace.mediate.conversations.queries import (
    conversations_visible_to,
    guest_of_code,
    next_for_guest,
    room_of_code,
    written_by_guest,
)
from wholeplace.mediate.conversations.rooms import answer_as_guest, enter_room, new_code
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import (
    PersonRequest,
    asks_within,
    done,
    get_or_404,
    kept_nowhere,
    members_only,
    why_not,
)

NAME = "guests"
COOKIE = "guest_"
ONE_OF_OURS = re.compile(rf"{COOKIE}[0-9a-f]{{32}}")
MOST_KEPT = 5
"""Conversations of which somebody is told that they answered there in this browser."""


@kept_nowhere
def room_page(request: PersonRequest) -> HttpResponse:
    """Let a guest in by a room's code, with the voice and sector they say; whoever was here before may go on."""
    form = RoomForm(request.POST or None, initial={"room": request.GET.get("code", ""), "code": new_code()})
    room = _room_asked(request, form)
    if room is not None and _comes_in(request, form, room):
        return _go_on(request, room.conversation, form.cleaned_data["code"])
    context = {"form": form, "answered_here": _answered_here(request)}
    return render(request, "conversations/room.html", context, status=form.status)


def _comes_in(request: PersonRequest, form: RoomForm, room: Any) -> bool:
    """Say whether a guest is in; nobody becomes somebody else where this browser keeps who they are already."""
    if guest_of_code(room.conversation, form.cleaned_data["code"]):
        return True  # the same form, sent twice
    if guest_of_code(room.conversation, _code_kept(request, room.conversation)):
        form.add_error(None, _("You are already here: go on, or finish first."))
        return False
    return form.perform(enter_room, machine(request.place, NAME), room=room) is not None


def _answered_here(request: PersonRequest) -> list[Any]:
    """Return the conversations that a guest answers in this browser: perhaps whoever reads, perhaps somebody before."""
    ids = [name.removeprefix(COOKIE) for name in request.COOKIES if ONE_OF_OURS.fullmatch(name)]
    kept = conversations_visible_to(request.viewer).filter(pk__in=ids[:MOST_KEPT])
    return [one for one in kept if guest_of_code(one, _code_kept(request, one))]


def _room_asked(request: PersonRequest, form: RoomForm) -> Any:
    """Return the room whose code was typed; guessing is held to as few tries as signing in."""
    if not form.is_bound or not form.is_valid() or not _may_try(request, form):
        return None
    room = room_of_code(request.viewer, form.typed)
    if room is None:
        ratelimit.consume(request, action="login")
        form.add_error("room", _("There is no room with this code. Check it against the poster."))
    return room


def _may_try(request: PersonRequest, form: ActionForm) -> bool:
    """Say whether another code may be tried from here; where too many were, the form says so."""
    if ratelimit.consume(request, action="login", dry_run=True):
        return True
    form.add_error(None, _("Too many codes were tried from here. Wait a minute."))
    return False


def guests_only(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a page the conversation and the guest whose code this browser keeps; anybody else is asked for a code first."""

    @wraps(page)
    def asked(request: PersonRequest, live: str, **more: Any) -> HttpResponse:
        shown = get_or_404(conversations_visible_to(request.viewer), live)
        guest = guest_of_code(shown, _code_kept(request, shown))
        if guest is None:
            return redirect(place_url(request.place, "guest_back", live=shown.pk))
        return page(request, shown, guest, **more)

    return asked


@kept_nowhere
@guests_only
def guest_page(request: PersonRequest, shown: Any, guest: Any) -> HttpResponse:
    """Show a guest one statement to answer, and the code by which they come back."""
    by = machine(request.place, NAME)
    form = AnswerForm(request.POST or None)
    given = form.perform(answer_as_guest, by, conversation=shown, guest=guest)
    if given is not None and not asks_within(request):
        return redirect(request.path)
    mine = (given or given_by_guest(shown, guest)).answers
    form = form if given is None else AnswerForm()
    context = {
        **what_is_asked(
            request,
            shown,
            mine=mine,
            last=number_again(request.GET.get("again", ""), mine),
            draw=lambda asked: next_for_guest(shown, guest, among=asked, answered=mine),
        ),
        "guest": guest.pk,
        "rules": None if mine else rules_in_force(request.viewer, shown.issue),
        "form": form,
        "refusal": answer_as_guest.refusal(by, shown),
        "written": with_what_followed(request, written_by_guest(shown, guest)),
        "states_shown": answered_in(shown),
        "code": _as_shown(_code_kept(request, shown)),
    }
    return render(request, "conversations/guest.html", context, status=form.status)


@kept_nowhere
@guests_only
def guest_finish_page(request: PersonRequest, shown: Any, _guest: Any) -> HttpResponse:
    """Show a guest their code once more, and have this browser forget it, for whoever comes next."""
    if request.method == "POST":
        said = _(
            "What you said is kept, and this device has forgotten you. Whoever comes next begins afresh."
        )
        return _forget(request, shown, done(request, said, place_url(request.place, "room")))
    context = {"conversation": shown, "code": _as_shown(_code_kept(request, shown)), "form": ActionForm()}
    return render(request, "conversations/guest_finish.html", context)


def _as_shown(code: str) -> str:
    """Return a return code as it is easy to copy."""
    return "-".join((code[:4], code[4:8], code[8:]))


@kept_nowhere
@guests_only
def guest_say_page(request: PersonRequest, shown: Any, guest: Any) -> HttpResponse:
    """Write a statement as a guest; what was said already is suggested first."""
    by = machine(request.place, NAME)
    form = SayForm(request.POST or None)
    near = said_already(request, shown, form)
    made = None if near else form.perform(say_as_guest, by, conversation=shown, guest=guest)
    if made is not None:
        return redirect(f"{place_url(request.place, 'guest', live=shown.pk)}#written")
    context = {
        "form": form,
        "conversation": shown,
        "near": near,
        "shared": bool(near) and near[0].guest_id == guest.pk,
        "choices": CHOICES,
        "most": LONGEST,
        "back": place_url(request.place, "guest", live=shown.pk),
        "refusal": say_as_guest.refusal(by, shown),
    }
    return render(request, "conversations/say.html", context, status=form.status)


@kept_nowhere
@guests_only
def guest_reword_page(request: PersonRequest, shown: Any, guest: Any, number: int) -> HttpResponse:
    """Say anew, as a guest, a statement of one's own."""
    statement = _written(shown, guest, number)
    by, mine = machine(request.place, NAME), f"{place_url(request.place, 'guest', live=shown.pk)}#written"
    form = SayForm(request.POST or None, initial={"text": statement.text})
    if form.perform(reword_as_guest, by, conversation=shown, guest=guest, number=number):
        return done(request, _("Your statement was changed."), mine)
    context = {
        "form": form,
        "conversation": shown,
        "back": mine,
        "refusal": reword_as_guest.refusal(by, shown),
    }
    return render(request, "conversations/reword.html", context, status=form.status)


@kept_nowhere
@guests_only
def guest_answer_moderators_page(request: PersonRequest, shown: Any, guest: Any, number: int) -> HttpResponse:
    """Answer the moderators, as a guest, about a statement of one's own."""
    statement = _written(shown, guest, number)
    by, mine = machine(request.place, NAME), f"{place_url(request.place, 'guest', live=shown.pk)}#written"
    form = AnswerModeratorsForm(request.POST or None)
    if form.perform(answer_moderators_as_guest, by, statement=statement, guest=guest):
        return done(request, _("Moderators read your answer beside your statement."), mine)
    context = {
        "form": form,
        "conversation": shown,
        "statement": statement,
        "rulings": rulings_on([statement]).get(statement.pk, []),
        "back": mine,
        "refusal": answer_moderators_as_guest.refusal(by, statement),
    }
    return render(request, "conversations/answer_moderators.html", context, status=form.status)


def _written(conversation: Any, guest: Any, number: int) -> Any:
    """Return what a guest wrote under this number; whatever another wrote is not there."""
    statement = written_by_guest(conversation, guest).filter(number=number).first()
    if statement is None:
        raise Http404
    return statement


@members_only
def claim_page(request: PersonRequest, live: str) -> HttpResponse:
    """Take over, as a member, what one said as a guest."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    form = BackForm(request.POST or None)
    if form.is_bound and _may_try(request, form):
        if form.perform(claim_guest, request.actor, conversation=shown):
            said = _("What you said as a guest is yours now.")
            response = done(request, said, place_url(request.place, "my_answers", live=shown.pk))
            return _forget(request, shown, response)
        ratelimit.consume(request, action="login")
    context = {"conversation": shown, "form": form, "refusal": why_not(request, claim_guest, shown)}
    return render(request, "conversations/claim.html", context, status=form.status)


@kept_nowhere
def guest_back_page(request: PersonRequest, live: str) -> HttpResponse:
    """Let a guest go on whose return code this is: opening the page does nothing, sending it does."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    form = BackForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    if form.is_bound and form.is_valid() and _may_try(request, form):
        if guest_of_code(shown, form.cleaned_data["code"]):
            return _go_on(request, shown, form.cleaned_data["code"])
        ratelimit.consume(request, action="login")
        form.add_error("code", _("Nobody answers this conversation under this code. Check it for a slip."))
    return render(request, "conversations/guest_back.html", {"conversation": shown, "form": form})


def _go_on(request: PersonRequest, conversation: Any, code: str) -> HttpResponse:
    """Lead a guest to the statements; the browser alone keeps their code, for this conversation."""
    response = redirect(place_url(request.place, "guest", live=conversation.pk))
    response.set_cookie(
        _cookie(conversation),
        code,
        max_age=CODE_KEPT,
        path=place_url(request.place, "conversations"),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def _forget(request: PersonRequest, conversation: Any, response: HttpResponse) -> HttpResponse:
    """Have the browser forget a guest's code."""
    response.delete_cookie(_cookie(conversation), path=place_url(request.place, "conversations"))
    return response


def _code_kept(request: PersonRequest, conversation: Any) -> str:
    return request.COOKIES.get(_cookie(conversation), "")


def _cookie(conversation: Any) -> str:
    return f"{COOKIE}{conversation.pk.hex}"
