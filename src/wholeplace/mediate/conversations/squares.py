"""The square that a phone reads an address from, as a path to draw."""

from dataclasses import dataclass

import segno

QUIET = 4
"""Empty squares around it, which readers need."""


@dataclass(frozen=True)
class Squares:
    """How many small squares it is wide, and the path that fills the dark ones."""

    wide: int
    path: str


def squares_of(address: str) -> Squares:
    """Return the square that leads to an address, readable with a part of it torn off."""
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    dark = [
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, one in enumerate(row) if one
    ]
    return Squares(len(rows) + 2 * QUIET, "".join(dark))
