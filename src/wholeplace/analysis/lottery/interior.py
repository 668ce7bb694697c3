"""Where a product is greatest between bounds, by steps that stay inside them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import qr
from scipy.sparse import block_array, csr_array, eye_array, vstack

from wholeplace.analysis.lottery.programmes import Floats, Programme

STEPS = 100
NEAR = 1e-13
"""How far from the best, for each unit of power, the logarithm of the product may stay."""
SHORT_OF_EDGE = 0.995
LEAST_STEP = 1e-6
SAME = 1e-9
FIRM = 1e-14
"""By which part of the greatest entry rows are told apart that come to the same at the end."""


@dataclass(frozen=True)
class Bounded:
    """Where counts (k,) may lie: `equal @ counts == goal`, `rows @ counts <= upper`, `0 <= counts <= most`."""

    equal: csr_array
    goal: Floats
    rows: csr_array
    upper: Floats
    most: Floats


def bounded(rows: csr_array, *, between: tuple[Floats, Floats], most: Floats) -> Bounded:
    """Return where counts may lie whose rows are between bounds."""
    lower, upper = between
    same = lower == upper
    above, below = np.isfinite(upper) & ~same, (lower > 0) & ~same
    sides = csr_array(vstack([rows[above], -rows[below]]))
    return Bounded(rows[same], upper[same], sides, np.r_[upper[above], -lower[below]], most)


def greatest(where: Bounded, powers: Floats) -> Floats:
    """Return the counts (k,) whose product, each to its power (k,), is greatest; those that can be nothing but 0 left out."""
    counts, roomy, loose = _within(where)
    free = loose & (counts > 0)
    held = np.where(free, 0.0, np.where(counts > 0, where.most, 0.0))
    if not free.any():
        return held
    equal = csr_array(vstack([where.equal, where.rows[~roomy]]))
    goal = np.r_[where.goal, where.upper[~roomy]] - equal @ held
    apart = _apart(equal[:, free])
    rest = where.rows[roomy]
    left = Bounded(
        equal[apart][:, free], goal[apart], rest[:, free], where.upper[roomy] - rest @ held, where.most[free]
    )
    held[free] = _Path(left, powers[free], counts[free]).followed()
    return held


def _within(where: Bounded) -> tuple[Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return counts that keep away from every bound they can, and which rows and whose own bounds those are.

    A cone over the bounds makes room for all of them at once: columns are the counts, by how much they are too great, and
    how far each keeps from the upper rows, its own bound, and 0, up to 1.
    """
    count, sides, ties = len(where.most), len(where.upper), len(where.goal)
    own, side = eye_array(count, format="csr"), eye_array(sides, format="csr")
    rows = block_array(
        [
            [where.equal, csr_array(-where.goal.reshape(ties, 1)), None, None, None],
            [where.rows, csr_array(-where.upper.reshape(sides, 1)), side, None, None],
            [own, csr_array(-where.most.reshape(count, 1)), None, own, None],
            [-own, None, None, None, own],
        ],
        format="csr",
    )
    lower = np.r_[np.zeros(ties), np.full(sides + 2 * count, -np.inf)]
    room = sides + 2 * count
    columns = np.r_[np.zeros(count), 1.0, np.zeros(room)], np.r_[np.full(count + 1, np.inf), np.ones(room)]
    programme = Programme(csr_array(rows), between=(lower, np.zeros(rows.shape[0])), columns=columns)
    programme.seek(np.r_[np.zeros(count + 1), np.ones(room)])
    values = programme.solve().values
    counts, kept = values[:count] / values[count], values[count + 1 :] > 0.5
    return np.where(kept[sides + count :], counts, 0.0), kept[:sides], kept[sides : sides + count]


def _apart(rows: csr_array) -> NDArray[np.intp]:
    """Return which rows say all that all of them say."""
    _q, triangle, order = qr(rows.toarray().T, mode="economic", pivoting=True)
    size = np.abs(np.diag(triangle))
    return np.sort(np.asarray(order, dtype=np.intp)[: int((size > SAME * size.max(initial=1.0)).sum())])


class _Path:
    """Newton's steps along the central path: counts keep away from their bounds, ever less.

    With prices w of rows and z of the counts' own bounds, counts x are best where `x * (rows.T @ w + z) = powers`, and a bound
    has a price only where it is reached.

    Source: S. Mehrotra, On the implementation of a primal-dual interior point method (1992), with targets that stay at the
    powers instead of going to nought.
    """

    def __init__(self, where: Bounded, powers: Floats, start: Floats) -> None:
        self.rows = csr_array(vstack([where.equal, where.rows]))
        self.goal, self.tight = np.r_[where.goal, where.upper], len(where.goal)
        self.powers, self.most = powers, where.most
        self.counts, self.worth = start, powers / start
        self.room = where.upper - where.rows @ start
        scale = float(powers.sum()) / (len(self.room) + len(start))
        self.prices = np.r_[np.zeros(self.tight), scale / self.room]
        self.own = scale / (self.most - start)

    def followed(self) -> Floats:
        """Return the counts at the end of the path."""
        pace, total = 0.1, float(self.powers.sum())
        for _step in range(STEPS):
            kept = np.r_[self.prices[self.tight :] * self.room, self.own * (self.most - self.counts)]
            if kept.sum() < NEAR * total and self._off() < NEAR * total:
                break
            step = self._go(pace * float(kept.mean()))
            if step < LEAST_STEP:
                break
            pace = 0.1 if step > 0.9 else 0.5
        return self.counts

    def _short(self) -> tuple[Floats, Floats, Floats]:
        """Return how far the rows, the worth of each kind, and its product with the counts are from where they should be."""
        rows = self.goal - self.rows @ self.counts
        rows[self.tight :] -= self.room
        return rows, self.worth - self.rows.T @ self.prices - self.own, self.powers - self.counts * self.worth

    def _off(self) -> float:
        rows, worth, product = self._short()
        return float(np.abs(rows).sum() + np.abs(worth) @ self.counts + np.abs(product).sum())

    def _go(self, target: float) -> float:
        """Go one step to where every bound times its price is the target; return which part of it could be gone."""
        rows, worth, product = self._short()
        left, prices, tight = self.most - self.counts, self.prices[self.tight :], self.tight
        own, sides = target - self.own * left, target - prices * self.room
        bend = self.worth / self.counts + self.own / left
        pull = worth - own / left + product / self.counts
        weighted = self.rows * (1 / bend)
        matrix = (weighted @ self.rows.T).toarray()
        matrix[np.diag_indices_from(matrix)] += (
            np.r_[np.zeros(tight), self.room / prices] + FIRM * matrix.max()
        )
        short = rows - np.r_[np.zeros(tight), sides / prices]
        by_price = np.linalg.solve(matrix, weighted @ pull - short)
        by_count = (pull - self.rows.T @ by_price) / bend
        by_room = (rows - self.rows @ by_count)[tight:]
        by_own = (own + self.own * by_count) / left
        by_worth = (product - self.worth * by_count) / self.counts
        here = np.concatenate([self.counts, left, self.worth, self.room, prices, self.own])
        there = np.concatenate([by_count, -by_count, by_worth, by_room, by_price[tight:], by_own])
        step = min(1.0, SHORT_OF_EDGE / float((-there / here).max(initial=1e-9)))
        self.counts = self.counts + step * by_count
        self.worth = self.worth + step * by_worth
        self.prices = self.prices + step * by_price
        self.room = self.room + step * by_room
        self.own = self.own + step * by_own
        return step
