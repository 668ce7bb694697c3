"""How often each of the panels found comes, so that the chances are nearest to the wanted ones, or the least part of them is great."""

from collections.abc import Callable

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import nnls
from scipy.sparse import block_array, csr_array, vstack

from wholeplace.analysis.lottery.kinds import Ints
from wholeplace.analysis.lottery.programmes import Floats, Programme, Solved

STRONG = 10.0
"""How much it counts that weights sum to one."""
AT_ONCE = 4e9
"""How great panels times panels times kinds are at most where one step without an end in sight is short enough."""
FIRM = 1e-12
SLIGHT = 1e-10
COLUMNS = 500
EXCHANGES = 100
PATIENCE = 3
SOON = 2e8
"""How great panels times panels times kinds are at most where a linear programme takes a second or so."""
STEPS, WORK = 3000, 400_000_000
"""Steps that bring the least part near to the greatest there is, and how many seats times steps take seconds."""


def weighed(
    panels: Ints, wanted: Floats, *, scale: Floats, begun: Floats, left: Callable[[], float]
) -> Floats:
    """Return weights (l,) that sum to one and bring the average of panels (l, k) nearest to what is wanted (k,), on this scale.

    Many panels begin with the weights of the first of them (b,), and end with those reached when no time is left.
    """
    count = len(panels)
    matrix = csr_array(
        vstack([csr_array(csr_array(panels) * (1 / scale)).T, csr_array(np.full((1, count), STRONG))])
    )
    goal = np.r_[wanted / scale, STRONG]
    if count * count * len(wanted) <= AT_ONCE:
        weights, _distance = nnls(matrix.toarray(), goal, maxiter=30 * count + 100)
    else:
        weights = _exchanged(matrix, goal, begun, left)
    return np.asarray(weights / weights.sum() if weights.sum() > 0 else weights)


def _exchanged(matrix: csr_array, goal: Floats, begun: Floats, left: Callable[[], float]) -> Floats:
    """Return weights, none below nought, that bring a matrix nearest to its goal: those that fall below are left out together.

    Source: L. F. Portugal, J. J. Júdice, L. N. Vicente, A comparison of block pivoting and interior-point algorithms for
    linear least squares problems with nonnegative variables, Mathematics of Computation 63 (1994).
    """
    weights = np.r_[begun, np.zeros(matrix.shape[1] - len(begun))]
    used = weights > 0
    used[len(begun) :] = True
    products = _products(matrix)
    products[np.diag_indices_from(products)] += FIRM * np.trace(products)
    fewest, patience = len(weights) + 1, PATIENCE
    for _exchange in range(EXCHANGES):
        if left() <= 0:
            break
        weights = np.zeros(len(used))
        factor = cho_factor(products[np.ix_(used, used)], overwrite_a=True, check_finite=False)
        for _round in range(3):
            weights[used] += cho_solve(factor, (matrix.T @ (goal - matrix @ weights))[used])
        wrong = np.where(used, weights < 0, matrix.T @ (goal - matrix @ weights) > SLIGHT)
        if not wrong.any():
            break
        patience = PATIENCE if wrong.sum() < fewest else patience - 1
        fewest = min(fewest, int(wrong.sum()))
        used ^= wrong if patience > 0 else np.arange(len(used)) == np.flatnonzero(wrong)[-1]
    return np.asarray(np.maximum(weights, 0))


def _products(matrix: csr_array) -> Floats:
    """Return the product of each two columns, worked out a few columns at a time: nought is rare in it, and dear to tell."""
    columns = matrix.tocsc()
    parts = range(0, columns.shape[1], COLUMNS)
    return np.hstack([columns.T @ columns[:, one : one + COLUMNS].toarray() for one in parts])


def given(panels: Ints, wanted: Floats, *, left: Callable[[], float] | None = None) -> Solved:
    """Return weights of panels that give the greatest same part of every wanted count; in the time that is left, if it is said.

    Raises:
        Unfinished: they were not found in time.

    """
    count = len(panels)
    rows = block_array(
        [[csr_array(panels.T), csr_array(-wanted.reshape(-1, 1))], [csr_array(np.ones((1, count))), None]],
        format="csr",
    )
    lower = np.r_[np.zeros(len(wanted)), 1.0]
    upper = np.r_[np.full(len(wanted), np.inf), 1.0]
    columns = np.zeros(count + 1), np.r_[np.ones(count), 2.0]
    programme = Programme(csr_array(rows), between=(lower, upper), columns=columns)
    programme.seek(np.r_[np.zeros(count), 1.0])
    return programme.solve(left=left)


def evenest(panels: Ints, wanted: Floats) -> Floats:
    """Return weights (l,) that sum to one and give every kind as great a part of the wanted counts (k,) as can be found in seconds."""
    if len(panels) * panels.size > SOON:
        return _evened(panels, wanted)
    weights = np.maximum(given(panels, wanted).values[:-1], 0)
    return np.asarray(weights / weights.sum())


def _evened(panels: Ints, wanted: Floats) -> Floats:
    """Return weights that give every kind a great part of the wanted counts.

    Source: J. Kivinen, M. K. Warmuth, Exponentiated gradient versus gradient descent for linear predictors, Information and
    Computation 132 (1997), on a smoothed least part that becomes ever less smooth.
    """
    parts = csr_array(csr_array(panels) * (1 / wanted))
    by_kind = csr_array(parts.T)
    weights = best = np.full(len(panels), 1 / len(panels))
    reached = 0.0
    for step in range(min(STEPS, WORK // parts.nnz)):
        each = by_kind @ weights
        if (least := float(each.min())) > reached:
            reached, best = least, weights
        sharp = 200.0 + 2 * step
        prices = np.exp(sharp * (least - each))
        worth = parts @ (prices / prices.sum())
        weights = weights * np.exp(4 / sharp * (worth - worth.max()) / (worth.std() or 1.0))
        weights /= weights.sum()
    return best
