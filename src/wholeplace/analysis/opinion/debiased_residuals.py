"""What is left of each answer once its statement's mean and its person's leaning are taken off.

Without the second step, people who agree with everything become the first axis of the map.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from wholeplace.analysis.opinion.arrays import BoolArray, FloatArray, IntArray, RealArray
from wholeplace.analysis.opinion.krylov import Axes, leading_axes
from wholeplace.analysis.opinion.votes import VoteMatrix

FEWEST_SEEN = 2
"""A statement that fewer people have seen tells nothing about who agrees with whom."""
LEANING_WEIGHT = 3
"""A person's leaning is drawn towards none as if by this many more answers without any."""
TOLERANCE = 3e-3


@dataclass(frozen=True, eq=False)
class Residuals:
    """Person-centred residuals (people x statements, sparse), leanings (people,), variances and seen (statements,).

    Statements left out (moderated, or seen by fewer than two) have no entries.
    """

    values: csr_array
    leaning: FloatArray
    variance: FloatArray
    seen: FloatArray

    @property
    def whitening(self) -> FloatArray:
        """Give what makes every statement count alike: 1 / sqrt(seen x variance), 0 where left out."""
        return np.where(self.seen > 0, 1 / np.sqrt(np.maximum(self.seen, 1) * self.variance), 0.0)

    def whitened(self) -> csr_array:
        """Give residuals with every statement scaled to count alike."""
        data = self.values.data * self.whitening.astype(np.float32)[self.values.indices]
        return csr_array((data, self.values.indices, self.values.indptr), shape=self.values.shape)


def statements_left(votes: VoteMatrix, *, moderated: BoolArray) -> BoolArray:
    """Say which statements the map rests on (statements,): not moderated out, seen by two or more."""
    seen = np.bincount(votes.column, minlength=votes.statements)
    return np.asarray(~moderated & (seen >= FEWEST_SEEN))


def person_centred(votes: VoteMatrix) -> Residuals:
    """Take statements' means, then people's shrunk mean residuals, off the answers."""
    return centred(votes.value, votes)


def centred(answers: IntArray | RealArray, votes: VoteMatrix) -> Residuals:
    """Do the same to other numbers in the answers' place (votes,), in the order of the votes."""
    row, column = votes.row, votes.column.astype(np.int32)
    seen = np.bincount(column, minlength=votes.statements).astype(np.float64)
    means = np.bincount(column, answers, minlength=votes.statements) / np.maximum(seen, 1)
    residual = answers - means[column]
    pull = _pull(column, residual, seen=seen)[column]
    weight = np.bincount(row, pull**2, minlength=votes.people) + LEANING_WEIGHT
    leaning = np.bincount(row, pull * residual, minlength=votes.people) / weight
    residual -= leaning[row] * pull
    variance = (np.bincount(column, residual**2, minlength=votes.statements) + 0.5) / (seen + 1)
    shape = (votes.people, votes.statements)
    values = csr_array((residual.astype(np.float32), column, votes.indptr.astype(np.int32)), shape=shape)
    return Residuals(values, leaning, variance, seen)


def _pull(column: IntArray, residual: FloatArray, *, seen: FloatArray) -> FloatArray:
    """Give how much a person's leaning moves their answer to each statement (statements,), 1 on average.

    A statement nearly all agree with moves nobody; its variance says so. With one pull for all, what is left of
    yes-sayers would look like an axis of opinion.
    """
    squares = np.bincount(column, residual**2, minlength=len(seen))
    usual = squares.sum() / max(seen.sum(), 1)
    return np.asarray(squares / np.maximum(seen * usual, 1e-12))


def zero_diagonal_axes(whitened: csr_array, *, count: int, seed: int, tolerance: float = TOLERANCE) -> Axes:
    """Find the leading axes of the whitened residuals' Gram matrix without its diagonal.

    The diagonal only says how many answered; what two statements share stands off it.
    """
    statements = whitened.shape[1]
    diagonal = np.bincount(whitened.indices, whitened.data**2, minlength=statements)
    across = whitened.T

    def apply(block: FloatArray) -> FloatArray:
        product = across @ (whitened @ block.astype(np.float32))
        return np.asarray(product - diagonal[:, None] * block)

    found = leading_axes(apply, size=statements, count=count, seed=seed, tolerance=tolerance)
    missing = count - len(found.values)
    return Axes(np.pad(found.values, (0, missing)), np.pad(found.vectors, ((0, 0), (0, missing))))
