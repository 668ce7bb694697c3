"""Drawing up a lottery: the fairest chances, the panels that give them, and the proof."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from wholeplace.analysis.lottery.chances import Chances, Cut, fairest
from wholeplace.analysis.lottery.draw import balls_of
from wholeplace.analysis.lottery.hull import Hull, given
from wholeplace.analysis.lottery.kinds import Kinds
from wholeplace.analysis.lottery.nash import greatest_product
from wholeplace.analysis.lottery.panels import NEAR, Spread, spread
from wholeplace.analysis.lottery.possible import never_drawn
from wholeplace.analysis.lottery.programmes import Unfinished, forever
from wholeplace.analysis.lottery.result import Lottery, Method


def draw_up(kinds: Kinds, *, method: Method, seed: int, left: Callable[[], float] = forever) -> Lottery:
    """Return the lottery over panels that is best by a method.

    Args:
        kinds: the pool, by kinds of people, and what a panel meets.
        method: what is made as great as can be.
        seed: which of the lotteries that are equally good is found. Chances do not depend on it.
        left: how many seconds are left whenever it is asked; once none are, the best found so far is returned.

    Raises:
        Impossible: there is no panel that meets every quota.
        Unfinished: time ran out before a single panel was found.

    """
    hull = Hull(kinds, left=left)
    never = never_drawn(hull)
    some = _without(kinds, never)
    within = Hull(some, left=left)
    within.keep(np.array(list(hull.panels.values()))[:, ~never])
    if method is Method.NASH:
        found, gap = greatest_product(some, within)
        bound, finished = fairest(some, levels=1).least, gap < 1e-5
    else:
        found, bound, finished = _fair(some, within, method, seed)
        least = float(((found.weights @ found.panels) / some.people).min())
        gap = max(1 - least / bound, 0.0) if bound else 0.0
    panels = np.zeros((len(found.weights), len(kinds.people)), dtype=np.int64)
    panels[:, ~never] = found.panels
    order = np.lexsort(panels.T[::-1])
    nobody = tuple(int(one) for one in np.flatnonzero(never[kinds.of]))
    balls = balls_of(found.weights[order])
    return Lottery(method, kinds, panels[order[balls > 0]], balls[balls > 0], nobody, bound, gap, finished)


def _without(kinds: Kinds, never: NDArray[np.bool_]) -> Kinds:
    """Return the kinds without those who are on no panel."""
    return replace(kinds, rows=kinds.rows[:, ~never], people=kinds.people[~never], most=kinds.most[~never])


def _fair(kinds: Kinds, hull: Hull, method: Method, seed: int) -> tuple[Spread, float, bool]:
    """Return the lottery whose least chance is greatest, then the next; cut off, one by one, what looks better and no panels give."""
    levels = 1 if method is Method.MAXIMIN else None
    cuts: list[Cut] = []
    wanted = fairest(kinds, cuts, levels=levels)
    first = spread(kinds, wanted.counts, rng=np.random.default_rng(seed), left=hull.left)
    if first.far < NEAR:
        return first, wanted.least, True
    hull.keep(first.panels)
    try:
        while isinstance(found := hull.attain(wanted.counts), Cut):
            cuts.append(found)
            wanted = fairest(kinds, cuts, levels=levels)
    except Unfinished:
        return _so_far(hull, wanted), wanted.least, False
    return found, wanted.least, True


def _so_far(hull: Hull, wanted: Chances) -> Spread:
    """Return the lottery over the panels found so far that gives the greatest part of every wanted chance."""
    panels = np.array(list(hull.panels.values()))
    weights = np.maximum(given(panels, wanted.counts).values[:-1], 0)
    return Spread(panels, weights / weights.sum(), 1.0)
