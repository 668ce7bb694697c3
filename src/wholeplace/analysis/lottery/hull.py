"""Whether a lottery over panels gives everybody the wanted chance: it is found, or a cut that all panels keep and the wanted chances do not."""

import numpy as np

from wholeplace.analysis.lottery.chances import Cut
from wholeplace.analysis.lottery.kinds import Ints, Kinds, average
from wholeplace.analysis.lottery.panels import Finder, Spread
from wholeplace.analysis.lottery.programmes import Floats, Programme, Unfinished
from wholeplace.analysis.lottery.watch import Watch
from wholeplace.analysis.lottery.weighing import given

ATTAINED = 1 - 1e-8
"""From which part of every wanted chance on it counts as given."""
BEYOND = 1 - 1e-7
"""Below which part the wanted chances are proved to be beyond what panels give."""


class Hull:
    """Every panel there is, through a programme in whole numbers, and those found so far."""

    def __init__(self, kinds: Kinds, watch: Watch) -> None:
        """Take the kinds, and who says how long to go on and is told how far it is."""
        self.kinds, self.watch = kinds, watch
        self.columns = np.zeros(len(kinds.people)), kinds.most.astype(float)
        self.exact = Programme(kinds.rows, between=(kinds.lower, kinds.upper), columns=self.columns).whole()
        self.panels: dict[bytes, Ints] = {}

    def keep(self, panels: Ints) -> None:
        """Know these panels (l, k) too."""
        self.panels |= {one.tobytes(): one for one in np.ascontiguousarray(panels, dtype=self.kinds.small)}

    def seek_all(self) -> Floats:
        """Find panels fast, as long as each holds somebody whom none before it held; return 1 for each kind (k,) not held yet."""
        finder = Finder(self.kinds, between=(self.kinds.lower, self.kinds.upper), columns=self.columns)
        unseen: Floats = np.ones(len(self.kinds.people))
        while unseen.any() and self.watch.left() > 0:
            found = finder.panel(unseen)
            if found is None or not unseen[found > 0].any():
                break
            self.watch.panels += 1
            self.keep(found[None])
            unseen[found > 0] = 0
        return unseen

    def best(self, prices: Floats) -> tuple[Ints, float]:
        """Return the panel whose people are worth most at these prices (k,), and what none can be worth more than.

        Raises:
            Impossible: there is no panel.
            Unfinished: it was not found in time; one that is less good may have been, and is kept.

        """
        self.exact.seek(prices)
        solved = self.exact.solve(left=self.watch.left)
        found = np.round(solved.values).astype(self.kinds.small)
        self.watch.panels += found.tobytes() not in self.panels
        self.keep(found[None])
        if not solved.proved:
            raise Unfinished
        return found, max(solved.bound, float(prices @ found))

    def attain(self, wanted: Floats) -> Spread | Cut:
        """Return the lottery over panels that gives the wanted counts (k,), or a cut that shows that none does.

        Raises:
            Unfinished: neither was found in time.

        """
        if not self.panels:
            self.best(np.ones(len(wanted)))
        while self.watch.left() > 0:
            panels = np.array(list(self.panels.values()))
            solved = given(panels, wanted, left=self.watch.left)
            self.watch.reached = solved.reached
            weights = np.maximum(solved.values[:-1], 0)
            weights /= weights.sum()
            if solved.reached >= ATTAINED:
                return self._spread(panels, weights, wanted)
            prices = np.maximum(np.abs(solved.prices[:-1]), 0)
            prices /= prices @ wanted
            known = len(self.panels)
            _found, most = self.best(prices)
            if len(self.panels) == known or most <= solved.reached + 1e-9:
                if most < BEYOND:
                    return Cut(prices, most)
                return self._spread(panels, weights, wanted)
        raise Unfinished

    def _spread(self, panels: Ints, weights: Floats, wanted: Floats) -> Spread:
        far = np.abs(wanted - average(panels, weights)) / self.kinds.people
        return Spread(panels[weights > 0], weights[weights > 0], float(far.max(initial=0.0)))
