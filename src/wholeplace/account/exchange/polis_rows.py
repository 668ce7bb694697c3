"""Reads a CSV file in blocks of rows, and says at which row and column it cannot go on."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from wholeplace.account.exchange.limits import MOST_COLUMNS, MOST_EMPTY, MOST_LINE
from wholeplace.account.exchange.remarks import Notes

BLOCK_ROWS: Final = 20_000
BLOCK_CELLS: Final = 1_000_000
"""A block has as many rows as keep its cells below this."""

_UTF8_MARK: Final = b"\xef\xbb\xbf"
_WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_CSV_SAYS: Final[dict[str, str]] = {
    "unexpected end of data": "quote-open",
    "field larger than": "cell-too-long",
    "expected after": "quote-astray",
}
"""What the CSV reader says, and which sentence of ours that is."""


class UnreadableLine(Exception):  # noqa: N818 - not an error of ours: the line is at fault
    """A line is no text, holds a zero byte or never ends."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Records:
    """The rows of a file one after another, counted as a spreadsheet counts them."""

    def __init__(
        self, content: bytes, *, file: str, notes: Notes, progress: Callable[[int], None] | None = None
    ) -> None:
        self.file = file
        self.notes = notes
        self.read = 0
        self._progress = progress
        self._stopped = False
        if b"\n" not in content:
            content = content.replace(b"\r", b"\n")
        self._stream = io.BytesIO(content)
        if content.startswith(_UTF8_MARK):
            self._stream.seek(len(_UTF8_MARK))
        lines = io.TextIOWrapper(self._stream, "utf-8", newline="") if _is_sound(content) else self._lines()
        self._reader = csv.reader(lines, strict=True)

    def take(self, most: int) -> list[list[str]]:
        """Return up to so many further rows, fewer at the end or where reading cannot go on."""
        rows: list[list[str]] = []
        if self._stopped:
            return rows
        try:
            for row in self._reader:
                rows.append(row)
                if len(rows) == most:
                    break
        except UnreadableLine as unreadable:
            self._stop(unreadable.code, self.read + len(rows) + 1)
        except csv.Error as error:
            self._stop(_meaning(error), self.read + len(rows) + 1)
        self.read += len(rows)
        if self._progress is not None:
            self._progress(self._stream.tell())
        return rows

    def stop(self) -> None:
        """Read no further row."""
        self._stopped = True

    def _stop(self, code: str, row: int) -> None:
        self.stop()
        self.notes.problem(code, file=self.file, row=row)

    def _lines(self) -> Iterator[str]:
        """Yield line by line up to the one that cannot be read, whose row is then known."""
        while line := self._stream.readline(MOST_LINE + 1):
            if len(line) > MOST_LINE:
                raise UnreadableLine("line-too-long")
            if b"\0" in line:
                raise UnreadableLine("nul-byte")
            try:
                yield line.decode()
            except UnicodeDecodeError:
                raise UnreadableLine("not-text") from None


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of a sheet, all as wide as its header, with the number of each."""

    numbers: Sequence[int]
    rows: list[list[str]]

    def column(self, place: int) -> list[str]:
        """Return the cells of one column."""
        return [row[place] for row in self.rows]


class Sheet:
    """A file with a header: its columns by name, and its rows in blocks."""

    def __init__(self, records: Records, *, header: Sequence[str]) -> None:
        self.file = records.file
        self.notes = records.notes
        self.header = tuple(name.strip() for name in header)
        self._records = records
        self._empty = 0
        self._places = {name.lower(): place for place, name in reversed(list(enumerate(self.header)))}

    def place(self, *names: str) -> int | None:
        """Return where the first of these columns stands that there is."""
        return next((self._places[name] for name in names if name in self._places), None)

    def ignore_all_but(self, *known: str) -> None:
        """Note every column of another name; those about importance are known to all files."""
        for name in self.header:
            if name and name.lower() not in known and not name.lower().startswith("importan"):
                self.notes.finding("column-ignored", file=self.file, row=1, column=name)

    def has_all(self, *names: str) -> bool:
        """Tell whether these columns are there, noting each that is not."""
        missing = [name for name in names if name not in self._places]
        if missing and len(self.header) == 1 and any(mark in self.header[0] for mark in ";\t|"):
            self.notes.problem("not-commas", file=self.file, row=1)
            return False
        for name in missing:
            self.notes.problem("column-missing", file=self.file, row=1, column=name)
        return not missing

    def stop(self) -> None:
        """Read no further row: what is wrong is wrong with the whole file."""
        self._records.stop()

    def blocks(self) -> Iterator[Block]:
        """Yield the rows that are as wide as the header, noting the others and passing over empty ones."""
        width = len(self.header)
        most = max(1, min(BLOCK_ROWS, BLOCK_CELLS // width))
        first = self._records.read + 1
        while rows := self._records.take(most):
            numbers = range(first, first + len(rows))
            first += len(rows)
            if set(map(len, rows)) == {width} and all(map(any, rows)):
                yield Block(numbers, rows)
            else:
                yield self._only_whole(numbers, rows)

    def _only_whole(self, numbers: Sequence[int], rows: list[list[str]]) -> Block:
        width = len(self.header)
        kept: list[int] = []
        whole: list[list[str]] = []
        for number, row in zip(numbers, rows, strict=True):
            if len(row) == width and any(row):
                kept.append(number)
                whole.append(row)
            elif any(row):
                self._note_width(number, row)
            else:
                self._empty += 1
        if self._empty > MOST_EMPTY:
            self.notes.problem("rows-empty", file=self.file, row=numbers[-1])
            self.stop()
        return Block(kept, whole)

    def _note_width(self, number: int, row: list[str]) -> None:
        width = len(self.header)
        if len(row) < width:
            code, column = "row-short", self.header[len(row)]
        else:
            code, column = "row-long", letters(width)
        self.notes.problem(
            code, file=self.file, row=number, column=column or None, cells=len(row), columns=width
        )


def records_of(
    content: bytes, *, file: str, notes: Notes, progress: Callable[[int], None] | None = None
) -> Records | None:
    """Open a file as rows, or note why it holds none."""
    if content.startswith(_WIDE_MARKS):
        notes.problem("not-text", file=file, row=1)
    elif not content[:MOST_LINE].strip(b"\xef\xbb\xbf \t\r\n,"):
        notes.problem("file-empty", file=file)
    else:
        return Records(content, file=file, notes=notes, progress=progress)
    return None


def sheet_of(records: Records | None) -> Sheet | None:
    """Read the header of a file, or note why it cannot be read."""
    if records is None:
        return None
    rows = records.take(1)
    while rows and not any(rows[0]):
        rows = records.take(1)
    if not rows:
        return None
    header = [name.strip() for name in rows[0]]
    if len(header) > MOST_COLUMNS:
        records.notes.problem("columns-too-many", file=records.file, row=records.read, columns=len(header))
        return None
    before = len(records.notes.problems)
    seen: set[str] = set()
    for name in header:
        if name and name.lower() in seen:
            records.notes.problem("header-twice", file=records.file, row=records.read, column=name)
        seen.add(name.lower())
    return None if len(records.notes.problems) > before else Sheet(records, header=header)


def _is_sound(content: bytes) -> bool:
    """Tell whether a file is text in lines that are not too long, so that no line has to be looked at by itself."""
    if b"\0" in content:
        return False
    start = 0
    while start + MOST_LINE < len(content):
        end = content.rfind(b"\n", start, start + MOST_LINE)
        if end < 0:
            return False
        start = end + 1
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), MOST_LINE):
            decoder.decode(content[start : start + MOST_LINE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def letters(place: int) -> str:
    """Return the letters a spreadsheet puts over a column, counted from nought."""
    name = ""
    place += 1
    while place:
        place, left = divmod(place - 1, 26)
        name = chr(ord("A") + left) + name
    return name


def _meaning(error: csv.Error) -> str:
    said = str(error)
    return next((code for part, code in _CSV_SAYS.items() if part in said), "row-unreadable")
