"""Cells of a table as CSV, so that no spreadsheet ever takes one for a formula."""

import csv
import datetime as dt
import io
import math
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

Cell = str | int | float | Decimal | bool | dt.date | dt.datetime | None
"""What may stand in a table; None and numbers that are none leave the cell empty."""

_STARTS: Final = "=+\\-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
_DANGEROUS: Final = re.compile(f"'*[{_STARTS}]")
_GUARDED: Final = re.compile(f"''*[{_STARTS}]")
_NOT_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def guarded(text: str) -> str:
    """Put an apostrophe before text a spreadsheet would work out, and before text that already has one so."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    """Take away the one apostrophe that `guarded` put before a text."""
    return text[1:] if _GUARDED.match(text) else text


def text_of(content: bytes, *encodings: str) -> str | None:
    """Return a file's text by the first of these encodings in which it reads; nothing where it reads in none."""
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def is_wide(content: bytes) -> bool:
    """Say whether a file begins as text in UTF-16 does."""
    return content[:2] in {b"\xff\xfe", b"\xfe\xff"}


def csv_line(row: Sequence[Cell]) -> bytes:
    """Return a row of a table as a line of CSV in UTF-8, ending in CR LF."""
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow([in_csv(cell) for cell in row])
    return line.getvalue().encode()


def plain(text: str) -> str:
    """Return text without characters that no file of text or spreadsheet may hold."""
    return _NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", text)


def in_csv(cell: Cell) -> str | int | float | Decimal:
    """Return a cell as CSV holds it: text guarded, a moment as ISO writes it, nothing for what is no number."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(plain(cell))
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return cell if math.isfinite(cell) else ""
