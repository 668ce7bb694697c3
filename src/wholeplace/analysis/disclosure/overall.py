"""Everybody's answers to each statement, in the finest parts that give no small number away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wholeplace.analysis.disclosure.thresholds import (
    AGREE,
    ANSWERS,
    DISAGREE,
    HIDDEN,
    LEAST_BASE,
    LEAST_CELL,
    NEARLY,
    IntArray,
    Partition,
    printed_answers,
)


@dataclass(frozen=True)
class ReleasedOverall:
    """One row for each statement: what is shown of everybody's answers.

    partition [S] holds `Partition` codes; cells [S, 3] and base [S] hold -1 where hidden;
    nearly [S] names the answer that holds all but at most four of the part whose answers are merged
    (the whole row where only the base is shown), or -1.
    """

    partition: IntArray
    cells: IntArray
    base: IntArray
    nearly: IntArray


def release_overall(counts: IntArray) -> ReleasedOverall:
    """Choose for each row of answers [S, 3] the finest partition whose parts all hold five or more.

    The parts never leave one small answer to be worked out, not even by a reader who knows this
    procedure: 'pass' is never set alone against 'agree or disagree', because that choice would say that
    both are small, and with eight people merged, that each is four.
    """
    base = counts.sum(axis=1)
    partition = _finest(counts, base)
    cells = np.where(printed_answers(partition), counts, HIDDEN)
    nearly = _nearly(counts, partition, base)
    shown = partition != Partition.NOTHING
    return ReleasedOverall(
        partition=partition, cells=cells, base=np.where(shown, base, HIDDEN), nearly=nearly
    )


def _finest(counts: IntArray, base: IntArray) -> IntArray:
    rest = base[:, None] - counts
    splits = (counts >= LEAST_CELL) & (rest >= LEAST_CELL)
    chosen = np.select(
        [base < LEAST_BASE, (counts >= LEAST_CELL).all(axis=1), splits[:, AGREE], splits[:, DISAGREE]],
        [Partition.NOTHING, Partition.EVERY_ANSWER, Partition.AGREE_OR_NOT, Partition.DISAGREE_OR_NOT],
        default=Partition.BASE,
    )
    return chosen.astype(np.int64)


def _nearly(counts: IntArray, partition: IntArray, base: IntArray) -> IntArray:
    """Name the answer that fills the merged part, where that leaves five possible numbers for it."""
    merged = np.where(printed_answers(partition), 0, counts)
    size = merged.sum(axis=1)
    largest = np.argmax(merged, axis=1)
    fills = merged[np.arange(len(base)), largest] >= size - NEARLY
    told = fills & (size >= LEAST_CELL + NEARLY) & (partition != Partition.NOTHING)
    return np.where(told, largest, HIDDEN).astype(np.int64)


def check_counts(counts: IntArray) -> None:
    """Refuse counts that are not [statements x 3] numbers of people."""
    if counts.ndim != 2 or counts.shape[1] != ANSWERS or (counts < 0).any():
        raise ValueError("Counts are one row for each statement: agree, disagree, pass.")
