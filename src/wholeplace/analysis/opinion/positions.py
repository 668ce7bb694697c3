"""Where each person and each statement stands on the map, and who counts as taking part."""

import numpy as np

from wholeplace.analysis.opinion.arrays import BoolArray, FloatArray, IntArray
from wholeplace.analysis.opinion.axes import Residuals
from wholeplace.analysis.opinion.blocks import votes_on
from wholeplace.analysis.opinion.votes import VoteMatrix

ENOUGH_VOTES = 7
FEWEST_TAKING_PART = 15


def taking_part(votes: VoteMatrix) -> BoolArray:
    """Say who has voted enough to be placed in a group (people,).

    At least 7 votes (or every statement, if fewer), moderated-out statements counted; when that leaves fewer
    than 15 people, the most active are added until there are 15, and with them everyone as active as the
    last, so that no one's number decides. Source: Polis, conversation.clj (`in-conv`), without its memory.
    """
    each = votes.votes_each
    enough = each >= min(ENOUGH_VOTES, votes.statements)
    if enough.sum() < FEWEST_TAKING_PART and votes.people:
        least = np.sort(each)[::-1][:FEWEST_TAKING_PART][-1]
        enough = each >= min(least, ENOUGH_VOTES)
    return np.asarray(enough & (each > 0))


def person_positions(
    votes: VoteMatrix, *, centred: Residuals, axes: FloatArray, moderated: BoolArray
) -> FloatArray:
    """Project each person on the axes, stretched by sqrt(statements / votes); gives (people x 2).

    Moderated-out columns count as votes of everybody. Source: Polis, pca.clj (`sparsity-aware-project-ptpt`).
    """
    counted = _votes_counted(votes, moderated=moderated)
    stretch = np.sqrt(votes.statements / np.maximum(counted, 1))
    return centred.project(axes) * stretch[:, None]


def _votes_counted(votes: VoteMatrix, *, moderated: BoolArray) -> IntArray:
    if not moderated.any():
        return votes.votes_each
    return votes_on(votes, ~moderated) + int(moderated.sum())


def statement_extremity(axes: FloatArray, *, means: FloatArray) -> FloatArray:
    """Give how far from the middle one lone agreement with each statement would put a person (statements,).

    Source: Polis, conversation.clj (`with-proj-and-extremtiy`): |(1 - mean) x axes| x sqrt(statements).
    """
    return np.asarray((1 - means) * np.linalg.norm(axes, axis=1) * np.sqrt(len(means)))
