"""Ballots as they are kept, one letter for each statement by its number, and as the analysis takes them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from wholeplace.mediate.conversations.names import Answer

VALUES = {Answer.AGREE: 1, Answer.DISAGREE: -1, Answer.PASS: 0}


def table_of(ballots: Sequence[str], *, width: int) -> npt.NDArray[np.uint8]:
    """Return the ballots as a table of letters, people by statement numbers."""
    padded = "".join(letters.ljust(width, Answer.UNSEEN.value)[:width] for letters in ballots)
    return np.frombuffer(padded.encode("ascii"), dtype=np.uint8).reshape(len(ballots), width)


def cells_of(
    table: npt.NDArray[np.uint8],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int8]]:
    """Return the row, the column and the value of each answer in a table of letters."""
    row, column = np.nonzero(table != ord(Answer.UNSEEN.value))
    value = np.zeros(len(row), dtype=np.int8)
    chosen = table[row, column]
    for answer, number in VALUES.items():
        value[chosen == ord(answer.value)] = number
    return row, column, value
