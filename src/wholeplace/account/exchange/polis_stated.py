"""What the files state about the votes, beside what is counted from the votes themselves."""

from collections.abc import Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt

from wholeplace.account.exchange.polis_cells import UNSTATED
from wholeplace.account.exchange.polis_export import PersonArray, Statement
from wholeplace.account.exchange.polis_matrix import Matrix
from wholeplace.account.exchange.polis_sign import Evidence
from wholeplace.account.exchange.polis_statements import Statements
from wholeplace.account.exchange.polis_votes import Answers, Log

Counted = npt.NDArray[np.int64]


class Stated:
    """Statements, matrix and log of one export: what counts, and what they state of it."""

    def __init__(
        self, statements: Statements, matrix: Matrix | None, log: Log | None, *, people: int
    ) -> None:
        self.statements = statements
        self.matrix = matrix
        self.log = log
        self.people = people

    @cached_property
    def answers(self) -> Answers:
        """The votes that count: the last ones in votes.csv, or the matrix where there is no votes.csv."""
        if self.log is not None:
            return self.log.last()
        if self.matrix is not None:
            return self.matrix.answers
        return Answers(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.int8))

    def evidence(self) -> Iterator[Evidence]:
        """Yield the counts stated for people and for statements, each beside the votes of 1 and of -1."""
        if self.matrix is not None:
            yield Evidence(
                self.by_person(1),
                self.by_person(-1),
                self.matrix.stated["n-agree"],
                self.matrix.stated["n-disagree"],
            )
        agrees, disagrees = self.stated_by_statement("agrees"), self.stated_by_statement("disagrees")
        yield Evidence(self.cast_by_statement(1), self.cast_by_statement(-1), agrees, disagrees)

    def by_person(self, *values: int) -> Counted:
        """Return how many votes of these values each person in the matrix has, by row of the matrix."""
        assert self.matrix is not None
        return _counts(self.answers.person, self.answers.value, values, self.people)[self.matrix.people]

    def by_statement(self, value: int) -> Counted:
        """Return how many votes of this value count on each statement in comments.csv."""
        return self._of_stated(self.answers.statement, self.answers.value, value)

    def cast_by_statement(self, value: int) -> Counted:
        """Return how many votes of this value were ever cast on each statement in comments.csv."""
        if self.log is None:
            return self.by_statement(value)
        return self._of_stated(self.log.statement, self.log.value, value)

    def stated_by_statement(self, kind: str) -> Counted:
        """Return the agrees or disagrees each statement in comments.csv states."""
        return np.fromiter((_stated(one, kind) for one in self.statements.stated), np.int64)

    def groups(self) -> tuple[int | None, ...]:
        """Return the group the matrix states for each person."""
        groups: list[int | None] = [None] * self.people
        if self.matrix is not None:
            for person, group in zip(self.matrix.people, self.matrix.groups, strict=True):
                groups[person] = group
        return tuple(groups)

    def _of_stated(self, statement: PersonArray, value: npt.NDArray[np.int8], wanted: int) -> Counted:
        stated = len(self.statements.stated)
        return _counts(statement, value, (wanted,), len(self.statements.numbers.ids))[:stated]


def _counts(places: PersonArray, value: npt.NDArray[np.int8], wanted: tuple[int, ...], most: int) -> Counted:
    return np.bincount(places[np.isin(value, wanted)], minlength=most).astype(np.int64)


def _stated(one: Statement, kind: str) -> int:
    number = one.agrees if kind == "agrees" else one.disagrees
    return UNSTATED if number is None else number
