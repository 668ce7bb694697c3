"""Scores of statements that tell no more than the printed figures do.

A score worked out from hidden counts could be turned back into them (a product of groups' agreement, with
all groups but one printed, gives the last one away). So a score is a function of what is printed and of
nothing else: exact rows as they are, a 'nearly' row by its middle value, a row that shows its base alone by the
middle of what can be subtracted, and no score at all where a named category is not shown. An order of statements must be sorted by these scores too, never by the true ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wholeplace.analysis.disclosure.ranges import printed_ranges
from wholeplace.analysis.disclosure.thresholds import (
    HIDDEN,
    NEARLY,
    FloatArray,
    IntArray,
    Partition,
    Row,
)

if TYPE_CHECKING:
    from wholeplace.analysis.disclosure.overall import ReleasedOverall
    from wholeplace.analysis.disclosure.tables import ReleasedTable


def printed_counts(overall: ReleasedOverall, table: ReleasedTable) -> FloatArray:
    """Return for each row the middle of what its printed figures allow [S, C, 3]; NaN where nothing is told.

    The two merged answers are shared out as they are in the overall row.
    """
    apart = np.where(table.partition == Partition.DISAGREE_OR_NOT, 1, 0)
    apart = np.where(table.partition == Partition.BASE, np.maximum(overall.nearly, 0), apart)
    ranges = printed_ranges(overall, table)
    ranged = ranges.low != HIDDEN
    apart = np.where(ranged.any(axis=1), ranges.answer, apart)
    base = table.base.astype(np.float64)
    own = np.take_along_axis(table.cells, apart[:, None, None], axis=2)[:, :, 0].astype(np.float64)
    own = np.select(
        [table.rows == Row.EXACT, table.rows == Row.NEARLY_ALL, table.rows == Row.NEARLY_NONE, ranged],
        [own, base - NEARLY / 2, np.full_like(base, NEARLY / 2), (ranges.low + ranges.high) / 2],
        np.nan,
    )
    shares = _shares_of_rest(overall, apart)
    mixed = (base - own)[:, :, None] * shares[:, None, :]
    mixed += own[:, :, None] * (np.arange(3) == apart[:, None])[:, None, :]
    return np.where(table.cells != HIDDEN, table.cells, mixed)


def _shares_of_rest(overall: ReleasedOverall, apart: IntArray) -> FloatArray:
    """Share out what is not set apart as the overall row's middle values do."""
    middle = _middle_of_overall(overall)
    middle[np.arange(len(apart)), apart] = 0
    total = middle.sum(axis=1, keepdims=True)
    return middle / np.where(total > 0, total, 1)


def _middle_of_overall(overall: ReleasedOverall) -> FloatArray:
    """Return printed answers as they are, and merged ones evenly or, if one holds nearly all, two short."""
    hidden = overall.cells == HIDDEN
    parts = hidden.sum(axis=1)
    merged = overall.base - np.where(hidden, 0, overall.cells).sum(axis=1)
    named = overall.nearly != HIDDEN
    each = np.where(named, NEARLY / 2 / np.maximum(parts - 1, 1), merged / np.maximum(parts, 1))
    middle = np.where(hidden, each[:, None], overall.cells).astype(np.float64)
    middle[named, overall.nearly[named]] = merged[named] - NEARLY / 2
    return middle
