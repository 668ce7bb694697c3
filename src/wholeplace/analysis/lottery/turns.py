"""People of the same values take turns at their seats, so that nobody sits beside somebody of their own household."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from wholeplace.analysis.lottery.kinds import Ints, Kinds
from wholeplace.analysis.lottery.programmes import Floats

NOTHING = 1e-16
"""Of all time, how long a turn lasts at most that is left out."""
ROUNDS = 20


def by_values(kinds: Kinds) -> Kinds:
    """Return the kinds of people there are, whoever lives with whom: all of the same values are of one."""
    own = kinds.rows.shape[0] - kinds.homes
    types, first = np.unique(kinds.types, return_index=True)
    people, most = (np.bincount(kinds.types, one).astype(np.int64) for one in (kinds.people, kinds.most))
    rows, lower, upper = kinds.rows[:own][:, first], kinds.lower[:own], kinds.upper[:own]
    return replace(kinds, rows=rows, lower=lower, upper=upper, people=people, most=most, types=types, homes=0)


def seated(kinds: Kinds, panels: Ints, weights: Floats, wanted: Floats) -> tuple[Ints, Floats]:
    """Return panels of kinds with their weights, made of panels (l, t) by values that come so often (l,).

    Of the seats of its values each kind has the part that it has of the wanted counts (k,). The panels are stretches of one
    span of time. Each seat is taken by one kind after the other; where two of a household would sit together, one of them
    changes places with somebody of the same values, for as long. Panels where nobody can are left out.

    Source: R. McNaughton, Scheduling with deadlines and loss functions, Management Science 6 (1959), for the turns.
    """
    turns = _Turns(kinds, *_taken(kinds, panels, weights, wanted))
    turns.settle()
    good = ~turns.crowded().any(axis=1)
    apart, which = np.unique(turns.panels[good], axis=0, return_inverse=True)
    lengths = np.bincount(which.reshape(-1), turns.lengths[good], minlength=len(apart))
    return apart, lengths / (lengths.sum() or 1.0)


def _taken(kinds: Kinds, panels: Ints, weights: Floats, wanted: Floats) -> tuple[Ints, Floats]:
    """Return panels of kinds (s, k) and their lengths (s,), where one kind takes a seat after the other."""
    ends = np.cumsum(weights)
    among = [np.flatnonzero(kinds.types == one) for one in range(panels.shape[1])]
    times = [np.zeros(1), ends]
    for seats, of in zip(panels.T, among, strict=True):
        stretch, upto = _line(seats, weights)
        change = _changes(wanted[of], upto)
        cell = np.searchsorted(upto, change)
        times.append(ends[stretch[cell]] - (upto[cell] - change))
    edges = np.unique(np.concatenate(times))
    edges = edges[np.diff(edges, prepend=-1) > NOTHING]
    lengths, middle = np.diff(edges), (edges[1:] + edges[:-1]) / 2
    panels = panels[np.searchsorted(ends, middle)]
    taken = np.zeros((len(lengths), len(wanted)), dtype=kinds.small)
    for seats, of in zip(panels.T, among, strict=True):
        stretch, upto = _line(seats, lengths)
        kind = np.searchsorted(_changes(wanted[of], upto), upto - lengths[stretch] / 2)
        np.add.at(taken, (stretch, of[kind]), 1)
    return taken, lengths


def _line(seats: Ints, lengths: Floats) -> tuple[Ints, Floats]:
    """Put seats (l,) of stretches of time in a line, the first seat of every stretch, then the second: which stretch, and its end."""
    _seat, stretch = np.nonzero(np.arange(seats.max(initial=0))[:, None] < seats)
    return stretch, np.cumsum(lengths[stretch])


def _changes(wanted: Floats, upto: Floats) -> Floats:
    """Return where in a line one kind follows the other; nowhere where there is no line."""
    return np.cumsum(wanted)[:-1] * (upto[-1] / wanted.sum()) if len(upto) else np.zeros(0)


class _Turns:
    """Panels (l, k), and how long each sits (l,)."""

    def __init__(self, kinds: Kinds, panels: Ints, lengths: Floats) -> None:
        self.kinds, self.panels, self.lengths = kinds, panels, lengths
        own = kinds.rows.shape[0] - kinds.homes
        self.homes = csr_array(kinds.rows[own:].astype(kinds.small))
        self.most = kinds.upper[own:].astype(np.int64)
        homes, together = self.homes.nonzero()
        self.home = np.full(len(kinds.people), -1)
        self.home[together] = homes

    def crowded(self) -> NDArray[np.bool_]:
        """Say where (l, k) more people of a kind sit than can, or somebody beside too many of such households."""
        full = self.panels @ self.homes.T > self.most
        together = (self.panels > 0) & (self.home >= 0) & full[:, self.home]
        return np.asarray(together | (self.panels > self.kinds.most))

    def settle(self) -> None:
        """Let people change places until nobody sits beside somebody of their household, or nobody can."""
        for _round in range(ROUNDS):
            crowded = np.argwhere(self.crowded()).tolist()
            left = [one for turn, kind in crowded if (one := self._changed(turn, kind))]
            if not left:
                break
            self.panels = np.vstack([self.panels, *(panel for panel, _length in left)])
            self.lengths = np.r_[self.lengths, [length for _panel, length in left]]
            lasting = self.lengths > NOTHING
            self.panels, self.lengths = self.panels[lasting], self.lengths[lasting]

    def _changed(self, turn: int, kind: int) -> tuple[Ints, float] | None:
        """Let a kind change places with another of its values for as long as both can; return what is left of the longer turn."""
        if self._room(kind)[turn] >= 0:
            return None
        alike = np.flatnonzero(self.kinds.types == self.kinds.types[kind]).tolist()
        fit = np.array([one for one in alike if one != kind and self._room(one)[turn] > 0], dtype=np.intp)
        there = np.flatnonzero(self._room(kind) > 0)
        where, who = np.nonzero(self.panels[np.ix_(there, fit)])
        if not len(where):
            return None
        own, lengths = self.lengths[turn], self.lengths[there[where]]
        best = np.lexsort((np.abs(lengths - own), lengths < own))[0]
        other, instead = there[where[best]], fit[who[best]]
        longer, shorter = (other, turn) if lengths[best] >= own else (turn, other)
        left = self.panels[longer].copy(), float(self.lengths[longer] - self.lengths[shorter])
        self.lengths[longer] = self.lengths[shorter]
        self.panels[[turn, other], [kind, instead]] -= 1
        self.panels[[turn, other], [instead, kind]] += 1
        return left

    def _room(self, kind: int) -> Ints:
        """Return how many more people of a kind could sit in each turn (l,); below nought, how many too many sit there."""
        room = self.kinds.most[kind] - self.panels[:, kind]
        if (home := self.home[kind]) >= 0:
            beside = self.homes.indices[self.homes.indptr[home] : self.homes.indptr[home + 1]]
            room = np.minimum(room, self.most[home] - self.panels[:, beside].sum(axis=1))
        return np.asarray(room)
