"""The draw itself, in whole numbers alone: a panel, then who of each kind sits on it, from a seed that anybody can use."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
from scipy.sparse import csr_array

from wholeplace.analysis.lottery.kinds import Ints
from wholeplace.analysis.lottery.programmes import Floats

BALLS: Final = 10**15
"""How many balls lie in the urn: of each panel as many as its weight says, to the nearest whole one."""


@dataclass(frozen=True)
class Urn:
    """All that decides a draw but the seed: for each panel its balls, and for each person their kind and household.

    People stand in an order that is published beforehand; they are known by their place in it.
    """

    panels: Sequence[Sequence[int]]
    """(l, n) the kind of whoever sits in each seat of each panel."""
    balls: Sequence[int]
    """(l,) how many balls each panel has."""
    kinds: Sequence[int]
    """(p,) the kind of each person."""
    households: Sequence[int]
    """(p,) the household of each person, by a number."""


def balls_of(weights: Floats) -> Ints:
    """Return how many of all balls each panel (l,) has: as near to its weight as whole numbers are, and all of them in all."""
    wanted = weights / weights.sum() * BALLS
    balls = np.floor(wanted).astype(np.int64)
    left = BALLS - int(balls.sum())
    order = np.argsort(balls - wanted, kind="stable")
    each, some = divmod(left, len(balls))
    balls += each
    balls[order[:some]] += 1
    return np.asarray(balls, dtype=np.int64)


def seats_of(panels: Ints) -> list[list[int]]:
    """Return the kind of whoever sits in each seat of each panel, of how many people of each kind there are on each (l, k)."""
    panel, kind = np.nonzero(panels)
    kinds = np.repeat(kind, panels[panel, kind])
    return [one.tolist() for one in np.split(kinds, np.cumsum(panels.sum(axis=1)))[:-1]]


def counts_of(seats: Sequence[Sequence[int]], *, kinds: int) -> csr_array:
    """Return how many people of each kind there are on each panel (l, k), of the kind in each of its seats (l, n)."""
    panel = np.repeat(np.arange(len(seats)), [len(one) for one in seats])
    kind = np.fromiter(chain.from_iterable(seats), dtype=np.int64, count=len(panel))
    return csr_array((np.ones(len(panel), dtype=np.int64), (panel, kind)), shape=(len(seats), kinds))


def drawn(urn: Urn, *, seed: bytes) -> tuple[int, ...]:
    """Return the places of the people who are drawn, in ascending order: the same for the same urn and seed anywhere.

    Each number is SHA-256 over the seed and a counter of eight bytes, as one whole number, modulo how many there are to choose
    from. The first chooses a ball, and so a panel; then each chooses for a seat, in turn, one of those of its kind who are left, in
    their order: whoever lives with somebody drawn before is not.
    """
    numbers = _numbers(seed)
    ball = next(numbers) % sum(urn.balls)
    panel = 0
    while ball >= urn.balls[panel]:
        ball -= urn.balls[panel]
        panel += 1
    return tuple(sorted(_seated(urn, urn.panels[panel], numbers)))


def _seated(urn: Urn, panel: Sequence[int], numbers: Iterator[int]) -> Iterator[int]:
    """Yield who sits in each seat of a panel: one of a household, everybody of a kind as likely as another."""
    there: dict[int, list[int]] = {}
    for place, kind in enumerate(urn.kinds):
        there.setdefault(kind, []).append(place)
    taken: set[int] = set()
    for kind in panel:
        left = [one for one in there.get(kind, ()) if urn.households[one] not in taken]
        one = left[next(numbers) % len(left)]
        taken.add(urn.households[one])
        yield one


def _numbers(seed: bytes) -> Iterator[int]:
    """Yield whole numbers of 256 bits for ever."""
    count = 0
    while True:
        yield int.from_bytes(hashlib.sha256(seed + count.to_bytes(8, "big")).digest(), "big")
        count += 1
