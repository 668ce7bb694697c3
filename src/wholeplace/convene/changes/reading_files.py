"""Reads readings from a CSV file, or from rows pasted out of a spreadsheet, naming row and column of whatever is wrong."""

import csv
import datetime as dt
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wholeplace.convene.changes.actions import NewReading
from wholeplace.convene.changes.conditions import MOST_READINGS, day_refused, value_refused
from wholeplace.kernel.cells import is_wide, text_of, unguarded
from wholeplace.kernel.conditions import Refusal

MOST_BYTES: Final = 1_000_000
MOST_NOTE: Final = 300
MOST_FAULTS: Final = 50
"""Faults listed one by one."""
COLUMNS: Final = ("date", "value", "note")
_DAYS: Final = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})"),
)
_NUMBER: Final = re.compile(r"[-+]?\d{1,30}(\.\d{1,30})?")


@dataclass(frozen=True)
class Fault:
    """What is wrong, in which row and column; row 1 holds the headings."""

    row: int
    column: str
    text: str

    def __str__(self) -> str:
        where = _("Row {row}, {column}: {text}") if self.column else _("Row {row}: {text}")
        return where.format(row=self.row, column=self.column, text=self.text)


@dataclass(frozen=True)
class ReadFile:
    """What a file holds: its readings in the order of their days, and all that is wrong in it."""

    readings: Sequence[NewReading]
    faults: Sequence[Fault]


class _Wrong(Exception):  # noqa: N818 it becomes a fault of its row
    """Raised where a cell cannot be read."""


def decoded(content: bytes) -> str:
    """Return a file's text; one in no encoding of ours reads as nothing."""
    return text_of(content, "utf-8-sig", *(["utf-16"] if is_wide(content) else [])) or ""


def read_readings(text: str, *, today: dt.date, taken: Collection[dt.date]) -> ReadFile:
    """Return the readings in a text with the headings date, value and, if one likes, note; and all its faults."""
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=_between(text))
    try:
        whole = [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    except csv.Error:
        return ReadFile([], [Fault(1, "", _("This is not a table. Save it as CSV (UTF-8) and try again."))])
    places = [name.strip().casefold() for name in whole[0][1]] if whole else []
    if wrong := _amiss(len(whole), places):
        return ReadFile([], [Fault(whole[0][0] if whole else 1, "", wrong)])
    return _read(whole[1:], places, today=today, taken=taken)


def _amiss(rows: int, places: Sequence[str]) -> str:
    """Return what is wrong with a table as a whole: its headings, or how many rows it has."""
    if not rows:
        return _("There is nothing in it.")
    if missing := [name for name in COLUMNS[:2] if name not in places]:
        headings = _("The first row needs the headings date and value; note may follow. Missing: {missing}.")
        return headings.format(missing=", ".join(missing))
    if twice := [name for name in COLUMNS if places.count(name) > 1]:
        return _("Two columns are headed {heading}. Leave one of them out.").format(heading=twice[0])
    if rows == 1:
        return str(Refusal("no_readings_given"))
    many = _("There are {rows} rows; {most} at once are the most.")
    return many.format(rows=rows - 1, most=MOST_READINGS) if rows - 1 > MOST_READINGS else ""


def _read(
    rows: Sequence[tuple[int, list[str]]],
    places: Sequence[str],
    *,
    today: dt.date,
    taken: Collection[dt.date],
) -> ReadFile:
    readings: list[NewReading] = []
    faults: list[Fault] = []
    seen = dict.fromkeys(taken, 0)
    for number, row in rows:
        cells = dict(zip(places, row, strict=False))
        wrong = list(_faults(number, cells, today=today, seen=seen))
        if any(cell.strip() for cell in row[len(places) :]):
            more = _(
                "There are more cells than headings. Write 4.5 with a point: a comma begins another cell."
            )
            wrong.append(Fault(number, "", more))
        faults += wrong
        if not wrong:
            day = _day(cells["date"])
            seen[day] = number
            readings.append(NewReading(day, _number(cells["value"]), _note(cells)))
    return ReadFile(sorted(readings, key=lambda one: one.day), faults)


def _faults(
    number: int, cells: dict[str, str], *, today: dt.date, seen: dict[dt.date, int]
) -> Iterator[Fault]:
    """Yield what is wrong in a row."""
    try:
        day = _day(cells.get("date", ""))
        if refusal := day_refused(day, today=today):
            yield Fault(number, "date", str(refusal))
        elif day in seen:
            same = _("The same date as in row {row}.").format(row=seen[day])
            there = Refusal("reading_twice", {"day": date_format(day, "j F Y")})
            yield Fault(number, "date", same if seen[day] else str(there))
    except _Wrong as wrong:
        yield Fault(number, "date", str(wrong))
    try:
        if refusal := value_refused(_number(cells.get("value", ""))):
            yield Fault(number, "value", str(refusal))
    except _Wrong as wrong:
        yield Fault(number, "value", str(wrong))
    if len(_note(cells)) > MOST_NOTE:
        yield Fault(number, "note", _("A note has at most {most} characters.").format(most=MOST_NOTE))


def _between(text: str) -> str:
    """Return what stands between cells: the first of tab, semicolon and comma that the headings hold."""
    head = text.lstrip("\ufeff\r\n ").partition("\n")[0]
    return next((mark for mark in "\t;," if mark in head), ",")


def _day(cell: str) -> dt.date:
    told = cell.strip()
    for form in _DAYS:
        if found := form.fullmatch(told):
            try:
                return dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                break
    raise _Wrong(_("“{cell}” is not a date. Write 2026-03-27, or 27/3/2026.").format(cell=_shown(told)))


def _number(cell: str) -> Decimal:
    told = unguarded(cell.strip())
    try:
        if _NUMBER.fullmatch(told):
            return Decimal(told)
    except InvalidOperation:
        pass
    raise _Wrong(
        _("“{cell}” is not a number. Write it as 1234.5, without unit, spaces or commas.").format(
            cell=_shown(told)
        )
    )


def _note(cells: dict[str, str]) -> str:
    return unguarded(cells.get("note", "").replace("\x00", "").strip())


def _shown(cell: str) -> str:
    return cell if len(cell) <= 40 else f"{cell[:39]}…"
