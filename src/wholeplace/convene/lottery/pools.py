"""Who can be drawn, as the lottery takes it: from files, or from those who registered."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from wholeplace.analysis.lottery import Kinds, Quota, kinds_of
from wholeplace.analysis.lottery.kinds import Ints
from wholeplace.kernel.ledger.canonical import canonical


@dataclass(frozen=True)
class Pool:
    """Who can be drawn: an id for each, the quota that counts them for each feature, and where they live."""

    ids: tuple[str, ...]
    answers: Ints
    quotas: tuple[Quota, ...]
    households: Ints | None

    def kinds(self, *, size: int) -> Kinds:
        """Return the pool as the lottery takes it, for a panel of this size."""
        return kinds_of(self.answers, self.quotas, size=size, households=self.households)


@dataclass(frozen=True)
class Composed:
    """A draw before it is worked out: who can be drawn, for how many seats, and the terms in words and numbers."""

    pool: Pool
    seats: int
    terms: Mapping[str, Any]

    @property
    def kinds(self) -> Kinds:
        """The pool by kinds of people, and what a panel meets."""
        return self.pool.kinds(size=self.seats)

    @cached_property
    def digest(self) -> str:
        """What tells this pool under these terms from any other."""
        homes = self.pool.households.tolist() if self.pool.households is not None else []
        return digest_of([dict(self.terms), list(self.pool.ids), self.pool.answers.tolist(), homes])


def households_of(keys: Sequence[str]) -> Ints:
    """Return a number for each household, from what those who live together have in common; whoever has nothing lives alone."""
    numbers = {key: number for number, key in enumerate(sorted({*keys} - {""}))}
    alone = iter(range(len(numbers), len(numbers) + len(keys)))
    return np.array([numbers[key] if key else next(alone) for key in keys], dtype=np.int64)


def digest_of(value: object) -> str:
    """Return the digest of what is published, as anybody can work it out again: SHA-256 over its canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()
