"""Which statement somebody is asked next: drawn by chance, the more likely the more an answer would tell."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from wholeplace.analysis.opinion.counts import Counts, count_answers
from wholeplace.analysis.opinion.maps import parity_map
from wholeplace.analysis.opinion.priority import vote_priority
from wholeplace.analysis.opinion.votes import vote_matrix
from wholeplace.mediate.conversations.letters import cells_of, table_of


@dataclass(frozen=True)
class Standing:
    """How the answers given so far lie, by the statements' numbers; one that nobody answered may be missing."""

    counted: Mapping[int, tuple[int, int, int]] = field(default_factory=dict)
    """How many agreed, disagreed and passed."""
    extremity: Mapping[int, float] = field(default_factory=dict)
    """How far from the middle of the map a lone agreement would put somebody."""


def draw(numbers: Sequence[int], *, answered: Collection[int], standing: Standing, chance: str) -> int | None:
    """Return the number of one of the statements not answered yet; the same chance draws the same one."""
    left = [number for number in numbers if number not in answered]
    if not left:
        return None
    table = np.array([standing.counted.get(number, (0, 0, 0)) for number in left], dtype=np.int64)
    extremity = np.array([standing.extremity.get(number, 0.0) for number in left])
    weights = vote_priority(Counts(*table.T), extremity=extremity)
    seed = hashlib.sha256(f"{chance} {len(answered)}".encode()).digest()
    picked = np.random.default_rng(np.frombuffer(seed, dtype=np.uint32)).choice(
        len(left), p=weights / weights.sum()
    )
    return left[int(picked)]


def standing_of(ballots: Sequence[str]) -> Standing:
    """Work out how ballots' letters lie: the counts of each statement, and its place on the map they make."""
    table = table_of(ballots, width=max(map(len, ballots), default=0))
    person, statement, value = cells_of(table)
    if not len(person):
        return Standing()
    votes = vote_matrix(person, statement, value, people=table.shape[0], statements=table.shape[1])
    counts = count_answers(votes)
    asked = counts.seen > 0
    drawn = parity_map(votes, overall=counts, moderated=~asked, seed=0)
    given = zip(counts.agree.tolist(), counts.disagree.tolist(), counts.passed.tolist(), strict=True)
    there = np.flatnonzero(asked).tolist()
    counted = dict(enumerate(given))
    return Standing(
        {number: counted[number] for number in there},
        {number: float(drawn.extremity[number]) for number in there},
    )
