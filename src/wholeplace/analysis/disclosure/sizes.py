"""How many people of each category took part: what may be shown of a single list of sizes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wholeplace.analysis.disclosure.thresholds import HIDDEN, LEAST_BASE, NEARLY, BoolArray, IntArray


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
    and otherwise the smallest shown categories join them.
    """
    if people.sum() > everyone or (people < 0).any():
        raise ValueError("The categories hold more people than there are.")
    could = people >= LEAST_BASE
    shown = safe_bases(could[None, :], people[None, :], np.array([everyone]))[0]
    sizes = np.where(shown, people, HIDDEN)
    return ReleasedSizes(shown=shown, people=sizes, total=int(people[shown].sum()))


def safe_bases(could: BoolArray, people: IntArray, everyone: IntArray) -> BoolArray:
    """Show of each row the categories that could be, the smallest left out until the rest is safe."""
    shown = could
    for _ in range(could.shape[1]):
        left = everyone - np.where(shown, people, 0).sum(axis=1)
        unsafe = (left > 0) & (left < least_rest((could & ~shown).sum(axis=1)))
        shown = without_smallest(shown, people, unsafe)
    return shown


def least_rest(held: IntArray) -> IntArray:
    """Return how many people the rest must have: ten, or more where held-back rows are known to have ten."""
    return np.where(held > 0, held * LEAST_BASE + NEARLY, LEAST_BASE)


def without_smallest(mask: BoolArray, people: IntArray, where: BoolArray) -> BoolArray:
    """Take out of each row of the mask, where told to, the category with the fewest people."""
    if mask.shape[1] == 0:
        return mask
    sizes = np.where(mask, people, np.iinfo(np.int64).max)
    smallest = np.arange(mask.shape[1]) == np.argmin(sizes, axis=1)[:, None]
    kept: BoolArray = mask & ~(smallest & where[:, None])
    return kept


def without_largest(mask: BoolArray, people: IntArray, where: BoolArray) -> BoolArray:
    """Take out of each row of the mask, where told to, the category with the most people."""
    return without_smallest(mask, -people, where)
