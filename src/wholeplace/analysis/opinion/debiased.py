"""A map of opinions that few votes a person do not blur and yes-sayers do not tilt.

Mean-imputed principal components (the Polis map) are ruled by how many votes each person cast when people see
few of many statements. This map starts from what statements share off the diagonal, then fits a variational
logistic model in which each person has a tendency to agree of their own.
"""

from dataclasses import dataclass

import numpy as np

from wholeplace.analysis.opinion.arrays import BoolArray, FloatArray, IntArray
from wholeplace.analysis.opinion.blocks import blocks
from wholeplace.analysis.opinion.debiased_factors import factors
from wholeplace.analysis.opinion.debiased_logistic import (
    ROUNDS,
    Fit,
    SlopePrior,
    decided_answers,
    fit_map,
    place_freely,
    turned,
)
from wholeplace.analysis.opinion.debiased_moments import Moments, pack, unpack
from wholeplace.analysis.opinion.debiased_residuals import (
    person_centred,
    statements_left,
    zero_diagonal_axes,
)
from wholeplace.analysis.opinion.votes import VoteMatrix

SAMPLE_VOTES = 1_000_000


@dataclass(frozen=True, eq=False)
class DebiasedMap:
    """People's positions and statements' slopes, as posterior means, the axes ordered by spread of people.

    People with few votes stay near the middle, and their spread says how little is known of them.
    """

    fit: Fit

    @property
    def positions(self) -> FloatArray:
        """Where people stand (people x axes)."""
        return np.asarray(self.fit.people.mean[1:].T)

    @property
    def spread(self) -> FloatArray:
        """How uncertain each position is: posterior variances (people x axes)."""
        return np.diagonal(self.fit.people.covariance[1:, 1:]).copy()

    @property
    def tendency(self) -> FloatArray:
        """How much more each person agrees than others, whatever the statement, in logits (people,)."""
        return np.asarray(self.fit.people.mean[0])

    @property
    def slopes(self) -> FloatArray:
        """How agreement changes along each axis, in logits (statements x axes); 0 where left out."""
        return np.asarray(self.fit.statements.mean[1:].T)

    @property
    def intercepts(self) -> FloatArray:
        """The logit of agreement in the middle of the map (statements,)."""
        return np.asarray(self.fit.statements.mean[0])

    def predict(self, person: IntArray, statement: IntArray) -> FloatArray:
        """Give the probability that each person agrees with the statement beside it, if they do not pass."""
        return self.fit.agreement(person, statement)


def debiased_map(
    votes: VoteMatrix,
    *,
    moderated: BoolArray,
    seed: int,
    axes: int = 2,
    slopes: SlopePrior = SlopePrior.MOMENTS,
    rounds: int = ROUNDS,
) -> DebiasedMap:
    """Work the map out from a sample of people with at most a million votes, then place everybody on it."""
    kept = statements_left(votes, moderated=moderated)
    sample = sample_people(votes, most_votes=SAMPLE_VOTES, seed=seed)
    learning = votes.select_people(sample) if len(sample) < votes.people else votes
    learning = learning.keep_votes(kept[learning.column])
    found = fit_map(
        decided_answers(learning), first_idea(learning, axes=axes, seed=seed), slopes=slopes, rounds=rounds
    )
    if learning.people < votes.people:
        found = Fit(_everybody(votes, found, kept=kept), found.statements, found.priors)
    return DebiasedMap(_principal(found))


def sample_people(votes: VoteMatrix, *, most_votes: int, seed: int) -> IntArray:
    """Draw people without preference until their votes would be too many; gives their numbers, ascending."""
    order = np.random.default_rng(seed).permutation(votes.people)
    total = np.cumsum(votes.votes_each[order])
    return np.sort(order[total <= most_votes])


def first_idea(votes: VoteMatrix, *, axes: int, seed: int) -> Moments:
    """Give a first idea of people's tendency and position, and how uncertain it is."""
    residuals = person_centred(votes)
    first = factors(residuals, zero_diagonal_axes(residuals.whitened(), count=axes, seed=seed))
    leaning = 2 * residuals.leaning
    mean = np.vstack((leaning, first.positions.mean))
    covariance = np.zeros((axes + 1, axes + 1, votes.people))
    covariance[1:, 1:] = first.positions.covariance
    return Moments(mean, covariance)


def _everybody(votes: VoteMatrix, found: Fit, *, kept: BoolArray) -> Moments:
    """Place everybody in one pass, with one bound for each statement instead of one for each answer.

    A table with a row for each answer there can be (disagree, pass, agree of each statement) makes the pass one
    sparse product; passes and statements left out have rows of 0.
    """
    count = len(found.statements.mean)
    rows = _answer_rows(found, kept=kept)
    mean, covariance = np.empty((count, votes.people)), np.empty((count, count, votes.people))
    for block in blocks(votes):
        ones = np.ones(len(block.code), dtype=np.float32)
        sums = block.sparse(ones, block.code.astype(np.int32), width=len(rows)) @ rows
        precision, pull = unpack(sums[:, count:], count=count), sums[:, :count].T.astype(np.float64)
        placed = place_freely(precision, pull, found.priors)
        mean[:, block.people], covariance[:, :, block.people] = placed.mean, placed.covariance
    return Moments(mean, covariance)


def _answer_rows(found: Fit, *, kept: BoolArray) -> FloatArray:
    statements = found.statements.with_one(1)
    second = statements.second()
    square = (found.statements.mean**2).sum(axis=0) + found.priors.tendency
    size = np.sqrt(square)
    weight = np.where(kept, np.tanh(size / 2) / (2 * size), 0.0)
    features = np.where(kept, statements.mean[1:], 0.0)
    rows = []
    for half, decided in ((-0.5, 1.0), (0.0, 0.0), (0.5, 1.0)):
        pull = half * features - decided * weight * second[0, 1:]
        rows.append(np.hstack((pull.T, pack(decided * weight * second[1:, 1:]))))
    return np.stack(rows, axis=1).reshape(-1, rows[0].shape[1]).astype(np.float32)


def _principal(found: Fit) -> Fit:
    """Turn the map so that people spread most along the first axis, and the strongest slope of each is positive."""
    positions = found.people.mean[1:]
    _, vectors = np.linalg.eigh(positions @ positions.T)
    turn = vectors[:, ::-1].T
    slopes = turn @ found.statements.mean[1:]
    strongest = np.abs(slopes).argmax(axis=1) if slopes.size else np.zeros(len(turn), dtype=np.int64)
    if slopes.size:
        turn = turn * np.where(slopes[range(len(turn)), strongest] < 0, -1.0, 1.0)[:, None]
    return turned(found, turn, back=turn)
