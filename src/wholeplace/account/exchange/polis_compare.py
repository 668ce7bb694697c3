"""Compares the matrix with votes.csv, vote by vote, and notes who or what only one of them knows."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from wholeplace.account.exchange.limits import MOST_FINDINGS
from wholeplace.account.exchange.polis_cells import Numbering
from wholeplace.account.exchange.polis_export import PersonArray, Sign
from wholeplace.account.exchange.polis_files import MATRIX, Files
from wholeplace.account.exchange.polis_matrix import Matrix
from wholeplace.account.exchange.polis_sign import sign_beside
from wholeplace.account.exchange.polis_stated import Stated
from wholeplace.account.exchange.polis_votes import Answers
from wholeplace.account.exchange.remarks import Notes

Chosen = npt.NDArray[np.bool_]


class Comparison:
    """The matrix beside the last votes in votes.csv; votes.csv counts wherever they differ."""

    def __init__(
        self, matrix: Matrix, stated: Stated, people: Numbering, *, files: Files, notes: Notes
    ) -> None:
        self._matrix = matrix
        self._votes = stated.answers
        self._people = people
        self._statements = stated.statements.numbers
        self._file = files.name(MATRIX)
        self._notes = notes
        self._row_of = np.full(len(people.ids), -1, np.int64)
        self._row_of[matrix.people] = matrix.rows
        self._has_column = np.zeros(len(self._statements.ids), np.bool_)
        self._has_column[matrix.columns] = True

    def all(self) -> None:
        """Note every difference between the two files."""
        sign = sign_beside(self._matrix.answers, self._votes)
        if sign == Sign.MINUS:
            self._notes.finding("sign-opposite", file=self._file)
        voted = self._people_on_one_side()
        self._statements_without_column()
        stated = self._matrix.answers
        stated = Answers(stated.person, stated.statement, stated.value * np.int8(sign))
        self._cells(_chosen(stated, voted[stated.person]), self._in_matrix())

    def _people_on_one_side(self) -> Chosen:
        """Note people only one file knows; return who has votes in votes.csv."""
        voted = np.zeros(len(self._people.ids), np.bool_)
        voted[self._votes.person] = True
        for person in np.flatnonzero(voted & (self._row_of < 0)):
            self._notes.finding("participant-not-in-matrix", file=self._file, value=self._people.ids[person])
        there = np.bincount(self._matrix.answers.person, minlength=len(voted))
        for person in np.flatnonzero(~voted & (there > 0)):
            self._notes.finding(
                "participant-not-in-votes",
                file=self._file,
                row=int(self._row_of[person]),
                value=self._people.ids[person],
                votes=int(there[person]),
            )
        return voted

    def _statements_without_column(self) -> None:
        votes = np.bincount(self._votes.statement, minlength=len(self._has_column))
        for number in np.flatnonzero(~self._has_column):
            code = "statement-not-in-matrix-voted" if votes[number] else "statement-not-in-matrix"
            name = self._statements.ids[number]
            self._notes.finding(code, file=self._file, row=1, value=name, votes=int(votes[number]))

    def _in_matrix(self) -> Answers:
        known = (self._row_of[self._votes.person] >= 0) & self._has_column[self._votes.statement]
        return _chosen(self._votes, known)

    def _cells(self, stated: Answers, counted: Answers) -> None:
        _, here, there = np.intersect1d(stated.key, counted.key, assume_unique=True, return_indices=True)
        unlike = stated.value[here] != counted.value[there]
        only_here = np.ones(len(stated.value), np.bool_)
        only_here[here] = False
        only_there = np.ones(len(counted.value), np.bool_)
        only_there[there] = False
        both = zip(stated.value[here[unlike]].tolist(), counted.value[there[unlike]].tolist(), strict=True)
        self._note("vote-differs", _chosen(stated, here[unlike]), both)
        alone = ((value, None) for value in stated.value[only_here].tolist())
        self._note("vote-only-in-matrix", _chosen(stated, only_here), alone)
        missing = ((None, value) for value in counted.value[only_there].tolist())
        self._note("vote-only-in-votes", _chosen(counted, only_there), missing)

    def _note(self, code: str, at: Answers, values: Iterator[tuple[int | None, int | None]]) -> None:
        places = zip(at.person[:MOST_FINDINGS], at.statement[:MOST_FINDINGS], values, strict=False)
        for person, statement, (stated, counted) in places:
            self._notes.finding(
                code,
                file=self._file,
                row=int(self._row_of[person]),
                column=self._statements.ids[statement],
                stated=stated,
                counted=counted,
            )
        self._notes.count_only(code, more=max(0, len(at.person) - MOST_FINDINGS))


def _chosen(answers: Answers, which: Chosen | PersonArray | npt.NDArray[np.intp]) -> Answers:
    return Answers(answers.person[which], answers.statement[which], answers.value[which])
