"""What groups share, and what parts them."""

from dataclasses import dataclass

import numpy as np

from wholeplace.analysis.opinion.arrays import BoolArray, FloatArray, IntArray
from wholeplace.analysis.opinion.counts import Counts
from wholeplace.analysis.opinion.proportions import (
    FALSE_DISCOVERIES,
    discovery_rates,
    heterogeneity,
    more_than_half,
    wilson,
)
from wholeplace.analysis.opinion.representative import smoothed_share


@dataclass(frozen=True, eq=False)
class Agreement:
    """Per statement (statements,): what is shared across groups, and what divides them."""

    group_aware_consensus: FloatArray
    bridging: FloatArray
    bridging_disagreement: FloatArray
    common_ground: BoolArray
    shared_disagreement: BoolArray
    divisive: FloatArray
    divide_q: FloatArray


def agreement(by_group: Counts, *, moderated: BoolArray) -> Agreement:
    """Work out what groups share from their counts (groups x statements, at least one group).

    - group-aware consensus: product over groups of (agree + 1) / (seen + 2) (Polis, conversation.clj);
    - bridging: lower 95 % Wilson bound of agreement in the least agreeing group, passes counted as not
      agreeing, so few votes are not rewarded and another group does not lower it by being there;
    - common ground: more than half agree in every group. A statement's p is its largest over groups of the
      exact binomial test (intersection-union: Berger 1982), kept if its Benjamini-Hochberg q is at most 5 %;
    - divisive: the surest gap between two groups' shares of agreement, that is the largest lower 95 % bound
      over pairs, so few votes are not rewarded; 0 unless the groups differ with q at most 5 %. Groups were
      drawn from these same votes, so q is a sieve, not proof that groups exist.
    """
    divisive, q = divides(by_group, moderated=moderated)
    return Agreement(
        group_aware_consensus=smoothed_share(by_group.agree, by_group.seen).prod(axis=0),
        bridging=least_lower_bound(by_group.agree, by_group.seen),
        bridging_disagreement=least_lower_bound(by_group.disagree, by_group.seen),
        common_ground=_shared_by_all(by_group.agree, by_group.seen, moderated=moderated),
        shared_disagreement=_shared_by_all(by_group.disagree, by_group.seen, moderated=moderated),
        divisive=divisive,
        divide_q=q,
    )


def divides(by_group: Counts, *, moderated: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Give how much each statement divides the groups that voted on it, 0 to 1, and its q, as `agreement` says.

    `by_group` (groups x statements); a group without votes on a statement is left out there.
    """
    p = heterogeneity(by_group.agree, by_group.seen)
    q = discovery_rates(p, among=~moderated & by_group.seen.any(axis=0))
    return np.where(q <= FALSE_DISCOVERIES, surest_gap(by_group.agree, by_group.seen), 0.0), q


def least_lower_bound(successes: IntArray, trials: IntArray) -> FloatArray:
    """Give the smallest lower 95 % Wilson bound over groups (groups x statements to statements)."""
    return np.asarray(wilson(successes, trials)[0].min(axis=0))


def surest_gap(successes: IntArray, trials: IntArray) -> FloatArray:
    """Give the largest lower 95 % bound of the difference between two groups' shares, 0 to 1, per statement.

    `successes`, `trials` (groups x statements). Each pair's bound is a 95 % one by itself; the largest of them ranks
    statements, and is no interval of its own. Source: Newcombe 1998, method 10, from Wilson intervals.
    """
    share = successes / np.maximum(trials, 1)
    lower, upper = wilson(successes, trials)
    gap = share[:, None] - share[None]
    unsure = np.hypot((share - lower)[:, None], (upper - share)[None])
    compared = (trials > 0)[:, None] & (trials > 0)[None]
    return np.asarray(np.where(compared, gap - unsure, 0.0).max(axis=(0, 1)))


def _shared_by_all(successes: IntArray, trials: IntArray, *, moderated: BoolArray) -> BoolArray:
    p = more_than_half(successes, trials).max(axis=0)
    return discovery_rates(p, among=~moderated & trials.any(axis=0)) <= FALSE_DISCOVERIES
