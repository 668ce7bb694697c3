"""One conversation's figures: everybody's answers, each attribute's table, and the sizes."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from wholeplace.analysis.disclosure.overall import ReleasedOverall, check_counts, release_overall
from wholeplace.analysis.disclosure.sizes import ReleasedSizes, release_sizes
from wholeplace.analysis.disclosure.tables import ReleasedTable, release_table
from wholeplace.analysis.disclosure.thresholds import LEAST_BASE, IntArray

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Breakdown:
    """One attribute's counts [S, C, 3] and how many people of each category took part at all [C]."""

    counts: IntArray
    people: IntArray


@dataclass(frozen=True)
class ReleasedCounts:
    """Everything that may be shown of one conversation, and nothing else."""

    people: int
    overall: ReleasedOverall
    tables: Mapping[str, ReleasedTable]
    sizes: Mapping[str, ReleasedSizes]


def release_counts(overall: IntArray, attributes: Mapping[str, Breakdown], *, people: int) -> ReleasedCounts:
    """Hide whatever could give a small number away; raise ValueError where counts do not add up.

    `overall` [S, 3] counts agree, disagree and pass; `people` is everybody who took part (-1 in the
    release when they are fewer than ten). People who state no category are in no row, only in the rest;
    people who answer on the record are in none of these counts.
    """
    check_counts(overall)
    if overall.sum(axis=1).max(initial=0) > people:
        raise ValueError("A statement has more answers than there are people.")
    for breakdown in attributes.values():
        _check(overall, breakdown)
    rows = release_overall(overall)
    sizes = {name: release_sizes(people, breakdown.people) for name, breakdown in attributes.items()}
    tables = {
        name: release_table(rows, overall, breakdown.counts, sizes[name].shown)
        for name, breakdown in attributes.items()
    }
    told = people if people >= LEAST_BASE else -1
    return ReleasedCounts(told, rows, MappingProxyType(tables), MappingProxyType(sizes))


def _check(overall: IntArray, breakdown: Breakdown) -> None:
    counts = breakdown.counts
    if counts.shape != (len(overall), len(breakdown.people), 3) or (counts < 0).any():
        raise ValueError("A breakdown has one row of three answers for each statement and category.")
    if (counts.sum(axis=1) > overall).any():
        raise ValueError("The categories hold more answers than everybody together.")
    if (counts.sum(axis=2) > breakdown.people).any():
        raise ValueError("A category holds more answers than people.")
