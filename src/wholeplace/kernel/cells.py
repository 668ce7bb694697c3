"""Cells of a table as CSV, so that no spreadsheet ever takes one for a formula."""

import csv
import datetime as dt
import io
import math
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

Cell = str | int | float | Decimal | bool | dt.date | dt.datetime | None
"""What may stand in a table; None and numbers that are none leave the cell empty."""

_SIGNS: Final = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
"""By what a formula begins: equals, plus, minus and at, also as wide and as small as East Asian keyboards write them."""
_STARTS: Final = f"(?:[\t\r\n]|\\s*[{_SIGNS}])"
_DANGEROUS: Final = re.compile(f"'*{_STARTS}")
_GUARDED: Final = re.compile(f"''*{_STARTS}")
_SIGNED: Final = re.compile(f"\\s*[{_SIGNS}]")
_FIGURES: Final = re.compile(r"[-+@][\d\s.,()/-]*%?")
_CALLS: Final = re.compile(r"[\w.]\(|\||[\w')\]]![\w$'(]")
"""A function, another program, or another sheet."""
_TERM: Final = r"[\w.$']+"
_TERMS: Final = re.compile(rf"[-+@(\s]*{_TERM}(?:\s*[-+*/^&=<>:;,%@()]+\s*{_TERM})*[)%\s]*")
_CELL: Final = re.compile(r"(?<![\w.])(?:\$?[A-Z]{1,3}\$?[1-9]\d{0,6}|R\d+C\d+)(?![\w.])", re.IGNORECASE)
"""Another cell, named in either way."""
_NOT_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet would work a text out: one that begins with a sign, and calls or names something.

    Figures and words after a sign are none: a change of -3,5, a telephone number, a line that begins with a dash.
    """
    if not _SIGNED.match(text):
        return False
    plainly = unicodedata.normalize("NFKC", text).strip()
    if plainly.startswith("="):
        return True
    if _FIGURES.fullmatch(plainly):
        return False
    return bool(_CALLS.search(plainly) or (_TERMS.fullmatch(plainly) and _CELL.search(plainly)))


def guarded(text: str) -> str:
    """Put an apostrophe before text that begins as a formula does, be it one or not, and before text that already has one so."""
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
