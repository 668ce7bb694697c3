"""Looks into plain text and CSV."""

import csv
import re
from itertools import islice

from wholeplace.kernel.cells import is_formula, text_of
from wholeplace.kernel.files.findings import Looked, NotTaken

MOST_LINE = 1_000_000
"""Characters in one line."""
MOST_ROWS = 500_000
MOST_COLUMNS = 1_000
SAMPLE = 50
"""Rows by which a table is known."""
HEAD = 1024

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_PAGE = re.compile(r"<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|img|style|\?xml|\?php|%)", re.IGNORECASE)  # fmt: skip


def is_text(content: bytes) -> bool:
    """Say whether a file reads as text from end to end."""
    return _read(content) is not None


def look(content: bytes) -> Looked:
    """Return plain text or CSV as it is; raise NotTaken for what is no text, and for pages and scripts."""
    text = _read(content)
    if text is None:
        raise NotTaken("file_unknown")
    if _PAGE.search(text[:HEAD]):
        raise NotTaken("file_page")
    lines = text.splitlines()
    if max(map(len, lines), default=0) > MOST_LINE or len(lines) > MOST_ROWS:
        raise NotTaken("file_too_many_rows", rows=MOST_ROWS)
    separator = _separator(lines)
    if separator:
        _look_at_cells(lines, separator)
    return Looked("csv" if separator else "text", content)


def _read(content: bytes) -> str | None:
    """Return text in UTF-8, or as Windows writes it; None for anything else."""
    text = text_of(content, "utf-8-sig", "cp1252")
    return None if text is None or _CONTROL.search(text) else text


def _separator(lines: list[str]) -> str:
    """Return what stands between the cells of a table; nothing where the text is none."""
    filled = [line for line in islice(lines, SAMPLE) if line.strip()]
    for separator in ",;\t|":
        try:
            widths = {len(row) for row in csv.reader(filled, delimiter=separator)}
        except csv.Error:
            continue
        if len(filled) > 1 and len(widths) == 1 and widths.pop() > 1:
            return separator
    return ""


def _look_at_cells(lines: list[str], separator: str) -> None:
    """Refuse a table that is too wide, torn, or holds what a spreadsheet would carry out."""
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=separator), start=1):
            if len(row) > MOST_COLUMNS:
                raise NotTaken("file_too_many_columns", columns=MOST_COLUMNS)
            if any(is_formula(cell) for cell in row):
                raise NotTaken("file_formulas", row=number)
    except csv.Error as torn:
        raise NotTaken("file_broken") from torn
