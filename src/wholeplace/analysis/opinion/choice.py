"""Which map to draw: the one Polis draws, unless another foretells hidden votes better.

Both are given the best of a few settings. The Polis map is left only when the other's mean loss is lower by
more than one standard error; how many people took part says nothing about which will be better.
"""

from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

import numpy as np

from wholeplace.analysis.opinion.arrays import BoolArray, FloatArray
from wholeplace.analysis.opinion.axes import principal_axes, residuals, statement_means
from wholeplace.analysis.opinion.counts import count_answers
from wholeplace.analysis.opinion.debiased import first_idea
from wholeplace.analysis.opinion.debiased_decoder import fit_decoder, unit_scaled
from wholeplace.analysis.opinion.debiased_logistic import SlopePrior, decided_answers, fit_map
from wholeplace.analysis.opinion.debiased_residuals import statements_left
from wholeplace.analysis.opinion.heldout import Comparison, Split, compare, splits
from wholeplace.analysis.opinion.positions import person_positions
from wholeplace.analysis.opinion.votes import VoteMatrix

RIDGES = (0.1, 1.0, 3.0, 10.0)
"""Precisions tried for the slopes on the Polis map; small conversations need the strong ones."""
FEWEST_PEOPLE = 2


class Mode(Enum):
    """How the map is worked out."""

    PARITY = "parity"
    DEBIASED = "debiased"


@dataclass(frozen=True)
class Variant:
    """A setting of the debiased map."""

    axes: int
    slopes: SlopePrior


VARIANTS = (
    Variant(1, SlopePrior.MOMENTS),
    Variant(2, SlopePrior.MOMENTS),
    Variant(2, SlopePrior.MEANS),
)


@dataclass(frozen=True)
class ModeChoice:
    """The mode chosen and why: mean log-loss of hidden votes under each, and the difference.

    `difference` is debiased less parity, below 0 where debiased is better; `hidden` is how many votes were
    foretold, 0 where there were none to hide: then losses and difference are 0 and the mode is parity.
    """

    mode: Mode
    ridge: float
    variant: Variant
    parity_loss: float
    debiased_loss: float
    difference: float
    standard_error: float
    hidden: int
    parity_losses: dict[float, float]
    debiased_losses: dict[Variant, float]


def choose_mode(votes: VoteMatrix, *, moderated: BoolArray, seed: int) -> ModeChoice:
    """Hide a tenth of the votes twice, and let both maps foretell them."""
    parity: dict[float, list[FloatArray]] = {ridge: [] for ridge in RIDGES}
    debiased: dict[Variant, list[FloatArray]] = {variant: [] for variant in VARIANTS}
    people = []
    for split in splits(votes, moderated=moderated, seed=seed):
        people.append(split.person)
        for ridge, loss in _parity_losses(split, moderated=moderated, seed=seed).items():
            parity[ridge].append(loss)
        for variant, loss in _debiased_losses(split, moderated=moderated, seed=seed).items():
            debiased[variant].append(loss)
    ridge, parity_means, before = _best(parity)
    variant, debiased_means, after = _best(debiased)
    found = compare(after, before, person=np.concatenate(people))
    return ModeChoice(
        mode=_mode(found),
        ridge=ridge,
        variant=variant,
        parity_loss=parity_means[ridge],
        debiased_loss=debiased_means[variant],
        difference=found.difference,
        standard_error=found.standard_error,
        hidden=len(before),
        parity_losses=parity_means,
        debiased_losses=debiased_means,
    )


def _mode(found: Comparison) -> Mode:
    clear = found.people >= FEWEST_PEOPLE and found.difference < -found.standard_error
    return Mode.DEBIASED if clear else Mode.PARITY


def parity_positions(votes: VoteMatrix, *, moderated: BoolArray, seed: int) -> FloatArray:
    """Place people as Polis does (people x 2)."""
    means = statement_means(count_answers(votes), moderated=moderated)
    centred = residuals(votes, means=means, moderated=moderated)
    axes = principal_axes(centred, seed=seed).vectors
    return person_positions(votes, centred=centred, axes=axes, moderated=moderated)


def _parity_losses(split: Split, *, moderated: BoolArray, seed: int) -> dict[float, FloatArray]:
    places = unit_scaled(parity_positions(split.learning, moderated=moderated, seed=seed))
    answers = decided_answers(split.learning.keep_votes(~moderated[split.learning.column]))
    return {
        ridge: split.losses_of(fit_decoder(answers, places, slope_variance=1 / ridge)) for ridge in RIDGES
    }


def _debiased_losses(split: Split, *, moderated: BoolArray, seed: int) -> dict[Variant, FloatArray]:
    kept = statements_left(split.learning, moderated=moderated)
    learning = split.learning.keep_votes(kept[split.learning.column])
    answers = decided_answers(learning)
    first = {axes: first_idea(learning, axes=axes, seed=seed) for axes in {v.axes for v in VARIANTS}}
    return {
        variant: split.losses_of(fit_map(answers, first[variant.axes], slopes=variant.slopes))
        for variant in VARIANTS
    }


Setting = TypeVar("Setting")


def _best(losses: dict[Setting, list[FloatArray]]) -> tuple[Setting, dict[Setting, float], FloatArray]:
    together = {setting: np.concatenate(found) for setting, found in losses.items()}
    means = {setting: float(loss.mean()) if len(loss) else 0.0 for setting, loss in together.items()}
    best = min(means, key=lambda setting: means[setting])
    return best, means, together[best]
