"""Reads a Polis export: a folder, a zip or a set of uploads in, one frozen conversation out."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from wholeplace.account.exchange.limits import BY_COMMAND, MOST_PEOPLE, MOST_STATEMENTS, Room
from wholeplace.account.exchange.polis_cells import Numbering
from wholeplace.account.exchange.polis_check import Check
from wholeplace.account.exchange.polis_export import PolisExport, Report, Sign, SignSource
from wholeplace.account.exchange.polis_files import (
    COMMENTS,
    MATRIX,
    PEOPLE,
    SUMMARY,
    VOTES,
    Files,
    Source,
    gather,
)
from wholeplace.account.exchange.polis_matrix import Matrix, read_matrix
from wholeplace.account.exchange.polis_people import Constituencies, read_people
from wholeplace.account.exchange.polis_rows import Records, Sheet, records_of, sheet_of
from wholeplace.account.exchange.polis_sign import sign_shown_by
from wholeplace.account.exchange.polis_stated import Stated
from wholeplace.account.exchange.polis_statements import Statements, read_statements
from wholeplace.account.exchange.polis_summary import DESCRIPTION, Summary, read_summary
from wholeplace.account.exchange.polis_votes import Log, read_votes
from wholeplace.account.exchange.remarks import Finding, ImportRefused, Notes, Problem, SignUnknown

__all__ = ["Finding", "ImportRefused", "PolisExport", "Problem", "Sign", "SignUnknown", "read_polis"]

Progress = Callable[[int, int], None]
"""Told how many bytes were read, of how many."""

_ORDER: Final = (COMMENTS, MATRIX, VOTES, PEOPLE, SUMMARY)


def read_polis(
    folder: Source,
    *,
    agree: Sign | int | None = None,
    progress: Progress | None = None,
    room: Room = BY_COMMAND,
) -> PolisExport:
    """Read an export; raise ImportRefused with what is wrong, or SignUnknown if `agree` has to be asked for."""
    given = None if agree is None else Sign(agree)
    notes = Notes(room)
    files = gather(folder, notes=notes)
    _note_missing(files, notes)
    raw = _Reading(files, notes, progress).all()
    notes.refuse_if_any()
    _note_too_large(raw, files, notes)
    return _export(raw, files, notes, given)


@dataclass(slots=True)
class _Raw:
    """Every file as it was read, before anything is compared."""

    numbers: Numbering
    people: Numbering
    statements: Statements
    matrix: Matrix | None = None
    log: Log | None = None
    constituencies: Constituencies | None = None
    summary: Summary | None = None


class _Reading:
    """Reads the files of an export one after another, so that only one is held at a time."""

    def __init__(self, files: Files, notes: Notes, progress: Progress | None) -> None:
        self._files = files
        self._notes = notes
        self._progress = progress
        self._total = sum(files.size(kind) for kind in _ORDER if kind in files)
        self._before = 0

    def all(self) -> _Raw:
        """Read every file there is."""
        numbers, people = Numbering(most=MOST_STATEMENTS), Numbering(most=MOST_PEOPLE)
        raw = _Raw(numbers, people, Statements(numbers=numbers))
        if (sheet := self._sheet(COMMENTS)) is not None:
            raw.statements = read_statements(sheet, numbers=numbers)
        if (sheet := self._sheet(MATRIX)) is not None:
            raw.matrix = read_matrix(sheet, statements=numbers, people=people)
        if (sheet := self._sheet(VOTES)) is not None:
            raw.log = read_votes(sheet, statements=numbers, people=people)
        if (sheet := self._sheet(PEOPLE)) is not None:
            raw.constituencies = read_people(sheet)
        if (records := self._records(SUMMARY)) is not None:
            raw.summary = read_summary(records)
        return raw

    def _sheet(self, kind: str) -> Sheet | None:
        return sheet_of(self._records(kind))

    def _records(self, kind: str) -> Records | None:
        if kind not in self._files:
            return None
        content = self._files.read(kind)
        if content is None:
            return None
        told = None if self._progress is None else partial(self._tell, self._progress, self._before)
        self._before += self._files.size(kind)
        return records_of(content, file=self._files.name(kind), notes=self._notes, progress=told)

    def _tell(self, progress: Progress, before: int, done: int) -> None:
        progress(before + done, self._total)


def _note_missing(files: Files, notes: Notes) -> None:
    if COMMENTS not in files:
        notes.problem("file-missing", file=COMMENTS)
    if VOTES not in files and MATRIX not in files:
        notes.problem("votes-missing", file=MATRIX)
    if SUMMARY not in files:
        notes.finding("summary-missing", file=SUMMARY)


def _note_too_large(raw: _Raw, files: Files, notes: Notes) -> None:
    """Refuse what there is no room to work on here."""
    people, statements = len(raw.people.ids), len(raw.numbers.ids)
    if people > notes.room.people or people * statements > notes.room.cells:
        notes.problem("too-large-here", file=files.name(COMMENTS))
        notes.refuse_if_any()


def _export(raw: _Raw, files: Files, notes: Notes, given: Sign | None) -> PolisExport:
    """Say which number means agree, compare everything, and freeze it."""
    statements = raw.statements.all(notes=notes, file=files.name(COMMENTS))
    stated = Stated(raw.statements, raw.matrix, raw.log, people=len(raw.people.ids))
    shown = sign_shown_by(stated.evidence())
    agree, source = _sign(stated, given, shown)
    counts = Check(stated, raw.people, raw.summary, files=files, notes=notes).all(
        agree=agree, stated_as=shown or agree
    )
    constituencies = raw.constituencies or Constituencies()
    summary = raw.summary or Summary()
    answers = stated.answers
    return PolisExport(
        topic=summary.text("topic"),
        description=summary.text(DESCRIPTION),
        url=summary.text("url"),
        statements=statements,
        participants=tuple(raw.people.ids),
        groups=stated.groups(),
        people=constituencies.beside(raw.people, notes=notes, file=files.name(PEOPLE)),
        person=answers.person,
        statement=answers.statement,
        value=answers.value * np.int8(agree),
        agree=agree,
        files=dict(files.digests),
        digest=files.digest,
        report=Report(counts, tuple(notes.findings), dict(notes.totals), source),
    )


def _sign(stated: Stated, given: Sign | None, shown: Sign | None) -> tuple[Sign, SignSource]:
    ones, minus_ones = (int((stated.answers.value == value).sum()) for value in (1, -1))
    if given is not None:
        return given, SignSource.CALLER
    if shown is not None:
        return shown, SignSource.COUNTS
    if ones or minus_ones:
        raise SignUnknown(ones=ones, minus_ones=minus_ones)
    return Sign.PLUS, SignSource.NO_VOTES
