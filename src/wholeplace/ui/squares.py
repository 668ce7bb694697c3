"""The square that a phone reads an address from: as what is dark in it, to be drawn on a page or on paper."""

from dataclasses import dataclass

import segno

QUIET = 4
"""Empty squares around it, which readers need."""


@dataclass(frozen=True)
class Square:
    """A square of so many small squares each way, with the path over those that are dark."""

    wide: int
    dark: str

    @property
    def drawn(self) -> str:
        """The square as a picture of its own."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.wide} {self.wide}" shape-rendering="crispEdges">'
            f'<path fill="#fff" d="M0 0h{self.wide}v{self.wide}H0z"/><path fill="#000" d="{self.dark}"/></svg>'
        )


def square_for(address: str) -> Square:
    """Return the square that leads to an address, readable with a part of it torn off."""
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    dark = [
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, one in enumerate(row) if one
    ]
    return Square(len(rows) + 2 * QUIET, "".join(dark))
