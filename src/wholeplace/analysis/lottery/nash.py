"""Chances of which the product is greatest: a little less for whoever has the least, where that gives many others far more."""

import numpy as np
from scipy.optimize import nnls

from wholeplace.analysis.lottery.hull import Hull
from wholeplace.analysis.lottery.kinds import Ints, Kinds
from wholeplace.analysis.lottery.panels import Spread, anywhere
from wholeplace.analysis.lottery.programmes import Floats, Unfinished

NEAR = 1e-6
"""How near to the best, for each person, the logarithm of the chances comes."""
STEPS = 60


def greatest_product(kinds: Kinds, hull: Hull) -> tuple[Spread, float]:
    """Return the lottery over panels that makes the product of all chances greatest, and how far it is from that for each person.

    Every panel that would better it is looked for exactly, so the distance is proved: a panel's people are worth
    `1 / chance` each, and where none is worth more than all people together, nothing is better.

    The hull knows a panel for each kind already. Where time runs out, the distance is proved by the linear relaxation.
    """
    people = kinds.people.astype(float)
    finder = anywhere(kinds)
    weights = np.full(len(hull.panels), 1 / len(hull.panels))
    while True:
        panels = np.array(list(hull.panels.values()))
        weights = _weighed(panels, np.r_[weights, np.zeros(len(panels) - len(weights))], people)
        prices = people / (weights @ panels)
        if hull.left() <= 0:
            return _so_far(panels, weights, finder.bound(prices) / people.sum() - 1)
        known = len(hull.panels)
        found = finder.panel(prices)
        if found is not None and prices @ found > people.sum() * (1 + NEAR):
            hull.keep(found[None])
        if len(hull.panels) == known:
            try:
                _found, most = hull.best(prices)
            except Unfinished:
                return _so_far(panels, weights, finder.bound(prices) / people.sum() - 1)
            ahead = most / people.sum() - 1
            if ahead <= NEAR or len(hull.panels) == known:
                return _so_far(panels, weights, ahead)


def _so_far(panels: Ints, weights: Floats, ahead: float) -> tuple[Spread, float]:
    kept = weights > 0
    return Spread(panels[kept], weights[kept], 0.0), max(float(ahead), 0.0)


def _weighed(panels: Ints, weights: Floats, people: Floats) -> Floats:
    """Return weights (l,) that make the product of chances greatest over these panels (l, k): Newton's steps, each by least squares.

    Source: Y. Kim, P. Carbonetto, M. Stephens, M. Anitescu, A fast algorithm for maximum likelihood estimation of mixture
    proportions using sequential quadratic programming (2020), with the squares kept from being negative.
    """
    weights = 0.999 * weights + 0.001 / len(weights)
    root = np.sqrt(people / people.sum())
    strong = 1e3
    for _step in range(STEPS):
        counts = weights @ panels
        matrix = np.vstack([(panels / counts).T * root[:, None], np.full((1, len(panels)), strong)])
        goal, _distance = nnls(matrix, np.r_[2 * root, strong], maxiter=30 * len(weights) + 100)
        goal = goal / goal.sum()
        move = goal - weights
        slope = float((people / counts) @ (move @ panels))
        if slope < 1e-10 * people.sum():
            break
        weights = weights + _step_along(weights, move, panels, people) * move
    return np.asarray(weights / weights.sum())


def _step_along(weights: Floats, move: Floats, panels: Ints, people: Floats) -> float:
    """Return how far to go so that the product grows."""
    counts, change = weights @ panels, move @ panels
    step = 1.0
    before = float(people @ np.log(counts))
    while step > 1e-10:
        after = counts + step * change
        if (after > 0).all() and float(people @ np.log(after)) > before:
            return step
        step /= 2
    return 0.0
