"""Opinion groups on the debiased map, found as a mixture that knows how uncertain each position is.

K-means cuts a large group in two before it finds a small one, and takes a person of few votes for one of the
middle. Here a group is a normal distribution of true positions, all of one shape; a person's votes are evidence
of where they stand, and count for no more than they tell. Source: Bovy, Hogg and Roweis 2011 (mixtures of
uncertain points), with a shared covariance.
"""

from dataclasses import dataclass

import numpy as np

from wholeplace.analysis.opinion.arrays import BoolArray, FloatArray, IntArray
from wholeplace.analysis.opinion.clusters import Points, inertia, k_means, scattered_start
from wholeplace.analysis.opinion.debiased import DebiasedMap
from wholeplace.analysis.opinion.debiased_moments import Moments, inverse, times

ROUNDS = 40
SETTLED = 0.01
"""A round that gains less log-likelihood than this is the last; gains that matter are thirty and more."""
STARTS = 4
MOST_PEOPLE = 20_000
"""Groups are found from at most so many people, drawn without preference; then everybody is put in one."""
FIRST_CERTAINTY = 0.9
FIRST_STRETCH = 1.5
"""Posterior means are drawn to the middle, so true centres lie farther out than theirs."""
FIRST_SPREAD = 0.1
SPREAD_WEIGHT = 10
SPREAD_PRIOR = 0.05
TINY = 1e-9
MOST_GROUPS = 5
GAIN_WANTED = 0.9
MOST_GAIN_ASKED, GAIN_ASKED_EACH = 30.0, 0.1
"""Maps of conversations without groups gained up to 25 on being divided, but nothing among a hundred people or
fewer; and two clear camps gain about a third for each person, so a few people must not be asked for 30."""


@dataclass(frozen=True, eq=False)
class Mixture:
    """Groups' shares (groups,), centres (axes x groups), their common covariance (axes x axes)."""

    shares: FloatArray
    centres: FloatArray
    covariance: FloatArray


@dataclass(frozen=True, eq=False)
class Division:
    """A group for each person (people,), how likely it is theirs (people,), and what speaks for the number.

    Groups are numbered by size, largest first. `criterion` is the Bayesian information criterion, comparable
    between divisions of the same people on the same map; lower is better.
    """

    labels: IntArray
    certainty: FloatArray
    criterion: float
    mixture: Mixture


@dataclass(frozen=True, eq=False)
class Divisions:
    """Divisions by number of groups tried, and the number to draw; 1 where none gains enough.

    That is the smallest number which brings nine tenths of what the best gains, by the criterion: among many
    people even small dents in a group's shape would otherwise be groups of their own.
    """

    number: int
    tried: dict[int, Division]

    @property
    def best(self) -> Division:
        """The division to draw."""
        return self.tried[self.number]


@dataclass(frozen=True, eq=False)
class _Evidence:
    """What votes say of positions, the prior taken out: precision (axes x axes x people), pull (axes x people)."""

    precision: FloatArray
    pull: FloatArray

    def of(self, who: IntArray) -> "_Evidence":
        return _Evidence(self.precision[:, :, who], self.pull[:, who])


def divide(found: DebiasedMap, *, count: int, among: BoolArray, seed: int) -> Division:
    """Divide people into `count` groups found among some of them (mask over people)."""
    draw = np.random.default_rng(seed)
    who = np.flatnonzero(among)
    if len(who) > MOST_PEOPLE:
        who = np.sort(draw.choice(who, MOST_PEOPLE, replace=False))
    evidence = _evidence(found)
    labels = divide_places(found.positions[who], count=count, seed=seed)
    mixture, likelihood = _fitted(evidence.of(who), found.positions[who], labels)
    scores, _ = _scores(evidence, mixture)
    chances = np.exp(scores - _log_sum(scores))
    order = np.argsort(-np.bincount(chances[:, among].argmax(axis=0), minlength=len(chances)), kind="stable")
    chances = chances[order]
    sorted_mixture = Mixture(mixture.shares[order], mixture.centres[:, order], mixture.covariance)
    axes, groups = mixture.centres.shape
    unknowns = groups - 1 + groups * axes
    criterion = unknowns * np.log(max(len(who), 1)) - 2 * likelihood
    return Division(chances.argmax(axis=0), chances.max(axis=0), float(criterion), sorted_mixture)


