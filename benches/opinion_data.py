"""Real conversations from files, and large made-up ones, for benches and tests."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wholeplace.analysis.opinion import VoteMatrix, vote_matrix

NOT_COMPARABLE = frozenset({"london.youth.policing"})
"""Conversations whose published groups say nothing about any method: too few people."""


@dataclass(frozen=True)
class Conversation:
    """One published conversation: the last votes, what was moderated out, and the groups Polis gave."""

    name: str
    person: NDArray[np.int64]
    statement: NDArray[np.int64]
    value: NDArray[np.int64]
    moderated: NDArray[np.bool_]
    published: NDArray[np.int64]
    """The published group of each person, -1 where none."""

    @property
    def people(self) -> int:
        """How many people."""
        return len(self.published)

    @property
    def statements(self) -> int:
        """How many statements."""
        return len(self.moderated)

    def matrix(self) -> VoteMatrix:
        """Give the votes as the analysis takes them."""
        return vote_matrix(
            self.person, self.statement, self.value, people=self.people, statements=self.statements
        )


def conversations(folder: Path) -> list[Conversation]:
    """Read every conversation under a folder, in order of name."""
    return [read_conversation(place) for place in sorted(folder.iterdir()) if place.is_dir()]


def read_conversation(folder: Path) -> Conversation:
    """Read one conversation from its participants-votes.csv and comments.csv."""
    with (folder / "participants-votes.csv").open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    first = header.index("n-disagree") + 1
    group = header.index("group-id")
    cells = [
        (i, j, int(float(cell)))
        for i, row in enumerate(rows)
        for j, cell in enumerate(row[first:])
        if cell.strip()
    ]
    person, statement, value = np.array(cells, dtype=np.int64).reshape(-1, 3).T
    with (folder / "comments.csv").open(newline="", encoding="utf-8") as file:
        out = {row["comment-id"] for row in csv.DictReader(file) if row["moderated"] == "-1"}
    return Conversation(
        name=folder.name,
        person=person,
        statement=statement,
        value=value,
        moderated=np.array([name in out for name in header[first:]]),
        published=np.array([int(float(row[group])) if row[group].strip() else -1 for row in rows]),
    )


@dataclass(frozen=True)
class Answers:
    """Answers in the order they were given, as a store would hand them over."""

    person: NDArray[np.int32]
    statement: NDArray[np.uint16]
    value: NDArray[np.int8]
    people: int
    statements: int


def planted(people: int, *, statements: int, each: float, groups: int, seed: int) -> Answers:
    """Make a conversation with planted groups, sorted by person, `each` votes a person on average."""
    draw = np.random.default_rng(seed)
    lengths = draw.poisson(each, people).clip(1, statements)
    person = np.repeat(np.arange(people, dtype=np.int32), lengths)
    statement = draw.integers(0, statements, len(person), dtype=np.uint16)
    rates = draw.beta(1.2, 1.2, (groups, statements)).astype(np.float32)
    value = np.empty(len(person), dtype=np.int8)
    step = 1 << 22
    for start in range(0, len(person), step):
        piece = slice(start, start + step)
        rate = rates[person[piece] % groups, statement[piece]]
        dice = draw.random(len(rate), dtype=np.float32)
        value[piece] = np.where(dice < 0.1, 0, np.where(dice < 0.1 + 0.9 * rate, 1, -1))
    return Answers(person, statement, value, people, statements)


def shuffled(answers: Answers, *, repeats: float, seed: int) -> Answers:
    """Give the same answers in any order, a share of them preceded by an earlier answer since changed."""
    draw = np.random.default_rng(seed)
    votes = len(answers.person)
    order = np.concatenate((draw.choice(votes, int(votes * repeats), replace=False), draw.permutation(votes)))
    order = order.astype(np.int32)
    return Answers(
        answers.person[order],
        answers.statement[order],
        answers.value[order],
        answers.people,
        answers.statements,
    )


def adjusted_rand(one: NDArray[Any], other: NDArray[Any]) -> float:
    """Give the adjusted Rand index of two labellings (Hubert and Arabie 1985), 1.0 where both are trivial."""
    _, a = np.unique(one, return_inverse=True)
    _, b = np.unique(other, return_inverse=True)
    table = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(table, (a, b), 1)

    def pairs(counts: NDArray[Any]) -> float:
        return float((counts * (counts - 1) / 2).sum())

    both, rows, columns, every = (
        pairs(table),
        pairs(table.sum(1)),
        pairs(table.sum(0)),
        pairs(np.array([len(a)])),
    )
    chance = rows * columns / every
    most = (rows + columns) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)
