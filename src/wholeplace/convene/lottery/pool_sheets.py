"""Reads people out of a file of respondents: which column says what, who is new, and what is wrong, by row and column."""

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholeplace.convene.lottery.known_again import Known
from wholeplace.convene.lottery.matching import columns_for, meaning
from wholeplace.convene.lottery.models import OUTSIDE_ID_AT_MOST, Feature, Lottery
from wholeplace.convene.lottery.reading import MOST_PEOPLE, Sheet, Unreadable, sheet_of, unknown_answer
from wholeplace.convene.lottery.tickets import folded
from wholeplace.kernel.cells import plain
from wholeplace.kernel.faults import Fault, shown
from wholeplace.kernel.files.checking import Room, read_sheets
from wholeplace.kernel.outbox.conditions import address_is_right

MOST_BYTES: Final = 20_000_000
ROOM: Final = Room(work=30, clock=60)
"""What a child may use that reads a spreadsheet."""
LABELS: Final = {
    "outside_id": gettext_lazy("What tells people apart"),
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "address": gettext_lazy("Postal address"),
}
KNOWN_AS: Final = {
    "outside_id": ("nationbuilder id", "external id", "ticket", "id", "unique id"),
    "name": (
        *("name", "full name", "first name", "given name", "middle name"),
        *("last name", "surname", "family name"),
    ),
    "email": ("email", "email address", "mail"),
    "phone": ("mobile number", "phone number", "mobile", "phone", "telephone", "tel"),
    "address": (
        *("address", "postal address", "primary address 1", "primary address 2", "primary address 3"),
        *("address 1", "address 2", "address line 1", "address line 2", "street"),
        *("town", "primary city", "city", "primary zip", "zip", "postcode"),
    ),
}
"""How files head them, whatever their case and signs, in the order in which what stands in several columns is put together."""
BETWEEN: Final = {"name": " ", "address": ", "}
WHOLE: Final = {"name": ("name", "full name"), "email": (), "phone": ()}
LONGEST: Final = {"outside_id": OUTSIDE_ID_AT_MOST, "name": 150, "email": 254, "phone": 60, "address": 400}


@dataclass(frozen=True)
class Person:
    """One row of a file: who it is, how they can be reached, and the target that counts them for each feature."""

    row: int
    said: Mapping[str, str]
    answers: Mapping[str, str]


@dataclass
class People:
    """What a file comes to: those who can come into the pool, those who are or were in it, and what is wrong."""

    new: list[Person] = field(default_factory=list)
    known: list[tuple[int, str, str]] = field(default_factory=list)
    """The row of each who is in the pool already, what they are called, and their ticket there."""
    withdrew: list[tuple[int, str]] = field(default_factory=list)
    """The row of each who was in the pool and withdrew, and what they are called."""
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0

    @property
    def wrong(self) -> int:
        """How many rows have a fault."""
        return len({one.row for one in self.faults if one.row > 1})

    @property
    def untold(self) -> int:
        """How many of those who are new could not be told that they were drawn: without a name, or any way to reach them."""
        return sum(
            not one.said["name"] or not any(map(one.said.get, ("email", "phone", "address")))
            for one in self.new
        )


def read_file(content: bytes, *, name: str) -> Sheet:
    """Return a file as a table, be it CSV or a spreadsheet.

    Raises:
        Unreadable: it is no table, or nothing stands in it.
        Refused: it is a spreadsheet that cannot be read.

    """
    if not content.startswith(b"PK"):
        return sheet_of(content, name=name)
    grids = read_sheets(content, most_bytes=MOST_BYTES, most_rows=MOST_PEOPLE + 1, room=ROOM)
    grid = next((one for one in grids if any(map(any, one.rows))), None)
    if grid is None:
        raise Unreadable(_("There is nothing in it."))
    rows = [(number, row) for number, row in enumerate(grid.rows, 1) if any(row)]
    headings = [cell.strip() for cell in rows[0][1]]
    return Sheet(
        name, headings, [(number, dict(zip(headings, row, strict=False))) for number, row in rows[1:]]
    )


def packed(sheet: Sheet) -> bytes:
    """Return a table as it is kept until somebody says yes to it."""
    told = [list(sheet.headings), [[number, dict(row)] for number, row in sheet.rows]]
    return zlib.compress(json.dumps(told, ensure_ascii=True).encode())


def unpacked(content: bytes, *, name: str) -> Sheet:
    """Return a table that was kept."""
    headings, rows = json.loads(zlib.decompress(content))
    return Sheet(name, headings, [(number, row) for number, row in rows])


