"""Reads comments.csv: what was stated, by which author, and what moderators made of it."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from wholeplace.account.exchange.limits import MOST_TEXT
from wholeplace.account.exchange.polis_cells import (
    COUNT,
    TIME,
    UNREADABLE,
    Numbering,
    identity,
    milliseconds,
    whole_number,
    yes_or_no,
)
from wholeplace.account.exchange.polis_export import Statement
from wholeplace.account.exchange.polis_rows import Sheet
from wholeplace.account.exchange.remarks import Notes
from wholeplace.kernel.cells import unguarded

KNOWN: Final = (
    "timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body",
    "is-meta", "is-seed", "group-informed-consensus",
)  # fmt: skip
_MODERATION: Final = {"1": 1, "0": 0, "-1": -1, "1.0": 1, "0.0": 0, "-1.0": -1, "": 0}


class Statements:
    """The statements as read, the number of each, and the row each stands in."""

    def __init__(self, *, numbers: Numbering) -> None:
        self.numbers = numbers
        self.stated: list[Statement] = []
        self.rows: list[int] = []

    def all(self, *, notes: Notes, file: str) -> tuple[Statement, ...]:
        """Return every statement anybody stated or answered, noting those without a text."""
        known = {one.id: one for one in self.stated}
        for name in self.numbers.ids:
            if name not in known:
                notes.finding("statement-without-text", file=file, value=name)
        return tuple(known.get(name) or _bare(name) for name in self.numbers.ids)


def read_statements(sheet: Sheet, *, numbers: Numbering) -> Statements:
    """Read every row of comments.csv."""
    read = Statements(numbers=numbers)
    if not sheet.has_all("comment-id", "comment-body"):
        return read
    sheet.ignore_all_but(*KNOWN)
    if sheet.place("moderated") is None:
        sheet.notes.finding("moderation-missing", file=sheet.file, row=1)
    for block in sheet.blocks():
        for row, cells in zip(block.numbers, block.rows, strict=True):
            _Row(sheet, row, cells).add_to(read)
    return read


class _Row:
    """One row of comments.csv, cell by cell."""

    def __init__(self, sheet: Sheet, row: int, cells: Sequence[str]) -> None:
        self._sheet = sheet
        self._row = row
        self._cells = cells

    def add_to(self, read: Statements) -> None:
        """Make a statement of this row, or note what is wrong with it."""
        name = self._id("comment-id")
        if name is None:
            return
        if (first := read.numbers.known(name)) is not None:
            self._problem("statement-twice", "comment-id", value=name, first=read.rows[first])
            return
        if read.numbers[name] == Numbering.TOO_MANY:
            self._problem("statements-too-many", "comment-id")
            self._sheet.stop()
            return
        read.rows.append(self._row)
        read.stated.append(
            Statement(
                id=name,
                author=identity(self._cell("author-id")) or "",
                text=self._text(name),
                moderated=self._moderated(),
                is_seed=self._yes("is-seed"),
                is_meta=self._yes("is-meta"),
                agrees=self._number("agrees"),
                disagrees=self._number("disagrees"),
                created=self._created(),
            )
        )

    def _cell(self, column: str) -> str:
        place = self._sheet.place(column)
        return "" if place is None else self._cells[place]

    def _problem(self, code: str, column: str, **params: object) -> None:
        self._sheet.notes.problem(code, file=self._sheet.file, row=self._row, column=column, **params)

    def _finding(self, code: str, column: str, **params: object) -> None:
        self._sheet.notes.finding(code, file=self._sheet.file, row=self._row, column=column, **params)

    def _id(self, column: str) -> str | None:
        cell = self._cell(column)
        name = identity(cell)
        if not cell.strip():
            self._problem("id-missing", column)
        elif name is None:
            self._problem("id-unusable", column, value=cell)
        return name

    def _text(self, name: str) -> str:
        cell = self._cell("comment-body")
        text = unguarded(cell)
        if text != cell:
            self._finding("apostrophe-removed", "comment-body")
        text = text.strip()
        if len(text) > MOST_TEXT:
            self._problem("text-too-long", "comment-body", length=len(text))
        elif not text:
            self._finding("text-missing", "comment-body", value=name)
        return text

    def _moderated(self) -> int:
        cell = self._cell("moderated").strip()
        if cell not in _MODERATION:
            self._problem("not-moderation", "moderated", value=cell)
        return _MODERATION.get(cell, 0)

    def _yes(self, column: str) -> bool:
        answer = yes_or_no(self._cell(column))
        if answer is None:
            self._problem("not-yes-or-no", column, value=self._cell(column))
        return answer is True

    def _number(self, column: str) -> int | None:
        return self._stated(column, "not-a-count", lambda cell: whole_number(cell, COUNT))

    def _created(self) -> int | None:
        return self._stated("timestamp", "not-a-time", _time)

    def _stated(self, column: str, code: str, read: Callable[[str], int | None]) -> int | None:
        try:
            return read(self._cell(column))
        except ValueError:
            self._problem(code, column, value=self._cell(column))
            return None


def _time(cell: str) -> int | None:
    stated = whole_number(cell, TIME)
    if stated is None:
        return None
    scaled = int(milliseconds(np.array([stated]))[0])
    if scaled == UNREADABLE:
        raise ValueError(cell)
    return scaled


def _bare(name: str) -> Statement:
    return Statement(name, "", "", 0, is_seed=False, is_meta=False, agrees=None, disagrees=None, created=None)
