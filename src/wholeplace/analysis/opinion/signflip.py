"""Is there enough evidence to draw groups at all? The sign-flip test.

Flipping the sign of every residual at random destroys what statements share and keeps everything else; a
leading eigenvalue that hardly exceeds those of flipped data shows nothing. But to take off means and leanings
makes statements share something too, about 1 / statements of their variance; with a dozen statements this
outweighs chance. So flipped residuals are centred once more, as the answers were, and share the same. Sources:
Hong, Sheng and Dobriban 2020 (parallel analysis by sign flips), Winkler et al. 2014 (Freedman and Lane's rule:
fit again after each flip), Phipson and Smyth 2010 (how many flips); the threshold was found on made-up
conversations without groups.
"""

from dataclasses import dataclass

import numpy as np

from wholeplace.analysis.opinion.arrays import BoolArray
from wholeplace.analysis.opinion.debiased import SAMPLE_VOTES, sample_people
from wholeplace.analysis.opinion.debiased_residuals import (
    Residuals,
    centred,
    person_centred,
    statements_left,
    zero_diagonal_axes,
)
from wholeplace.analysis.opinion.votes import VoteMatrix

ENOUGH = 1.12
"""Only ratios above this, and above that of every flip, are evidence of groups."""
FLIPS = 39
"""To exceed so many flips happens by chance in one of forty conversations."""
FLIPS_OF_MANY = 10
"""Enough where the ratio hardly varies, so that 1.12 decides."""
MANY_VOTES, MANY_STATEMENTS = 100_000, 100
MOST_AXES = 4
FLIPPED_TOLERANCE = 3e-2
"""An eigenvalue is off by far less than its residual."""


@dataclass(frozen=True)
class SignFlip:
    """Ratio of each leading eigenvalue to the leading one of flipped data, on average; largest first.

    `chance` is the same ratio for the largest among the flipped ones: in small conversations they vary much.
    """

    ratios: tuple[float, ...]
    chance: float

    @property
    def ratio(self) -> float:
        """The ratio of the largest eigenvalue, T; 0 where nothing is shared at all."""
        return self.ratios[0] if self.ratios else 0.0

    @property
    def enough(self) -> bool:
        """Whether there is enough evidence to draw groups."""
        return self.axes > 0

    @property
    def axes(self) -> int:
        """How many eigenvalues stand out; one more is a guess at the number of groups."""
        return sum(ratio > max(ENOUGH, self.chance) for ratio in self.ratios)


def sign_flip(votes: VoteMatrix, *, moderated: BoolArray, seed: int, flips: int | None = None) -> SignFlip:
    """Compare the leading eigenvalues with those of randomly flipped residuals, on at most a million votes.

    Flips 39 times, or 10 where there are many votes on many statements, unless told how often.
    """
    kept = statements_left(votes, moderated=moderated)
    if votes.votes > SAMPLE_VOTES:
        votes = votes.select_people(sample_people(votes, most_votes=SAMPLE_VOTES, seed=seed))
    votes = votes.keep_votes(kept[votes.column])
    residuals = person_centred(votes)
    values = zero_diagonal_axes(residuals.whitened(), count=MOST_AXES, seed=seed).values
    draw = np.random.default_rng(seed)
    times = flips or flips_needed(votes.votes, statements=int(kept.sum()))
    flipped = np.array([_flipped_value(votes, residuals, draw=draw, seed=seed) for _ in range(times)])
    usual = float(flipped.mean())
    if usual <= 0:
        return SignFlip((), 0.0)
    return SignFlip(tuple(float(value / usual) for value in values), float(flipped.max() / usual))


def flips_needed(votes: int, *, statements: int) -> int:
    """Say how often to flip: the fewer the statements, the more the leading eigenvalue varies by chance."""
    return FLIPS_OF_MANY if votes > MANY_VOTES and statements >= MANY_STATEMENTS else FLIPS


def sign_flip_ratio(votes: VoteMatrix, *, moderated: BoolArray, seed: int, flips: int | None = None) -> float:
    """Give the ratio T of the largest eigenvalue to its mean on flipped data; below 1.12 no groups may be drawn."""
    return sign_flip(votes, moderated=moderated, seed=seed, flips=flips).ratio


def _flipped_value(votes: VoteMatrix, residuals: Residuals, *, draw: np.random.Generator, seed: int) -> float:
    data = residuals.values.data
    signs = draw.integers(0, 2, len(data), dtype=np.int8) * np.int8(2) - np.int8(1)
    whitened = centred(data * signs, votes).whitened()
    return float(zero_diagonal_axes(whitened, count=1, seed=seed, tolerance=FLIPPED_TOLERANCE).values[0])
