"""Votes hidden from a map to see how well it foretells them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from wholeplace.analysis.opinion.arrays import BoolArray, FloatArray, IntArray
from wholeplace.analysis.opinion.debiased import debiased_map, sample_people
from wholeplace.analysis.opinion.debiased_decoder import fit_decoder
from wholeplace.analysis.opinion.debiased_groups import divide_places
from wholeplace.analysis.opinion.debiased_logistic import Fit, decided_answers
from wholeplace.analysis.opinion.votes import PASS, VoteMatrix

SHARE = 0.1
SPLITS = 2
MOST_VOTES = 300_000
"""A held-out comparison gains nothing from more votes than these; people are sampled down to them."""
MOST_GROUPS = 5
CERTAIN = 1e-6
"""No probability counts as nearer to 0 or 1 than this."""


@dataclass(frozen=True, eq=False)
class Split:
    """Votes to learn from, and the hidden ones: person, statement, whether they agreed (hidden,)."""

    learning: VoteMatrix
    person: IntArray
    statement: IntArray
    agreed: BoolArray

    def losses(self, probability: FloatArray) -> FloatArray:
        """Give the log-loss of each hidden vote (hidden,), in nats."""
        right = np.where(self.agreed, probability, 1 - probability)
        return np.asarray(-np.log(np.maximum(right, CERTAIN)))

    def losses_of(self, fit: Fit) -> FloatArray:
        """Give the log-loss of each hidden vote under a fitted model (hidden,)."""
        return self.losses(fit.agreement(self.person, self.statement))


@dataclass(frozen=True)
class Comparison:
    """Mean difference of two losses and its standard error, the votes of one person taken together."""

    difference: float
    standard_error: float
    people: int


def hide_votes(votes: VoteMatrix, *, moderated: BoolArray, seed: int, part: int = 0) -> Split:
    """Hide a tenth of the agreements and disagreements; passes and moderated statements stay as they are."""
    draw = np.random.default_rng([seed, part])
    hidden = draw.random(votes.votes) < SHARE
    hidden &= (votes.value != PASS) & ~moderated[votes.column]
    agreed = votes.value[hidden] > 0
    return Split(votes.keep_votes(~hidden), votes.row[hidden], votes.column[hidden].astype(np.int64), agreed)


def splits(votes: VoteMatrix, *, moderated: BoolArray, seed: int) -> Iterator[Split]:
    """Hide votes twice, of a sample of people with at most 300,000 votes."""
    if votes.votes > MOST_VOTES:
        votes = votes.select_people(sample_people(votes, most_votes=MOST_VOTES, seed=seed))
    for part in range(SPLITS):
        yield hide_votes(votes, moderated=moderated, seed=seed, part=part)


def compare(losses: FloatArray, other: FloatArray, *, person: IntArray) -> Comparison:
    """Compare two losses of the same hidden votes, with a standard error clustered by person."""
    if not len(losses):
        return Comparison(0.0, 0.0, 0)
    difference = losses - other
    mean = float(difference.mean())
    _, who = np.unique(person, return_inverse=True)
    each = np.bincount(who, difference - mean)
    error = np.sqrt((each**2).sum() * len(each) / max(len(each) - 1, 1)) / len(losses)
    return Comparison(mean, float(error), len(each))


def held_out_by_groups(votes: VoteMatrix, *, moderated: BoolArray, seed: int) -> dict[int, float]:
    """Give for 1 to 5 groups on the debiased map how badly they foretell hidden votes: mean log-loss.

    A person's chance of agreeing is what they usually do, turned by their group's opinion of the statement. It is
    a rule for prediction: opinion being a continuum, more cells follow it better. Empty without hidden votes.
    """
    losses: dict[int, list[FloatArray]] = {count: [] for count in range(1, MOST_GROUPS + 1)}
    for split in splits(votes, moderated=moderated, seed=seed):
        positions = debiased_map(split.learning, moderated=moderated, seed=seed).positions
        answers = decided_answers(split.learning.keep_votes(~moderated[split.learning.column]))
        for count, found in losses.items():
            labels = divide_places(positions, count=count, seed=seed)
            member = (labels[:, None] == np.arange(count)).astype(np.float64)
            found.append(split.losses_of(fit_decoder(answers, member, slope_variance=1.0)))
    together = {count: np.concatenate(found) for count, found in losses.items()}
    return {count: float(loss.mean()) for count, loss in together.items() if len(loss)}
