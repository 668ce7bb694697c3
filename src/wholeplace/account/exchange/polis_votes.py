"""Reads votes.csv, a log in which a person may answer a statement several times: the last answer counts."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from wholeplace.account.exchange.limits import MOST_VOTES
from wholeplace.account.exchange.polis_cells import (
    TIME,
    UNREADABLE,
    UNSEEN,
    UNSTATED,
    VOTES,
    Numbering,
    milliseconds,
)
from wholeplace.account.exchange.polis_columns import ids_in, note_unreadable, numbers_in
from wholeplace.account.exchange.polis_export import PersonArray, ValueArray
from wholeplace.account.exchange.polis_rows import Block, Sheet

KNOWN: Final = ("timestamp", "datetime", "comment-id", "voter-id", "vote")


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answered which statement how, as the file numbers answers: ordered by person, then statement."""

    person: PersonArray
    statement: PersonArray
    value: ValueArray

    @property
    def key(self) -> npt.NDArray[np.int64]:
        """One number for each pair of person and statement, ascending."""
        return pair_keys(self.person, self.statement)


@dataclass(frozen=True, slots=True)
class Log:
    """Every row of votes.csv in the order of the file."""

    person: PersonArray
    statement: PersonArray
    value: ValueArray
    at: npt.NDArray[np.int64]

    def last(self) -> Answers:
        """Return the last answer of each person to each statement; at the same time, the lower row counts."""
        key = pair_keys(self.person, self.statement)
        order = np.lexsort((self.at, key))
        key = key[order]
        newest = order[np.append(key[1:] != key[:-1], True)] if len(key) else order
        return Answers(self.person[newest], self.statement[newest], self.value[newest])


@dataclass(slots=True)
class _Parts:
    person: list[PersonArray] = field(default_factory=list)
    statement: list[PersonArray] = field(default_factory=list)
    value: list[ValueArray] = field(default_factory=list)
    at: list[npt.NDArray[np.int64]] = field(default_factory=list)
    read: int = 0

    def log(self) -> Log:
        if not self.person:
            none = np.empty(0, np.int32)
            return Log(none, none, np.empty(0, np.int8), np.empty(0, np.int64))
        return Log(*map(np.concatenate, (self.person, self.statement, self.value, self.at)))  # type: ignore[arg-type]


def pair_keys(person: PersonArray, statement: PersonArray) -> npt.NDArray[np.int64]:
    """Return one number for each pair of person and statement."""
    return person.astype(np.int64) << 32 | statement.astype(np.int64)


def refuse_too_many(votes: int, block: Block, sheet: Sheet) -> None:
    """Refuse the file where more votes were read than one may hold, or than there is room for here."""
    if votes > min(MOST_VOTES, sheet.notes.room.votes):
        code = "votes-too-many" if votes > MOST_VOTES else "too-large-here"
        sheet.notes.problem(code, file=sheet.file, row=block.numbers[-1])
        sheet.notes.refuse_if_any()


def read_votes(sheet: Sheet, *, statements: Numbering, people: Numbering) -> Log:
    """Read every row of votes.csv."""
    parts = _Parts()
    if not sheet.has_all("comment-id", "voter-id", "vote"):
        return parts.log()
    sheet.ignore_all_but(*KNOWN)
    places = {name: sheet.place(name) for name in KNOWN}
    for block in sheet.blocks():
        who, what = places["voter-id"] or 0, places["comment-id"] or 0
        parts.person.append(ids_in(block, sheet=sheet, place=who, numbers=people, too_many="people-too-many"))
        parts.statement.append(
            ids_in(block, sheet=sheet, place=what, numbers=statements, too_many="statements-too-many")
        )
        parts.value.append(_values(block, sheet, places["vote"] or 0))
        parts.at.append(_times(block, sheet, places["timestamp"]))
        parts.read += len(block.rows)
        refuse_too_many(parts.read, block, sheet)
    log = parts.log()
    if without := int((log.at == UNSTATED).sum()):
        sheet.notes.finding("times-missing", file=sheet.file, column="timestamp", rows=without)
    return log


def _values(block: Block, sheet: Sheet, place: int) -> ValueArray:
    cells = block.column(place)
    try:
        return np.fromiter(map(VOTES.__getitem__, cells), np.int8, len(cells))
    except KeyError:
        found = np.fromiter((VOTES.get(cell.strip(), UNSEEN) for cell in cells), np.int8, len(cells))
    for wrong in np.flatnonzero(found == UNSEEN).tolist():
        sheet.notes.problem(
            "not-a-vote",
            file=sheet.file,
            row=block.numbers[wrong],
            column=sheet.header[place],
            value=cells[wrong],
        )
    return found


def _times(block: Block, sheet: Sheet, place: int | None) -> npt.NDArray[np.int64]:
    stated = numbers_in(block, sheet=sheet, place=place, pattern=TIME, code="not-a-time")
    scaled = milliseconds(stated)
    if place is not None:
        late = np.where(stated == UNREADABLE, UNSTATED, scaled)
        note_unreadable(late, block, sheet=sheet, place=place, code="not-a-time")
    return scaled
