"""A lottery over panels that gives everybody a wanted chance: panels are found one after the other until they span it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from wholeplace.analysis.lottery.kinds import Ints, Kinds, average
from wholeplace.analysis.lottery.programmes import Floats, Impossible, Programme, Unfinished
from wholeplace.analysis.lottery.turns import by_values, seated
from wholeplace.analysis.lottery.watch import Watch
from wholeplace.analysis.lottery.weighing import evenest, weighed

WHOLE = 1e-7
"""How near to a whole number counts as one."""
NEAR = 1e-9
"""How near every chance comes to the wanted one."""
FREE_AT_ONCE = 40
"""Kinds that are decided anew where a panel is not whole yet."""
NOISE = 0.3
MOST = 3
"""Panels looked at for each dimension, at most."""
MOST_IN_ALL = 4_000
"""Panels that can be weighed against one another in a few hundred megabytes."""
DRY = 12
"""After so many panels found again there are no new ones to be found."""


@dataclass(frozen=True)
class Spread:
    """Panels (l, k), how often each comes (l,), and how far the chances it gives are from the wanted ones at most."""

    panels: Ints
    weights: Floats
    far: float


class Finder:
    """Finds panels fast, all but the best at given prices: the best in parts, made whole by deciding a few kinds anew."""

    def __init__(
        self, kinds: Kinds, *, between: tuple[Floats, Floats], columns: tuple[Floats, Floats]
    ) -> None:
        """Look among the panels whose rows and counts lie between these bounds."""
        self.rows, self.between, self.columns = kinds.rows, between, columns
        self.linear = Programme(kinds.rows, between=between, columns=columns)
        self.by_column, self.small = kinds.rows.tocsc(), kinds.small

    def panel(self, costs: Floats) -> Ints | None:
        """Return a panel for which the costs are great, all but the greatest; None where none was found."""
        try:
            self.linear.seek(costs)
            solved = self.linear.solve()
        except (Impossible, Unfinished):
            return None
        vertex = solved.values
        apart = np.abs(vertex - np.round(vertex)) > WHOLE
        if not apart.any():
            return np.round(vertex).astype(self.small)
        regret = np.abs(costs - self.rows.T @ solved.prices)
        order = np.lexsort((regret, ~apart))
        for free in (FREE_AT_ONCE, 3 * FREE_AT_ONCE, len(vertex)):
            if (found := self._repaired(costs, vertex, order[: max(free, int(apart.sum()))])) is not None:
                return found
        return None

    def _repaired(self, costs: Floats, vertex: Floats, free: NDArray[np.intp]) -> Ints | None:
        """Return the vertex made whole by deciding some kinds anew."""
        kept = np.round(vertex)
        kept[free] = 0
        reach = self.rows @ kept
        between = self.between[0] - reach, self.between[1] - reach
        columns = self.columns[0][free], self.columns[1][free]
        programme = Programme(csr_array(self.by_column[:, free]), between=between, columns=columns)
        programme.whole(gap=1e-3, nodes=200).seek(costs[free])
        try:
            kept[free] = np.round(programme.solve().values)
        except (Impossible, Unfinished):
            return None
        return kept.astype(self.small)


def about(kinds: Kinds, wanted: Floats) -> Finder:
    """Look among the panels that touch whatever the wanted counts (k,) touch, each within one of them: they are made of these."""
    reach = kinds.rows @ wanted
    lower = np.where(np.abs(reach - kinds.upper) < WHOLE, kinds.upper, kinds.lower)
    upper = np.where(np.abs(reach - kinds.lower) < WHOLE, kinds.lower, kinds.upper)
    columns = np.floor(wanted + WHOLE), np.minimum(np.ceil(wanted - WHOLE), kinds.most)
    return Finder(kinds, between=(lower, upper), columns=columns)


def spread(kinds: Kinds, wanted: Floats, *, rng: np.random.Generator, watch: Watch) -> tuple[Spread, Ints]:
    """Return a lottery over panels whose average is the wanted counts (k,), or as near to them as can be, and all panels found.

    Source: a greedy sequence of low discrepancy, then fully corrective Frank-Wolfe steps on the distance.
    """
    spreading = _Spreading(kinds, wanted, rng)
    if kinds.homes:
        spreading.take_turns(watch)
    return spreading.run(watch), spreading.found


class _Spreading:
    """The panels found so far, and which are looked for next."""

    def __init__(self, kinds: Kinds, wanted: Floats, rng: np.random.Generator) -> None:
        self.kinds, self.wanted, self.rng = kinds, wanted, rng
        self.face = about(kinds, wanted)
        self.part = wanted - self.face.columns[0]
        self.scale = np.maximum(self.part * (1 - self.part), 1e-3)
        self.loose = np.flatnonzero(self.face.columns[1] > self.face.columns[0])
        self.panels: dict[bytes, Ints] = {}
        self.weights = np.zeros(0)
        self.best = Spread(np.zeros((0, len(wanted)), dtype=kinds.small), np.zeros(0), 1.0)
        self.behind = np.zeros(len(wanted))
        self.dry = 0
        tight = int((self.face.between[0] == self.face.between[1]).sum())
        self.dimension = max(len(self.loose) - tight + 1, 1)

    @property
    def found(self) -> Ints:
        """All panels found so far (l, k)."""
        return np.array(list(self.panels.values())).reshape(len(self.panels), len(self.wanted))

    def take_turns(self, watch: Watch) -> None:
        """Find panels whoever lives with whom, and let people take turns at the seats: mostly that is all there is to do."""
        wanted = np.bincount(self.kinds.types, self.wanted).astype(float)
        found, panels = spread(by_values(self.kinds), wanted, rng=self.rng, watch=watch)
        if not len(panels):
            return
        near = found if found.far < NEAR else even(panels, wanted, found)
        self.best, _short = self._held(*seated(self.kinds, near.panels, near.weights, self.wanted))
        watch.panels += len(self.best.panels)

    def run(self, watch: Watch) -> Spread:
        """Find panels until they span what is wanted, none is new any more, or no time is left."""
        goal = max(int(0.75 * self.dimension), 1)
        residual: Floats | None = None
        most = min(MOST * self.dimension + 20, MOST_IN_ALL)
        while self.best.far >= NEAR and self.dry < DRY and len(self.panels) < most and watch.left() > 0:
            watch.panels += self._look(residual if self.rng.random() < 0.5 else None)
            if len(self.panels) >= goal or self.dry >= DRY:
                found, residual = self._weighed(watch)
                self.best = min(self.best, found, key=lambda one: one.far)
                watch.reached = part(self.wanted - residual, self.wanted)
                goal = len(self.panels) + max(self.dimension // 8, 1)
        return self.best

    def _look(self, residual: Floats | None) -> bool:
        """Look for one more panel, where the chances lag behind most or the last weighing fell short; say whether one was found."""
        noise = NOISE * (1 + self.dry) * self.rng.standard_normal(len(self.wanted))
        if residual is None:
            costs = (self.behind + self.part - 0.5) / self.scale + noise / np.sqrt(self.scale)
        else:
            short = residual / self.scale
            costs = short / (short.std() or 1.0) + noise
        found = self.face.panel(costs)
        if found is None or found.tobytes() in self.panels:
            self.dry += 1
            if found is not None and residual is None:
                self.behind += self.wanted - found
            return False
        self.dry = 0
        self.panels[found.tobytes()] = found
        self.behind += self.wanted - found
        return True

    def _weighed(self, watch: Watch) -> tuple[Spread, Floats]:
        """Return how often each panel comes so that the chances are nearest to the wanted, and by how much each falls short."""
        panels = self.found
        if not len(panels):
            return self.best, np.zeros(len(self.wanted))
        scale = np.sqrt(self.scale[self.loose])
        loose, wanted = panels[:, self.loose], self.wanted[self.loose]
        weights = self.weights = weighed(loose, wanted, scale=scale, begun=self.weights, left=watch.left)
        return self._held(panels[weights > 0], weights[weights > 0])

    def _held(self, panels: Ints, weights: Floats) -> tuple[Spread, Floats]:
        """Return a lottery over panels with how far it is from what is wanted, and by how much each kind falls short."""
        short = self.wanted - average(panels, weights)
        return Spread(panels, weights, float(np.abs(short / self.kinds.people).max(initial=0.0))), short


def even(panels: Ints, wanted: Floats, found: Spread) -> Spread:
    """Return the lottery that was found, or another over these panels (l, k), if its least part of the wanted counts is greater."""
    there = panels.any(axis=0) & (wanted > 0)
    weights = evenest(panels[:, there], wanted[there])
    other = Spread(panels[weights > 0], weights[weights > 0], 1.0)
    return max(found, other, key=lambda one: part(average(one.panels, one.weights)[there], wanted[there]))


def part(counts: Floats, wanted: Floats) -> float:
    """Return the part of what is wanted (k,) that these counts (k,) give every kind."""
    there = wanted > WHOLE
    return float((counts[there] / wanted[there]).min(initial=1.0))
