"""The chapter on who comes by themselves: by the open page of a conversation, as guests in a library, and on paper."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from wholeplace.demo.live import drawn_answers
from wholeplace.kernel.actors import Actor, Door, machine
from wholeplace.kernel.clock import now
from wholeplace.kernel.people import CivicVoice, HatKind, Person
from wholeplace.kernel.places import Sector
from wholeplace.mediate.conversations.answering import answer_statement
from wholeplace.mediate.conversations.joining import join, let_join
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.paper import type_sheet
from wholeplace.mediate.conversations.rooms import answer_as_guest, enter_room, new_code, open_room

if TYPE_CHECKING:
    from wholeplace.demo.telling import Teller

JOINED: Final = (
    ("Ines Duarte", "ines.duarte@post.example", CivicVoice.PUBLIC, Sector.RESIDENT),
    ("Yusuf Adeyemi", "yusuf.adeyemi@post.example", CivicVoice.PROFESSIONAL, Sector.BUSINESS),
    ("Cllr Peter Alcott", "peter.alcott@post.example", CivicVoice.POLITICIAN, Sector.COUNCIL),
)
"""People who found the conversation by themselves; that the last is elected waits for the convener to check."""
GUESTS: Final = 9
SEATS: Final = 15
SHEETS: Final = 4
ROOM_NAME: Final = "Library, by the window"
ROOM_BEGAN, ROOM_LASTS = dt.timedelta(hours=2), dt.timedelta(hours=10)
SEED: Final = 5
"""The draw the story tells."""


def tell_who_came(teller: "Teller", conversation: Conversation) -> None:
    """Let anybody join, open a room in the library, and have sheets of paper typed in."""
    chance = np.random.default_rng(SEED)
    convener = teller.member(teller.wearers("convener")[0], hat=HatKind.CONVENER)
    let_join(convener, conversation=conversation)
    _they_join(teller, conversation, chance)
    today = replace(convener, at=None)
    _guests_answer(today, conversation, chance)
    for number in range(1, SHEETS + 1):
        type_sheet(
            today,
            conversation=conversation,
            number=number,
            voice=CivicVoice.PUBLIC,
            sector=Sector.RESIDENT,
            answers=drawn_answers(chance, uphill=False),
        )


def _they_join(teller: "Teller", conversation: Conversation, chance: np.random.Generator) -> None:
    for name, email, voice, sector in JOINED:
        by = machine(teller.place, "joining", at=teller.later(hours=5))
        person = Person.objects.named(email, name="")
        member = join(by, conversation=conversation, person=person, name=name, voice=voice, sector=sector)
        actor = Actor(place=teller.place, door=Door.PAGE, membership=member, at=teller.later(minutes=4))
        for number, answer in drawn_answers(chance, uphill=True).items():
            answer_statement(actor, conversation=conversation, number=number, answer=answer)


def _guests_answer(convener: Actor, conversation: Conversation, chance: np.random.Generator) -> None:
    """Have guests answer in a room that is open today, when the story ends: it would be closed otherwise."""
    opens = now() - ROOM_BEGAN
    room = open_room(
        convener,
        conversation=conversation,
        opens=opens,
        closes=opens + ROOM_LASTS,
        most=SEATS,
        name=ROOM_NAME,
    )
    by = machine(convener.place, "rooms")
    for _guest in range(GUESTS):
        guest = enter_room(by, room=room, voice=CivicVoice.PUBLIC, sector=Sector.RESIDENT, code=new_code())
        for number, answer in drawn_answers(chance, uphill=chance.random() < 0.5).items():
            answer_as_guest(by, conversation=conversation, guest=guest, number=number, answer=answer)
