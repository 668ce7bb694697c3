"""Which statement to show next: those whose votes would tell most."""

import numpy as np

from wholeplace.analysis.opinion.arrays import FloatArray
from wholeplace.analysis.opinion.counts import Counts
from wholeplace.analysis.opinion.representative import smoothed_share

NEWNESS = 8
"""How much more an unseen statement is worth, halving with every five votes."""
HALVES_EVERY = 5


def vote_priority(counts: Counts, *, extremity: FloatArray) -> FloatArray:
    """Give each statement's priority (statements,) from the counts of people taking part.

    Few passes, a place far from the middle, agreement and newness raise it. Current counts are used, where
    Polis takes those of the update before. Source: Polis, conversation.clj (`importance-metric`,
    `priority-metric`).
    """
    passing = smoothed_share(counts.passed, counts.seen)
    importance = (1 - passing) * (extremity + 1) * smoothed_share(counts.agree, counts.seen)
    newness = 1 + NEWNESS * np.exp2(-counts.seen / HALVES_EVERY)
    return np.asarray((importance * newness) ** 2)
