"""The two ways to draw the map: Polis's own, and the one that withstands few votes a person."""

from dataclasses import dataclass

from wholeplace.analysis.opinion.arrays import BoolArray, FloatArray
from wholeplace.analysis.opinion.axes import principal_axes, residuals, statement_means
from wholeplace.analysis.opinion.choice import ModeChoice
from wholeplace.analysis.opinion.counts import Counts
from wholeplace.analysis.opinion.debiased import debiased_map
from wholeplace.analysis.opinion.debiased_logistic import SlopePrior
from wholeplace.analysis.opinion.positions import person_positions, statement_extremity
from wholeplace.analysis.opinion.result import OpinionMap
from wholeplace.analysis.opinion.votes import VoteMatrix


@dataclass(frozen=True, eq=False)
class ParityMap:
    """The map as Polis draws it, with each statement's extremity (statements,) on it."""

    map: OpinionMap
    extremity: FloatArray


def parity_map(votes: VoteMatrix, *, overall: Counts, moderated: BoolArray, seed: int) -> ParityMap:
    """Draw the map as Polis does: moderated-out columns zeroed, means imputed, two components, stretched.

    The seed only starts the search for the axes: another one moves positions by rounding.
    Source: Polis, conversation.clj, pca.clj.
    """
    means = statement_means(overall, moderated=moderated)
    centred = residuals(votes, means=means, moderated=moderated)
    axes = principal_axes(centred, seed=seed).vectors
    positions = person_positions(votes, centred=centred, axes=axes, moderated=moderated)
    return ParityMap(
        OpinionMap("parity", positions, axes, None), extremity=statement_extremity(axes, means=means)
    )


def debiased_opinion_map(
    votes: VoteMatrix, *, moderated: BoolArray, seed: int, why: ModeChoice | None
) -> OpinionMap:
    """Draw the debiased map, of two axes, with the prior that hidden votes chose if they were asked."""
    slopes = why.variant.slopes if why else SlopePrior.MOMENTS
    found = debiased_map(votes, moderated=moderated, seed=seed, slopes=slopes)
    return OpinionMap("debiased", found.positions, found.slopes, found.spread)
