"""Drawing up a lottery: the best chances by a method, the panels that give them, and the proof."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from wholeplace.analysis.lottery.chances import Chances, Cut, fairest
from wholeplace.analysis.lottery.draw import balls_of
from wholeplace.analysis.lottery.hull import Hull
from wholeplace.analysis.lottery.kinds import Kinds, average
from wholeplace.analysis.lottery.nash import ahead, greatest_product
from wholeplace.analysis.lottery.panels import NEAR, Spread, even, spread
from wholeplace.analysis.lottery.possible import never_drawn
from wholeplace.analysis.lottery.programmes import Unfinished
from wholeplace.analysis.lottery.result import Lottery, Method
from wholeplace.analysis.lottery.watch import Progress, Watch, forever, nobody


def draw_up(
    kinds: Kinds,
    *,
    method: Method,
    seed: int,
    left: Callable[[], float] = forever,
    tell: Callable[[Progress], None] = nobody,
) -> Lottery:
    """Return the lottery over panels that is best by a method.

    Args:
        kinds: the pool, by kinds of people, and what a panel meets.
        method: what is made as great as can be.
        seed: which of the lotteries that are equally good is found. Chances do not depend on it.
        left: how many seconds are left whenever it is asked; once none are, the best found so far is returned.
        tell: told how far it is, many times a second but for seldom long steps; what it raises ends the work.

    Raises:
        Impossible: there is no panel that meets every quota.
        Unfinished: time ran out before a single panel was found.

    """
    watch = Watch(left, tell)
    hull = Hull(kinds, watch)
    never = never_drawn(hull)
    some = _without(kinds, never)
    within = Hull(some, watch)
    within.keep(np.array(list(hull.panels.values()))[:, ~never])
    found, bound, gap, finished = _best(some, within, method, seed)
    panels = np.zeros((len(found.weights), len(kinds.people)), dtype=kinds.small)
    panels[:, ~never] = found.panels
    order = np.lexsort(panels.T[::-1])
    nowhere = tuple(int(one) for one in np.flatnonzero(never[kinds.of]))
    balls = balls_of(found.weights[order])
    return Lottery(method, kinds, panels[order[balls > 0]], balls[balls > 0], nowhere, bound, gap, finished)


def _without(kinds: Kinds, never: NDArray[np.bool_]) -> Kinds:
    """Return the kinds without those who are on no panel."""
    people, most = kinds.people[~never], kinds.most[~never]
    types = np.unique(kinds.types[~never], return_inverse=True)[1]
    return replace(kinds, rows=kinds.rows[:, ~never], people=people, most=most, types=types)


def _best(kinds: Kinds, hull: Hull, method: Method, seed: int) -> tuple[Spread, float, float, bool]:
    """Return the best lottery, what nobody's least chance can pass, how near to the best it is proved to be, and whether it is it."""
    cuts: list[Cut] = []
    in_time = (
        hull.watch.left() > 0
    )  # if not, who can be drawn at all may not be known, nor that any product is above 0
    sought = method if in_time else Method.MAXIMIN
    wanted = _wanted(kinds, cuts, sought)
    found, panels = spread(kinds, wanted.counts, rng=np.random.default_rng(seed), watch=hull.watch)
    finished = found.far < NEAR
    if not finished:
        hull.keep(panels)
        try:
            while isinstance(tried := hull.attain(wanted.counts), Cut):
                cuts.append(tried)
                wanted = _wanted(kinds, cuts, sought)
            found, finished = tried, in_time
        except Unfinished:
            found = even(np.array(list(hull.panels.values())), wanted.counts, found)
    counts = average(found.panels, found.weights)
    if method is Method.NASH:
        return found, wanted.least, ahead(kinds, counts, cuts), finished
    least = float((counts / kinds.people).min(initial=1.0))
    return found, wanted.least, max(1 - least / wanted.least, 0.0) if wanted.least else 0.0, finished


def _wanted(kinds: Kinds, cuts: Sequence[Cut], method: Method) -> Chances:
    """Return the chances that are best where no panel passes these cuts: what panels give is at most as good."""
    if method is Method.LEXIMIN:
        return fairest(kinds, cuts)
    first = fairest(kinds, cuts, levels=1)
    return replace(first, counts=greatest_product(kinds, cuts)) if method is Method.NASH else first
