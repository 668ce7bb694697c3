"""Counts everything again and notes every figure in the export that says otherwise."""

from collections import Counter
from typing import Final

import numpy as np

from wholeplace.account.exchange.limits import MOST_FINDINGS
from wholeplace.account.exchange.polis_cells import Numbering
from wholeplace.account.exchange.polis_compare import Comparison
from wholeplace.account.exchange.polis_export import Counts, Sign
from wholeplace.account.exchange.polis_files import COMMENTS, MATRIX, SUMMARY, VOTES, Files
from wholeplace.account.exchange.polis_matrix import Matrix
from wholeplace.account.exchange.polis_stated import Counted, Stated
from wholeplace.account.exchange.polis_summary import Summary
from wholeplace.account.exchange.remarks import Notes

EVERY_VOTE: Final = (1, 0, -1)


class Check:
    """Compares what one export states with what is counted again."""

    def __init__(
        self, stated: Stated, people: Numbering, summary: Summary | None, *, files: Files, notes: Notes
    ) -> None:
        self._stated = stated
        self._people = people
        self._summary = summary
        self._files = files
        self._notes = notes
        self._authors = Counter(one.author for one in stated.statements.stated)

    def all(self, *, agree: Sign, stated_as: Sign) -> Counts:
        """Note every difference; `stated_as` is the sign by which the files' own counts were made."""
        if agree != stated_as:
            self._notes.finding("stated-opposite", file=self._files.name(COMMENTS))
        self._changes()
        self._statements(stated_as)
        matrix = self._stated.matrix
        if matrix is not None:
            self._matrix(matrix, stated_as)
            if self._stated.log is not None:
                Comparison(matrix, self._stated, self._people, files=self._files, notes=self._notes).all()
        counts = self._counts(agree)
        self._totals(counts)
        return counts

    def _changes(self) -> None:
        log = self._stated.log
        if log is not None and (changed := len(log.value) - len(self._stated.answers.value)):
            self._notes.finding("votes-changed", file=self._files.name(VOTES), rows=changed)

    def _statements(self, sign: Sign) -> None:
        for kind, value in (("agrees", int(sign)), ("disagrees", -int(sign))):
            stated = self._stated.stated_by_statement(kind)
            counted = self._stated.by_statement(value)
            cast = self._stated.cast_by_statement(value)
            for place in np.flatnonzero((stated >= 0) & (stated != counted)):
                self._notes.finding(
                    "count-of-changes" if stated[place] == cast[place] else "count-differs",
                    file=self._files.name(COMMENTS),
                    row=self._stated.statements.rows[place],
                    column=kind,
                    stated=int(stated[place]),
                    counted=int(counted[place]),
                )

    def _matrix(self, matrix: Matrix, sign: Sign) -> None:
        by = self._stated.by_person
        self._column(matrix, "n-votes", by(*EVERY_VOTE))
        self._column(matrix, "n-agree", by(int(sign)))
        self._column(matrix, "n-disagree", by(-int(sign)))
        ids = self._people.ids
        written = np.fromiter((self._authors[ids[person]] for person in matrix.people), np.int64)
        self._column(matrix, "n-comments", written)

    def _column(self, matrix: Matrix, column: str, counted: Counted) -> None:
        stated = matrix.stated[column]
        different = np.flatnonzero((stated >= 0) & (stated != counted))
        for place in different[:MOST_FINDINGS]:
            self._notes.finding(
                "count-differs",
                file=self._files.name(MATRIX),
                row=int(matrix.rows[place]),
                column=column,
                stated=int(stated[place]),
                counted=int(counted[place]),
            )
        self._notes.count_only("count-differs", more=max(0, len(different) - MOST_FINDINGS))

    def _counts(self, agree: Sign) -> Counts:
        value = self._stated.answers.value
        stated = self._stated.statements.stated
        return Counts(
            people=len(np.unique(self._stated.answers.person)),
            statements=len(self._stated.statements.numbers.ids),
            left_out=sum(one.moderated < 0 for one in stated),
            votes=len(value),
            agree=int((value == int(agree)).sum()),
            disagree=int((value == -int(agree)).sum()),
            passed=int((value == 0).sum()),
            changed=0 if self._stated.log is None else len(self._stated.log.value) - len(value),
            groups=len(set(self._stated.groups()) - {None}),
            commenters=len(set(self._authors) - {""}),
        )

    def _totals(self, counts: Counts) -> None:
        if self._summary is None:
            return
        counted = {
            "voters": counts.people,
            "voters-in-conv": counts.people,
            "commenters": counts.commenters,
            "comments": counts.statements,
        }
        if self._stated.matrix is not None:
            counted["groups"] = counts.groups
        for key, stated in self._summary.totals.items():
            if key in counted and stated != counted[key]:
                self._notes.finding(
                    "count-differs",
                    file=self._files.name(SUMMARY),
                    row=self._summary.rows[key],
                    column=key,
                    stated=stated,
                    counted=counted[key],
                )
