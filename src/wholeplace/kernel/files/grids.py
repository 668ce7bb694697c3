"""Reads the cells of a table: from text, from CSV, and from every sheet of a spreadsheet; nothing here needs Django."""

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from wholeplace.kernel.cells import is_formula, is_wide, plain, text_of, unguarded
from wholeplace.kernel.files.findings import DAMAGED, NotTaken
from wholeplace.kernel.files.looking import look

MOST_SHEETS = 20
MOST_COLUMNS = 100
"""Columns that are read; what stands to the right of them is not there."""
MOST_IN_CELL = 20_000
"""Characters of a cell that are kept: enough to say that they are too many."""
SAMPLE = 20
"""Lines by which it is known what stands between cells."""
BETWEEN = "\t;,"


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet, row by row from its first: a row is as long as what is filled in it."""

    name: str
    rows: list[list[str]]


def grids_in(content: bytes, *, most: int) -> list[Grid]:
    """Return the sheets of a file, each with at most so many rows; raise NotTaken for what is no table."""
    if is_wide(content):
        content = (text_of(content, "utf-16") or "").encode()
    kind = look(content).kind
    if kind == "xlsx":
        return _sheets(content, most=most)
    if kind not in {"csv", "text"}:
        raise NotTaken("file_no_table")
    return [grid_of(text_of(content, "utf-8-sig", "cp1252") or "", most=most)]


def grid_of(text: str, *, most: int) -> Grid:
    """Return the rows of a text: CSV, or what was copied out of a spreadsheet."""
    whole = text.lstrip("\ufeff")
    rows = csv.reader(io.StringIO(whole, newline=""), delimiter=_between(whole))
    try:
        return Grid("", list(_bounded(_told(rows), most=most)))
    except csv.Error as torn:
        raise NotTaken("file_broken") from torn


def packed(grids: Iterable[Grid]) -> bytes:
    """Return sheets as bytes that `unpacked` reads back."""
    return json.dumps([asdict(one) for one in grids], ensure_ascii=False).encode()


def unpacked(content: bytes) -> list[Grid]:
    """Return the sheets that were packed."""
    return [Grid(**one) for one in json.loads(content)]


def _told(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Yield rows of text; refuse what a spreadsheet would carry out."""
    for number, row in enumerate(rows, start=1):
        if any(map(is_formula, row)):
            raise NotTaken("file_formulas", row=number)
        yield row


def _between(text: str) -> str:
    """Return what stands between cells: the first of tab, semicolon and comma that the first line holding any has."""
    for line in islice(io.StringIO(text), SAMPLE):
        if line.strip():
            return next((mark for mark in BETWEEN if mark in line), ",")
    return ","


def _sheets(content: bytes, *, most: int) -> list[Grid]:
    """Return what the cells of a spreadsheet show: of a formula, what it came to when it was saved."""
    from openpyxl import load_workbook  # noqa: PLC0415 only spreadsheets need it
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        if len(book.worksheets) > MOST_SHEETS:
            raise NotTaken("file_too_many_sheets", most=MOST_SHEETS)
        return [Grid(plain(sheet.title), _cells(sheet, most=most)) for sheet in book.worksheets]
    except (InvalidFileException, SyntaxError, zipfile.BadZipFile, *DAMAGED) as damaged:
        raise NotTaken("file_broken") from damaged


def _cells(sheet: Any, *, most: int) -> list[list[str]]:
    # what a sheet says of its own size may be wrong, and then rows would be left out
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True)
    return list(_bounded((map(_shown, islice(row, MOST_COLUMNS)) for row in rows), most=most))


def _bounded(rows: Iterable[Iterable[str]], *, most: int) -> Iterator[list[str]]:
    """Yield rows without the empty cells at their ends, and no empty rows at the end; refuse too many."""
    empty = 0
    for number, row in enumerate(rows, start=1):
        cells = [_read(cell) for cell in islice(row, MOST_COLUMNS)]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            empty += 1
            if empty > most:
                return
            continue
        if number > most:
            raise NotTaken("file_too_long", most=most)
        yield from ([] for _ in range(empty))
        empty = 0
        yield cells


def _read(cell: str) -> str:
    """Return what a cell says, without what guards it from being taken for a formula."""
    return unguarded(plain(cell[:MOST_IN_CELL]).replace("\r\n", "\n").replace("\r", "\n").strip())


def _shown(value: object) -> str:
    """Return a spreadsheet's value as somebody would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
