"""What people of a place say in its conversations: one brought in, one that is open, and one whose import waits."""

import datetime as dt
import random

from tests.house.houses import House

from wholeplace.account.exchange.models import Staged
from wholeplace.account.exchange.staging import packed
from wholeplace.convene.issues.actions import name_issue, take_part
from wholeplace.kernel.actors import machine
from wholeplace.kernel.clock import now
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.people import CivicVoice, HatKind
from wholeplace.kernel.places import Sector
from wholeplace.kernel.records import Audience
from wholeplace.mediate.conversations.actions import (
    HeardBallot,
    HeardElsewhere,
    HeardStatement,
    take_in_conversation,
)
from wholeplace.mediate.conversations.confiding import write_aside
from wholeplace.mediate.conversations.names import Moderation
from wholeplace.mediate.conversations.opening import open_conversation
from wholeplace.mediate.conversations.rooms import enter_room, new_code, open_room

STATEMENTS = 6
BALLOTS = 24


def talk(house: House, audience: Audience) -> None:
    """Name an issue for these readers, take part in it, and bring in a conversation about it and open another,
    in which the convener keeps something for whoever facilitates."""
    convener = house.actor("convener", hat=HatKind.CONVENER)
    words = {
        what: house.word(f"{what}{audience.value}")
        for what in ("title", "happening", "forwhom", "tried", "framing")
    }
    words["for_whom"] = words.pop("forwhom")
    house.issues[audience] = name_issue(convener, place=house.place, audience=audience, **words)
    take_part(house.actor("convener"), issue=house.issues[audience])
    house.conversations[audience] = take_in_conversation(
        convener,
        issue=house.issues[audience],
        title=house.word(f"talk{audience.value}"),
        question=house.word(f"question{audience.value}"),
        heard=_heard(house, audience),
    )
    house.live[audience] = open_conversation(
        convener,
        issue=house.issues[audience],
        title=house.word(f"live{audience.value}"),
        question=house.word(f"openquestion{audience.value}"),
        seeds=[house.word(f"seed{number}x{audience.value}") for number in (1, 2, 3)],
        closes=now() + dt.timedelta(days=7),
    )
    house.asides[audience] = write_aside(
        house.actor("convener"),
        conversation=house.live[audience],
        text=house.word(f"aside{audience.value}"),
        also_near=True,
    )


def _heard(house: House, audience: Audience) -> HeardElsewhere:
    """Return a conversation of two camps, with one statement left out and one person on the record."""
    chance = random.Random(house.word(audience.value))
    statements = tuple(
        HeardStatement(
            number,
            house.word(f"{'leftout' if number == STATEMENTS else f'said{number}x'}{audience.value}"),
            Moderation.OUT if number == STATEMENTS else Moderation.IN,
            number == 1,
        )
        for number in range(1, STATEMENTS + 1)
    )
    ballots = tuple(
        HeardBallot(
            "." + "".join(_answer(chance, number, person) for number in range(STATEMENTS)),
            "public",
            "resident",
        )
        for person in range(BALLOTS)
    )
    named = HeardBallot(".aadpad", "politician", "council", house.word(f"onrecord{audience.value}"))
    return HeardElsewhere(
        source="polis",
        digest=house.word(audience.value).encode().hex(),
        statements=statements,
        ballots=(*ballots, named),
        votes=sum(len(one.answers.replace(".", "")) for one in ballots) + 6,
        description=house.word(f"description{audience.value}"),
    )


def _answer(chance: random.Random, number: int, person: int) -> str:
    """Half the people lean one way on every other statement; everybody errs now and then."""
    agrees = (number % 2 == 0) == (person % 2 == 0)
    return chance.choice("adp") if chance.random() < 0.15 else "a" if agrees else "d"


def stage(house: House) -> None:
    """Leave an import of the convener's waiting for their yes."""
    with deriving():
        house.staged = Staged.objects.create(
            place=house.place,
            issue=house.issues[Audience.PARTNERSHIP],
            by=house.people["convener"],
            title=house.word("staged"),
            content=packed(_heard(house, Audience.AUTHOR)),
            report={"summary": [], "findings": [], "more": 0},
            at=now(),
        )


def open_a_room(house: House) -> None:
    """Open a room for guests of the conversation for everybody."""
    house.room = open_room(
        house.actor("convener", hat=HatKind.CONVENER),
        conversation=house.live[Audience.PUBLIC],
        opens=now(),
        closes=now() + dt.timedelta(hours=8),
        most=30,
        name=house.word("roomname"),
    )
    house.return_code = new_code()
    enter_room(
        machine(house.place, "guests"),
        room=house.room,
        voice=CivicVoice.PUBLIC,
        sector=Sector.RESIDENT,
        code=house.return_code,
    )
