"""What is wrong in a sheet that somebody sent, told by its row and its column."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

SHOWN = 40
"""Characters of a cell that a fault repeats."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, in which sheet, row and column; row 1 is the first of the sheet, and no row is all of it."""

    text: str
    row: int = 0
    column: str = ""
    sheet: str = ""

    @property
    def where(self) -> str:
        """Where it is, in words; nothing where it is about all that was sent."""
        row = _("row {row}").format(row=self.row) if self.row else ""
        told = ", ".join(filter(None, (self.sheet, row, self.column)))
        return told if self.sheet else f"{told[:1].upper()}{told[1:]}"

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" if self.where else self.text


def shown(cell: str) -> str:
    """Return a cell as a fault repeats it: not more of it than can be read at a glance."""
    whole = " ".join(cell.split())
    return whole if len(whole) <= SHOWN else f"{whole[: SHOWN - 1]}…"
