"""How people answer while a conversation is open, held back so that no two releases tell of fewer than ten people.

A statement's answers are released when those before the ten newest are ten or more, and again when their number is ten or
more away from every number released before; in between the earlier ones stand. At the close all answers count, the ten that
were held back among them, so that the last release is far from each of these too. How many people there are is told in full
tens: the rest, who did not answer a statement, would otherwise be as few as one likes.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from wholeplace.analysis.disclosure import LEAST_BASE
from wholeplace.analysis.disclosure.overall import release_overall
from wholeplace.mediate.conversations.batches import read
from wholeplace.mediate.conversations.names import GIVEN
from wholeplace.mediate.landscapes.payload import SCHEMA, everybody
from wholeplace.mediate.landscapes.shown import HIDDEN

SO_FAR = "so far"
HELD_BACK = 10
"""The newest answers to a statement, and the people who answered last: they wait for as many more."""


@dataclass
class SoFar:
    """What may be told after some batches: of each statement how many agreed, disagreed and passed."""

    batch: int = 0
    """The last batch that changed anything of it."""
    people: int = 0
    counts: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    _numbers: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def step(self, about: int, number: int) -> bool:
        """Say whether a number of people may be told beside all that were told of the same before, and keep it if so."""
        told = self._numbers[about]
        far = number >= LEAST_BASE and all(abs(number - one) >= LEAST_BASE for one in told)
        if far:
            told.append(number)
        return far


EVERYBODY = -1
"""Stands where the number of a statement would, for all people together."""


def so_far(batches: Sequence[str]) -> SoFar:
    """Return what may be told after these batches, the first one first; the same batches tell the same."""
    told = SoFar()
    answers: dict[int, dict[str, tuple[int, str]]] = defaultdict(dict)
    voters: set[str] = set()
    for batch, text in enumerate(batches, start=1):
        lines = [line for line in read(text) if not line.on_record]
        for line in lines:
            answers[line.number][line.voter] = (batch, line.answer)
        voters |= {line.voter for line in lines}
        if told.step(EVERYBODY, len(voters) - HELD_BACK):
            told.people, told.batch = (len(voters) - HELD_BACK) // LEAST_BASE * LEAST_BASE, batch
        for number in sorted({line.number for line in lines}):
            if told.step(number, len(answers[number]) - HELD_BACK):
                counted = Counter(_without_the_newest(answers[number], about=number))
                told.counts[number] = (counted[GIVEN[0]], counted[GIVEN[1]], counted[GIVEN[2]])
                told.batch = batch
    return told


def _without_the_newest(answers: dict[str, tuple[int, str]], *, about: int) -> list[str]:
    """Return the answers to a statement but for the newest ones; inside a batch the order is one that tells nothing."""

    def age(voter: str) -> tuple[int, str]:
        return answers[voter][0], hashlib.sha256(f"{about} {voter}".encode()).hexdigest()

    return [answers[voter][1] for voter in sorted(answers, key=age)[:-HELD_BACK]]


def payload_so_far(told: SoFar) -> str:
    """Return it as the payload of a release."""
    numbers = sorted(told.counts)
    table = np.array([told.counts[number] for number in numbers], dtype=np.int64).reshape(-1, 3)
    rows = release_overall(table)
    payload = {
        "schema": SCHEMA,
        "people": HIDDEN,
        "votes": HIDDEN,
        "statement_count": len(numbers),
        "density": 0.0,
        "on_record": {},
        "mode": SO_FAR,
        "batch": told.batch,
        "why": None,
        "groups": {"drawn": False, "reason": "", "ratio": None},
        "attributes": {},
        "statements": [{"n": n, "all": everybody(rows, place)} for place, n in enumerate(numbers)],
        "map": None,
    }
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
