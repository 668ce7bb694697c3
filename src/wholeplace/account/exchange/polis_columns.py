"""Reads whole columns of ids and numbers at once, and finds the row of whatever is wrong in them."""

import re

import numpy as np
import numpy.typing as npt

from wholeplace.account.exchange.polis_cells import COUNT, UNREADABLE, UNSTATED, Numbering, whole_numbers
from wholeplace.account.exchange.polis_rows import Block, Sheet


def ids_in(
    block: Block, *, sheet: Sheet, place: int, numbers: Numbering, too_many: str
) -> npt.NDArray[np.int32]:
    """Return the number of each id in a column, below nought where it is none, with the problem noted."""
    cells = block.column(place)
    found = np.fromiter(map(numbers.__getitem__, cells), np.int32, len(cells))
    for wrong in np.flatnonzero(found < 0):
        cell = cells[wrong]
        code = too_many if found[wrong] == Numbering.TOO_MANY else "id-unusable"
        code = code if cell.strip() else "id-missing"
        _note(block, sheet, place, int(wrong), code)
        if code == too_many:
            sheet.notes.refuse_if_any()
    return found


def numbers_in(
    block: Block,
    *,
    sheet: Sheet,
    place: int | None,
    pattern: re.Pattern[str] = COUNT,
    code: str = "not-a-count",
) -> npt.NDArray[np.int64]:
    """Return the number each cell of a column states, UNSTATED where none or where there is no such column."""
    if place is None:
        return np.full(len(block.rows), UNSTATED, np.int64)
    found = whole_numbers(block.column(place), pattern)
    note_unreadable(found, block, sheet=sheet, place=place, code=code)
    return found


def note_unreadable(
    found: npt.NDArray[np.int64], block: Block, *, sheet: Sheet, place: int, code: str
) -> None:
    """Note each cell of a column that states something else than a number."""
    for wrong in np.flatnonzero(found == UNREADABLE):
        _note(block, sheet, place, int(wrong), code)


def _note(block: Block, sheet: Sheet, place: int, wrong: int, code: str) -> None:
    sheet.notes.problem(
        code,
        file=sheet.file,
        row=block.numbers[wrong],
        column=sheet.header[place],
        value=block.rows[wrong][place],
    )
