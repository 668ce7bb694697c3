"""Reads perspectives and ties out of sheets, in our words or Kumu's, and names every fault by its row and column."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from wholeplace.convene.issues.forms import longest
from wholeplace.convene.stakeholders.columns import (
    BAR,
    KUMU_ALONE,
    NEEDED,
    PERSPECTIVES,
    TAGS,
    TIES,
    Heading,
    folded,
    labels_of,
    values_of,
    ways,
)
from wholeplace.convene.stakeholders.conditions import ON_MAP
from wholeplace.convene.stakeholders.models import Perspective, Tie
from wholeplace.convene.stakeholders.names import Relation, Standing, Whose
from wholeplace.kernel.faults import Fault, shown
from wholeplace.kernel.files.grids import Grid
from wholeplace.kernel.places import Area
from wholeplace.kernel.text import shows_something

MOST_ROWS: Final = 5_000
"""Rows of one sheet: a thousand perspectives, and what is said of how they stand to one another."""
MOST_BYTES: Final = 5_000_000
CHOICES: Final = frozenset({"whose", "sector", "voice", "interest", "influence", "standing"})
TEXTS: Final = ("name", "knows", "gains", "loses", "spoken_for_by", "because")


@dataclass(frozen=True)
class PerspectiveRow:
    """One row of a sheet of perspectives: where it stands, and what it says, column by column; what is empty says nothing."""

    where: Fault
    said: Mapping[str, object]

    @property
    def name(self) -> str:
        """What they are called."""
        return str(self.said["name"])


@dataclass(frozen=True)
class TieRow:
    """One row of a sheet of ties: where it stands, and what it says."""

    where: Fault
    first: str
    second: str
    relation: Relation
    evidence: str
    said_by: str


@dataclass
class Read:
    """All that was found in the sheets somebody sent."""

    perspectives: list[PerspectiveRow] = field(default_factory=list)
    ties: list[TieRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)
    """What is passed over, and why: it stops nothing."""


@dataclass(frozen=True)
class _Sheet:
    """One sheet whose headings are known: which column stands where, and its rows."""

    grid: Grid
    kind: Sequence[Heading]
    places: Mapping[str, int]
    head: int
    called: str

    def cells(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each row that says anything, with its number."""
        for number, row in enumerate(self.grid.rows, start=1):
            if number > self.head and any(row):
                yield number, {name: row[at] if at < len(row) else "" for name, at in self.places.items()}

    def fault(self, text: str, row: int, name: str = "") -> Fault:
        """Return a fault of one row, in the column as the sheet itself heads it."""
        at = self.places.get(name)
        heads = self.grid.rows[self.head - 1]
        return Fault(text, row, heads[at] if at is not None else "", self.called)


def read_sheets(grids: Sequence[Grid], *, areas: Collection[Area], says: str = "") -> Read:
    """Return what sheets say of perspectives and ties; `says` is who says so, where a sheet of ties does not."""
    found = Read()
    filled = [one for one in grids if any(map(any, one.rows))]
    sheets = [sheet for grid in filled if (sheet := _known(grid, found, alone=len(filled) == 1)) is not None]
    if not sheets and not found.faults:
        found.faults.append(Fault(_no_headings()))
    named = {folded(one.name): one for one in areas}
    for sheet in sheets:
        if sheet.kind is PERSPECTIVES:
            found.perspectives += _perspectives(sheet, found, named)
        else:
            found.ties += _ties(sheet, found, says)
    return found


def _no_headings() -> str:
    return _(
        "The first row needs headings. For perspectives: Name, and what else is known. For ties: From, Type and To. Kumu's"
        " own headings will do."
    )


def _known(grid: Grid, found: Read, *, alone: bool) -> _Sheet | None:
    """Return a sheet whose headings are ours or Kumu's; what is amiss with others is put among what was found."""
    head = next(number for number, row in enumerate(grid.rows, start=1) if any(row))
    heads = [folded(cell) for cell in grid.rows[head - 1]]
    called = "" if alone else grid.name or _("One file")
    for kind in (TIES, PERSPECTIVES):
        places = {one.name: at for one in kind if (at := _place(one, heads)) is not None}
        if kind is TIES and "label" in heads:
            places.setdefault("relation", heads.index("label"))
        if all(name in places for name in NEEDED[kind]):
            sheet = _Sheet(grid, kind, places, head, called)
            _note_headings(sheet, heads, found)
            return sheet
    where = found.faults if alone else found.remarks
    where.append(Fault(_no_headings(), head if alone else 0, sheet=called))
    return None


def _place(heading: Heading, heads: Sequence[str]) -> int | None:
    """Return where a column stands, by any of its headings, ours before Kumu's."""
    return next((heads.index(known) for known in heading.known_by if known in heads), None)


def _note_headings(sheet: _Sheet, heads: Sequence[str], found: Read) -> None:
    """Note columns that are headed twice, and those that are passed over."""
    row = sheet.grid.rows[sheet.head - 1]
    for at, head in enumerate(heads):
        if head and at in sheet.places.values() and heads.count(head) > 1:
            twice = _("Two columns are headed so. Leave one of them out.")
            found.faults.append(Fault(twice, sheet.head, row[at], sheet.called))
            return
        if head and at not in sheet.places.values() and head not in KUMU_ALONE:
            passed = _("This column is passed over: it is none of those kept here.")
            found.remarks.append(Fault(passed, sheet.head, shown(row[at]), sheet.called))


