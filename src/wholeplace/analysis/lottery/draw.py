"""The draw itself: a panel, then who of each kind sits on it, from a seed alone."""

import hashlib
from collections.abc import Iterator

import numpy as np

from wholeplace.analysis.lottery.kinds import Ints
from wholeplace.analysis.lottery.result import Lottery

BITS = 53


def drawn(lottery: Lottery, *, seed: bytes) -> tuple[int, ...]:
    """Return the numbers of the people who are drawn, in ascending order: the same for the same lottery and seed anywhere.

    Numbers come from SHA-256 over the seed and a counter, so that anybody can work them out again in any language.
    """
    numbers = _numbers(seed)
    ends = np.cumsum(lottery.weights)
    panel = int(np.searchsorted(ends, next(numbers) * ends[-1], side="right"))
    counts = lottery.panels[min(panel, len(lottery.panels) - 1)]
    return tuple(sorted(_seated(lottery, counts, numbers)))


def _seated(lottery: Lottery, counts: Ints, numbers: Iterator[float]) -> Iterator[int]:
    """Yield who sits: of each kind so many, one of a household, everybody of a kind as likely as another."""
    taken: set[int] = set()
    for kind in np.flatnonzero(counts):
        there = np.flatnonzero(lottery.kinds.of == kind)
        left = [int(one) for one in there if int(lottery.kinds.households[one]) not in taken]
        for _seat in range(int(counts[kind])):
            one = left[int(next(numbers) * len(left))]
            home = int(lottery.kinds.households[one])
            taken.add(home)
            left = [other for other in left if int(lottery.kinds.households[other]) != home]
            yield one


def _numbers(seed: bytes) -> Iterator[float]:
    """Yield numbers from 0 to 1, 1 left out, for ever."""
    count = 0
    while True:
        digest = hashlib.sha256(seed + count.to_bytes(8, "big")).digest()
        yield (int.from_bytes(digest[:8], "big") >> (64 - BITS)) / 2**BITS
        count += 1
