"""A statement as its author wrote it, with the numbers that say who would agree."""

from dataclasses import dataclass

from wholeplace.demo.story import Sector


@dataclass(frozen=True)
class Written:
    """One idea in plain words, the sector of whoever wrote it, and the numbers of the model in `votes.py`."""

    text: str
    sector: Sector
    level: float = 0.0
    calm: float = 0.0
    near: float = 0.0
    passing: float = 0.1
    seeded: bool = False
    left_out: str = ""
