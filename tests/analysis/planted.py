"""Made-up conversations whose groups are known: seven ways a real one may be hard, and one without groups."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wholeplace.analysis.opinion import VoteMatrix, vote_matrix

ACTIVITY_SPREAD = 1.0
EXPOSURE_SPREAD = 0.75
OPINION_MEAN, OPINION_SPREAD = 0.9, 1.2
"""Standard deviations of the logarithms of how much people vote and how often statements are shown, and mean and
standard deviation of statements' logits: about the median of eight published conversations."""


@dataclass(frozen=True)
class Recipe:
    """What a made-up conversation is like: its groups, how far apart, and what blurs them."""

    weights: tuple[float, ...]
    distance: float = 0.72
    """Standard deviation of a group's own opinion of a statement, in logits."""
    passes: float = 0.1
    acquiescence: float = 0.0
    """Standard deviation of people's readiness to agree with anything, in logits."""
    falling_exposure: bool = False
    """Whether the statement of rank r is shown in proportion to 1 / r."""


RECIPES = {
    "two equal": Recipe((1, 1)),
    "three equal": Recipe((1, 1, 1)),
    "five equal": Recipe((1, 1, 1, 1, 1)),
    "four unequal": Recipe((0.6, 0.25, 0.1, 0.05)),
    "popular statements": Recipe((1, 1, 1), falling_exposure=True),
    "yes-sayers": Recipe((1, 1, 1), acquiescence=0.8),
    "weak": Recipe((1, 1, 1), distance=0.6, passes=0.3),
}
NONE = Recipe((1,), distance=0.0)
NONE_WITH_YES_SAYERS = Recipe((1,), distance=0.0, acquiescence=0.8)
SIZES = {0.04: (8000, 800), 0.08: (8000, 800), 0.15: (3000, 250), 0.25: (3000, 250)}
"""People and statements at each share of possible votes given."""


@dataclass(frozen=True, eq=False)
class Planted:
    """Votes, each person's true group, and the best guess of whoever knows how every group votes."""

    votes: VoteMatrix
    group: NDArray[np.int64]
    best: NDArray[np.int64]


def plant(recipe: Recipe, *, people: int, statements: int, density: float, seed: int) -> Planted:
    """Make one conversation in which people see a share `density` of statements on average."""
    draw = np.random.default_rng(seed)
    weights = np.array(recipe.weights) / sum(recipe.weights)
    group = draw.choice(len(weights), size=people, p=weights)
    opinion = draw.normal(OPINION_MEAN, OPINION_SPREAD, statements)
    opinion = opinion + draw.normal(0, recipe.distance, (len(weights), statements))
    tendency = draw.normal(0, 1, people) * recipe.acquiescence
    seen = draw.random((people, statements)) < _chance_seen(recipe, draw, people, statements, density)
    person, statement = np.nonzero(seen)
    agree = 1 / (1 + np.exp(-(opinion[group[person], statement] + tendency[person])))
    dice = draw.random(len(person))
    value = np.where(draw.random(len(person)) < recipe.passes, 0, np.where(dice < agree, 1, -1))
    votes = vote_matrix(person, statement, value, people=people, statements=statements)
    return Planted(votes, group, _best_guess(votes, weights, opinion, tendency))


def _chance_seen(recipe, draw, people, statements, density) -> NDArray[np.float64]:
    uneven = np.exp(draw.normal(0, EXPOSURE_SPREAD, statements))
    exposure = 1 / np.arange(1.0, statements + 1) if recipe.falling_exposure else uneven
    activity = np.exp(draw.normal(0, ACTIVITY_SPREAD, people))
    chance = np.outer(activity / activity.mean(), draw.permutation(exposure))
    for _ in range(50):  # no chance is above 1, so what that cuts off goes to the others
        chance = np.minimum(chance * (density / np.minimum(chance, 1).mean()), 1)
    return chance


def _best_guess(votes, weights, opinion, tendency) -> NDArray[np.int64]:
    score = np.tile(np.log(weights), (votes.people, 1))
    decided = votes.value != 0
    row, column, value = votes.row[decided], votes.column[decided], votes.value[decided]
    for group in range(len(weights)):
        chance = -np.logaddexp(0, -value * (opinion[group, column] + tendency[row]))
        score[:, group] += np.bincount(row, chance, minlength=votes.people)
    return score.argmax(axis=1)
