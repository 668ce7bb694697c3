"""One attribute's categories against the answers: which rows are shown, and in which parts.

Why nothing hidden can be worked out. Whatever a reader may subtract leaves the *rest*: everybody minus
the exact rows. It is made of hidden categories (at least ten people or none), of rows that only say
'nearly', and of rows of which the base alone is shown. A row that says 'nearly all' stands for any of five
numbers; the rest is let through only if all these could still be moved four people up and four people down
together without changing any printed number. So every small number has other values under which the same
page would have been printed. Different attributes meet only in the overall row, and no table is finer than it.

What is given up first. Before a row is hidden, the largest shows its base alone: how it answered is then known
as a range, by subtraction, narrow for so many people and yet wide enough to hide the small number elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wholeplace.analysis.disclosure.sizes import least_rest, safe_bases, without_largest, without_smallest
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

TOLD_COUNTS = 2
"""A row whose answers are told counts as much as two of which the base alone is shown."""

MORE_ROOM = LEAST_CELL
"""How much more must be able to move where a row shows its base alone, which tells that it had to."""


@dataclass(frozen=True)
class ReleasedTable:
    """What is shown of one attribute: partition [S], rows [S, C] (`Row` codes), cells [S, C, 3], base [S, C].

    In a two-part table `NEARLY_ALL` and `NEARLY_NONE` speak of the answer that is set apart; where only
    bases are shown `NEARLY_ALL` speaks of the answer the overall row names. -1 stands for not shown.
    `held` [S, C] marks the rows that ten people or more answered and that are hidden for the sake of others.
    """

    partition: IntArray
    rows: IntArray
    cells: IntArray
    base: IntArray
    held: BoolArray

    @property
    def shown(self) -> BoolArray:
        """Which categories are shown for which statement [S, C]."""
        shown: BoolArray = self.rows != Row.HIDDEN
        return shown


def release_table(
    overall: ReleasedOverall, totals: IntArray, counts: IntArray, named: BoolArray
) -> ReleasedTable:
    """Show every answer where that tells no less than two parts do; else two parts; else bases.

    `totals` [S, 3] are everybody's answers, `counts` [S, C, 3] those of each category, `named` [C] the
    categories whose size is shown: the others stay hidden, all together, on every statement.
    """
    answer = split_answer(overall.partition, totals)
    whole = _whole_rows(totals, counts, named)
    split = _split_rows(_two_parts(totals, answer), _two_parts(counts, answer), named)
    every, two = np.full_like(answer, Partition.EVERY_ANSWER), Partition.AGREE_OR_NOT + answer
    told_whole = how_much_is_told(whole) * _has_room(overall, totals, every)
    told_split = how_much_is_told(split) * _has_room(overall, totals, two)
    partition = np.select(
        [(told_whole > 0) & (told_whole >= told_split), told_split > 0], [every, two], Partition.BASE
    )
    rows = np.select(
        [(partition == Partition.EVERY_ANSWER)[:, None], (partition == two)[:, None]],
        [whole, split],
        _base_rows(overall, totals, counts, named),
    )
    shown, base = rows != Row.HIDDEN, counts.sum(axis=2)
    exact = printed_answers(partition)[:, None, :] & (rows == Row.EXACT)[:, :, None]
    return ReleasedTable(
        partition=np.where(shown.any(axis=1), partition, Partition.NOTHING),
        rows=rows,
        cells=np.where(exact, counts, HIDDEN),
        base=np.where(shown, base, HIDDEN),
        held=~shown & (base >= LEAST_BASE),
    )


def how_much_is_told(rows: IntArray) -> IntArray:
    """Weigh what rows [..., C] tell: answers count twice as much as a base alone."""
    told: IntArray = ((rows > Row.BASE_ONLY) * TOLD_COUNTS + (rows == Row.BASE_ONLY)).sum(axis=-1)
    return told


def split_answer(overall: IntArray, totals: IntArray) -> IntArray:
    """Return the answer [S] a two-part table sets apart: the overall row's own; else to agree, where there is room.

    It is read off the overall row alone: that one answer is safe to set apart and the other is not would tell
    of a few people which they gave.
    """
    others = totals.sum(axis=1) - totals[:, AGREE]
    roomy = np.minimum(totals[:, AGREE], others) >= LEAST_PART
    every = overall == Partition.EVERY_ANSWER
    own = np.where(overall == Partition.DISAGREE_OR_NOT, DISAGREE, AGREE)
    return np.where(every, np.where(roomy, AGREE, DISAGREE), own).astype(np.int64)


def _two_parts(counts: IntArray, answer: IntArray) -> IntArray:
    """Merge the other two answers: [..., 3] becomes [..., 2], the answer set apart coming first."""
    index = answer.reshape(-1, *[1] * (counts.ndim - 1))
    apart = np.take_along_axis(counts, index, axis=-1)
    return np.concatenate([apart, counts.sum(axis=-1, keepdims=True) - apart], axis=-1)


def _has_room(overall: ReleasedOverall, totals: IntArray, parts: IntArray) -> BoolArray:
    """Tell where a table may be in these parts [S]: no finer than the overall row, each wide enough to hide in.

    Read off the overall row alone. Each part must have room for two rows of five: otherwise, with five who
    disagree in all, a table that shows nothing would tell a reader who knows this procedure that all five
    are in one category.
    """
    apart = printed_answers(parts)
    merged = np.where(apart, 0, totals).sum(axis=1)
    wide = ((totals >= LEAST_PART) | ~apart).all(axis=1) & ((merged >= LEAST_PART) | apart.all(axis=1))
    roomy: BoolArray = wide & (~apart | printed_answers(overall.partition)).all(axis=1)
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
    """Show rows of which the base is safe, exact or as nearly all or none; of the largest perhaps the base alone.

    The largest row loses least by it: what can be subtracted says how it answered to within a few people. It is
    chosen by its size, whatever it answered, and nothing is shown where that is not enough.
    """
    base = counts.sum(axis=2)
    could = named & (base >= LEAST_BASE)
    shown = safe_bases(could, base, totals.sum(axis=1))
    held = (could & ~shown).sum(axis=1)
    kind = np.select(
        [counts[:, :, 1] <= NEARLY, counts[:, :, 0] <= NEARLY], [Row.NEARLY_ALL, Row.NEARLY_NONE], Row.EXACT
    )
    rows = np.where(shown, kind, Row.HIDDEN).astype(np.int64)
    unsafe = _split_is_unsafe(rows, totals, counts, held)
    rows = np.where(shown & ~without_largest(shown, base, unsafe), Row.BASE_ONLY, rows)
    unsafe = _split_is_unsafe(rows, totals, counts, held) | ~(rows > Row.BASE_ONLY).any(axis=1)
    return rows * ~unsafe[:, None]


def _split_is_unsafe(rows: IntArray, totals: IntArray, counts: IntArray, held: IntArray) -> BoolArray:
    """Tell where the rest pins a number: everything a reader can subtract, set against what could move.

    `held` counts the rows of ten or more that are held back. A reader who knows this procedure knows that
    they have ten people, and may know that they have five each way: so these give no room. A row of which
    the base alone is shown gives all its room; but since it tells that without it the rest was not safe,
    there must be five more each way than there need be otherwise.
    """
    hidden = totals - (counts * (rows > Row.BASE_ONLY)[:, :, None]).sum(axis=1)
    bare = rows == Row.BASE_ONLY
    rest = hidden.sum(axis=1) - _total(counts.sum(axis=2), bare)
    nearly_all, nearly_none = rows == Row.NEARLY_ALL, rows == Row.NEARLY_NONE
    few_against = _total(counts[:, :, 1], nearly_all) + _total(NEARLY - counts[:, :, 0], nearly_none)
    few_for = _total(NEARLY - counts[:, :, 1], nearly_all) + _total(counts[:, :, 0], nearly_none)
    could_rise = few_against + hidden[:, 1] - LEAST_CELL * held
    could_fall = few_for + hidden[:, 0] - LEAST_CELL * held
    told = (nearly_all | nearly_none).any(axis=1) | (held > 0)
    room = np.where(told, NEARLY, np.where(rest > 0, LEAST_CELL, 0)) + MORE_ROOM * bare.any(axis=1)
    few = (rest > 0) & (rest < least_rest(held))
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
