"""The votes a few thousand people at a time, so that no temporary array is as large as the conversation."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from wholeplace.analysis.opinion.arrays import BoolArray, IntArray, RealArray
from wholeplace.analysis.opinion.votes import ANSWERS, VoteMatrix

PEOPLE_PER_BLOCK = 1 << 15


@dataclass(frozen=True, eq=False)
class Block:
    """The votes of some neighbouring people: which people, row pointers from 0, codes as in VoteMatrix."""

    people: slice
    indptr: IntArray
    code: IntArray

    def sparse(self, data: RealArray, columns: IntArray, *, width: int) -> csr_array:
        """Give one sparse row a person (people x width), with one entry for each vote."""
        shape = (len(self.indptr) - 1, width)
        return csr_array((data, columns, self.indptr.astype(np.int32)), shape=shape)


def blocks(votes: VoteMatrix) -> Iterator[Block]:
    """Go through everybody's votes in order, 32,768 people at a time."""
    for start in range(0, votes.people, PEOPLE_PER_BLOCK):
        stop = min(start + PEOPLE_PER_BLOCK, votes.people)
        indptr = votes.indptr[start : stop + 1]
        yield Block(slice(start, stop), indptr - indptr[0], votes.code[indptr[0] : indptr[-1]])


def votes_on(votes: VoteMatrix, statements: BoolArray) -> IntArray:
    """Count each person's votes on some statements (mask over statements); gives (people,)."""
    counted = np.repeat(statements, ANSWERS)
    each = np.zeros(votes.people, dtype=np.int64)
    for block in blocks(votes):
        running = np.concatenate(([0], np.cumsum(counted[block.code], dtype=np.int64)))
        each[block.people] = np.diff(running[block.indptr])
    return each
