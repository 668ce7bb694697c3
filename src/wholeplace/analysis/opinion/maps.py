"""The two ways to draw the map: Polis's own, and the one that withstands few votes a person."""

from dataclasses import dataclass

from wholeplace.analysis.opinion.arrays import BoolArray, FloatArray
from wholeplace.analysis.opinion.axes import principal_axes, residuals, statement_means
from wholeplace.analysis.opinion.choice import ModeChoice
from wholeplace.analysis.opinion.counts import Counts
from wholeplace.analysis.opinion.debiased import DebiasedMap, debiased_map
from wholeplace.analysis.opinion.debiased_logistic import SlopePrior
from wholeplace.analysis.opinion.positions import person_positions, statement_extremity
from wholeplace.analysis.opinion.result import OpinionMap
from wholeplace.analysis.opinion.votes import VoteMatrix

SHOWN_AXES = 2
MOST_AXES = 4


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


@dataclass(frozen=True, eq=False)
class DrawnMap:
    """The debiased map as it is shown, of two axes, and as groups are found on it, of up to four."""

    map: OpinionMap
    found: DebiasedMap


def debiased_opinion_map(
    votes: VoteMatrix, *, moderated: BoolArray, seed: int, why: ModeChoice | None, axes: int
) -> DrawnMap:
    """Draw the debiased map with the prior that hidden votes chose if they were asked, on 2 to 4 axes."""
    slopes = why.variant.slopes if why else SlopePrior.MOMENTS
    wanted = min(max(SHOWN_AXES, axes), MOST_AXES)
    found = debiased_map(votes, moderated=moderated, seed=seed, slopes=slopes, axes=wanted)
    shown = OpinionMap(
        "debiased",
        found.positions[:, :SHOWN_AXES],
        found.slopes[:, :SHOWN_AXES],
        found.spread[:, :SHOWN_AXES],
    )
    return DrawnMap(shown, found)
