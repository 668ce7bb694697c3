"""Reads participants-votes.csv: a row for each person, a column for each statement, and counts to compare."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

import numpy as np
import numpy.typing as npt

from wholeplace.account.exchange.polis_cells import (
    GROUP,
    MATRIX_BYTES,
    UNSEEN,
    Numbering,
    identity,
    whole_number,
)
from wholeplace.account.exchange.polis_columns import ids_in, numbers_in
from wholeplace.account.exchange.polis_export import PersonArray, ValueArray
from wholeplace.account.exchange.polis_rows import Block, Sheet
from wholeplace.account.exchange.polis_votes import Answers, pair_keys, refuse_too_many

COUNTED: Final = ("n-comments", "n-votes", "n-agree", "n-disagree")
KNOWN: Final = ("participant", "xid", "group-id", *COUNTED)


@dataclass(slots=True)
class Matrix:
    """The matrix as read: people by row, their stated groups and counts, and every answer in it."""

    people: PersonArray
    rows: npt.NDArray[np.int64]
    groups: list[int | None]
    stated: dict[str, PersonArray]
    columns: PersonArray
    answers: Answers


@dataclass(slots=True)
class _Parts:
    people: list[PersonArray] = field(default_factory=list)
    rows: list[npt.NDArray[np.int64]] = field(default_factory=list)
    groups: list[int | None] = field(default_factory=list)
    stated: dict[str, list[PersonArray]] = field(default_factory=lambda: {name: [] for name in COUNTED})
    person: list[PersonArray] = field(default_factory=list)
    statement: list[PersonArray] = field(default_factory=list)
    value: list[ValueArray] = field(default_factory=list)
    read: int = 0


def read_matrix(sheet: Sheet, *, statements: Numbering, people: Numbering) -> Matrix:
    """Read every row of the matrix."""
    parts = _Parts()
    places, columns = _statement_columns(sheet, statements)
    if sheet.has_all("participant"):
        for block in sheet.blocks():
            _add(parts, block, sheet, people, places=places, columns=columns)
    matrix = _whole(parts, columns)
    _note_people_twice(matrix, sheet, people)
    return matrix


def _statement_columns(sheet: Sheet, statements: Numbering) -> tuple[list[int], PersonArray]:
    """Return where the answers to statements stand, and the number of each statement."""
    places: dict[int, int] = {}
    for place, name in enumerate(sheet.header):
        if name.lower() in KNOWN or not name:
            continue
        known = statements.known(name)
        if known is None and not (identity(name) or "").isdigit():
            sheet.notes.finding("column-ignored", file=sheet.file, row=1, column=name)
            continue
        number = statements[name] if known is None else known
        if number == Numbering.TOO_MANY:
            sheet.notes.problem("statements-too-many", file=sheet.file, row=1, column=name)
            break
        if number in places:
            sheet.notes.problem("header-twice", file=sheet.file, row=1, column=name)
        places[number] = place
    return list(places.values()), np.fromiter(places, np.int32, len(places))


def _add(
    parts: _Parts, block: Block, sheet: Sheet, people: Numbering, *, places: list[int], columns: PersonArray
) -> None:
    found = ids_in(
        block, sheet=sheet, place=sheet.place("participant") or 0, numbers=people, too_many="people-too-many"
    )
    cells = _cells(block, sheet, places)
    person, column = np.nonzero(cells != UNSEEN)
    parts.people.append(found)
    parts.rows.append(np.asarray(block.numbers, np.int64))
    parts.groups.extend(_groups(block, sheet))
    for name in COUNTED:
        parts.stated[name].append(numbers_in(block, sheet=sheet, place=sheet.place(name)).astype(np.int32))
    parts.person.append(found[person])
    parts.statement.append(columns[column])
    parts.value.append(cells[person, column])
    parts.read += len(person)
    refuse_too_many(parts.read, block, sheet)
    xid = sheet.place("xid")
    if xid is not None and any(block.column(xid)) and not sheet.notes.totals["xid-dropped"]:
        sheet.notes.finding("xid-dropped", file=sheet.file, column="xid")


def _cells(block: Block, sheet: Sheet, places: list[int]) -> ValueArray:
    """Return the answers in a block, UNSEEN where there is none (rows, statements)."""
    pick = _picker(places)
    try:
        lines = [bytes(map(MATRIX_BYTES.__getitem__, pick(row))) for row in block.rows]
    except KeyError:
        lines = [
            _checked(row, number, sheet, places)
            for row, number in zip(block.rows, block.numbers, strict=True)
        ]
    return np.frombuffer(b"".join(lines), np.int8).reshape(len(lines), len(places))


def _picker(places: list[int]) -> Callable[[list[str]], Sequence[str]]:
    """Return what takes these cells out of a row, at once where they stand side by side."""
    if places and places == list(range(places[0], places[-1] + 1)):
        return itemgetter(slice(places[0], places[-1] + 1))
    return lambda row: [row[place] for place in places]


def _checked(row: list[str], number: int, sheet: Sheet, places: list[int]) -> bytes:
    line = bytearray()
    for place in places:
        vote = MATRIX_BYTES.get(row[place].strip())
        if vote is None:
            sheet.notes.problem(
                "not-a-vote", file=sheet.file, row=number, column=sheet.header[place], value=row[place]
            )
        line.append(UNSEEN if vote is None else vote)
    return bytes(line)


def _groups(block: Block, sheet: Sheet) -> list[int | None]:
    place = sheet.place("group-id")
    if place is None:
        return [None] * len(block.rows)
    groups: list[int | None] = []
    for number, cell in zip(block.numbers, block.column(place), strict=True):
        try:
            groups.append(whole_number(cell, GROUP))
        except ValueError:
            groups.append(None)
            sheet.notes.problem("not-a-group", file=sheet.file, row=number, column="group-id", value=cell)
    return groups


def _whole(parts: _Parts, columns: PersonArray) -> Matrix:
    person, statement = _joined(parts.person), _joined(parts.statement)
    value = np.concatenate([np.empty(0, np.int8), *parts.value])
    order = np.argsort(pair_keys(person, statement), kind="stable")
    return Matrix(
        people=_joined(parts.people),
        rows=np.concatenate([np.empty(0, np.int64), *parts.rows]),
        groups=parts.groups,
        stated={name: _joined(found) for name, found in parts.stated.items()},
        columns=columns,
        answers=Answers(person[order], statement[order], value[order]),
    )


def _joined(parts: list[PersonArray]) -> PersonArray:
    return np.concatenate([np.empty(0, np.int32), *parts])


def _note_people_twice(matrix: Matrix, sheet: Sheet, people: Numbering) -> None:
    _, first, which = np.unique(matrix.people, return_index=True, return_inverse=True)
    for again in np.flatnonzero(first[which] != np.arange(len(which))):
        number = int(matrix.people[again])
        if number >= 0:
            sheet.notes.problem(
                "participant-twice",
                file=sheet.file,
                row=int(matrix.rows[again]),
                column="participant",
                value=people.ids[number],
                first=int(matrix.rows[first[which[again]]]),
            )
