"""Who would agree with what: a low-rank logistic model of agreement, fitted by variational inference.

logit P(person i agrees with statement j) = b_j + alpha_i + w_j . z_i, passes left out; every unknown has a
normal prior and gets a normal posterior. Source: Jaakkola and Jordan 2000 (the bound), Bishop 2006, 10.6.
A person's vector is (alpha, z), a statement's (b, w); with a 1 put in, the logit is the product of
(1, alpha, z) and (b, 1, w), and so its mean square the product of two tables of second moments.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import TypeAlias

import numpy as np
from scipy.sparse import csr_array
from scipy.special import expit, logit

from wholeplace.analysis.opinion.arrays import FloatArray, IntArray, RealArray
from wholeplace.analysis.opinion.debiased_moments import (
    Moments,
    double_counts,
    inverse,
    square_root,
    times,
    unpack,
)
from wholeplace.analysis.opinion.votes import PASS, VoteMatrix

ROUNDS = 16
FIRST_INTERCEPT_VARIANCE = 4.0
LEAST_INTERCEPT_VARIANCE = 0.1
LEAST_SLOPE_VARIANCE = 0.2
"""Without this floor the slopes of a sparse conversation shrink each other away, though what they share is real."""
LEAST_TENDENCY_VARIANCE = 0.01
CHUNK = 1 << 16
"""Answers looked at together: few enough that their tables stay in the processor's cache."""


class SlopePrior(Enum):
    """What the slopes' prior variance is learned from."""

    MOMENTS = "moments"
    MEANS = "means"


@dataclass(frozen=True, eq=False)
class Answers:
    """Agreements (+1/2) and disagreements (-1/2), people x statements, sparse; passes have no entry."""

    half: csr_array

    @property
    def people(self) -> int:
        """How many people."""
        return int(self.half.shape[0])

    @property
    def statements(self) -> int:
        """How many statements."""
        return int(self.half.shape[1])

    def with_data(self, data: RealArray) -> csr_array:
        """Give a sparse matrix with another number in place of each answer."""
        return csr_array((data, self.half.indices, self.half.indptr), shape=self.half.shape)

    @cached_property
    def row(self) -> IntArray:
        """Give the person of each answer, int32."""
        return np.repeat(np.arange(self.people, dtype=np.int32), np.diff(self.half.indptr))

    @cached_property
    def each_statement(self) -> FloatArray:
        """Count the answers to each statement (statements,)."""
        return np.bincount(self.half.indices, minlength=self.statements).astype(np.float64)

    def usual(self) -> float:
        """Give the logit of the share of agreements among all answers, never without bounds."""
        agree = float((self.half.data > 0).sum())
        return float(logit((agree + 1) / (len(self.half.data) + 2)))


@dataclass(frozen=True)
class Priors:
    """Prior variances of slopes and tendencies, prior mean and variance of intercepts."""

    slope: float
    tendency: float
    intercept: float
    intercept_variance: float = FIRST_INTERCEPT_VARIANCE


@dataclass(frozen=True, eq=False)
class Fit:
    """Posterior of people's (alpha, z) and statements' (b, w), with the priors they came from."""

    people: Moments
    statements: Moments
    priors: Priors

    def agreement(self, person: IntArray, statement: IntArray) -> FloatArray:
        """Give the probability that each person agrees with the statement beside it, uncertainty averaged over."""
        beta = self.statements.mean[:, statement]
        weights = np.concatenate((np.ones((1, len(statement))), beta[1:]))
        mean = beta[0] + (weights * self.people.mean[:, person]).sum(axis=0)
        variance = (weights * times(self.people.covariance[:, :, person], weights)).sum(axis=0)
        return np.asarray(expit(mean / np.sqrt(1 + np.pi / 8 * variance)))


def decided_answers(votes: VoteMatrix) -> Answers:
    """Give agreements and disagreements without the passes."""
    decided = votes.keep_votes(votes.value != PASS)
    data = decided.value.astype(np.float32) / 2
    shape = (votes.people, votes.statements)
    return Answers(
        csr_array((data, decided.column.astype(np.int32), decided.indptr.astype(np.int32)), shape=shape)
    )


PersonStep: TypeAlias = Callable[[FloatArray, FloatArray, Priors], Moments]
"""From precision (q x q x people) and pull (q x people) of all answers to the posterior of (alpha, z)."""


def place_freely(precision: FloatArray, pull: FloatArray, priors: Priors) -> Moments:
    """Let the answers place people, positions having a standard normal prior."""
    prior = np.diag([1 / priors.tendency, *np.ones(len(pull) - 1)])
    covariance = inverse(precision + prior[:, :, None])
    return Moments(times(covariance, pull), covariance)


def fit_map(answers: Answers, people: Moments, *, slopes: SlopePrior, rounds: int = ROUNDS) -> Fit:
    """Fit people and statements together, from a first idea of people's (alpha, z)."""
    state = starting_fit(answers, people, slope=1.0, tendency=tendency_variance(people))
    for _ in range(rounds):
        state = fit_round(answers, state, place=place_freely)
        slope = _slope_variance(answers, state, slopes=slopes)
        state = _rescaled(replace(state, priors=learned_priors(answers, state, slope=slope)))
    return state