def divide_best(found: DebiasedMap, *, among: BoolArray, seed: int) -> Divisions:
    """Divide people into 1 to 5 groups, found among some of them (mask over people), and say how many to draw.

    To be divided at all they must gain 0.1 for each person, 30 at most.
    """
    tried = {count: divide(found, count=count, among=among, seed=seed) for count in range(1, MOST_GROUPS + 1)}
    gains = {count: tried[1].criterion - division.criterion for count, division in tried.items()}
    most = max(gains.values())
    asked = min(MOST_GAIN_ASKED, GAIN_ASKED_EACH * int(among.sum()))
    enough = [count for count in tried if most >= asked and gains[count] >= GAIN_WANTED * most]
    return Divisions(min(enough, default=1), tried)


def divide_places(places: FloatArray, *, count: int, seed: int) -> IntArray:
    """Divide places (people x axes) by k-means, best of four drawn starts; fewer groups where places coincide."""
    if not len(places):
        return np.zeros(0, dtype=np.int64)
    points = Points(places, np.ones(len(places)), np.arange(len(places)))
    draw = np.random.default_rng(seed)
    tries = [
        k_means(places, points.weights, start=scattered_start(points, count=count, draw=draw))
        for _ in range(STARTS)
    ]
    return min(tries, key=lambda labels: inertia(points, labels))


def _evidence(found: DebiasedMap) -> _Evidence:
    people = found.fit.people
    precision = inverse(people.covariance[1:, 1:])
    pull = times(precision, people.mean[1:])
    return _Evidence(precision - np.eye(len(pull))[:, :, None], pull)


def _fitted(evidence: _Evidence, places: FloatArray, labels: IntArray) -> tuple[Mixture, float]:
    groups, axes = int(labels.max(initial=0)) + 1, places.shape[1]
    spread = (1 - FIRST_CERTAINTY) / groups
    chances = spread + FIRST_CERTAINTY * (np.arange(groups)[:, None] == labels)
    weight = chances.sum(axis=1) + TINY
    mixture = Mixture(
        weight / weight.sum(), FIRST_STRETCH * (places.T @ chances.T) / weight, FIRST_SPREAD * np.eye(axes)
    )
    likelihood = -np.inf
    for _ in range(ROUNDS):
        scores, placed = _scores(evidence, mixture)
        total = _log_sum(scores)
        before, likelihood = likelihood, float(total.sum())
        mixture = _updated(np.exp(scores - total), placed)
        if likelihood - before < SETTLED:
            break
    return mixture, likelihood


def _log_sum(scores: FloatArray) -> FloatArray:
    """Give log of the sum of exp over groups (groups x people to people)."""
    most = scores.max(axis=0)
    return np.asarray(most + np.log(np.exp(scores - most).sum(axis=0)))


def _scores(evidence: _Evidence, mixture: Mixture) -> tuple[FloatArray, list[Moments]]:
    """Give the log of share x likelihood of each group (groups x people), and positions if of that group."""
    precision = np.linalg.inv(mixture.covariance)
    covariance = inverse(evidence.precision + precision[:, :, None])
    size = 0.5 * (_log_determinant(covariance) - np.linalg.slogdet(mixture.covariance)[1])
    scores, placed = [], []
    for share, centre in zip(mixture.shares, mixture.centres.T, strict=True):
        pull = evidence.pull + (precision @ centre)[:, None]
        mean = times(covariance, pull)
        fits = 0.5 * ((mean * pull).sum(axis=0) - centre @ precision @ centre)
        scores.append(np.log(share + TINY) + size + fits)
        placed.append(Moments(mean, covariance))
    return np.stack(scores), placed


def _log_determinant(matrices: FloatArray) -> FloatArray:
    """Give the log of each determinant (axes x axes x people to people) of positive definite matrices."""
    if len(matrices) == 2:
        return np.asarray(np.log(matrices[0, 0] * matrices[1, 1] - matrices[0, 1] * matrices[1, 0]))
    return np.asarray(np.linalg.slogdet(np.moveaxis(matrices, 2, 0))[1])


def _updated(chances: FloatArray, placed: list[Moments]) -> Mixture:
    weight = chances.sum(axis=1) + TINY
    centres = (
        np.stack([at.mean @ chance for at, chance in zip(placed, chances, strict=True)], axis=1) / weight
    )
    axes = len(centres)
    total = SPREAD_WEIGHT * SPREAD_PRIOR * np.eye(axes) + placed[0].covariance.sum(axis=2)
    for at, chance, centre in zip(placed, chances, centres.T, strict=True):
        away = at.mean - centre[:, None]
        total += (away * chance) @ away.T
    people = chances.shape[1]
    return Mixture(weight / weight.sum(), centres, total / (people + SPREAD_WEIGHT))