def _perspectives(sheet: _Sheet, found: Read, areas: Mapping[str, Area]) -> Iterator[PerspectiveRow]:
    """Yield the rows of a sheet of perspectives that have no fault."""
    choices = {name: values_of(name) for name in CHOICES}
    tags = _column_of_tags(sheet)
    for number, cells in sheet.cells():
        said: dict[str, object] = {}
        wrong = list(_read_texts(sheet, number, cells, said))
        wrong += _read_choices(sheet, number, cells, said, choices | {"area": dict(areas)})
        found.faults += wrong
        if tags is not None:
            _read_tags(sheet.grid.rows[number - 1][tags : tags + 1], said, choices, areas)
        if said.get("standing", Standing.NEEDED) not in ON_MAP:
            passed = _("It is not on the map in this file either, and is passed over.")
            found.remarks.append(sheet.fault(passed, number))
        elif not wrong:
            yield PerspectiveRow(sheet.fault("", number), said)


def _read_texts(
    sheet: _Sheet, number: int, cells: Mapping[str, str], said: dict[str, object]
) -> Iterator[Fault]:
    if not shows_something(cells["name"]):
        yield sheet.fault(_("Say what they are called."), number, "name")
    for name in TEXTS:
        text = cells.get(name, "")
        most = longest(Perspective, name)
        if len(text) > most:
            yield sheet.fault(_too_long(text, most), number, name)
        elif shows_something(text):
            said[name] = " ".join(text.split()) if name == "name" else text


def _read_choices(
    sheet: _Sheet,
    number: int,
    cells: Mapping[str, str],
    said: dict[str, object],
    known: Mapping[str, Mapping[str, object]],
) -> Iterator[Fault]:
    for name, choices in known.items():
        cell = cells.get(name, "")
        if not cell:
            continue
        if (value := choices.get(folded(cell))) is None:
            yield sheet.fault(_unknown(name, cell, choices), number, name)
        else:
            said[name] = value


def _unknown(name: str, cell: str, choices: Mapping[str, object]) -> str:
    if name == "area":
        listed = ", ".join(str(one) for one in choices.values())
        said = (
            _("“{cell}” is no area of this place. Its areas: {choices}.")
            if listed
            else _("This place has no areas.")
        )
        return said.format(cell=shown(cell), choices=listed)
    return _("“{cell}” is none of the choices: {choices}.").format(
        cell=shown(cell), choices=", ".join(labels_of(name))
    )


def _too_long(text: str, most: int) -> str:
    return _("It has {count} characters; {most} are the most.").format(count=len(text), most=most)


def _column_of_tags(sheet: _Sheet) -> int | None:
    """Return where Kumu's tags stand, in a sheet that has none of our own columns they repeat."""
    heads = [folded(cell) for cell in sheet.grid.rows[sheet.head - 1]]
    ours = {"sector", "voice", "area"} & set(sheet.places)
    return heads.index(TAGS) if TAGS in heads and not ours else None


def _read_tags(
    cell: Sequence[str],
    said: dict[str, object],
    choices: Mapping[str, Mapping[str, object]],
    areas: Mapping[str, Area],
) -> None:
    """Take sector, civic voice and area from the tags that name one; other tags say nothing to us."""
    for tag in "".join(cell).split(BAR):
        for name, known in (("sector", choices["sector"]), ("voice", choices["voice"]), ("area", areas)):
            value = known.get(folded(tag))
            if value is not None:
                said.setdefault(name, value)


def _ties(sheet: _Sheet, found: Read, says: str) -> Iterator[TieRow]:
    """Yield the rows of a sheet of ties that have no fault."""
    known = ways()
    for number, cells in sheet.cells():
        told_by = cells.get("said_by", "") or says
        wrong = list(_wrong_in_tie(sheet, number, cells, told_by))
        way = known.get(folded(cells["relation"]))
        if way is None:
            choices = ", ".join(labels_of("relation"))
            said = _("“{cell}” is none of the choices: {choices}.")
            told = said.format(cell=shown(cells["relation"]), choices=choices)
            wrong.append(sheet.fault(told, number, "relation"))
        found.faults += wrong
        if way is not None and not wrong:
            relation, back = way
            ends = [" ".join(cells[name].split()) for name in ("first", "second")]
            first, second = reversed(ends) if back else ends
            yield TieRow(sheet.fault("", number), first, second, relation, cells.get("evidence", ""), told_by)


def _wrong_in_tie(sheet: _Sheet, number: int, cells: Mapping[str, str], told_by: str) -> Iterator[Fault]:
    for name in ("first", "second"):
        if not shows_something(cells[name]):
            yield sheet.fault(_("Say which perspective is meant."), number, name)
    if not shows_something(told_by):
        yield sheet.fault(
            _("Say who says so, in a column of its own or once for all of them."), number, "said_by"
        )
    for name, text in (("said_by", told_by), ("evidence", cells.get("evidence", ""))):
        if len(text) > longest(Tie, name):
            yield sheet.fault(_too_long(text, longest(Tie, name)), number, name)


def whose_of(row: PerspectiveRow) -> Whose:
    """Return whose view a row says it is; people without a body, where it does not say."""
    told = row.said.get("whose")
    return told if isinstance(told, Whose) else Whose.GROUP
