"""Reads people.csv, which a place may add: the sector and civic voice of each person, by participant."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from wholeplace.account.exchange.limits import MOST_NAME, MOST_PEOPLE
from wholeplace.account.exchange.polis_cells import Numbering, identity
from wholeplace.account.exchange.polis_export import Constituency
from wholeplace.account.exchange.polis_rows import Sheet
from wholeplace.account.exchange.remarks import Notes
from wholeplace.kernel.cells import unguarded

SECTORS: Final = (
    "council", "health", "police", "fire", "education", "voluntary", "business", "faith", "resident", "other",
)  # fmt: skip
VOICES: Final = ("public", "politician", "professional")
UNNAMED: Final = "public"
"""The voice whose people are never named: they hold no office."""
KNOWN: Final = ("participant", "sector", "voice", "name")


@dataclass(slots=True)
class Constituencies:
    """What people.csv says of each person, by id, and the row it says it in."""

    stated: dict[str, Constituency] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def beside(self, people: Numbering, *, notes: Notes, file: str) -> tuple[Constituency, ...]:
        """Return a constituency for each person in order, noting rows about people who took no part."""
        for name, row in self.rows.items():
            if people.known(name) is None:
                notes.finding("person-without-votes", file=file, row=row, column="participant", value=name)
        unknown = Constituency()
        return tuple(self.stated.get(name, unknown) for name in people.ids)


def read_people(sheet: Sheet) -> Constituencies:
    """Read every row of people.csv."""
    found = Constituencies()
    if not sheet.has_all("participant", "sector", "voice"):
        return found
    sheet.ignore_all_but(*KNOWN)
    for block in sheet.blocks():
        for number, row in zip(block.numbers, block.rows, strict=True):
            if len(found.rows) == MOST_PEOPLE:
                sheet.notes.problem("people-too-many", file=sheet.file, row=number)
                sheet.stop()
                return found
            _add(found, sheet, number, row)
    return found


def _add(found: Constituencies, sheet: Sheet, number: int, row: Sequence[str]) -> None:
    cells = {name: row[place].strip() for name in KNOWN if (place := sheet.place(name)) is not None}
    who = identity(cells["participant"])
    if who is None:
        code = "id-unusable" if cells["participant"] else "id-missing"
        sheet.notes.problem(
            code, file=sheet.file, row=number, column="participant", value=cells["participant"]
        )
        return
    if who in found.rows:
        sheet.notes.problem(
            "participant-twice",
            file=sheet.file,
            row=number,
            column="participant",
            value=who,
            first=found.rows[who],
        )
        return
    found.rows[who] = number
    found.stated[who] = Constituency(
        sector=_one_of(SECTORS, "sector", cells, sheet, number),
        voice=_one_of(VOICES, "voice", cells, sheet, number),
        on_record=_name(cells, sheet, number),
    )


def _one_of(accepted: tuple[str, ...], column: str, cells: dict[str, str], sheet: Sheet, number: int) -> str:
    value = cells[column].lower()
    if value in accepted:
        return value
    sheet.notes.problem(
        f"{column}-unknown",
        file=sheet.file,
        row=number,
        column=column,
        value=cells[column],
        accepted=", ".join(accepted),
    )
    return ""


def _name(cells: dict[str, str], sheet: Sheet, number: int) -> str:
    name = unguarded(cells.get("name", ""))
    if len(name) > MOST_NAME:
        sheet.notes.problem(
            "text-too-long", file=sheet.file, row=number, column="name", length=len(name), most=MOST_NAME
        )
    if name and cells["voice"].lower() == UNNAMED:
        sheet.notes.problem("name-of-public", file=sheet.file, row=number, column="name")
        return ""
    return name[:MOST_NAME]
