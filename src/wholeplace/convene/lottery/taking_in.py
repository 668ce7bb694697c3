"""Taking people from a file into a pool, part after part: each a deed of its own, so that nobody waits long to save."""

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.lottery.conditions import convenes, pool_can_change
from wholeplace.convene.lottery.models import Lottery, Registration
from wholeplace.convene.lottery.names import Source
from wholeplace.convene.lottery.pool_sheets import Person
from wholeplace.convene.lottery.registering import choices_of, fits
from wholeplace.convene.lottery.tickets import household_of, new_ticket, outside_ids_in, tickets_in
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused

IN_ONE_DEED: Final = 2000
"""People taken in by one deed."""
IN_ONE_GO: Final = 500
"""Rows written in one statement."""


@dataclass(frozen=True)
class Part:
    """Some people of a file, and what the part is known by where it is taken in a second time."""

    people: Sequence[Person]
    digest: str


def planned(people: Sequence[Person]) -> bytes:
    """Return people as they are kept while they are taken in."""
    told = [[one.row, dict(one.said), dict(one.answers)] for one in people]
    return zlib.compress(json.dumps(told, ensure_ascii=True).encode())


def parts_in(content: bytes) -> Iterator[Part]:
    """Yield the parts of a file that is being taken in, each with a digest of its own."""
    whole = hashlib.sha256(content).hexdigest()
    people = [Person(*one) for one in json.loads(zlib.decompress(content))]
    for at in range(0, len(people), IN_ONE_DEED):
        yield Part(people[at : at + IN_ONE_DEED], f"{whole} {at}")


@action(
    "lottery.take_in",
    title=_("Take people from a file into a pool"),
    says=_("{actor} took {count} people from a file into a pool"),
    may=convenes,
    when=pool_can_change,
    within="lottery",
    doors=BY_PAGE,
)
def take_in(act: Act, *, lottery: Lottery, part: Part) -> None:
    """Put everybody in a part of a file into the pool; whoever came in under the same id of a file is there already."""
    choices = choices_of(lottery)
    if not all(fits(one.answers, choices) for one in part.people):
        raise Refused("file_does_not_fit")
    taken, there = tickets_in(lottery), outside_ids_in(lottery)
    made = [_new(act, lottery, one, taken) for one in part.people if one.said["outside_id"] not in there]
    if not made:
        raise Refused("nobody_in_file")
    Registration.objects.bulk_create(made, batch_size=IN_ONE_GO)
    act.record_many(Registration, made)
    act.say(count=len(made))


def _new(act: Act, lottery: Lottery, one: Person, taken: set[str]) -> Registration:
    ticket = new_ticket(taken)
    taken.add(ticket)
    said: Mapping[str, str] = one.said
    return Registration(
        place=act.place,
        lottery=lottery,
        ticket=ticket,
        source=Source.FILE,
        answers=dict(one.answers),
        at=act.at,
        typed_in_by=act.membership,
        household=household_of(said["address"]),
        **said,
    )
