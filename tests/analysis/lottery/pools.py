"""Made-up pools, and every panel of a small one worked out by hand: the oracle."""

import itertools
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from wholeplace.analysis.lottery import Kinds, Lottery, Quota, drawn, kinds_of
from wholeplace.analysis.lottery.kinds import Ints
from wholeplace.analysis.lottery.programmes import Floats


@dataclass(frozen=True)
class Pool:
    """People, each with the quota that counts them for each feature; the quotas; and the size of a panel."""

    answers: Ints
    quotas: tuple[Quota, ...]
    size: int
    households: Ints | None = None

    @property
    def kinds(self) -> Kinds:
        return kinds_of(self.answers, self.quotas, size=self.size, households=self.households)

    def panels(self) -> list[tuple[int, ...]]:
        """Every panel there is."""
        return [one for one in itertools.combinations(range(len(self.answers)), self.size) if self.holds(one)]

    def holds(self, panel: tuple[int, ...]) -> bool:
        """Say whether these people meet size, quotas and households."""
        chosen = list(panel)
        if len(set(chosen)) != self.size:
            return False
        if self.households is not None and len(set(self.households[chosen].tolist())) < self.size:
            return False
        counts = np.bincount(self.answers[chosen].ravel(), minlength=len(self.quotas))
        return all(one.least <= count <= one.most for one, count in zip(self.quotas, counts, strict=True))


def tight(
    seed: int,
    *,
    people: tuple[int, int] = (8, 14),
    features: tuple[int, int] = (2, 6),
    size: tuple[int, int] = (3, 7),
    slack: float = 0.5,
) -> Pool:
    """A small pool with quotas near to what one panel of it has; some with households."""
    rng = np.random.default_rng(seed)
    count, width = int(rng.integers(*people)), int(rng.integers(*features))
    return _tight(rng, count, width, size=int(rng.integers(*size)), slack=slack)


def settled(seed: int, **sizes: Any) -> Pool:
    """A pool as `tight` makes it, in which two or three people live together here and there."""
    pool = tight(seed, **sizes)
    count = len(pool.answers)
    return replace(pool, households=np.random.default_rng(seed).integers(0, max(2 * count // 3, 1), count))


def hard(seed: int) -> Pool:
    """Thirty to two hundred people and quotas that are all but exact, without households: there are panels, and few of them."""
    return replace(tight(seed, people=(30, 201), features=(5, 8), size=(8, 25), slack=0.2), households=None)


def _tight(rng: np.random.Generator, count: int, width: int, *, size: int, slack: float) -> Pool:
    chosen = rng.choice(count, size, replace=False)
    quotas: list[Quota] = []
    answers = np.zeros((count, width), dtype=np.int64)
    for feature in range(width):
        values = int(rng.integers(2, 5))
        column = rng.integers(0, values, count)
        for value in range(values):
            there = int((column[chosen] == value).sum())
            least, most = there - int(rng.random() < slack / 2), there + int(rng.random() < slack / 2)
            quotas.append(Quota(f"f{feature}", f"v{value}", max(least, 0), most, 0, size))
            answers[column == value, feature] = len(quotas) - 1
    homes = rng.integers(0, max(count - 2, 1), count) if rng.random() < 0.3 else None
    return Pool(answers, tuple(quotas), size, homes)


def whole(pool: Pool, lottery: Lottery) -> None:
    """Every panel of a lottery meets size, quotas and households, and the chances add up to the size."""
    kinds = lottery.kinds
    for counts in lottery.panels:
        reach = kinds.rows @ counts
        assert (reach >= kinds.lower).all()
        assert (reach <= kinds.upper).all()
        assert (counts <= kinds.most).all()
    assert lottery.weights.sum() == pytest.approx(1)
    assert (lottery.weights > 0).all()
    assert lottery.chances.sum() == pytest.approx(pool.size)
    for seed in range(5):
        assert pool.holds(drawn(lottery.urn, seed=bytes([seed])))


def leximin(people: int, panels: list[tuple[int, ...]]) -> Floats:
    """Return the fairest chances (p,) over an explicit list of panels, person by person."""
    sits = np.zeros((people, len(panels)))
    for number, panel in enumerate(panels):
        sits[list(panel), number] = 1
    held: dict[int, float] = {}
    free = [one for one in range(people) if sits[one].any()]
    while free:
        rows = [np.r_[-sits[one], 1.0] for one in free] + [np.r_[-sits[one], 0.0] for one in held]
        bounds = [0.0] * len(free) + [1e-10 - chance for chance in held.values()]
        solved = linprog(
            np.r_[np.zeros(len(panels)), -1.0], A_ub=np.array(rows), b_ub=bounds,
            A_eq=[np.r_[np.ones(len(panels)), 0.0]], b_eq=[1.0], bounds=(0, 1), method="highs",
        )  # fmt: skip
        assert solved.status == 0
        prices = -solved.ineqlin.marginals[: len(free)]
        reached = [one for one, price in zip(free, prices, strict=True) if price > 1e-7] or free
        held |= dict.fromkeys(reached, float(solved.x[-1]))
        free = [one for one in free if one not in held]
    return np.array([held.get(one, 0.0) for one in range(people)])
