"""How many of some people did something, told in full tens, so that one more or less shows nobody."""

from __future__ import annotations

from wholeplace.analysis.disclosure.thresholds import LEAST_BASE


def full_tens(people: int, everyone: int) -> int:
    """Return how many people may be told to have done something, at least; nought where it may not be told.

    `people` are some of `everyone`, both counts. The number is in full tens, and as many as ten of the others, or nobody,
    are left: neither those who did nor those who did not are ever a few. It changes only as ten more, or fewer, do.
    """
    full = people // LEAST_BASE * LEAST_BASE
    while full and 0 < everyone - full < LEAST_BASE:
        full -= LEAST_BASE
    return full
