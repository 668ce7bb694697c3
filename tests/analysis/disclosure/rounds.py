"""Made conversations of every awkward kind: tiny voices, near unanimity, few answers, some unstated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import settings

from wholeplace.analysis.disclosure import Breakdown

quick = settings(deadline=None, max_examples=60)

CATEGORIES = {"voice": 3, "sector": 10, "group": 5}


@dataclass(frozen=True)
class Round:
    """The truth about one conversation, as its counts."""

    people: int
    overall: np.ndarray
    attributes: dict[str, Breakdown]


def make_round(seed: int, *, statements: int = 3) -> Round:
    """Draw a conversation of 5 to 400 people whose opinion follows one of its attributes."""
    rng = np.random.default_rng(seed)
    people = int(np.exp(rng.uniform(np.log(5), np.log(400))))
    members = {name: members_of(rng, people, size) for name, size in CATEGORIES.items()}
    leader = rng.choice(list(CATEGORIES))
    answers = np.stack([_answers(rng, members[leader], CATEGORIES[leader]) for _ in range(statements)])
    return count_round(answers, members)


def members_of(rng: np.random.Generator, people: int, size: int) -> np.ndarray:
    """Put each person into a category, skewed; the last number stands for people who state none."""
    unstated = rng.choice([0.0, 0.05, 0.4])
    shares = rng.dirichlet(np.full(size, rng.choice([0.2, 1.0, 5.0]))) * (1 - unstated)
    return rng.choice(size + 1, people, p=np.append(shares, max(0.0, 1 - shares.sum())))


def _answers(rng: np.random.Generator, members: np.ndarray, size: int) -> np.ndarray:
    sharp = rng.choice([0.05, 0.3, 2.0])
    leaning = rng.dirichlet(np.full(3, sharp), size + 1)
    if rng.random() < 0.3:
        leaning[:] = leaning[0]
    drawn = (rng.random(len(members))[:, None] > leaning[members].cumsum(axis=1)).sum(axis=1).clip(0, 2)
    return np.where(rng.random(len(members)) < rng.choice([0.5, 0.9, 1.0]), drawn, -1)


def count_round(answers: np.ndarray, members: dict[str, np.ndarray]) -> Round:
    """Count answers [S, N] (-1 for none) overall and for each category."""
    given = np.stack([answers == answer for answer in range(3)], axis=2).astype(np.int64)
    attributes = {}
    for name, of in members.items():
        belongs = (of[:, None] == np.arange(CATEGORIES[name])).astype(np.int64)
        attributes[name] = Breakdown(np.einsum("snr,nc->scr", given, belongs), belongs.sum(axis=0))
    return Round(answers.shape[1], given.sum(axis=1), attributes)
