"""The statements that say best what a group thinks, and those most people agree on, as Polis picks them.

Every figure is Polis's own (stats.clj, repness.clj), so that both programs can be compared number by number.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from wholeplace.analysis.opinion.arrays import BoolArray, FloatArray, IntArray
from wholeplace.analysis.opinion.counts import Counts

SIGNIFICANT = 1.2816
"""Normal deviate of 90 %, one-sided, as Polis writes it."""
MOST_LISTED = 5
Direction = Literal["agree", "disagree"]


@dataclass(frozen=True)
class Side:
    """One direction's figures, each array (groups x statements) or (statements,)."""

    successes: IntArray
    share: FloatArray
    share_test: FloatArray
    ratio: FloatArray
    ratio_test: FloatArray


@dataclass(frozen=True)
class Representative:
    """One statement that speaks for a group: direction, counts, smoothed share and z, ratio and z."""

    statement: int
    direction: Direction
    successes: int
    trials: int
    share: float
    share_test: float
    ratio: float
    ratio_test: float
    best_agree: bool


@dataclass(frozen=True)
class Majority:
    """One statement most of all people agree, or disagree, with: counts, smoothed share and z."""

    statement: int
    direction: Direction
    successes: int
    trials: int
    share: float
    share_test: float


def smoothed_share(successes: IntArray, trials: IntArray) -> FloatArray:
    """Give (successes + 1) / (trials + 2), Laplace's estimate of a share."""
    return np.asarray((successes + 1) / (trials + 2))


def one_share_test(successes: IntArray, trials: IntArray) -> FloatArray:
    """Give the z of a share against one half, one success added (Polis, stats.clj `prop-test`)."""
    return np.asarray(2 * np.sqrt(trials + 1) * ((successes + 1) / (trials + 1) - 0.5))


def two_share_test(inside: IntArray, outside: IntArray, n_in: IntArray, n_out: IntArray) -> FloatArray:
    """Give the z of two shares, one added to all four counts; 0 where all succeed (`two-prop-test`)."""
    pooled = (inside + outside + 2) / (n_in + n_out + 2)
    spread = pooled * (1 - pooled) * (1 / (n_in + 1) + 1 / (n_out + 1))
    gap = (inside + 1) / (n_in + 1) - (outside + 1) / (n_out + 1)
    certain = pooled == 1
    return np.where(certain, 0.0, gap / np.sqrt(np.where(certain, 1.0, spread)))


def side_figures(inside: IntArray, seen: IntArray) -> Side:
    """Work out one direction's figures for every group and statement from counts (groups x statements).

    `inside` are the votes of that direction, `seen` all votes; each group is compared with all the others.
    """
    outside, unseen = inside.sum(axis=0) - inside, seen.sum(axis=0) - seen
    return Side(
        successes=inside,
        share=smoothed_share(inside, seen),
        share_test=one_share_test(inside, seen),
        ratio=smoothed_share(inside, seen) / smoothed_share(outside, unseen),
        ratio_test=two_share_test(inside, outside, seen, unseen),
    )


def representative_statements(
    by_group: Counts, *, moderated: BoolArray
) -> tuple[tuple[Representative, ...], ...]:
    """Pick up to five statements for each group, agreements first (Polis, repness.clj `select-rep-comments`).

    A group that agrees with nothing still gets the statements it rejects.
    """
    agree, disagree = (side_figures(side, by_group.seen) for side in (by_group.agree, by_group.disagree))
    groups = range(len(by_group.agree))
    return tuple(
        _pick(_one_group(agree, g), _one_group(disagree, g), seen=by_group.seen[g], open_=~moderated)
        for g in groups
    )


def _one_group(side: Side, group: int) -> Side:
    return Side(
        side.successes[group],
        side.share[group],
        side.share_test[group],
        side.ratio[group],
        side.ratio_test[group],
    )


def _pick(agree: Side, disagree: Side, *, seen: IntArray, open_: BoolArray) -> tuple[Representative, ...]:
    votes = agree.successes + disagree.successes
    best = _best_agree(agree, candidates=np.flatnonzero(open_ & (votes > 0)))
    for_agree = agree.ratio_test > disagree.ratio_test
    sufficient = open_ & (_both_significant(agree) | _both_significant(disagree))
    strength = np.where(for_agree, _strength(agree), _strength(disagree))
    order = [int(j) for j in np.argsort(-strength, kind="stable") if sufficient[j] and j != best]
    if not sufficient.any() and best is None:
        strongest = np.where(open_, np.maximum(agree.ratio_test, disagree.ratio_test), -np.inf)
        order = [int(strongest.argmax())] if open_.any() else []
    chosen = ([] if best is None else [best]) + order
    listed = [
        _entry(
            agree if for_agree[j] else disagree,
            statement=j,
            seen=seen,
            direction=direction,
            best_agree=j == best,
        )
        for direction in ("agree", "disagree")
        for j in chosen[:MOST_LISTED]
        if for_agree[j] == (direction == "agree")
    ]
    return tuple(listed)


def _both_significant(side: Side) -> BoolArray:
    return np.asarray((side.share_test > SIGNIFICANT) & (side.ratio_test > SIGNIFICANT))


def _strength(side: Side) -> FloatArray:
    return side.ratio * side.ratio_test * side.share * side.share_test


def _best_agree(agree: Side, *, candidates: IntArray) -> int | None:
    """Find the statement the group agrees with most tellingly (repness.clj `beats-best-agr?`)."""
    strength, liking = _strength(agree).tolist(), (agree.share * agree.share_test).tolist()
    ratio = agree.ratio.tolist()
    good = (agree.share_test > SIGNIFICANT) | ((agree.ratio > 1) & (agree.share > 0.5))
    best: int | None = None
    for j in candidates.tolist():
        if best is None:
            best = j if good[j] else None
            continue
        measure = strength if ratio[best] > 1 else liking
        best = j if measure[j] > measure[best] else best
    return best


def _entry(
    side: Side, *, statement: int, seen: IntArray, direction: Direction, best_agree: bool
) -> Representative:
    return Representative(
        statement=statement,
        direction=direction,
        successes=int(side.successes[statement]),
        trials=int(seen[statement]),
        share=float(side.share[statement]),
        share_test=float(side.share_test[statement]),
        ratio=float(side.ratio[statement]),
        ratio_test=float(side.ratio_test[statement]),
        best_agree=best_agree,
    )


def majority_statements(
    overall: Counts, *, moderated: BoolArray, direction: Direction
) -> tuple[Majority, ...]:
    """Pick up to five statements most of everybody agrees, or disagrees, with, surest first.

    Over all people, also those in no group. Source: Polis, repness.clj (`select-consensus-comments`).
    """
    successes = overall.agree if direction == "agree" else overall.disagree
    share, test = smoothed_share(successes, overall.seen), one_share_test(successes, overall.seen)
    passing = ~moderated & (share > 0.5) & (test > SIGNIFICANT)
    order = [int(j) for j in np.argsort(-share * test, kind="stable") if passing[j]]
    return tuple(
        Majority(j, direction, int(successes[j]), int(overall.seen[j]), float(share[j]), float(test[j]))
        for j in order[:MOST_LISTED]
    )
