"""How people known to differ, such as civic voices or sectors, answered each statement."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from wholeplace.analysis.opinion.agreement import least_lower_bound
from wholeplace.analysis.opinion.arrays import BoolArray, FloatArray, IntArray
from wholeplace.analysis.opinion.counts import Counts, count_by_group
from wholeplace.analysis.opinion.proportions import (
    FALSE_DISCOVERIES,
    discovery_rates,
    heterogeneity,
    wilson,
)
from wholeplace.analysis.opinion.votes import VoteMatrix


@dataclass(frozen=True, eq=False)
class Comparison:
    """Answers by category; c categories, m statements.

    `people` (c,) counts those who voted; `counts`, `share`, `lower`, `upper` (c x m) agreement of those who
    saw the statement with its 95 % Wilson interval (share 0, interval 0 to 1 where none did); `p`, `q` (m,)
    of the categories differing; `bridging`, `bridging_disagreement` (m,) the lower bound in the category
    least agreeing, or least disagreeing, of those with any voter; `pairs_differ` (m x c x c).
    """

    people: IntArray
    counts: Counts
    share: FloatArray
    lower: FloatArray
    upper: FloatArray
    p: FloatArray
    q: FloatArray
    bridging: FloatArray
    bridging_disagreement: FloatArray
    pairs_differ: BoolArray


def compare(votes: VoteMatrix, *, category: IntArray, categories: int, moderated: BoolArray) -> Comparison:
    """Compare agreement between categories of people, for each statement.

    `category` (people,) holds 0..categories-1, or -1 for not stated; `moderated` (statements,). A statement
    moderated out, or seen in fewer than two categories, is not tested (q = 1). p is two-sided (see
    `heterogeneity`), q controls the false discovery rate over statements (Benjamini and Hochberg 1995). A
    pair differs where q is at most 5 % and so is the pair's own p after Holm's correction over that
    statement's pairs (Holm 1979). Raises ValueError for a wrong length or a category out of range.
    """
    if category.shape != (votes.people,) or moderated.shape != (votes.statements,):
        raise ValueError("category must have one entry a person, moderated one a statement")
    if len(category) and (category.min() < -1 or category.max() >= categories):
        raise ValueError(f"category must lie between -1 and {categories - 1}")
    counts = count_by_group(votes, category, groups=categories)
    voted = (category >= 0) & (votes.votes_each > 0)
    people = np.bincount(category[voted], minlength=categories)
    present = people > 0
    p = heterogeneity(counts.agree, counts.seen)
    q = discovery_rates(p, among=~moderated & ((counts.seen > 0).sum(axis=0) >= 2))
    lower, upper = wilson(counts.agree, counts.seen)
    return Comparison(
        people=people,
        counts=counts,
        share=counts.agree / np.maximum(counts.seen, 1),
        lower=lower,
        upper=upper,
        p=p,
        q=q,
        bridging=_bridging(counts.agree[present], counts.seen[present]),
        bridging_disagreement=_bridging(counts.disagree[present], counts.seen[present]),
        pairs_differ=_pairs_differ(counts, among=q <= FALSE_DISCOVERIES),
    )


def _bridging(successes: IntArray, seen: IntArray) -> FloatArray:
    return least_lower_bound(successes, seen) if len(seen) else np.zeros(seen.shape[1])


def _pairs_differ(counts: Counts, *, among: BoolArray) -> BoolArray:
    """Say which pairs differ on the statements `among` (statements,); symmetric (statements x c x c)."""
    categories, statements = counts.agree.shape
    pairs = list(combinations(range(categories), 2))
    differ = np.zeros((statements, categories, categories), dtype=np.bool_)
    if not pairs or not among.any():
        return differ
    seen, agree = counts.seen[:, among], counts.agree[:, among]
    p = np.stack([heterogeneity(agree[list(pair)], seen[list(pair)]) for pair in pairs])
    testable = np.stack([(seen[list(pair)] > 0).all(axis=0) for pair in pairs])
    named = _holm(p, tests=testable.sum(axis=0)) & testable
    for pair, found in zip(pairs, named, strict=True):
        differ[among, pair[0], pair[1]] = differ[among, pair[1], pair[0]] = found
    return differ


def _holm(p: FloatArray, *, tests: IntArray) -> BoolArray:
    """Say which of several p (tests x statements) stand after Holm's correction."""
    order = np.argsort(p, axis=0, kind="stable")
    left = np.maximum(tests - np.arange(len(p))[:, None], 1)
    standing = np.logical_and.accumulate(
        np.take_along_axis(p, order, axis=0) * left <= FALSE_DISCOVERIES, axis=0
    )
    named = np.zeros(p.shape, dtype=np.bool_)
    np.put_along_axis(named, order, standing, axis=0)
    return named
