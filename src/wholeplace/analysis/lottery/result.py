"""What a lottery comes to: who can be drawn with which chance, by which panels, and how near that is proved to be to the best."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from wholeplace.analysis.lottery.draw import BALLS, Urn, seats_of
from wholeplace.analysis.lottery.kinds import Ints, Kinds, average
from wholeplace.analysis.lottery.programmes import Floats


class Method(StrEnum):
    """What is made as great as can be: the least chance and then the next, the least alone, or the product of all."""

    LEXIMIN = "leximin"
    MAXIMIN = "maximin"
    NASH = "nash"


@dataclass(frozen=True)
class Lottery:
    """An explicit lottery over panels."""

    method: Method
    kinds: Kinds
    panels: Ints
    """(l, k) people of each kind on each panel, in an order that does not depend on the pool's."""
    balls: Ints
    """(l,) how many balls each panel has of all those in the urn."""
    never: Sequence[int]
    """The people who are on no panel there is, by their number."""
    bound: float
    """No lottery gives everybody who can be drawn a greater chance than this."""
    gap: float
    """By which part the least chance stays below its bound; for the product of chances, by how much for each person."""
    finished: bool
    """Whether it is the best, proved; where time ran out, the best found so far, with its gap."""

    @property
    def weights(self) -> Floats:
        """How often each panel comes (l,); they sum to one."""
        return self.balls / BALLS

    @property
    def urn(self) -> Urn:
        """What the draw is made from."""
        kinds, homes = self.kinds.of.tolist(), self.kinds.households.tolist()
        return Urn(seats_of(self.panels), self.balls.tolist(), kinds, homes)

    @property
    def chances(self) -> Floats:
        """The chance of each person (p,)."""
        return (average(self.panels, self.weights) / self.kinds.people)[self.kinds.of]

    @property
    def least(self) -> float:
        """The chance of whoever can be drawn and has the least."""
        there = np.ones(len(self.kinds.of), dtype=bool)
        there[list(self.never)] = False
        return float(self.chances[there].min()) if there.any() else 0.0


def gini(chances: Floats) -> float:
    """Return how unequal chances (p,) are: 0 where all are equal, towards 1 where one person has all."""
    count, total = len(chances), float(chances.sum())
    if not total:
        return 0.0
    places = 2 * np.arange(1, count + 1) - count - 1
    return max(float(places @ np.sort(chances)) / (count * total), 0.0)
