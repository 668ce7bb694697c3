"""Reading a list of people to invite, as it is pasted, or saved from a spreadsheet or an address book."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from wholeplace.kernel.cells import is_formula, is_wide, text_of, unguarded
from wholeplace.kernel.outbox.conditions import address_is_right
from wholeplace.kernel.people import ADDRESS_AT_MOST, NAME_AT_MOST

LONGEST_LINE: Final = 2000
SHOWN: Final = 80
_NAMED: Final = re.compile(r"\s*(?P<name>[^@<]*?)\s*<\s*(?P<email>[^<>\s]+)\s*>\s*")
"""An address as address books write it: name, and the address in angle brackets."""


@dataclass(frozen=True)
class Row:
    """One address of a list, with the number of its line, and why it is passed over, if it is."""

    number: int
    said: str
    email: str = ""
    name: str = ""
    why_not: str | Promise = ""


def decoded(content: bytes) -> str | None:
    """Return the text of a file as spreadsheets save it (UTF-8, UTF-16, Windows-1252); nothing for what is no text."""
    if content[:4] == b"PK\x03\x04" or content[:4] == b"\xd0\xcf\x11\xe0":
        return None
    text = text_of(content, *(["utf-16"] if is_wide(content) else ["utf-8-sig", "cp1252"]))
    return None if text is None or "\x00" in text else text


def rows_of(text: str) -> list[Row]:
    """Return each address of a list and each line in which there is none; a line of headings is neither."""
    return [row for number, cells, heads in _lines(text) for row in _read(number, cells, heads)]


def passed_over(rows: Sequence[Row], known: Mapping[str, str | Promise]) -> list[Row]:
    """Return the rows, those passed over whose address is known with a reason, or stood on an earlier line."""
    lines: dict[str, int] = {}
    told = []
    for row in rows:
        why = row.why_not or known.get(row.email, "")
        if not why and row.email in lines:
            why = _("The same address as on line {number}.").format(number=lines[row.email])
        if not why:
            lines[row.email] = row.number
        told.append(Row(row.number, row.said, row.email, row.name, why))
    return told


def listed(people: Iterable[tuple[str, str]]) -> str:
    """Return addresses with names, one on each line, as `rows_of` reads them back; no name holds the tab that parts them."""
    text = StringIO()
    rows = csv.writer(text, dialect="excel-tab", lineterminator="\n")
    rows.writerows([email, name] if name else [email] for email, name in people)
    return text.getvalue().rstrip("\n")


def _lines(text: str) -> Iterator[tuple[int, list[str], list[str]]]:
    """Yield the cells of each line that says anything, with its number and the headings above it."""
    heads: list[str] = []
    first = True
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        cells = _cells(line)
        if not any(cells):
            continue
        if first and _is_heading(cells):
            heads = [cell.casefold() for cell in cells]
        else:
            yield number, cells, heads
        first = False


def _cells(line: str) -> list[str]:
    """Return the cells of a line; the first of tab, semicolon and comma that it holds parts them."""
    if len(line) > LONGEST_LINE:
        return [line]
    parted = next((mark for mark in "\t;," if mark in line), ",")
    row = next(csv.reader(StringIO(line), delimiter=parted, skipinitialspace=True), [])
    return [unguarded(cell.strip()) for cell in row]


def _is_heading(cells: Sequence[str]) -> bool:
    """Say whether a first line names columns: it holds no address, and a word of them names one or the other."""
    words = " ".join(cells).casefold()
    return "@" not in words and any(sign in words for sign in ("mail", "name", "address"))


def _read(number: int, cells: Sequence[str], heads: Sequence[str]) -> Iterator[Row]:
    """Yield a row for each address on a line, or one that says there is none."""
    found = [cell for cell in cells if "@" in cell[1:]]
    if not found:
        why = _("There is no e-mail address on this line.")
        yield Row(number, _shown(", ".join(filter(None, cells))), why_not=why)
    for cell in found:
        email, name = ("", "") if is_formula(cell) else _parted(cell)
        if not name and len(found) == 1:
            name = _name(cells, heads)
        said = cell if len(found) > 1 else ", ".join(filter(None, cells))
        yield _checked(number, _shown(said), email, " ".join(name.split()) if _could_be_name(name) else "")


def _parted(cell: str) -> tuple[str, str]:
    """Return the address in a cell, and the name that stands beside it."""
    named = _NAMED.fullmatch(cell) if len(cell) <= LONGEST_LINE else None
    if named:
        return named["email"].lower(), named["name"].strip("\"' ")
    words = cell.removeprefix("mailto:").split()
    addresses = [word for word in words if "@" in word]
    if len(addresses) > 1:
        return cell.lower(), ""
    return addresses[0].lower(), " ".join(word for word in words if "@" not in word)


def _name(cells: Sequence[str], heads: Sequence[str]) -> str:
    """Return the name on a line: of the columns whose headings say so, or the first cell that could be one."""
    under = [cell for cell, head in zip(cells, heads, strict=False) if "name" in head and "@" not in cell]
    if heads:
        return " ".join(cell for cell in under if _could_be_name(cell))
    return next((cell for cell in cells if "@" not in cell and _could_be_name(cell)), "")


def _checked(number: int, said: str, email: str, name: str) -> Row:
    if len(email) > ADDRESS_AT_MOST or is_formula(email) or address_is_right(email):
        why = _("This is not an e-mail address we can write to. Check it for a slip.")
        return Row(number, said, why_not=why)
    if len(name) > NAME_AT_MOST:
        why = _("The name has more than {most} characters.").format(most=NAME_AT_MOST)
        return Row(number, said, why_not=why)
    return Row(number, said, email, name)


def _could_be_name(cell: str) -> bool:
    """Say whether a cell could be somebody's name: there is a letter in it, and no spreadsheet would work it out."""
    return any(one.isalpha() for one in cell) and not is_formula(cell)


def _shown(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
