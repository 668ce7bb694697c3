"""Finds out whether 1 or -1 stands for agree, from counts the export states itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from wholeplace.account.exchange.polis_export import Sign
from wholeplace.account.exchange.polis_votes import Answers

CLEAR = 2
"""One reading has to fit this many times better than the other."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """For the same people or statements: votes of 1 and of -1, and stated agrees and disagrees (below 0: none)."""

    ones: npt.NDArray[np.integer[Any]]
    minus_ones: npt.NDArray[np.integer[Any]]
    agrees: npt.NDArray[np.integer[Any]]
    disagrees: npt.NDArray[np.integer[Any]]

    def verdict(self) -> Sign | None:
        """Return which number stands for agree, or None where neither reading fits much better."""
        straight = self._distance(self.ones, self.minus_ones)
        crossed = self._distance(self.minus_ones, self.ones)
        if straight * CLEAR < crossed:
            return Sign.PLUS
        if crossed * CLEAR < straight:
            return Sign.MINUS
        return None

    def _distance(self, agrees: npt.NDArray[np.integer[Any]], disagrees: npt.NDArray[np.integer[Any]]) -> int:
        apart = np.abs(agrees - self.agrees)[self.agrees >= 0].sum()
        return int(apart + np.abs(disagrees - self.disagrees)[self.disagrees >= 0].sum())


def sign_shown_by(evidence: Iterable[Evidence]) -> Sign | None:
    """Return the sign all clear evidence agrees on, or None if there is none or it differs."""
    verdicts = {verdict for one in evidence if (verdict := one.verdict()) is not None}
    return verdicts.pop() if len(verdicts) == 1 else None


def sign_beside(matrix: Answers, votes: Answers) -> Sign:
    """Return MINUS if most answers both files hold are each other's opposite in the matrix, else PLUS."""
    _, here, there = np.intersect1d(matrix.key, votes.key, assume_unique=True, return_indices=True)
    same = matrix.value[here].astype(np.int64) * votes.value[there]
    return Sign.MINUS if same.sum() < 0 else Sign.PLUS
