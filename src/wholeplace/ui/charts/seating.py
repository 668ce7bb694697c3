"""Where the marks of a rainbow sit: each in its sector and ring, apart from one another, and where their names have room."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wholeplace.ui.charts.lettering import LEADING, Box, lines_of, width_of

Spot = tuple[float, float]

CENTRE: Spot = (480.0, 456.0)
RADIUS = 376.0
APART = 30.0
"""From one mark to the next, and from one row of them to the next."""
NARROWEST = 0.26
"""Radians that a sector takes at least, so that its name has room."""
NAMES = ((132.0, 2), (104.0, 3))
"""How wide a name may be, and in how many lines, the best first."""
RISE = 14.0
"""How far the letters of a line rise above its foot."""
INNERMOST = 0.3
"""The share of the radius that the innermost ring takes: it has the least room on its arc."""


@dataclass(frozen=True)
class Sector:
    """A part of the rainbow, from one angle to a smaller one, in radians from the right."""

    start: float
    end: float

    @property
    def middle(self) -> float:
        """The angle half way."""
        return (self.start + self.end) / 2


@dataclass(frozen=True)
class Seating:
    """Where everything is: sectors from left to right, the outer radius of each ring, and a spot for each mark."""

    sectors: Sequence[Sector]
    rings: Sequence[float]
    spots: Sequence[Spot]


def at(angle: float, radius: float) -> Spot:
    """Return the spot at this angle, in radians from the right, and at this distance from the centre."""
    return CENTRE[0] + radius * math.cos(angle), CENTRE[1] - radius * math.sin(angle)


def seat(marks: Sequence[tuple[int, int]], *, sectors: int, rings: int) -> Seating:
    """Seat marks, each given as its sector and its ring, counted from 0 at the left and from the centre out."""
    outer = [RADIUS * (INNERMOST + (1 - INNERMOST) * ring / (rings - 1)) for ring in range(rings)]
    held: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for index, mark in enumerate(marks):
        held[mark].append(index)
    parts = _parts(held, outer, sectors)
    spots = {
        index: spot
        for (sector, ring), inside in held.items()
        for index, spot in zip(inside, _seats(parts[sector], outer, ring, len(inside)), strict=True)
    }
    return Seating(parts, outer, [spots[index] for index in range(len(marks))])


def _rows(outer: Sequence[float], ring: int) -> list[float]:
    """Return the radii at which marks sit in a ring, the outermost first."""
    inner = outer[ring - 1] if ring else APART / 2
    count = max(1, int((outer[ring] - inner) // APART))
    spare = (outer[ring] - inner) / count
    return [outer[ring] - spare * (row + 0.5) for row in range(count)]


def _parts(
    held: Mapping[tuple[int, int], Sequence[int]], outer: Sequence[float], sectors: int
) -> list[Sector]:
    """Share the half circle out: to each sector as much as its fullest ring needs."""
    needed = [NARROWEST] * sectors
    for (sector, ring), inside in held.items():
        room = sum(_rows(outer, ring)) / APART
        needed[sector] = max(needed[sector], (len(inside) + 0.6) / room)
    scale, angle = math.pi / sum(needed), math.pi
    parts = []
    for need in needed:
        parts.append(Sector(angle, angle - need * scale))
        angle -= need * scale
    return parts


def _seats(sector: Sector, outer: Sequence[float], ring: int, count: int) -> list[Spot]:
    """Return so many spots in one ring of a sector: in each row as many as its arc holds, spread evenly."""
    rows, wide = _rows(outer, ring), sector.start - sector.end
    whole, left, spots = sum(rows), count, []
    for index, radius in enumerate(rows):
        last = index == len(rows) - 1
        here = left if last else min(left, math.ceil(count * radius / whole))
        spots += [at(sector.start - wide * (seat + 0.5) / here, radius) for seat in range(here)]
        left -= here
    return spots


def named(
    spots: Sequence[Spot], labels: Sequence[str], *, taken: Sequence[Box], frame: Box
) -> dict[int, tuple[Spot, str, list[str]]]:
    """Return where names have room, by mark: the foot of the first line, how it is anchored, and its lines.

    Those first in line choose first; a name that would cover a mark or another name is left out.
    """
    full = [*taken, *(Box(x - 11, y - 11, 22, 22) for x, y in spots)]
    found = {}
    for index, (spot, label) in enumerate(zip(spots, labels, strict=True)):
        tried = sorted(
            (lines_of(label, width=width, most=most) for width, most in NAMES),
            key=lambda lines: lines[-1].endswith("…"),
        )
        places = ((*place, lines) for lines in tried for place in _places(spot, lines))
        free = (
            place
            for place in places
            if _inside(place[2], frame) and not any(place[2].meets(other) for other in full)
        )
        if (chosen := next(free, None)) is not None:
            foot, anchor, box, lines = chosen
            full.append(Box(box.left, box.top - 3, box.width, box.height + 6))
            found[index] = (foot, anchor, lines)
    return found


def _places(spot: Spot, lines: Sequence[str]) -> list[tuple[Spot, str, Box]]:
    """Return where the name of a mark could stand: to its right or left, below or above it, or aslant."""
    (x, y), wide = spot, max(width_of(line) for line in lines)
    tall = LEADING * len(lines)
    beside = y + 5 - (tall - LEADING) / 2
    feet = [
        ((x + 14, beside), "start", x + 14),
        ((x - 14, beside), "end", x - 14 - wide),
        ((x, y + 27), "middle", x - wide / 2),
        ((x, y - 16 - tall + LEADING), "middle", x - wide / 2),
        *(
            spot
            for foot in (y - 10 - tall + LEADING, y + 22)
            for spot in (((x + 11, foot), "start", x + 11), ((x - 11, foot), "end", x - 11 - wide))
        ),
    ]
    return [(foot, anchor, Box(left, foot[1] - RISE, wide, tall)) for foot, anchor, left in feet]


def _inside(box: Box, frame: Box) -> bool:
    return (
        box.left >= frame.left
        and box.top >= frame.top
        and box.left + box.width <= frame.left + frame.width
        and box.top + box.height <= frame.top + frame.height
    )
