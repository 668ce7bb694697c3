"""Reads contacts out of a sheet, as address books and spreadsheets head them, and names every fault by row and column."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholeplace.convene.issues.forms import longest
from wholeplace.convene.stakeholders.columns import folded, labels_of, values_of
from wholeplace.convene.stakeholders.models import Contact
from wholeplace.kernel.faults import Fault, shown
from wholeplace.kernel.files.grids import Grid
from wholeplace.kernel.outbox.conditions import address_is_right
from wholeplace.kernel.places import Area
from wholeplace.kernel.text import shows_something

LABELS: Final = {
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "address": gettext_lazy("Postal address"),
    "organisation": gettext_lazy("Organisation"),
    "sector": gettext_lazy("Sector"),
    "area": gettext_lazy("Area"),
    "note": gettext_lazy("Note"),
}
"""The columns of the book, as they are headed."""
ALSO: Final = {
    "name": ("fullname", "contact", "firstname", "givenname", "lastname", "surname", "familyname"),
    "email": ("emailaddress", "mail"),
    "phone": ("telephone", "phonenumber", "mobile", "tel"),
    "address": ("address", "street", "town", "city", "postcode"),
    "organisation": ("organization", "company", "body"),
    "note": ("notes", "comment"),
}
"""How other programs head them; where several stand in one sheet, what is in them is put together."""
BETWEEN: Final = {"name": " ", "address": ", ", "phone": ", "}
"""What is put between the parts of a column that other programs write in several."""


@dataclass(frozen=True)
class NewContact:
    """One contact in a file: the row it stands in, and what is said of them, column by column; what is empty says nothing."""

    row: int
    said: Mapping[str, str]

    @property
    def called(self) -> str:
        """Who it is, as people would say."""
        return self.said.get("name") or self.said.get("organisation", "")


@dataclass(frozen=True)
class ReadContacts:
    """The contacts in a file, all that is wrong in it row by row, and what stops all of it."""

    contacts: Sequence[NewContact]
    faults: Sequence[Fault]
    broken: str = ""


def read_contacts(grids: Sequence[Grid], *, areas: Collection[Area]) -> ReadContacts:
    """Return the contacts of the first sheet that has their headings."""
    for grid in grids:
        head = next((number for number, row in enumerate(grid.rows, start=1) if any(row)), 0)
        places = _places(grid.rows[head - 1]) if head else {}
        if "name" in places or "organisation" in places:
            return _read(grid, head, places, {folded(one.name): one for one in areas})
    return ReadContacts(
        [], [], _("The first row needs headings: Name or Organisation, and E-mail, Phone or Postal address.")
    )


def _places(heads: Sequence[str]) -> dict[str, list[int]]:
    """Return where each column stands, in the order in which its headings are known: first names before last names."""
    known = [folded(cell) for cell in heads]
    places: dict[str, list[int]] = {}
    for name, label in LABELS.items():
        wanted = (folded(str(label)), name, *ALSO.get(name, ()))
        found = [known.index(one) for one in dict.fromkeys(wanted) if one in known]
        whole = {folded(str(label)), name, "fullname"}
        # a column that holds the whole stands for its parts
        if found:
            places[name] = (
                found[:1] if known[found[0]] in whole and name not in {"address", "phone"} else found
            )
    return places


def _read(grid: Grid, head: int, places: Mapping[str, list[int]], areas: Mapping[str, Area]) -> ReadContacts:
    contacts, faults = [], []
    sectors = values_of("sector")
    heads = grid.rows[head - 1]
    for number, row in enumerate(grid.rows, start=1):
        if number <= head or not any(row):
            continue
        said = dict(_cells(row, places))
        wrong = [
            Fault(text, number, heads[places[name][0]] if name in places else "")
            for name, text in _wrong(said, sectors, areas)
        ]
        faults += wrong
        if not wrong:
            contacts.append(NewContact(number, said))
    return ReadContacts(
        contacts, faults, "" if contacts or faults else _("There is nobody in it to take in.")
    )


def _cells(row: Sequence[str], places: Mapping[str, list[int]]) -> Iterator[tuple[str, str]]:
    """Yield what each column of a row says, in one line; what is in several cells is put together."""
    for name, at in places.items():
        parts = dict.fromkeys(" ".join(row[one].split()) for one in at if one < len(row))
        text = BETWEEN.get(name, " ").join(filter(None, parts))
        if text:
            yield name, text.lower() if name == "email" else text


def _wrong(
    said: dict[str, str], sectors: Mapping[str, object], areas: Mapping[str, Area]
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a row, by column; put choices in the words the book keeps."""
    if not any(shows_something(said.get(name, "")) for name in ("name", "organisation")):
        yield "name", _("Say who it is: a name, or an organisation.")
    for name in ("name", "email", "phone", "address", "organisation", "note"):
        text, most = said.get(name, ""), longest(Contact, name)
        if len(text) > most:
            yield (
                name,
                _("It has {count} characters; {most} are the most.").format(count=len(text), most=most),
            )
    email = said.get("email", "")
    if email and address_is_right(email):
        yield "email", _("“{cell}” is not an e-mail address we can write to.").format(cell=shown(email))
    for name, known in (("sector", sectors), ("area", areas)):
        if name not in said:
            continue
        value = known.get(folded(said[name]))
        if value is None:
            yield name, _unknown(name, said[name], areas)
        else:
            said[name] = str(value.pk) if isinstance(value, Area) else str(value)


def _unknown(name: str, cell: str, areas: Mapping[str, Area]) -> str:
    """Say that a cell is none of the choices, and which there are."""
    if name == "sector":
        said, choices = _("“{cell}” is none of the choices: {choices}."), labels_of("sector")
    else:
        said = _("“{cell}” is no area of this place. Its areas: {choices}.")
        choices = [one.name for one in areas.values()]
    return said.format(cell=shown(cell), choices=", ".join(choices))
