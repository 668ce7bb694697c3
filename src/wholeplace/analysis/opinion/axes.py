"""The two axes along which opinions differ most, as Polis works them out, without ever filling the matrix in.

After a statement's mean is taken off, an unseen cell is exactly 0, so the centred matrix is as sparse as the
votes; the products below are sums over blocks of people and could be computed anywhere.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, csr_array

from wholeplace.analysis.opinion.arrays import BoolArray, FloatArray, RealArray
from wholeplace.analysis.opinion.blocks import blocks
from wholeplace.analysis.opinion.counts import Counts
from wholeplace.analysis.opinion.krylov import NARROW, WIDE, Axes, leading_axes
from wholeplace.analysis.opinion.votes import ANSWERS, VoteMatrix

AXES = 2
EXACT_VOTES = 1_000_000
"""Up to here residuals are kept in double precision and axes worked out until nothing changes."""
EXACT_TOLERANCE = 1e-10
LARGE_TOLERANCE = 1e-3


@dataclass(frozen=True, eq=False)
class Residuals:
    """Each vote less its statement's mean, in blocks of people; unseen and moderated-out cells are 0.

    `turned` are the same blocks the other way round, sharing memory.
    """

    parts: tuple[csr_array, ...]
    turned: tuple[csc_array, ...]
    statements: int
    exact: bool

    def gram_product(self, block: FloatArray) -> FloatArray:
        """Multiply residuals' x residuals (statements x statements) with a block, never forming it."""
        total = np.zeros(block.shape)
        for part, turned in zip(self.parts, self.turned, strict=True):
            total += turned @ (part @ block.astype(part.dtype))
        return total

    def project(self, axes: FloatArray) -> FloatArray:
        """Multiply the residuals with axes (statements x c); gives (people x c)."""
        pieces = [part @ axes.astype(part.dtype) for part in self.parts]
        return np.concatenate((np.zeros((0, axes.shape[1])), *pieces))


def statement_means(overall: Counts, *, moderated: BoolArray) -> FloatArray:
    """Give the mean answer to each statement, passes counted as 0; 0 where nobody voted or moderated out.

    Source: Polis, conversation.clj (`mat`), named_matrix.clj (`zero-out-columns`).
    """
    means = (overall.agree - overall.disagree) / np.maximum(overall.seen, 1)
    return np.where(moderated, 0.0, means)


def residuals(votes: VoteMatrix, *, means: FloatArray, moderated: BoolArray) -> Residuals:
    """Take each statement's mean off its votes; a moderated-out column becomes 0 for everybody."""
    exact = votes.votes <= EXACT_VOTES
    kind = np.float64 if exact else np.float32
    answers = np.array([-1.0, 0.0, 1.0])
    cells = np.where(moderated[:, None], 0.0, answers - means[:, None])
    table: RealArray = cells.ravel().astype(kind)
    parts = []
    for block in blocks(votes):
        columns = (block.code // block.code.dtype.type(ANSWERS)).astype(np.int32)
        parts.append(block.sparse(np.take(table, block.code), columns, width=votes.statements))
    return Residuals(tuple(parts), tuple(part.T for part in parts), votes.statements, exact)


def principal_axes(centred: Residuals, *, seed: int) -> Axes:
    """Find the first two principal axes of the mean-imputed votes (statements x 2), 0 where there is none.

    Source: Polis, pca.clj; the exact eigenvectors its power iteration approaches.
    """
    found = leading_axes(
        centred.gram_product,
        size=centred.statements,
        count=AXES,
        seed=seed,
        tolerance=EXACT_TOLERANCE if centred.exact else LARGE_TOLERANCE,
        width=NARROW if centred.exact else WIDE,
    )
    missing = AXES - len(found.values)
    return Axes(np.pad(found.values, (0, missing)), np.pad(found.vectors, ((0, 0), (0, missing))))
