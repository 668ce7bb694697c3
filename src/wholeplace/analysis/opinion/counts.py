"""How many agreed, disagreed and passed: on each statement, overall and in each group."""

from dataclasses import dataclass

import numpy as np

from wholeplace.analysis.opinion.arrays import IntArray
from wholeplace.analysis.opinion.blocks import blocks
from wholeplace.analysis.opinion.votes import ANSWERS, CHUNK, VoteMatrix


@dataclass(frozen=True, eq=False)
class Counts:
    """Votes by answer; every array is (statements,) or (groups x statements)."""

    agree: IntArray
    disagree: IntArray
    passed: IntArray

    @property
    def seen(self) -> IntArray:
        """Votes of any kind, passes too."""
        return self.agree + self.disagree + self.passed

    def total(self) -> "Counts":
        """Add the groups up; gives arrays (statements,)."""
        return Counts(self.agree.sum(axis=0), self.disagree.sum(axis=0), self.passed.sum(axis=0))


def count_answers(votes: VoteMatrix) -> Counts:
    """Count everybody's answers to each statement."""
    size = ANSWERS * votes.statements
    by_code = np.zeros(size, dtype=np.int64)
    for start in range(0, votes.votes, CHUNK):
        by_code += np.bincount(votes.code[start : start + CHUNK], minlength=size)
    return _by_answer(by_code.reshape(votes.statements, ANSWERS))


def count_by_group(votes: VoteMatrix, labels: IntArray, *, groups: int) -> Counts:
    """Count the answers of each group; `labels` (people,) holds 0..groups-1, or -1 for nobody's group.

    Each block is one product of a sparse (people x codes) matrix with who is in which group; a block's counts
    are below 2^24, so single precision holds them exactly.
    """
    size = ANSWERS * votes.statements
    by_code = np.zeros((size, groups), dtype=np.int64)
    for block in blocks(votes):
        member = (labels[block.people, None] == np.arange(groups)).astype(np.float32)
        ones = np.ones(len(block.code), dtype=np.float32)
        answered = block.sparse(ones, block.code.astype(np.int32), width=size)
        by_code += (answered.T @ member).astype(np.int64)
    return _by_answer(np.moveaxis(by_code.reshape(votes.statements, ANSWERS, groups), 2, 0))


def _by_answer(table: IntArray) -> Counts:
    """Split a table whose last axis runs disagree, pass, agree, as codes do."""
    disagree, passed, agree = np.moveaxis(table, -1, 0)
    return Counts(agree.copy(), disagree.copy(), passed.copy())
