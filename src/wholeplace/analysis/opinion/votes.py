"""Who answered what, held in as few bytes as the answers need.

One answer is one number, `3 * statement + (value + 1)`, in 16 bits whenever the statements allow it: sorting,
counting and storing then move two bytes a vote instead of nine.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import coo_array

from wholeplace.analysis.opinion.arrays import BoolArray, IntArray

AGREE, PASS, DISAGREE = 1, 0, -1
ANSWERS = 3
"""Answers there are to one statement."""
CHUNK = 1 << 20
"""Votes looked at in one go where the whole would need a large temporary array."""
BLOCK_BITS = 12
BLOCK = 1 << BLOCK_BITS
"""People sorted together."""


@dataclass(frozen=True, eq=False)
class VoteMatrix:
    """Who answered what: one row a person, statements ascending in each row, one answer a pair.

    `indptr` has people + 1 entries; the answers of person i are `code[indptr[i]:indptr[i + 1]]`, each
    `3 * statement + (value + 1)` with value +1 agree, 0 pass, -1 disagree. Make one with `vote_matrix`.
    """

    people: int
    statements: int
    indptr: IntArray
    code: IntArray

    @cached_property
    def column(self) -> IntArray:
        """The statement of each vote (votes,), in the order of `indptr`."""
        return cast("IntArray", self.code // self.code.dtype.type(ANSWERS))

    @cached_property
    def value(self) -> IntArray:
        """The answer of each vote (votes,), int8: +1 agree, 0 pass, -1 disagree."""
        return cast("IntArray", (self.code % self.code.dtype.type(ANSWERS)).astype(np.int8) - np.int8(1))

    @property
    def row(self) -> IntArray:
        """The person of each vote (votes,), int32, made afresh at each call."""
        return np.repeat(np.arange(self.people, dtype=np.int32), self.votes_each)

    @property
    def votes(self) -> int:
        """How many answers there are."""
        return len(self.code)

    @property
    def votes_each(self) -> IntArray:
        """How many answers each person gave (people,)."""
        return np.diff(self.indptr)

    @property
    def density(self) -> float:
        """The share of all possible answers that were given, 0 when none is possible."""
        cells = self.people * self.statements
        return self.votes / cells if cells else 0.0

    def select_people(self, which: BoolArray | IntArray) -> "VoteMatrix":
        """Give the matrix of some people only: a mask over people, or their numbers in the order wanted."""
        chosen = np.flatnonzero(which) if which.dtype == np.bool_ else np.asarray(which, dtype=np.int64)
        starts, lengths = self.indptr[chosen].astype(np.int64), self.votes_each[chosen]
        indptr = _pointers(lengths)
        shift = np.repeat(starts - indptr[:-1], lengths)
        return VoteMatrix(len(chosen), self.statements, indptr, self.code[shift + np.arange(indptr[-1])])

    def keep_votes(self, keep: BoolArray) -> "VoteMatrix":
        """Give the matrix with only the votes where `keep` (votes,) is true; people and statements stay."""
        kept = np.concatenate(([0], np.cumsum(keep, dtype=np.int64)))
        return VoteMatrix(self.people, self.statements, kept[self.indptr], self.code[keep])


def vote_matrix(
    person: ArrayLike, statement: ArrayLike, value: ArrayLike, *, people: int, statements: int
) -> VoteMatrix:
    """Build the matrix from answers in the order given; the last of one person to one statement wins.

    Takes three arrays of equal length: person 0..people-1, statement 0..statements-1, value -1, 0 or +1.
    Raises ValueError naming the first bad position. Source: Polis, named_matrix.clj (last vote wins).
    """
    who, what, answer = _whole_numbers(person), _whole_numbers(statement), _whole_numbers(value)
    if not len(who) == len(what) == len(answer):
        raise ValueError("person, statement and value must be of equal length")
    _require_within(who, 0, people - 1, name="person")
    _require_within(what, 0, statements - 1, name="statement")
    _require_within(answer, DISAGREE, AGREE, name="value")
    code = _code(what, answer, statements=statements)
    if _in_order(who, code):
        return VoteMatrix(people, statements, _pointers(np.bincount(who, minlength=people)), code)
    return _sorted(who, code, people=people, statements=statements)


def _pointers(lengths: IntArray) -> IntArray:
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(lengths, dtype=np.int64)))


def _whole_numbers(numbers: ArrayLike) -> IntArray:
    array = np.asarray(numbers)
    if array.ndim != 1:
        raise ValueError("person, statement and value must be flat arrays")
    if len(array) and not np.issubdtype(array.dtype, np.integer):
        raise ValueError(f"person, statement and value must hold whole numbers, not {array.dtype}")
    return array if len(array) else array.astype(np.int32)


def _require_within(numbers: IntArray, least: int, most: int, *, name: str) -> None:
    if len(numbers) and (numbers.min() < least or numbers.max() > most):
        position = int(np.argmax((numbers < least) | (numbers > most)))
        raise ValueError(f"{name} at position {position} is {numbers[position]}, outside {least} to {most}")


def _code(what: IntArray, answer: IntArray, *, statements: int) -> IntArray:
    kind = np.dtype(np.uint16 if ANSWERS * statements <= 1 << 16 else np.int32)
    code = np.empty(len(what), dtype=kind)
    for start in range(0, len(what), CHUNK):
        piece = slice(start, start + CHUNK)
        np.multiply(what[piece], ANSWERS, out=code[piece], dtype=kind, casting="unsafe")
        np.add(code[piece], answer[piece] + 1, out=code[piece], dtype=kind, casting="unsafe")
    return code


def _in_order(who: IntArray, code: IntArray) -> bool:
    """Say whether votes already stand by person, then statement, each pair once."""
    for start in range(0, len(who) - 1, CHUNK):
        later = who[start + 1 : start + CHUNK + 1]
        earlier = who[start : start + len(later)]
        statement = code[start : start + len(later) + 1] // ANSWERS
        if not np.all((later > earlier) | ((later == earlier) & (statement[1:] > statement[:-1]))):
            return False
    return True


def _sorted(who: IntArray, code: IntArray, *, people: int, statements: int) -> VoteMatrix:
    """Sort votes by person and statement, keeping of equal pairs the last given.

    Votes are first gathered into blocks of people small enough that sorting a block stays in the processor's
    cache; `code` is then overwritten block by block, which never catches up with what is still to be read.
    """
    starts, who, code = _gathered(who, code, blocks=(people >> BLOCK_BITS) + 1)
    blocks = len(starts) - 1
    lengths = np.zeros(blocks << BLOCK_BITS, dtype=np.int64)
    filled = 0
    for block in range(blocks):
        votes = slice(starts[block], starts[block + 1])
        persons, kept = _sorted_block(who[votes] & (BLOCK - 1), code[votes], statements=statements)
        lengths[block << BLOCK_BITS : (block + 1) << BLOCK_BITS] = persons
        code[filled : filled + len(kept)] = kept
        filled += len(kept)
    return VoteMatrix(people, statements, _pointers(lengths[:people]), code[:filled])


def _gathered(who: IntArray, code: IntArray, *, blocks: int) -> tuple[IntArray, IntArray, IntArray]:
    """Bring each block's votes together, in the order given; gives where blocks start, persons and codes."""
    persons = who.astype(np.int32, copy=False)
    if np.all(persons[1:] >= persons[:-1]):
        edges = np.arange(blocks + 1, dtype=np.int32) << np.int32(BLOCK_BITS)
        return np.searchsorted(persons, edges), persons, code
    return _counting_sort(persons >> np.int32(BLOCK_BITS), persons, code, keys=blocks)


def _sorted_block(who: IntArray, code: IntArray, *, statements: int) -> tuple[IntArray, IntArray]:
    """Sort one block by statement, then person; give answers left per person, and them."""
    column = (code // ANSWERS).astype(np.int32)
    _, who, code = _counting_sort(column, who, code, keys=statements)
    _, who, code = _counting_sort(who, who, code, keys=BLOCK)
    statement = code // ANSWERS
    last = np.ones(len(code), dtype=np.bool_)
    last[:-1] = (statement[1:] != statement[:-1]) | (who[1:] != who[:-1])
    return np.bincount(who[last], minlength=BLOCK), code[last]


def _counting_sort(
    key: IntArray, carried: IntArray, code: IntArray, *, keys: int
) -> tuple[IntArray, IntArray, IntArray]:
    """Order `carried` and `code` by `key`, stably; scipy's compiled COO to CSR step does exactly this.

    Gives also where each key starts (keys + 1,).
    """
    columns = int(carried.max()) + 1 if len(carried) else 1
    table = coo_array((code, (key, carried)), shape=(keys, columns))
    table.has_canonical_format = True  # or scipy would sort again and add equal neighbours together
    ordered = table.tocsr()
    return ordered.indptr, ordered.indices, ordered.data
