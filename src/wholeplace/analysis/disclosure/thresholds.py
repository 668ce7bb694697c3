"""The three small numbers behind every released figure, and the codes a release is written in."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

LEAST_BASE: Final = 10
"""No figure is shown that rests on fewer people than this."""

LEAST_CELL: Final = 5
"""No count of people is shown that is smaller than this; nought counts as small too."""

NEARLY: Final = LEAST_CELL - 1
"""'Nearly all' means all but at most this many, and never says how many."""

LEAST_PART: Final = 2 * LEAST_CELL + 1
"""Answers are set against categories only where each part of them holds at least this many people."""

HIDDEN: Final = -1
"""Stands where a number is not shown."""


class Partition(IntEnum):
    """How finely the answers to one statement are shown."""

    NOTHING = 0
    BASE = 1
    AGREE_OR_NOT = 2
    DISAGREE_OR_NOT = 3
    EVERY_ANSWER = 4


class Row(IntEnum):
    """How much of one category's answers to one statement is shown."""

    HIDDEN = 0
    BASE_ONLY = 1
    NEARLY_NONE = 2
    NEARLY_ALL = 3
    EXACT = 4


ANSWERS: Final = 3
AGREE: Final = 0
DISAGREE: Final = 1
PASS: Final = 2


def printed_answers(partition: IntArray) -> BoolArray:
    """Tell which of the three answers a partition [S] shows by itself: [S, 3]."""
    whole = partition == Partition.EVERY_ANSWER
    agree = whole | (partition == Partition.AGREE_OR_NOT)
    disagree = whole | (partition == Partition.DISAGREE_OR_NOT)
    return np.stack([agree, disagree, whole], axis=1)
