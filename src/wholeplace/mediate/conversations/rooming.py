"""Pages for conveners: rooms for guests, and the poster that leads there."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wholeplace.kernel import clock
from wholeplace.mediate.conversations.forms import OpenRoomForm
from wholeplace.mediate.conversations.queries import conversations_visible_to, rooms_visible_to
from wholeplace.mediate.conversations.rooms import end_room, open_room
from wholeplace.mediate.conversations.squares import square_of
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not

HOURS = 4
"""How long a room is asked to be open, after the next full hour."""
HOURS_OF_A_DAY = 24


@members_only
def rooms_page(request: PersonRequest, live: str) -> HttpResponse:
    """List a conversation's rooms for guests with their seats, and open another."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    form = OpenRoomForm(request.POST or None, initial=_hours_from(timezone.localtime(clock.now())))
    if made := form.perform(open_room, request.actor, conversation=shown):
        ready = (
            _("The room “{name}” is ready. Its code is {code}.")
            if made.name
            else _("The room is ready. Its code is {code}.")
        )
        said = ready.format(name=made.name, code=made.code)
        return done(request, f"{said} {_later(made.opens)}".strip(), request.path)
    context = {
        "conversation": shown,
        "form": form,
        "rooms": rooms_visible_to(request.viewer).filter(conversation=shown),
        "refusal": why_not(request, open_room, shown),
        "now": clock.now(),
    }
    return render(request, "conversations/rooms.html", context, status=form.status)


def _hours_from(moment: dt.datetime) -> dict[str, Any]:
    """Return the hours a room is asked to be open: from now on until some hours after the next full one, this day."""
    until = moment.hour + 1 + HOURS
    ends = f"{until:02}:00" if until < HOURS_OF_A_DAY else "23:59"
    return {"day": moment.date(), "begins": f"{moment:%H:%M}", "ends": ends}


def _later(opens: dt.datetime) -> str:
    """Say when a room opens that is not open yet."""
    if opens <= clock.now():
        return ""
    local = timezone.localtime(opens)
    if local.date() == timezone.localdate(clock.now()):
        return _("It opens at {time}.").format(time=date_format(local, "H:i"))
    return _("It opens on {day} at {time}.").format(
        day=date_format(local, "j F"), time=date_format(local, "H:i")
    )


@members_only
def end_room_page(request: PersonRequest, room: str) -> HttpResponse:
    """Close a room before its time."""
    found = get_or_404(rooms_visible_to(request.viewer), room)
    form = ActionForm(request.POST or None)
    if form.perform(end_room, request.actor, room=found):
        onward = place_url(request.place, "rooms", live=found.conversation.pk)
        return done(request, _("The room is closed: nobody else comes in."), onward)
    words = {
        "title": _("Close the room “{name}”").format(name=found) if found.name else _("Close this room"),
        "text": _("Nobody else comes in by its code. Whoever is in goes on until the conversation closes."),
        "kind": "warning",
    }
    refusal = why_not(request, end_room, found)
    context = {"form": form, "conversation": found.conversation, "words": words, "refusal": refusal}
    return render(request, "conversations/deed.html", context, status=form.status)


@members_only
def poster_page(request: PersonRequest, room: str) -> HttpResponse:
    """Show a room's poster, to print: the question, the address, the code, and a square to scan."""
    found = get_or_404(rooms_visible_to(request.viewer), room)
    address = settings.PUBLIC_URL + place_url(request.place, "room")
    context = {
        "room": found,
        "conversation": found.conversation,
        "address": address.split("://", 1)[-1],
        "square": square_of(f"{address}?code={found.code}"),
    }
    return render(request, "conversations/poster.html", context)
