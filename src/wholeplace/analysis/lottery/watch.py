"""How long a lottery may still be worked on, and whoever is told how far it is."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """How far a lottery is: how many panels were found, and the part of the wanted chances that they give everybody, 1 at the end."""

    panels: int
    reached: float


def forever() -> float:
    """Return that time never runs out."""
    return float("inf")


def nobody(progress: Progress) -> None:
    """Tell nobody."""


class Watch:
    """Asked at each step how many seconds are left, it tells how far the lottery is."""

    def __init__(
        self, left: Callable[[], float] = forever, tell: Callable[[Progress], None] = nobody
    ) -> None:
        """Take how many seconds are left whenever it is asked, and whoever is told."""
        self._left, self._tell = left, tell
        self.panels, self.reached = 0, 0.0

    def left(self) -> float:
        """Return how many seconds are left, once it was told how far the lottery is."""
        self._tell(Progress(self.panels, self.reached))
        return self._left()
