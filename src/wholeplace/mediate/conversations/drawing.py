"""Which statement somebody is asked next: drawn by chance, the more likely the more an answer would tell."""

import hashlib
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from wholeplace.analysis.opinion.counts import Counts
from wholeplace.analysis.opinion.priority import vote_priority
from wholeplace.mediate.conversations.names import Answer

Counted = Mapping[int, tuple[int, int, int]]
"""How many agreed, disagreed and passed, by the statement's number; one that nobody answered may be missing."""


def draw(numbers: Sequence[int], *, answered: Collection[int], counted: Counted, chance: str) -> int | None:
    """Return the number of one of the statements not answered yet; the same chance draws the same one."""
    left = [number for number in numbers if number not in answered]
    if not left:
        return None
    table = np.array([counted.get(number, (0, 0, 0)) for number in left], dtype=np.int64)
    weights = vote_priority(Counts(*table.T), extremity=np.zeros(len(left)))
    seed = hashlib.sha256(f"{chance} {len(answered)}".encode()).digest()
    picked = np.random.default_rng(np.frombuffer(seed, dtype=np.uint32)).choice(
        len(left), p=weights / weights.sum()
    )
    return left[int(picked)]


def count_letters(ballots: Sequence[str]) -> dict[int, tuple[int, int, int]]:
    """Count ballots' letters: how many agreed, disagreed and passed, by the statement's number."""
    width = max(map(len, ballots), default=0)
    columns = ("".join(letters[number : number + 1] for letters in ballots) for number in range(width))
    given = (Answer.AGREE.value, Answer.DISAGREE.value, Answer.PASS.value)
    return {
        number: (column.count(given[0]), column.count(given[1]), column.count(given[2]))
        for number, column in enumerate(columns)
    }