def starting_fit(answers: Answers, people: Moments, *, slope: float, tendency: float) -> Fit:
    """Give statements intercepts from their share of agreements and slopes from one look at the answers."""
    priors = Priors(slope=slope, tendency=tendency, intercept=answers.usual())
    share = answers.half.sum(axis=0) / (answers.each_statement + 2) + 0.5
    mean = np.zeros((len(people.mean), answers.statements))
    mean[0] = logit(share)
    covariance = np.zeros((len(mean), *mean.shape))
    covariance[range(1, len(mean)), range(1, len(mean))] = 0.25
    return Fit(people, Moments(mean, covariance), priors)


def fit_round(answers: Answers, state: Fit, *, place: PersonStep) -> Fit:
    """Tighten the bound, then update statements, then people."""
    people = state.people.with_one(0).table()
    weights = answers.with_data(_bound(answers, people, state.statements.with_one(1).table()))
    statements = _statement_step(answers, weights, state.people, people, state.priors)
    placed = place(*person_evidence(answers, weights, statements), state.priors)
    return Fit(placed, statements, state.priors)


def _bound(answers: Answers, people: RealArray, statements: RealArray) -> RealArray:
    """Give tanh(xi / 2) / (2 xi) for each answer, xi^2 the mean square of its logit."""
    result = np.empty(len(answers.half.data), dtype=np.float32)
    weighed = statements * double_counts(_count(statements))
    rows, columns = answers.row, answers.half.indices
    for start in range(0, len(result), CHUNK):
        piece = slice(start, start + CHUNK)
        square = np.einsum("ij,ij->i", people.take(rows[piece], axis=0), weighed.take(columns[piece], axis=0))
        size = np.sqrt(np.maximum(square, 1e-6))
        result[piece] = np.tanh(size / 2) / (2 * size)
    return result


def _count(table: RealArray) -> int:
    return int(np.sqrt(2 * table.shape[1]))


def _statement_step(
    answers: Answers, weights: csr_array, people: Moments, table: RealArray, priors: Priors
) -> Moments:
    sums = unpack(weights.T @ table, count=len(people.mean) + 1)
    own = [0, *range(2, len(sums))]  # 1 and z, without alpha
    features = people.mean.copy()
    features[0] = 1
    prior = np.array([1 / priors.intercept_variance, *np.full(len(features) - 1, 1 / priors.slope)])
    pull = (answers.half.T @ features.T.astype(np.float32)).T - sums[1][own]
    pull[0] += priors.intercept * prior[0]
    covariance = inverse(sums[np.ix_(own, own)] + np.diag(prior)[:, :, None])
    return Moments(times(covariance, pull), covariance)


def person_evidence(
    answers: Answers, weights: csr_array, statements: Moments
) -> tuple[FloatArray, FloatArray]:
    """Sum what people's answers say of their (alpha, z): precision (q x q x people) and pull (q x people)."""
    sums = unpack(weights @ statements.with_one(1).table(), count=len(statements.mean) + 1)
    features = statements.mean.copy()
    features[0] = 1
    pull = (answers.half @ features.T.astype(np.float32)).T - sums[0, 1:]
    return sums[1:, 1:], pull


def tendency_variance(people: Moments) -> float:
    """Give the mean square of people's tendencies, at least 0.01."""
    return max(float(people.second()[0, 0].mean()), LEAST_TENDENCY_VARIANCE) if people.mean.size else 1.0


def learned_priors(answers: Answers, state: Fit, *, slope: float) -> Priors:
    """Learn the priors of intercepts and tendencies from the posterior, the slopes' given."""
    answered = answers.each_statement > 0
    if not answered.any():
        return replace(state.priors, slope=slope)
    intercepts = state.statements.mean[0, answered]
    usual = float(intercepts.mean())
    square = float(((intercepts - usual) ** 2 + state.statements.covariance[0, 0, answered]).mean())
    return Priors(slope, tendency_variance(state.people), usual, max(square, LEAST_INTERCEPT_VARIANCE))


def _slope_variance(answers: Answers, state: Fit, *, slopes: SlopePrior) -> float:
    answered = answers.each_statement > 0
    squares = state.statements.mean[1:, answered] ** 2
    if slopes is SlopePrior.MOMENTS:
        diagonal = range(1, len(state.statements.mean))
        squares = squares + state.statements.covariance[diagonal, diagonal][:, answered]
    return max(float(squares.mean()), LEAST_SLOPE_VARIANCE) if squares.size else LEAST_SLOPE_VARIANCE


def _rescaled(state: Fit) -> Fit:
    """Give positions the unit mean square their prior expects; slopes make up for it."""
    if not state.people.mean.size:
        return state
    square = state.people.second()[1:, 1:].mean(axis=2)
    return turned(state, square_root(square, power=-0.5), back=square_root(square, power=0.5))


def turned(state: Fit, by: FloatArray, *, back: FloatArray) -> Fit:
    """Multiply positions by one matrix and slopes by the one that undoes it."""
    forth, undone = np.eye(len(by) + 1), np.eye(len(by) + 1)
    forth[1:, 1:], undone[1:, 1:] = by, back
    return Fit(state.people.turned(forth), state.statements.turned(undone), state.priors)
