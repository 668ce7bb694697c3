"""What must hold before anybody joins a conversation, or opens a way into it."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal, in_hat
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import Audience
from wholeplace.kernel.wording import declare_wording
from wholeplace.mediate.conversations.conditions import is_not_over, is_open, wears_convener
from wholeplace.mediate.conversations.models import Conversation, Room

MOST_GUESTS = 500
LONGEST_ROOM = dt.timedelta(days=3)

declare_wording(
    {
        "joining_is_closed": _(
            "This conversation cannot be joined here. If you would like to take part, ask the convener for an invitation."
        ),
        "joining_is_open": _("Anybody can join already."),
        "joining_needs_public": _(
            "Only a conversation that everybody can read can be joined by everybody. This one is for members."
        ),
        "room_too_large": _("A room lets in at least one guest, and at most {most}."),
        "room_in_no_time": _(
            "A room closes after it opens, at a time still to come, and is open for three days at the most."
        ),
        "room_has_closed": _("This room has closed. Ask whoever gave you the code for another one."),
        "room_not_open_yet": _("This room is not open yet. Try again at {begins}."),
        "room_is_full": _("This room is full: it lets in {most} guests. Ask whoever gave you the code."),
        "no_such_guest": _(
            "Nobody answers this conversation under this code, or it was taken over already. Check it for a slip."
        ),
        "guest_already": _("You are in already. Go on with your answers."),
    }
)


def is_for_everybody(_actor: Actor, conversation: Conversation) -> Refusal | None:
    """Everybody can read the conversation."""
    return None if conversation.audience == Audience.PUBLIC else Refusal("joining_needs_public")


def anybody_could_join(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation is public, not over, and its open page is not switched on yet."""
    if refusal := is_for_everybody(actor, conversation) or is_not_over(actor, conversation):
        return refusal
    return Refusal("joining_is_open") if conversation.anybody_joins else None


def anybody_can_join(_actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation's open page is switched on."""
    return None if conversation.anybody_joins else Refusal("joining_is_closed")


def can_be_joined(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation is open, public, and anybody can join it."""
    return (
        is_open(actor, conversation)
        or anybody_can_join(actor, conversation)
        or is_for_everybody(actor, conversation)
    )


def room_can_be_opened(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation is public and not over."""
    return is_for_everybody(actor, conversation) or is_not_over(actor, conversation)


@in_hat(HatKind.CONVENER)
def convenes_room(actor: Actor, room: Room) -> Refusal | None:
    """The actor convenes the conversation that the room leads to."""
    return wears_convener(actor, room.conversation)


def room_goes_on(actor: Actor, room: Room) -> Refusal | None:
    """The room has not closed, by its time or by hand, nor has the conversation."""
    over = room.ended is not None or room.closes <= (actor.at or clock.now())
    return Refusal("room_has_closed") if over else is_not_over(actor, room.conversation)


def room_lets_in(actor: Actor, room: Room) -> Refusal | None:
    """The room is open, its conversation too, and there is still a seat."""
    if refusal := room_goes_on(actor, room) or is_open(actor, room.conversation):
        return refusal
    if room.opens > (actor.at or clock.now()):
        begins = date_format(timezone.localtime(room.opens), "j F, H:i")
        return Refusal("room_not_open_yet", {"begins": begins})
    return Refusal("room_is_full", {"most": room.most}) if room.guests.count() >= room.most else None
