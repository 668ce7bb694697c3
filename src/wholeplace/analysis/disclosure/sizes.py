"""How many people of each category took part: what may be shown of a single list of sizes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wholeplace.analysis.disclosure.thresholds import HIDDEN, LEAST_BASE, BoolArray, IntArray


@dataclass(frozen=True)
class ReleasedSizes:
    """The categories that pass, how many people each has (-1 where hidden), and how many those are."""

    shown: BoolArray
    people: IntArray
    total: int


def release_sizes(everyone: int, people: IntArray) -> ReleasedSizes:
    """Show the sizes of ten or more that leave ten or more, or nobody, unshown.

    `everyone` counts all voters, `people` those of each category [C]; whoever states no category is in
    none of them. A reader who knows `everyone` can subtract: so the unshown together must pass as well,
    and otherwise the smallest shown category joins them, which always mends it, being ten or more.
    """
    if people.sum() > everyone or (people < 0).any():
        raise ValueError("The categories hold more people than there are.")
    shown = people >= LEAST_BASE
    if 0 < everyone - int(people[shown].sum()) < LEAST_BASE and shown.any():
        shown[smallest_of(shown[None, :], people[None, :])[0]] = False
    sizes = np.where(shown, people, HIDDEN)
    return ReleasedSizes(shown=shown, people=sizes, total=int(people[shown].sum()))


def smallest_of(mask: BoolArray, sizes: IntArray) -> IntArray:
    """Return for each row of `mask` the column with the smallest size among those it marks."""
    return np.argmin(np.where(mask, sizes, np.iinfo(np.int64).max), axis=1).astype(np.int64)
