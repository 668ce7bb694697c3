"""The grid of interest and influence: what stands where, and what that says in sentences."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.convene.stakeholders.names import Level
from wholeplace.convene.stakeholders.telling import listed

Cell = tuple[Level, Level]
"""How much it matters, and how much they can do about it."""

MUCH, LITTLE = (Level.MUCH, Level.VERY), (Level.HARDLY, Level.LITTLE)
UNHEARD: tuple[Cell, ...] = tuple((interest, influence) for interest in MUCH for influence in LITTLE)
"""Where those stand to whom it matters much and who can do little about it."""


@dataclass(frozen=True)
class Grid:
    """Which perspectives stand in which cell, and which have no place yet; each list by name."""

    cells: Mapping[Cell, Sequence[Perspective]]
    unplaced: Sequence[Perspective]

    @property
    def placed(self) -> int:
        """How many have a place."""
        return sum(len(held) for held in self.cells.values())

    def among(self, interest: Sequence[Level], influence: Sequence[Level]) -> list[Perspective]:
        """Return those with this much interest and influence, the furthest apart or the most of both first."""
        ordered = sorted(self.cells.items(), key=lambda cell: (-cell[0][0], cell[0][1]))
        return [
            one for (across, up), held in ordered if across in interest and up in influence for one in held
        ]


def grid_of(perspectives: Sequence[Perspective]) -> Grid:
    """Return where perspectives stand."""
    cells: defaultdict[Cell, list[Perspective]] = defaultdict(list)
    for one in perspectives:
        if one.interest and one.influence:
            cells[Level(one.interest), Level(one.influence)].append(one)
    return Grid(cells, [one for one in perspectives if not (one.interest and one.influence)])


def sentences(grid: Grid) -> list[str]:
    """Say who is unheard, who hardly cares, and who has both; and how many have no place yet."""
    left = _left(len(grid.unplaced))
    if not grid.placed:
        return [left] if left else []
    said = [
        _unheard(grid.among(MUCH, LITTLE)),
        _unmoved(grid.among(LITTLE, MUCH)),
        _both(grid.among(MUCH, MUCH)),
        left,
    ]
    return [one for one in said if one] or [_("None of them stands at an edge of the grid.")]


def placed(name: str, *, interest: Level, influence: Level) -> str:
    """Say where a perspective stands now."""
    said = _(
        "{name} is placed. How much it matters to them: {interest}. How much they can do about it: {influence}."
    )
    levels = {"interest": str(interest.label).lower(), "influence": str(influence.label).lower()}
    return said.format(name=name, **levels)


def _named(found: Sequence[Perspective], said: str) -> str:
    return said.format(count=len(found), names=listed([one.name for one in found])) if found else ""


def _unheard(found: Sequence[Perspective]) -> str:
    said = ngettext(
        "{count} to whom this matters much can do little about it: {names}.",
        "{count} to whom this matters much can do little about it: {names}.",
        len(found),
    )
    return _named(found, said)


def _unmoved(found: Sequence[Perspective]) -> str:
    said = ngettext(
        "To {count} that can do much about it, it matters little: {names}.",
        "To {count} that can do much about it, it matters little: {names}.",
        len(found),
    )
    return _named(found, said)


def _both(found: Sequence[Perspective]) -> str:
    said = ngettext(
        "To {count} this matters much, and they can do much about it: {names}.",
        "To {count} this matters much, and they can do much about it: {names}.",
        len(found),
    )
    return _named(found, said)


def _left(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "{count} has no place on the grid yet.", "{count} have no place on the grid yet.", count
    ).format(count=count)
