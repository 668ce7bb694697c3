"""People who are alike have the same chance: a pool as so many people of each kind, and what every panel of them meets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from wholeplace.analysis.lottery.programmes import Floats

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Quota:
    """So many people of a panel, at least and at most, have one value of a feature; each may be moved so far, and no further."""

    feature: str
    value: str
    least: int
    most: int
    least_flex: int
    most_flex: int


@dataclass(frozen=True)
class Kinds:
    """How many people there are of each kind, and what a panel meets: `lower <= rows @ counts <= upper`, `counts <= most`.

    Two people are of one kind where they have the same values, and live with people of the same values where at most one of
    a household is drawn. The first rows are the quotas, in their order; then comes the size, then the households.
    """

    rows: csr_array
    """(m, k), one row for each quota, one for the size, one for each kind of household that has several kinds."""
    lower: Floats
    upper: Floats
    people: Ints
    """(k,) people of each kind."""
    most: Ints
    """(k,) how many of each kind a panel can hold."""
    of: Ints
    """(p,) the kind of each person."""
    households: Ints
    """(p,) the household of each person, by a number."""
    types: Ints
    """(k,) a number for the values of each kind, from 0 on; kinds of the same number differ by whom their people live with."""
    homes: int
    """How many of the last rows are of households."""
    size: int

    @property
    def small(self) -> np.dtype[Any]:
        """The smallest whole numbers that people of a panel can be counted in."""
        return np.min_scalar_type(-self.size - 1)


def kinds_of(answers: Ints, quotas: Sequence[Quota], *, size: int, households: Ints | None = None) -> Kinds:
    """Return the kinds of people in a pool.

    Args:
        answers: (p, f) for each person and feature the number of the quota that counts them.
        quotas: (q,) all quotas.
        size: people of a panel.
        households: (p,) a number for each household of which at most one person is drawn; none where several can be.

    """
    count = len(answers)
    types, type_of = np.unique(answers, axis=0, return_inverse=True)
    type_of = type_of.reshape(count)
    home = np.arange(count) if households is None else np.unique(households, return_inverse=True)[1]
    classes, class_of = _classes(type_of, home)
    pairs, kind_of = np.unique(np.stack([class_of, type_of]), axis=1, return_inverse=True)
    kind_of = kind_of.reshape(count)
    people = np.bincount(kind_of, minlength=pairs.shape[1])
    most = np.minimum(people, classes[pairs[0]] if len(classes) else people)
    several = np.flatnonzero(np.bincount(pairs[0], minlength=len(classes)) > 1)
    together = np.flatnonzero(np.isin(pairs[0], several))
    rows = vstack(
        [
            _ones(types[pairs[1]].T, np.arange(pairs.shape[1]), (len(quotas), pairs.shape[1])),
            csr_array(np.ones((1, pairs.shape[1]))),
            _ones(np.searchsorted(several, pairs[0][together]), together, (len(several), pairs.shape[1])),
        ]
    )
    lower = [*(one.least for one in quotas), size, *np.full(len(several), -np.inf)]
    upper = [*(one.most for one in quotas), size, *classes[several]]
    bounds = np.asarray(lower, dtype=float), np.asarray(upper, dtype=float)
    return Kinds(csr_array(rows), *bounds, people, most, kind_of, home, pairs[1], len(several), size)


def average(panels: Ints, weights: Floats) -> Floats:
    """Return how many people of each kind (k,) panels (l, k) hold on average that come so often (l,)."""
    return np.asarray(csr_array(panels).T @ weights, dtype=float)


def _ones(rows: Ints, columns: Ints, shape: tuple[int, int]) -> csr_array:
    """Return a matrix that is one at these rows and columns, broadcast together, and nought elsewhere."""
    rows, columns = np.broadcast_arrays(rows, columns)
    return csr_array((np.ones(rows.size), (rows.ravel(), columns.ravel())), shape=shape)


def _classes(type_of: Ints, home: Ints) -> tuple[Ints, Ints]:
    """Return how many households there are of each composition, and the composition of each person's."""
    order = np.lexsort((type_of, home))
    starts = np.flatnonzero(np.r_[True, np.diff(home[order]) > 0]) if len(order) else np.zeros(0, int)
    found: dict[tuple[int, ...], list[int]] = {}
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(order)
        members = order[start:end]
        found.setdefault(tuple(type_of[members]), []).append(number)
    class_of_home = np.zeros(len(starts), dtype=np.int64)
    for number, composition in enumerate(sorted(found)):
        class_of_home[found[composition]] = number
    return np.bincount(class_of_home, minlength=len(found)), class_of_home[home]
