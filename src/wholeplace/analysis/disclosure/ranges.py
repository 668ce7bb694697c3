"""Between which numbers an answer lies where the base alone is shown: what any reader could work out by subtraction.

Nothing is released by this: the ends are sums and differences of printed figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wholeplace.analysis.disclosure.thresholds import (
    DISAGREE,
    HIDDEN,
    NEARLY,
    IntArray,
    Partition,
    Row,
    printed_answers,
)

if TYPE_CHECKING:
    from wholeplace.analysis.disclosure.overall import ReleasedOverall
    from wholeplace.analysis.disclosure.tables import ReleasedTable

NARROW = 0.25
"""A range is worth telling where it spans no more of the base than this."""


@dataclass(frozen=True)
class PrintedRanges:
    """The answer each statement's ranges are about [S], and their ends [S, C]; -1 where there is none to tell."""

    answer: IntArray
    low: IntArray
    high: IntArray


def printed_ranges(overall: ReleasedOverall, table: ReleasedTable) -> PrintedRanges:
    """Return for each row that shows its base alone between which numbers one answer of it lies."""
    answer = _answer(overall, table.partition)
    each = np.arange(len(answer))
    total = np.where(answer == HIDDEN, HIDDEN, overall.cells[each, answer])[:, None]
    bare = table.rows == Row.BASE_ONLY
    base = np.where(table.shown, table.base, 0)
    own = np.take_along_axis(table.cells, np.maximum(answer, 0)[:, None, None], axis=2)[:, :, 0]
    kinds = [table.rows == kind for kind in (Row.EXACT, Row.NEARLY_ALL, Row.NEARLY_NONE)]
    least = np.select(kinds, [own, base - NEARLY, np.zeros_like(base)], 0)
    most = np.select(kinds, [own, base, np.full_like(base, NEARLY)], base)
    rest = overall.base - base.sum(axis=1)
    low = np.maximum(total - (most.sum(axis=1) + rest)[:, None] + most, 0)
    high = np.minimum(total - least.sum(axis=1)[:, None] + least, base)
    told = bare & (total != HIDDEN) & (high - low <= NARROW * base)
    return PrintedRanges(answer, np.where(told, low, HIDDEN), np.where(told, high, HIDDEN))


def _answer(overall: ReleasedOverall, partition: IntArray) -> IntArray:
    """Return the answer a table's rows are told of: the one set apart, or else the most frequent one printed."""
    printed = np.where(printed_answers(overall.partition), overall.cells, HIDDEN)
    frequent = np.where((printed == HIDDEN).all(axis=1), HIDDEN, printed[:, : DISAGREE + 1].argmax(axis=1))
    apart = partition - Partition.AGREE_OR_NOT
    parted = (partition == Partition.AGREE_OR_NOT) | (partition == Partition.DISAGREE_OR_NOT)
    chosen: IntArray = np.where(parted, apart, frequent).astype(np.int64)
    return chosen
