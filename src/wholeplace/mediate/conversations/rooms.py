"""Rooms: a short code lets guests answer a conversation without an address, for a time and up to a headcount."""

import datetime as dt
import secrets

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, BY_PAGE, Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, is_machine
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector
from wholeplace.mediate.conversations.answering import as_guest, batch_if_enough, keep_answer
from wholeplace.mediate.conversations.conditions import can_be_answered, is_guest_of, wears_convener
from wholeplace.mediate.conversations.doors import (
    LONGEST_ROOM,
    MOST_GUESTS,
    convenes_room,
    room_can_be_opened,
    room_goes_on,
    room_lets_in,
)
from wholeplace.mediate.conversations.given import Given, given_by_guest
from wholeplace.mediate.conversations.keys import return_key
from wholeplace.mediate.conversations.models import Conversation, Guest, Room
from wholeplace.mediate.conversations.names import Answer

CODE_OF = "23456789abcdefghjkmnpqrstuvwxyz"
"""What codes are made of: nothing that is read as something else."""
ROOM_LONG, RETURN_LONG = 6, 12


def new_code(*, long: int = RETURN_LONG) -> str:
    """Return a code that nobody guesses."""
    return "".join(secrets.choice(CODE_OF) for _ in range(long))


@action(
    "room.open",
    title=_("Open a room for guests"),
    says=_("{actor} opened a room for at most {most} guests"),
    may=wears_convener,
    when=room_can_be_opened,
    within="conversation",
    doors=frozenset({Door.PAGE, Door.COMMAND}),
)
def open_room(
    act: Act,
    *,
    conversation: Conversation,
    opens: dt.datetime,
    closes: dt.datetime,
    most: int,
    name: str = "",
) -> Room:
    """Let guests in by a short code, from one time to another and up to a headcount; it can have a name of its own."""
    if not 1 <= most <= MOST_GUESTS:
        raise Refused("room_too_large", most=MOST_GUESTS)
    if not dt.timedelta(0) < closes - opens <= LONGEST_ROOM or closes <= act.at:
        raise Refused("room_in_no_time")
    room = Room.objects.create(
        place=act.place,
        conversation=conversation,
        code=new_code(long=ROOM_LONG),
        name=name.strip(),
        opens=opens,
        closes=closes,
        most=most,
    )
    act.record(room)
    act.say(most=most)
    return room


@action(
    "room.end",
    title=_("Close a room before its time"),
    says=_("{actor} closed a room for guests before its time"),
    may=convenes_room,
    when=room_goes_on,
    on="room",
    doors=BY_PAGE,
)
def end_room(act: Act, *, room: Room) -> Room:
    """Let no more guests in; whoever is in goes on answering until the conversation closes."""
    room.ended = act.at
    room.save()
    act.record(room)
    return room


@action(
    "room.enter",
    title=_("Come in as a guest"),
    says=_("{actor} let a guest into a room"),
    may=is_machine,
    when=room_lets_in,
    on="room",
    doors=BY_MACHINE,
)
def enter_room(act: Act, *, room: Room, voice: CivicVoice, sector: Sector, code: str) -> Guest:
    """Come in as a guest, in a voice and sector, who is found again by this return code and nothing else."""
    known_by = return_key(room.conversation, code)
    already = Guest.objects.filter(known_by=known_by).first()
    if already is not None:
        raise Refused("guest_already")
    guest = Guest.objects.create(place=act.place, room=room, voice=voice, sector=sector, known_by=known_by)
    act.record(guest)
    return guest


@action(
    "conversation.answer_as_guest",
    title=_("Answer a statement as a guest"),
    says=_("{actor} kept a guest's answer"),
    may=is_machine,
    when=can_be_answered,
    within="conversation",
    doors=BY_MACHINE,
    secret=True,
)
def answer_as_guest(
    act: Act, *, conversation: Conversation, guest: Guest, number: int, answer: Answer
) -> Given:
    """Agree, disagree or pass as a guest of this conversation: kept as members' answers are, and counted apart."""
    if not is_guest_of(conversation, guest):
        raise Refused("gone")
    given = given_by_guest(conversation, guest)
    before = given.own.get(number)
    keep_answer(conversation, as_guest(conversation, guest), number=number, answer=answer, before=before)
    batch_if_enough(act, conversation)
    return given.after(number, answer)
