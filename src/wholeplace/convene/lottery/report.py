"""The report of a draw, for everybody: page, PDF and files are drawn from it and from nothing else.

It names nobody, and has no row for any person: tickets that were drawn stand in it, and say nothing of who somebody is.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from wholeplace.convene.lottery.found import Found
from wholeplace.convene.lottery.models import Draw

TOLD_FROM: Final = 5
"""Fewer people than that are told to nobody who does not convene."""
MOST_BANDS: Final = 10
STEPS: Final = tuple(Decimal(one) for one in ("0.001", "0.002", "0.005", "0.01", "0.02", "0.05", "0.1"))


@dataclass(frozen=True)
class Band:
    """So many people have a chance from one bound to another."""

    least: Decimal
    most: Decimal
    people: int


@dataclass(frozen=True)
class Confirmed:
    """How many seats are confirmed, as far as may be told: from so many to so many."""

    least: int
    most: int

    @property
    def is_exact(self) -> bool:
        """Whether the number itself may be told."""
        return self.least == self.most


def found_of_draw(draw: Draw) -> Found:
    """Return the lottery over panels that stands in the record of a draw."""
    pool = [
        (str(ticket), int(kind), int(home))
        for ticket, (_seal, kind, home) in zip(draw.tickets, draw.pool, strict=True)
    ]
    panels, balls = draw.panels["panels"], draw.panels["balls"]
    return Found(pool, draw.kinds, panels, balls, never=(), bound=draw.bound, finished=True)


def bands_of(chances: Sequence[Decimal]) -> list[Band]:
    """Return how many people have which chance, as finely as a few bands tell it: of those who have one at all.

    Bands of fewer than five people are folded into those beside them.
    """
    some = [one for one in chances if one]
    ways = (_folded(some, step) for step in STEPS)
    fitting = (bands for bands in ways if len(bands) <= MOST_BANDS)
    return next(fitting, _folded(some, STEPS[-1]))


def _folded(chances: Sequence[Decimal], step: Decimal) -> list[Band]:
    """Return bands so wide, each folded into the next while it holds fewer than five people, and the last into the one before."""
    counts = Counter(_band(one, step) for one in chances)
    bands: list[Band] = []
    for number in sorted(counts):
        bands.append(Band(number * step, min((number + 1) * step, Decimal(1)), counts[number]))
        if len(bands) > 1 and bands[-2].people < TOLD_FROM:
            bands[-2:] = [_together(*bands[-2:])]
    if len(bands) > 1 and bands[-1].people < TOLD_FROM:
        bands[-2:] = [_together(*bands[-2:])]
    return bands


def _together(one: Band, other: Band) -> Band:
    return Band(one.least, other.most, one.people + other.people)


def _band(chance: Decimal, step: Decimal) -> int:
    """Return in which band a chance lies; the last digits of how it was worked out decide nothing."""
    return floor(round(chance, 9) / step)


def confirmed_of(seats: int, confirmed: int) -> Confirmed:
    """Return how many seats are confirmed as everybody may read it: neither few who did nor few who did not are told exactly."""
    if confirmed < TOLD_FROM and confirmed < seats:
        return Confirmed(0, min(TOLD_FROM - 1, seats))
    if 0 < seats - confirmed < TOLD_FROM:
        return Confirmed(max(seats - TOLD_FROM + 1, 0), seats)
    return Confirmed(confirmed, confirmed)


def percent(share: float | Decimal, places: int = 1) -> str:
    """Return a part of one in per cent, as it is written here."""
    return _("{number}\u00a0%").format(
        number=number_format(round(Decimal(share) * 100, places), decimal_pos=places)
    )


def band_in_words(band: Band) -> str:
    """Say from which chance to which a band reaches."""
    return _("{least} to {most}").format(least=percent(band.least), most=percent(band.most))
