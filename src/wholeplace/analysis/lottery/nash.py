"""Chances of which the product is greatest: a little less for whoever has the least, where that gives many others far more."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array, vstack

from wholeplace.analysis.lottery.chances import Cut, polished
from wholeplace.analysis.lottery.interior import bounded, greatest
from wholeplace.analysis.lottery.kinds import Kinds
from wholeplace.analysis.lottery.programmes import Floats, Programme


def greatest_product(kinds: Kinds, cuts: Sequence[Cut] = ()) -> Floats:
    """Return how many people of each kind (k,) are drawn on average where the product of all chances is greatest.

    They lie between panels or, seldom, beyond, as the fairest chances do.
    """
    rows, between, most = _rows(kinds, cuts)
    return polished(kinds, greatest(bounded(rows, between=between, most=most), kinds.people.astype(float)))


def ahead(kinds: Kinds, counts: Floats, cuts: Sequence[Cut] = ()) -> float:
    """Return what the mean over people of the logarithm of a chance can grow by at most, from these counts (k,) on.

    Where a kind's people are worth `1 / chance` each, no lottery is worth more than the panel that is worth most.
    """
    if not (counts > 0).all():
        return float("inf")
    rows, between, most = _rows(kinds, cuts)
    programme = Programme(rows, between=between, columns=(np.zeros(len(counts)), most))
    programme.seek(kinds.people / counts)
    return max(programme.solve().reached / float(kinds.people.sum()) - 1, 0.0)


def _rows(kinds: Kinds, cuts: Sequence[Cut]) -> tuple[csr_array, tuple[Floats, Floats], Floats]:
    prices = csr_array(np.array([cut.prices for cut in cuts]).reshape(len(cuts), len(kinds.people)))
    lower = np.r_[kinds.lower, np.full(len(cuts), -np.inf)]
    upper = np.r_[kinds.upper, [cut.most for cut in cuts]]
    return csr_array(vstack([kinds.rows, prices])), (lower, upper), kinds.most.astype(float)
