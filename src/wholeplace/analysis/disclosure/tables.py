"""One attribute's categories against the answers: which rows are shown, and in which parts.

Why nothing hidden can be worked out. Whatever a reader may subtract leaves the *rest*: everybody minus
the exact rows. It is made of hidden categories (at least ten people or none) and of rows that only say
'nearly'. A row that says 'nearly all' stands for any of five numbers; the rest is let through only if
those rows and the hidden people could still be moved four people up and four people down together
without changing any printed number. So every small number has other values under which the same page
would have been printed. Different attributes meet only in the overall row, and no table is finer than it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wholeplace.analysis.disclosure.sizes import least_rest, safe_bases, without_smallest
from wholeplace.analysis.disclosure.thresholds import (
    AGREE,
    DISAGREE,
    HIDDEN,
    LEAST_BASE,
    LEAST_CELL,
    LEAST_PART,
    NEARLY,
    BoolArray,
    IntArray,
    Partition,
    Row,
    printed_answers,
)

if TYPE_CHECKING:
    from wholeplace.analysis.disclosure.overall import ReleasedOverall


@dataclass(frozen=True)
class ReleasedTable:
    """What is shown of one attribute: partition [S], rows [S, C] (`Row` codes), cells [S, C, 3], base [S, C].

    In a two-part table `NEARLY_ALL` and `NEARLY_NONE` speak of the answer that is set apart; where only
    bases are shown `NEARLY_ALL` speaks of the answer the overall row names. -1 stands for not shown.
    """

    partition: IntArray
    rows: IntArray
    cells: IntArray
    base: IntArray

    @property
    def shown(self) -> BoolArray:
        """Which categories are shown for which statement [S, C]."""
        shown: BoolArray = self.rows != Row.HIDDEN
        return shown


def release_table(
    overall: ReleasedOverall, totals: IntArray, counts: IntArray, named: BoolArray
) -> ReleasedTable:
    """Show every answer where that hides no more categories than two parts do; else two parts; else bases.

    `totals` [S, 3] are everybody's answers, `counts` [S, C, 3] those of each category, `named` [C] the
    categories whose size is shown: the others stay hidden, all together, on every statement.
    """
    answer = split_answer(overall.partition, totals)
    whole = _whole_rows(totals, counts, named) * (overall.partition == Partition.EVERY_ANSWER)[:, None]
    split = _split_rows(_two_parts(totals, answer), _two_parts(counts, answer), named)
    whole, split = (rows * _has_room(overall, totals)[:, None] for rows in (whole, split))
    shown_whole, shown_split = ((rows != Row.HIDDEN).sum(axis=1) for rows in (whole, split))
    partition = np.select(
        [(shown_whole > 0) & (shown_whole >= shown_split), shown_split > 0],
        [np.full_like(answer, Partition.EVERY_ANSWER), Partition.AGREE_OR_NOT + answer],
        Partition.BASE,
    )
    rows = np.where((partition == Partition.EVERY_ANSWER)[:, None], whole, split)
    rows = np.where((partition == Partition.BASE)[:, None], _base_rows(overall, totals, counts, named), rows)
    shown = rows != Row.HIDDEN
    return ReleasedTable(
        partition=np.where(shown.any(axis=1), partition, Partition.NOTHING),
        rows=rows,
        cells=np.where(
            printed_answers(partition)[:, None, :] & (rows == Row.EXACT)[:, :, None], counts, HIDDEN
        ),
        base=np.where(shown, counts.sum(axis=2), HIDDEN),
    )


def split_answer(overall: IntArray, totals: IntArray) -> IntArray:
    """Return the answer [S] a two-part table sets apart: the overall row's own, or the more evenly split.

    It is read off the overall row alone, so the choice tells nothing about any category.
    """
    balance = np.minimum(totals, totals.sum(axis=1)[:, None] - totals)
    free = np.where(balance[:, AGREE] >= balance[:, DISAGREE], AGREE, DISAGREE)
    own = np.where(overall == Partition.DISAGREE_OR_NOT, DISAGREE, AGREE)
    return np.where(overall == Partition.EVERY_ANSWER, free, own).astype(np.int64)


def _two_parts(counts: IntArray, answer: IntArray) -> IntArray:
    """Merge the other two answers: [..., 3] becomes [..., 2], the answer set apart coming first."""
    index = answer.reshape(-1, *[1] * (counts.ndim - 1))
    apart = np.take_along_axis(counts, index, axis=-1)
    return np.concatenate([apart, counts.sum(axis=-1, keepdims=True) - apart], axis=-1)


def _has_room(overall: ReleasedOverall, totals: IntArray) -> BoolArray:
    """Tell whether each printed part of the overall row is wide enough to hide two rows of five.

    Read off the overall row alone. Otherwise, with five who disagree in all, a table that shows nothing
    would tell a reader who knows this procedure that all five are in one category.
    """
    printed = printed_answers(overall.partition)
    merged = np.where(printed, 0, totals).sum(axis=1)
    wide = (totals >= LEAST_PART) | ~printed
    roomy: BoolArray = wide.all(axis=1) & ((merged >= LEAST_PART) | printed.all(axis=1)) & printed.any(axis=1)
    return roomy


def _whole_rows(totals: IntArray, counts: IntArray, named: BoolArray) -> IntArray:
    """Show rows with five or more of every answer, hiding more until the rest is safe."""
    base = counts.sum(axis=2)
    could = named & (base >= LEAST_BASE) & (counts >= LEAST_CELL).all(axis=2)
    shown = could
    for _ in range(could.shape[1]):
        left = totals - (counts * shown[:, :, None]).sum(axis=1)
        held = (could & ~shown).sum(axis=1)
        least = np.where(held > 0, held * LEAST_CELL + NEARLY, LEAST_CELL)
        unsafe = (left > 0).any(axis=1) & (left < least[:, None]).any(axis=1)
        shown = without_smallest(shown, base, unsafe)
    return np.where(shown, Row.EXACT, Row.HIDDEN).astype(np.int64)


def _split_rows(totals: IntArray, counts: IntArray, named: BoolArray) -> IntArray:
    """Show every row of ten or more, exact or as nearly all or none, hiding more until the rest is safe."""
    base = counts.sum(axis=2)
    kind = np.select(
        [counts[:, :, 1] <= NEARLY, counts[:, :, 0] <= NEARLY], [Row.NEARLY_ALL, Row.NEARLY_NONE], Row.EXACT
    )
    could = named & (base >= LEAST_BASE)
    rows = np.where(could, kind, Row.HIDDEN).astype(np.int64)
    for _ in range(rows.shape[1]):
        held = (could & (rows == Row.HIDDEN)).sum(axis=1)
        unsafe = _split_is_unsafe(rows, totals, counts, held) & (rows != Row.HIDDEN).any(axis=1)
        if not unsafe.any():
            break
        rows = np.where(without_smallest(rows != Row.HIDDEN, base, unsafe), rows, Row.HIDDEN)
    return rows


def _split_is_unsafe(rows: IntArray, totals: IntArray, counts: IntArray, held: IntArray) -> BoolArray:
    """Tell where the rest pins a number: everything a reader can subtract, set against what could move.

    `held` counts the rows of ten or more that are held back. A reader who knows this procedure knows that
    they have ten people, and may know that they have five each way: so these give no room.
    """
    hidden = totals - (counts * (rows != Row.HIDDEN)[:, :, None]).sum(axis=1)
    base = hidden.sum(axis=1)
    nearly_all, nearly_none = rows == Row.NEARLY_ALL, rows == Row.NEARLY_NONE
    few_against = _total(counts[:, :, 1], nearly_all) + _total(NEARLY - counts[:, :, 0], nearly_none)
    few_for = _total(NEARLY - counts[:, :, 1], nearly_all) + _total(counts[:, :, 0], nearly_none)
    could_rise = few_against + hidden[:, 1] - LEAST_CELL * held
    could_fall = few_for + hidden[:, 0] - LEAST_CELL * held
    told = (nearly_all | nearly_none).any(axis=1) | (held > 0)
    room = np.where(told, NEARLY, np.where(base > 0, LEAST_CELL, 0))
    few = (base > 0) & (base < least_rest(held))
    unsafe: BoolArray = few | (could_rise < room) | (could_fall < room)
    return unsafe


def _total(values: IntArray, where: BoolArray) -> IntArray:
    total: IntArray = np.where(where, values, 0).sum(axis=1)
    return total


def _base_rows(overall: ReleasedOverall, totals: IntArray, counts: IntArray, named: BoolArray) -> IntArray:
    """Show bases alone; a row is nearly all of one answer only where everybody together is."""
    base = counts.sum(axis=2)
    could = named & (base >= LEAST_BASE) & (overall.partition != Partition.NOTHING)[:, None]
    shown = safe_bases(could, base, totals.sum(axis=1))
    together = (overall.partition == Partition.BASE) & (overall.nearly != HIDDEN)
    told = np.where(together, Row.NEARLY_ALL, Row.BASE_ONLY)
    return np.where(shown, told[:, None], Row.HIDDEN).astype(np.int64)
