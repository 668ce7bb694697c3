"""The fairest chances of people to be drawn: as great as can be for whoever has the least, then for whoever has the next least."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import block_array, csr_array, eye_array

from wholeplace.analysis.lottery.kinds import Kinds
from wholeplace.analysis.lottery.programmes import EXACT, Floats, Impossible, Programme, Solved

CERTAIN = 1 - 1e-9
PRICED = 1e-6
"""From which price on a chance cannot be greater in any best solution."""


@dataclass(frozen=True)
class Cut:
    """What no panel passes: `prices @ counts <= most`."""

    prices: Floats
    most: float


@dataclass(frozen=True)
class Chances:
    """How many people of each kind are drawn on average (k,), and the chance of whoever has the least."""

    counts: Floats
    least: float


def fairest(kinds: Kinds, cuts: Sequence[Cut] = (), *, levels: int | None = None) -> Chances:
    """Return the chances of which the least is greatest, then the next, for so many levels or all.

    They lie between panels or, seldom, beyond: whether a lottery over panels gives them is to be found out.

    Source: F. Flanigan, P. Gölz, A. Gupta, B. Hennig, A. D. Procaccia, Fair algorithms for selecting citizens' assemblies,
    Nature 596 (2021), with the sets of panels widened to their linear relaxation.
    """
    steps = _Steps(kinds, cuts)
    level = 0
    while steps.free.any() and (levels is None or level < levels):
        steps.take()
        level += 1
    return Chances(polished(kinds, steps.counts), steps.least)


class _Steps:
    """One level after the other: the least chance of those still free is made greatest, and whoever can have no more is held there."""

    def __init__(self, kinds: Kinds, cuts: Sequence[Cut]) -> None:
        self.people = kinds.people.astype(float)
        count = len(self.people)
        self.free = np.ones(count, dtype=bool)
        self.held = np.zeros(count)
        self.least, self.counts = 1.0, np.zeros(count)
        self.most = kinds.most.astype(float)
        self.first = kinds.rows.shape[0] + len(cuts)
        prices = csr_array(np.array([cut.prices for cut in cuts]).reshape(len(cuts), count))
        chance = csr_array(-self.people.reshape(count, 1))
        rows = block_array(
            [[kinds.rows, None], [prices, None], [eye_array(count, format="csr"), chance]], format="csr"
        )
        lower = np.r_[kinds.lower, np.full(len(cuts), -np.inf), np.zeros(count)]
        upper = np.r_[kinds.upper, [cut.most for cut in cuts], np.full(count, np.inf)]
        columns = np.zeros(count + 1), np.r_[self.most, 1.0]
        self.programme = Programme(csr_array(rows), between=(lower, upper), columns=columns)
        self.programme.seek(np.r_[np.zeros(count), 1.0])

    def take(self) -> None:
        """Go one level on."""
        solved = self._solved()
        chance = float(solved.values[-1])
        self.counts = solved.values[:-1]
        if not self.held.any():
            self.least = chance
        if chance >= CERTAIN:
            reached = self.free
        else:
            prices = np.abs(solved.prices[self.first :]) * self.people
            reached = self.free & (prices > PRICED)
            if not reached.any():
                reached = self.free & (prices >= prices[self.free].max())
        for kind in map(int, np.flatnonzero(reached)):
            self.held[kind] = min(chance, 1.0) * self.people[kind] * (1 - 1e-10)
            self.programme.bound_row(self.first + kind, lower=-np.inf, upper=np.inf)
        self.free &= ~reached
        self._hold(0.0)

    def _hold(self, slack: float) -> None:
        for kind in map(int, np.flatnonzero(self.held)):
            lower = max(self.held[kind] * (1 - slack), 0.0)
            self.programme.bound_column(kind, lower=min(lower, self.most[kind]), upper=self.most[kind])

    def _solved(self) -> Solved:
        """Solve, and where rounding alone stands in the way, hold a little less."""
        for slack in (EXACT, 1e-8, 1e-7):
            try:
                return self.programme.solve()
            except Impossible:
                if not self.held.any():
                    raise
                self._hold(slack)
        return self.programme.solve()


def polished(kinds: Kinds, counts: Floats) -> Floats:
    """Return counts moved as little as can be so that they meet the rows they touch exactly."""
    for _round in range(3):
        reach = kinds.rows @ counts
        at_upper, at_lower = np.abs(reach - kinds.upper) < 1e-6, np.abs(reach - kinds.lower) < 1e-6
        touched = np.flatnonzero(at_upper | at_lower)
        goal = np.where(at_upper, kinds.upper, kinds.lower)[touched]
        room = np.minimum(np.maximum(counts, 0), np.maximum(kinds.most - counts, 0)) ** 2
        rows = kinds.rows[touched].toarray()
        weighted = rows * room
        move = np.linalg.lstsq(weighted @ rows.T, goal - reach[touched], rcond=1e-12)[0]
        counts = np.clip(counts + weighted.T @ move, 0, kinds.most)
    return counts
