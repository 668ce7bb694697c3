"""What a draw for seats that became free is made from: those who never held one, and what the targets leave to be met.

Nothing here reads or writes: it is handed rows, and returns what another draw takes.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from wholeplace.analysis.lottery import Quota
from wholeplace.convene.lottery.models import Registration, Seat, Target
from wholeplace.convene.lottery.names import HOLDING, SeatState


@dataclass(frozen=True)
class Remainder:
    """So many seats are free, these targets are left for whoever fills them, and these people can be drawn."""

    seats: int
    quotas: tuple[Quota, ...]
    """In the order of the targets they come from."""
    people: tuple[Registration, ...]
    """In the order of their tickets, so that the order they came in never matters."""


def remainder_of(
    targets: Sequence[Target],
    people: Collection[Registration],
    seats: Collection[Seat],
    *,
    size: int,
    one_of_a_household: bool,
) -> Remainder:
    """Return what the next draw of a lottery is made from; before any draw, the whole panel among all who count.

    Args:
        targets: all targets of the lottery, each with its feature.
        people: all registrations of the lottery, also those who hold a seat.
        seats: the seats of all its draws.
        size: people of the whole panel.
        one_of_a_household: whether nobody is drawn who lives with somebody who holds a seat.

    """
    held = {one.registration_id for one in seats if SeatState(one.state) in HOLDING}
    holders = [one for one in people if one.pk in held]
    met = _counted(holders)
    homes = _homes(holders) if one_of_a_household else frozenset()
    return Remainder(
        seats=max(size - len(held), 0),
        quotas=tuple(_left(one, met[str(one.pk)]) for one in targets),
        people=_eligible(people, {one.registration_id for one in seats}, homes),
    )


def _counted(holders: Sequence[Registration]) -> Counter[str]:
    """Return for each target how many people who hold a seat count for it."""
    return Counter(
        str(target) for one in holders if isinstance(one.answers, dict) for target in one.answers.values()
    )


def _homes(holders: Sequence[Registration]) -> frozenset[str]:
    return frozenset(one.household for one in holders if one.household)


def _left(target: Target, held: int) -> Quota:
    """Return what a target leaves to be met once so many who count for it hold a seat."""
    least, most, least_flex, most_flex = (
        max(bound - held, 0) for bound in (target.least, target.most, target.least_flex, target.most_flex)
    )
    return Quota(target.feature.name, target.value, least, most, least_flex, most_flex)


def _eligible(
    people: Collection[Registration], seated: Collection[UUID], homes: Collection[str]
) -> tuple[Registration, ...]:
    """Return who counts, never had a seat, and lives with nobody who has one where that matters."""
    free = (one for one in people if one.counts and one.pk not in seated and one.household not in homes)
    return tuple(sorted(free, key=lambda one: one.ticket))
