"""Writes any table as CSV or as a spreadsheet, so that no cell is ever taken for a formula."""

import codecs
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from wholeplace.kernel.cells import Cell, csv_line, in_csv, plain

MOST_ROWS: Final = 1_048_576
"""Rows a spreadsheet has."""
MOST_COLUMNS: Final = 16_384
"""Columns a spreadsheet has."""
MOST_IN_CELL: Final = 32_767
"""Characters a spreadsheet's cell has."""
NARROWEST: Final = 12
WIDEST: Final = 60
Look = tuple[Font, Alignment]
HEADING: Final = (Font(bold=True), Alignment(wrap_text=True, vertical="bottom"))
BODY: Final = (Font(), Alignment(wrap_text=True, vertical="top"))
CUT: Final = " … (cut here; the CSV file has the whole text)"

_LINE_END: Final = re.compile("\r\n?")
_NOT_IN_TITLE: Final = re.compile(r"[\\*?:/\[\]'\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Table:
    """A name, the heading of each column, and rows that may come one at a time."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = ()
    """How many characters wide each column of a spreadsheet is; as wide as its heading where it is not said."""
    filtered: bool = True
    """Whether a spreadsheet offers to show only some of the rows."""


class TableTooLarge(Exception):  # noqa: N818 - said as a sentence, as the kernel says Refused
    """A spreadsheet has no room for this table: export it as CSV."""


def csv_lines(table: Table) -> Iterator[bytes]:
    """Return a table as CSV in UTF-8, a line at a time, lines ending in CR LF."""
    return map(csv_line, _rows(table))


def csv_bytes(table: Table) -> bytes:
    """Return a table as one CSV file in UTF-8."""
    return b"".join(csv_lines(table))


def csv_for_people(table: Table) -> bytes:
    """Return a table as a CSV file that spreadsheets open with its letters whole: it begins with a mark of UTF-8."""
    return codecs.BOM_UTF8 + csv_bytes(table)


def xlsx_bytes(tables: Sequence[Table]) -> bytes:
    """Return tables as one spreadsheet, a sheet each; raise TableTooLarge where one does not fit."""
    book = Workbook(write_only=True)
    written = io.BytesIO()
    try:
        for table in tables:
            _fill(book, table)
        book.save(written)
    finally:
        for sheet in book.worksheets:
            if not sheet.closed:
                sheet.close()
    return written.getvalue()


def _fill(book: Workbook, table: Table) -> None:
    sheet: Any = book.create_sheet(_title(table.name, taken=book.sheetnames))
    for place, width in enumerate(_widths(table), 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    last = 1
    for last, row in enumerate(_rows(table), 1):
        if last > MOST_ROWS or len(row) > MOST_COLUMNS:
            raise TableTooLarge(table.name)
        sheet.append([_in_sheet(sheet, cell, HEADING if last == 1 else BODY) for cell in row])
    if table.filtered and table.columns:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{last}"


def _widths(table: Table) -> list[int]:
    """Return how wide each column is."""
    if table.widths:
        return list(table.widths)
    return [min(max(len(heading) + 4, NARROWEST), WIDEST) for heading in table.columns[:MOST_COLUMNS]]


def _rows(table: Table) -> Iterator[Sequence[Cell]]:
    yield table.columns
    yield from table.rows


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool)


def _in_sheet(sheet: Any, cell: Cell, look: Look) -> object:
    if cell is None or (isinstance(cell, float | Decimal) and not math.isfinite(cell)):
        return None
    if _is_number(cell):
        return _dressed(WriteOnlyCell(sheet, value=cell), look)  # type: ignore[arg-type] # a number, as asked above
    text = str(in_csv(_LINE_END.sub("\n", cell) if isinstance(cell, str) else cell))
    if len(text) > MOST_IN_CELL:
        text = text[: MOST_IN_CELL - len(CUT)] + CUT
    written = _dressed(WriteOnlyCell(sheet, value=text), look)
    # Without this a text such as #N/A becomes an error, and one that starts with = a formula.
    written.data_type = "s"
    return written


def _dressed(cell: Any, look: Look) -> Any:
    """Return a cell in the letters and the place of a heading, or of what stands below one."""
    cell.font, cell.alignment = look
    return cell


def _title(name: str, *, taken: Sequence[str]) -> str:
    title = _NOT_IN_TITLE.sub(" ", plain(name)).strip()[:28] or "Table"
    number = 2
    unique = title
    while unique.lower() in {one.lower() for one in taken}:
        unique = f"{title} {number}"
        number += 1
    return unique
