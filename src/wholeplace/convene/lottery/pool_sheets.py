"""Reads people out of a file of respondents: which column says what, who is new, and what is wrong, by row and column."""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholeplace.convene.lottery.known_again import Known
from wholeplace.convene.lottery.models import OUTSIDE_ID_AT_MOST, Feature, Lottery
from wholeplace.convene.lottery.reading import MOST_PEOPLE, Sheet, Unreadable, sheet_of
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
    "outside_id": ("nationbuilderid", "externalid", "ticket", "id", "uniqueid"),
    "name": ("name", "fullname", "firstname", "givenname", "middlename", "lastname", "surname", "familyname"),
    "email": ("email", "emailaddress", "mail"),
    "phone": ("mobilenumber", "phonenumber", "mobile", "phone", "telephone", "tel"),
    "address": (
        *(
            "address",
            "postaladdress",
            "primaryaddress1",
            "primaryaddress2",
            "primaryaddress3",
            "address1",
            "address2",
        ),
        *(
            "addressline1",
            "addressline2",
            "street",
            "town",
            "primarycity",
            "city",
            "primaryzip",
            "zip",
            "postcode",
        ),
    ),
}
"""How files head them, in the order in which what stands in several columns is put together."""
BETWEEN: Final = {"name": " ", "address": ", "}
WHOLE: Final = {"name": ("name", "fullname"), "email": (), "phone": ()}
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


def guessed(sheet: Sheet, features: Sequence[Feature]) -> dict[str, list[str]]:
    """Return which columns hold what, as their headings say; those of features are none of these."""
    heads = {folded(one): one for one in sheet.headings if one not in {each.name for each in features}}
    found = {}
    for what, names in KNOWN_AS.items():
        there = [heads[one] for one in names if one in heads]
        whole = [heads[one] for one in WHOLE.get(what, ()) if one in heads]
        found[what] = there[:1] if what == "outside_id" else whole[:1] or there
    return found


def people_in(
    sheet: Sheet, lottery: Lottery, features: Sequence[Feature], columns: Mapping[str, Sequence[str]]
) -> People:
    """Return what a file comes to, beside the pool as it is now."""
    found = People(rows=len(sheet.rows))
    if missing := [one.name for one in features if one.name not in sheet.headings]:
        needed = _("There is no column headed {missing}.").format(missing=", ".join(missing))
        found.faults.append(Fault(needed, row=1, sheet=sheet.name))
        return found
    if len(sheet.rows) > MOST_PEOPLE:
        many = _("There are {rows} people; {most} are the most.").format(
            rows=len(sheet.rows), most=MOST_PEOPLE
        )
        found.faults.append(Fault(many, sheet=sheet.name))
        return found
    there = Known(lottery)
    seen: dict[str, int] = {}
    for number, row in sheet.rows:
        said = {what: _cell(row, columns.get(what, ()), what) for what in LONGEST}
        answers: dict[str, str] = {}
        own = said["outside_id"]
        wrong = list(_wrong(row, number, sheet, features, said, columns, answers))
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


def _cell(row: Mapping[str, str], columns: Sequence[str], what: str) -> str:
    """Return what the columns of a row say, put together in one line."""
    parts = dict.fromkeys(" ".join(plain(row.get(one, "")).split()) for one in columns)
    text = BETWEEN[what].join(filter(None, parts)) if what in BETWEEN else next(filter(None, parts), "")
    return text.lower() if what == "email" else text


def _wrong(
    row: Mapping[str, str],
    number: int,
    sheet: Sheet,
    features: Sequence[Feature],
    said: Mapping[str, str],
    columns: Mapping[str, Sequence[str]],
    answers: dict[str, str],
) -> Iterator[Fault]:
    """Yield what is wrong with a row; put the answers that are right among the answers."""
    for feature in features:
        cell = row.get(feature.name, "").strip()
        values = {one.value: one for one in feature.targets.all()}
        if cell in values:
            answers[str(feature.pk)] = str(values[cell].pk)
            continue
        text = _("This is empty.") if not cell else _("“{cell}” is in no target.").format(cell=shown(cell))
        meant = next((one for one in values if one.casefold() == cell.casefold()), "")
        if meant:
            text = _("“{cell}” is in no target. Write “{meant}”.").format(cell=shown(cell), meant=meant)
        yield Fault(text, sheet=sheet.name, row=number, column=feature.name)
    for what, most in LONGEST.items():
        if len(said[what]) > most:
            text = _("It has {count} characters; {most} are the most.").format(
                count=len(said[what]), most=most
            )
            yield Fault(text, sheet=sheet.name, row=number, column=(columns.get(what) or [what])[0])
    if said["email"] and address_is_right(said["email"]):
        text = _("“{cell}” is not an e-mail address we can write to.").format(cell=shown(said["email"]))
        yield Fault(text, sheet=sheet.name, row=number, column=(columns.get("email") or [""])[0])
