"""What a single cell of a Polis export says."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

UNSEEN: Final = 9
"""Stands in a matrix where there is no vote."""
UNSTATED: Final = -1
"""Stands where the file states no number."""
UNREADABLE: Final = -2
"""Stands where the file states something else than a number."""

VOTES: Final[dict[str, int]] = {
    "1": 1, "0": 0, "-1": -1, "1.0": 1, "0.0": 0, "-0.0": 0, "-1.0": -1, "+1": 1,
}  # fmt: skip
"""The ways a vote is written; spreadsheets and data frames add a point and a nought."""
MATRIX_BYTES: Final[dict[str, int]] = {**{text: vote % 256 for text, vote in VOTES.items()}, "": UNSEEN}
"""The byte each cell of a matrix becomes, read back as a number from -128 to 127."""

COUNT: Final = re.compile(r"([0-9]{1,9})(?:\.0*)?", re.ASCII)
TIME: Final = re.compile(r"([0-9]{1,15})(?:\.[0-9]*)?", re.ASCII)
GROUP: Final = re.compile(r"(-?[0-9]{1,9})(?:\.0*)?", re.ASCII)
_WHOLE_ID: Final = re.compile(r"0*([0-9]{1,64})(?:\.0+)?", re.ASCII)
_ID: Final = re.compile(r"[A-Za-z0-9_.:-]{1,64}", re.ASCII)
_YES_OR_NO: Final[dict[str, bool]] = {
    "true": True, "t": True, "1": True, "yes": True, "false": False, "f": False, "0": False, "no": False,
    "": False,
}  # fmt: skip

FIRST_MILLISECOND: Final = 100_000_000_000
"""From here on a time is in milliseconds; below it is in seconds: this many seconds end in the year 5138."""
LAST_MILLISECOND: Final = 253_402_300_799_999
"""The end of the year 9999."""


def identity(cell: str) -> str | None:
    """Return the one way an id is written, so that 7, 07 and 7.0 are the same; None if it is no id."""
    if cell.isdigit() and cell.isascii() and cell[0] != "0" and len(cell) <= 64:
        return cell
    cell = cell.strip()
    if whole := _WHOLE_ID.fullmatch(cell):
        return whole[1]
    return cell if _ID.fullmatch(cell) else None


def yes_or_no(cell: str) -> bool | None:
    """Return what a cell says, no if it is empty; None if it says neither."""
    return _YES_OR_NO.get(cell.strip().lower())


def whole_number(cell: str, pattern: re.Pattern[str] = COUNT) -> int | None:
    """Return the number a cell states, or None if it is empty; raise ValueError on anything else."""
    cell = cell.strip()
    if not cell:
        return None
    if found := pattern.fullmatch(cell):
        return int(found[1])
    raise ValueError(cell)


def whole_numbers(cells: Sequence[str], pattern: re.Pattern[str] = COUNT) -> npt.NDArray[np.int64]:
    """Return the number each cell states: UNSTATED where empty, UNREADABLE where it is something else."""
    together = "".join(cells)
    longest = 9 if pattern is COUNT else 15
    if together.isascii() and together.isdigit() and "" not in cells and max(map(len, cells)) <= longest:
        return np.fromiter(map(int, cells), np.int64, len(cells))
    return np.fromiter((_number_or_code(cell, pattern) for cell in cells), np.int64, len(cells))


def milliseconds(times: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return times in milliseconds, whether they came in seconds or milliseconds; too late is UNREADABLE."""
    stated = times >= 0
    scaled = np.where(stated & (times < FIRST_MILLISECOND), times * 1000, times)
    return np.where(scaled > LAST_MILLISECOND, UNREADABLE, scaled)


def _number_or_code(cell: str, pattern: re.Pattern[str]) -> int:
    try:
        number = whole_number(cell, pattern)
    except ValueError:
        return UNREADABLE
    return UNSTATED if number is None else number


class Numbering(dict[str, int]):
    """Numbers ids from nought in the order they are met, however each is written; -1 where it is no id."""

    NO_ID: Final = -1
    TOO_MANY: Final = -2

    def __init__(self, *, most: int) -> None:
        super().__init__()
        self.ids: list[str] = []
        self._most = most

    def __missing__(self, cell: str) -> int:
        name = identity(cell)
        if name is None:
            number = self.NO_ID
        elif name in self:
            number = self[name]
        elif len(self.ids) >= self._most:
            return self.TOO_MANY
        else:
            number = len(self.ids)
            self[name] = number
            self.ids.append(name)
        self[cell] = number
        return number

    def known(self, cell: str) -> int | None:
        """Return the number of an id met before, or None."""
        name = identity(cell)
        return None if name is None else self.get(name)
