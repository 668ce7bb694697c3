"""Whom the conveners invited by personal links: who joined, whose link ran out, and who was taken back."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from wholeplace.demo.story import HOME_DOMAIN, Sector, Voice
from wholeplace.kernel.actors import Actor, machine
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector as SectorCode
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.places.invited.actions import (
    accept_invitation,
    invite,
    send_invitation,
    take_back_invitation,
)
from wholeplace.places.invited.jobs import NAME

Later = Callable[..., dt.datetime]
"""Lets some time of the story go by, and returns when it then is."""


@dataclass(frozen=True)
class Invited:
    """Somebody who was invited: under which address, and how they joined, if they did."""

    name: str
    address: str
    voice: Voice | None = None
    sector: Sector = "resident"
    taken_back: bool = False


WORDS_BEFORE: Final = "You told me at the library that nobody had asked you. Now we do. It takes ten minutes, and you can stop at any time."
BEFORE: Final = (
    Invited("Maureen Gaskell", f"maureen.gaskell@{HOME_DOMAIN}", "public"),
    Invited("Piotr Sadowski", "piotr@buses.tarrowmouth.example", "professional", "business"),
    Invited("Winston Achebe", f"winston.achebe@{HOME_DOMAIN}"),
)
"""Invited while the first conversation was written up; the last did not answer."""
WORDS_NOW: Final = (
    "You work, or come home, when the last bus has gone. We are asking how evenings in Tarrowmouth should end, and would"
    " like to hear it from you."
)
NOW: Final = (
    Invited("Siân Roderick", f"sian.roderick@{HOME_DOMAIN}", "public"),
    Invited("Cllr Bernard Tull", "bernard.tull@council.tarrowmouth.example", "politician", "council"),
    Invited("Yusra Haddad", "yusra@pier.tarrowmouth.example"),
    Invited("Tomasz Zielony", f"tomasz.zielony@{HOME_DOMAIN}"),
    Invited("Reception", "reception@surgery.tarrowmouth.example", taken_back=True),
)
"""Invited into the conversation that is still open; one address turned out to be nobody's own."""


def invite_before(convener: Actor, later: Later) -> None:
    """Have the first few invited, of whom all but one join."""
    _invite(convener, later, BEFORE, words=WORDS_BEFORE)


def invite_into(convener: Actor, later: Later, conversation: Conversation) -> None:
    """Have some more invited into a conversation, of whom some join, and one invitation taken back."""
    _invite(convener, later, NOW, words=WORDS_NOW, onward=conversation)


def _invite(
    convener: Actor,
    later: Later,
    people: Sequence[Invited],
    *,
    words: str,
    onward: Conversation | None = None,
) -> None:
    lines = "\n".join(f"{one.address}, {one.name}" for one in people)
    place, leads_to = convener.place, onward.pk if onward else None
    made = invite(convener, place=place, people=lines, words=words, onward=leads_to)
    sent = [
        send_invitation(machine(place, NAME, at=later(minutes=1)), invitation=invitation)
        for invitation in made
    ]
    for one, invitation in zip(people, sent, strict=True):
        if one.voice is not None:
            accept_invitation(
                machine(place, NAME, at=later(hours=5)),
                invitation=invitation,
                name=one.name,
                voice=CivicVoice(one.voice),
                sector=SectorCode(one.sector),
            )
        elif one.taken_back:
            take_back_invitation(convener, invitation=invitation)
