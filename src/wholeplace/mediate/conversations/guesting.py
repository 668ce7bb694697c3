"""Pages for guests: in by a room's code, one statement after another, and back by a return code."""

from typing import Any

from allauth.core import ratelimit
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wholeplace.kernel.actors import machine
from wholeplace.mediate.conversations.conditions import LONGEST
from wholeplace.mediate.conversations.forms import CHOICES, AnswerForm, BackForm, RoomForm, SayForm
from wholeplace.mediate.conversations.guests import claim_guest, say_as_guest
from wholeplace.mediate.conversations.pages import said_already, with_fates
from wholeplace.mediate.conversations.queries import (
    answers_of_guest,
    conversations_visible_to,
    guest_of_code,
    next_for_guest,
    room_of_code,
    statements_asked,
    written_by_guest,
)
from wholeplace.mediate.conversations.rooms import answer_as_guest, enter_room, new_code
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not

NAME = "guests"
KEPT = 90 * 24 * 3600


def room_page(request: PersonRequest) -> HttpResponse:
    """Let a guest in by a room's code, with the voice and sector they say; who is in already goes on."""
    form = RoomForm(request.POST or None, initial={"room": request.GET.get("code", ""), "code": new_code()})
    room = _room_asked(request, form)
    if room is not None and guest_of_code(room.conversation, _code_kept(request, room.conversation)):
        return redirect(place_url(request.place, "guest", live=room.conversation.pk))
    if room is not None and form.perform(enter_room, machine(request.place, NAME), room=room) is not None:
        return _go_on(request, room.conversation, form.cleaned_data["code"])
    return render(request, "conversations/room.html", {"form": form}, status=form.status)


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


def guest_page(request: PersonRequest, live: str) -> HttpResponse:
    """Show a guest one statement to answer, and the code by which they come back."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    code = _code_kept(request, shown)
    guest = guest_of_code(shown, code)
    if guest is None:
        return redirect(place_url(request.place, "guest_back", live=shown.pk))
    by = machine(request.place, NAME)
    form = AnswerForm(request.POST or None)
    form.perform(answer_as_guest, by, conversation=shown, guest=guest)
    if form.performed:
        return redirect(request.path)
    mine = answers_of_guest(shown, guest)
    asked = {one.number: one for one in statements_asked(request.viewer, shown)}
    number = _again(request, mine)
    if number not in asked:
        number = next_for_guest(shown, guest, among=asked, answered=mine)
    context = {
        "conversation": shown,
        "form": form,
        "statement": asked.get(number) if number is not None else None,
        "number": number,
        "choices": CHOICES,
        "chosen": mine[number].name.lower() if number in mine else "",
        "answered": len(mine.keys() & asked.keys()),
        "count": len(asked),
        "mine": [(one, mine[one.number].label) for one in asked.values() if one.number in mine],
        "refusal": answer_as_guest.refusal(by, shown),
        "written": with_fates(request, list(written_by_guest(shown, guest))),
        "code": "-".join((code[:4], code[4:8], code[8:])),
    }
    return render(request, "conversations/guest.html", context, status=form.status)


def guest_say_page(request: PersonRequest, live: str) -> HttpResponse:
    """Write a statement as a guest; what was said already is suggested first."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    guest = guest_of_code(shown, _code_kept(request, shown))
    if guest is None:
        return redirect(place_url(request.place, "guest_back", live=shown.pk))
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
        "choices": CHOICES,
        "most": LONGEST,
        "back": place_url(request.place, "guest", live=shown.pk),
        "refusal": say_as_guest.refusal(by, shown),
    }
    return render(request, "conversations/say.html", context, status=form.status)


@members_only
def claim_page(request: PersonRequest, live: str) -> HttpResponse:
    """Take over, as a member, what one said as a guest."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    form = BackForm(request.POST or None)
    if form.is_bound and _may_try(request, form):
        if form.perform(claim_guest, request.actor, conversation=shown):
            said = _("What you said as a guest is yours now.")
            response = done(request, said, place_url(request.place, "my_answers", live=shown.pk))
            response.delete_cookie(_cookie(shown), path=place_url(request.place, "conversations"))
            return response
        ratelimit.consume(request, action="login")
    context = {"conversation": shown, "form": form, "refusal": why_not(request, claim_guest, shown)}
    return render(request, "conversations/claim.html", context, status=form.status)


def _again(request: PersonRequest, mine: dict[int, Any]) -> int | None:
    """Return the number of a statement the guest answered and looks at again."""
    said = request.GET.get("again", "")
    return int(said) if said.isdecimal() and len(said) < 10 and int(said) in mine else None


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
        max_age=KEPT,
        path=place_url(request.place, "conversations"),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def _code_kept(request: PersonRequest, conversation: Any) -> str:
    return request.COOKIES.get(_cookie(conversation), "")


def _cookie(conversation: Any) -> str:
    return f"guest_{conversation.pk.hex}"
