"""On which statements voices or sectors differ by more than chance, from what is printed of them."""

from functools import lru_cache

import numpy as np

from wholeplace.analysis.opinion.proportions import discovery_rates, heterogeneity
from wholeplace.mediate.landscapes.shown import Answers, Figures

FALSE_DISCOVERIES = 0.05


@lru_cache(maxsize=16)
def apart_by(figures: Figures, attribute: str) -> frozenset[int]:
    """Return the numbers of the statements on which a breakdown's rows differ, one in twenty of them by chance at most.

    Where a row prints a range, its people are taken to agree as nearly like the others as that range allows: what is
    left unprinted never makes a difference.
    """
    found = [(one.number, one.rows(attribute)) for one in figures.statements.values() if not one.moderated]
    told = [(number, _cautious(rows)) for number, rows in found if len(rows) > 1]
    if not told:
        return frozenset()
    width = max(len(counts) for _number, counts in told)
    table = np.array([counts + [(0, 0)] * (width - len(counts)) for _number, counts in told], dtype=np.int64)
    p = heterogeneity(table[:, :, 0].T, table[:, :, 1].T)
    q = discovery_rates(p, among=np.ones(len(told), dtype=np.bool_))
    return frozenset(
        number for (number, _counts), rate in zip(told, q, strict=True) if rate <= FALSE_DISCOVERIES
    )


def _cautious(rows: tuple[Answers, ...]) -> list[tuple[int, int]]:
    """Return how many agree, and of how many, each row as near to what all rows say together as may be."""
    ranges = [(row.base, row.agreeing) for row in rows if row.agreeing is not None]
    everyone = sum(base for base, _ends in ranges)
    middle = sum(base * (low + high) / 2 for base, (low, high) in ranges) / max(everyone, 1)
    return [(round(base * min(max(middle, low), high)), base) for base, (low, high) in ranges]