def other_headings(sheet: Sheet, features: Sequence[Feature]) -> list[str]:
    """Return the headings of a file under which no feature is answered."""
    answered, _missing = columns_for([one.name for one in features], sheet.headings)
    return [one for one in sheet.headings if one and one not in answered.values()]


def guessed(sheet: Sheet, features: Sequence[Feature]) -> dict[str, list[str]]:
    """Return which columns hold what, as their headings say; those of features are none of these."""
    heads = {folded(one): one for one in other_headings(sheet, features)}
    found = {}
    for what, names in KNOWN_AS.items():
        there = [heads[one] for name in names if (one := folded(name)) in heads]
        whole = [heads[one] for name in WHOLE.get(what, ()) if (one := folded(name)) in heads]
        found[what] = there[:1] if what == "outside_id" else whole[:1] or there
    return found


def people_in(
    sheet: Sheet, lottery: Lottery, features: Sequence[Feature], columns: Mapping[str, Sequence[str]]
) -> People:
    """Return what a file comes to, beside the pool as it is now."""
    found = People(rows=len(sheet.rows))
    headed, missing = columns_for([one.name for one in features], sheet.headings)
    if missing:
        needed = _("There is no column headed {missing}.").format(missing=", ".join(missing))
        found.faults.append(Fault(needed, row=1, sheet=sheet.name))
        return found
    if len(sheet.rows) > MOST_PEOPLE:
        many = _("There are {rows} people; {most} are the most.").format(
            rows=len(sheet.rows), most=MOST_PEOPLE
        )
        found.faults.append(Fault(many, sheet=sheet.name))
        return found
    there, asked = Known(lottery), [_Asked.of(one, headed) for one in features]
    seen: dict[str, int] = {}
    for number, row in sheet.rows:
        said = {what: _cell(row, columns.get(what, ()), what) for what in LONGEST}
        answers: dict[str, str] = {}
        own = said["outside_id"]
        wrong = list(_wrong(row, number, sheet, asked, said, columns, answers))
        if own and (before := seen.setdefault(own, number)) != number:
            twice = _("“{cell}” stands in row {row} already.").format(cell=shown(own), row=before)
            wrong.append(Fault(twice, sheet=sheet.name, row=number, column=columns["outside_id"][0]))
        found.faults += wrong
        if wrong:
            continue
        if ticket := there.ticket_of(said):
            found.known.append((number, said["name"] or own, ticket))
        elif there.withdrew(said):
            found.withdrew.append((number, said["name"] or own))
        else:
            found.new.append(Person(number, said, answers))
    return found


@dataclass(frozen=True)
class _Asked:
    """A feature, the heading of its column, the target of each value, and which value an answer means."""

    feature: str
    heading: str
    targets: Mapping[str, str]
    meant: Callable[[str], str]

    @classmethod
    def of(cls, feature: Feature, headed: Mapping[str, str]) -> "_Asked":
        targets = {one.value: str(one.pk) for one in feature.targets.all()}
        return cls(str(feature.pk), headed[feature.name], targets, meaning(targets))


def _cell(row: Mapping[str, str], columns: Sequence[str], what: str) -> str:
    """Return what the columns of a row say, put together in one line."""
    parts = dict.fromkeys(" ".join(plain(row.get(one, "")).split()) for one in columns)
    text = BETWEEN[what].join(filter(None, parts)) if what in BETWEEN else next(filter(None, parts), "")
    return text.lower() if what == "email" else text


def _wrong(
    row: Mapping[str, str],
    number: int,
    sheet: Sheet,
    asked: Sequence["_Asked"],
    said: Mapping[str, str],
    columns: Mapping[str, Sequence[str]],
    answers: dict[str, str],
) -> Iterator[Fault]:
    """Yield what is wrong with a row; put the answers that are right among the answers."""
    for one in asked:
        cell = row.get(one.heading, "").strip()
        if meant := one.meant(cell):
            answers[one.feature] = one.targets[meant]
        else:
            text = unknown_answer(cell, one.targets)
            yield Fault(text, sheet=sheet.name, row=number, column=one.heading)
    for what, most in LONGEST.items():
        if len(said[what]) > most:
            text = _("It has {count} characters; {most} are the most.").format(
                count=len(said[what]), most=most
            )
            yield Fault(text, sheet=sheet.name, row=number, column=(columns.get(what) or [what])[0])
    if said["email"] and address_is_right(said["email"]):
        text = _("“{cell}” is not an e-mail address we can write to.").format(cell=shown(said["email"]))
        yield Fault(text, sheet=sheet.name, row=number, column=(columns.get("email") or [""])[0])
