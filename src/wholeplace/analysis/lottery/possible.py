"""Whether there is a panel at all, what would have to give way where there is none, and who is on no panel there is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_array, csr_array, diags_array, eye_array

from wholeplace.analysis.lottery.hull import Hull
from wholeplace.analysis.lottery.kinds import Ints, Kinds, Quota
from wholeplace.analysis.lottery.programmes import Impossible, Programme, Unfinished

AT_MOST = 5
"""Ways in which quotas could give way that are worked out."""
WHOLE = 0.5
"""Below which a number of people is none."""
FEWER = 0.01
"""Of two ways that move as many people, the one that changes fewer quotas comes first."""


@dataclass(frozen=True)
class Change:
    """A quota that would give way: its number, and how many people it would then ask for at least and at most."""

    quota: int
    least: int
    most: int


@dataclass(frozen=True)
class Relaxation:
    """Quotas that would give way together so that a panel is possible, by so many people in all."""

    changes: tuple[Change, ...]
    by: int
    within_flex: bool
    """Whether each stays within how far it may be moved."""


def is_possible(kinds: Kinds) -> bool:
    """Say whether there is a panel that meets every quota."""
    columns = np.zeros(len(kinds.people)), kinds.most.astype(float)
    programme = Programme(kinds.rows, between=(kinds.lower, kinds.upper), columns=columns).whole()
    try:
        programme.solve()
    except Impossible:
        return False
    return True


def relaxations(kinds: Kinds, quotas: Sequence[Quota]) -> tuple[Relaxation, ...]:
    """Return the smallest ways in which quotas could give way so that a panel is possible, the smallest first.

    Those within how far the quotas may be moved come first, and others only where there is none. None of them holds another.
    None at all where the pool is too small for a panel.
    """
    flex = np.array([(one.least - one.least_flex, one.most_flex - one.most) for one in quotas])
    widest = np.array([(one.least, max(kinds.size - one.most, 0)) for one in quotas])
    return _ways(kinds, quotas, flex, within=True) or _ways(kinds, quotas, widest, within=False)


def _ways(kinds: Kinds, quotas: Sequence[Quota], room: Ints, *, within: bool) -> tuple[Relaxation, ...]:
    found: list[Relaxation] = []
    sets: list[NDArray[np.intp]] = []
    while len(found) < AT_MOST:
        moved = _smallest(kinds, len(quotas), np.maximum(room, 0).reshape(-1, 2), sets)
        if moved is None:
            break
        changed = np.flatnonzero(moved.sum(axis=1))
        changes = tuple(
            Change(one, quotas[one].least - int(moved[one, 0]), quotas[one].most + int(moved[one, 1]))
            for one in map(int, changed)
        )
        found.append(Relaxation(changes, int(moved.sum()), within))
        sets.append(changed)
        if not len(changed):
            break
    return tuple(found)


def _smallest(kinds: Kinds, count: int, room: Ints, beside: Sequence[NDArray[np.intp]]) -> Ints | None:
    """Return by how much each quota gives way below and above (q, 2), as little as can be; not as in any way found before.

    The columns are the people of each kind, how much each quota gives way below, and above, and whether it does.
    """
    people, rest = len(kinds.people), kinds.rows.shape[0] - count
    below = csr_array(np.vstack([np.eye(count), np.zeros((rest, count))]))
    given = -diags_array(room.sum(axis=1).astype(float), format="csr") if count else csr_array((0, 0))
    before = np.zeros((len(beside), count))
    for number, changed in enumerate(beside):
        before[number, changed] = 1
    rows = block_array(
        [
            [kinds.rows, below, None, None],
            [kinds.rows, None, -below, None],
            [None, eye_array(count), eye_array(count), given],
            [None, None, None, csr_array(before)]
            if len(beside)
            else [csr_array((0, people)), None, None, None],
        ],
        format="csr",
    )
    lower = np.r_[kinds.lower, np.full(len(kinds.upper), -np.inf), np.full(count + len(beside), -np.inf)]
    upper = np.r_[np.full(len(kinds.lower), np.inf), kinds.upper, np.zeros(count), before.sum(axis=1) - 1]
    columns = (
        np.zeros(people + 3 * count),
        np.r_[kinds.most, room[:, 0], room[:, 1], np.ones(count)].astype(float),
    )
    programme = Programme(csr_array(rows), between=(lower, upper), columns=columns).whole()
    programme.seek(-np.r_[np.zeros(people), np.ones(2 * count), np.full(count, FEWER)])
    try:
        values = np.round(programme.solve().values[people : people + 2 * count]).astype(np.int64)
    except Impossible:
        return None
    return np.stack([values[:count], values[count:]], axis=1)


def never_drawn(hull: Hull) -> NDArray[np.bool_]:
    """Return for each kind (k,) whether it is on no panel there is; where time runs out, no kind that might be on one.

    Panels that are found fast show most kinds; that no panel holds one of the others is proved.

    Raises:
        Impossible: there is no panel.
        Unfinished: none was found in time.

    """
    unseen = hull.seek_all()
    while unseen.any() or not hull.panels:
        try:
            found, most = hull.best(unseen)
        except Unfinished:
            if not hull.panels:
                raise
            return np.zeros(len(unseen), dtype=np.bool_)
        unseen[found > 0] = 0
        if most < WHOLE:
            break
    return unseen > 0
