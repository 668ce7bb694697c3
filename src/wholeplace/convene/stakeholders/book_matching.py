"""Which contacts of a file are in the book already, and which stand in the file twice: by e-mail, by phone, by name and organisation."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from wholeplace.convene.stakeholders.book_sheets import NewContact
from wholeplace.convene.stakeholders.names import Known, Twice
from wholeplace.kernel.search.names import folded_name

FIELDS: Final = ("name", "email", "phone", "address", "organisation", "sector", "area", "note")
"""What a file can say of a contact."""
LEAST_FIGURES: Final = 6
"""Figures of a phone number below which it is nobody's own."""
_NOT_A_FIGURE: Final = re.compile(r"\D")


class By(StrEnum):
    """By what two contacts are taken for one."""

    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"


@dataclass(frozen=True)
class Match:
    """A row that seems to be one with a contact of the book, told by its id, or with an earlier row, and by what."""

    row: NewContact
    other: str
    by: By


def figures(phone: str) -> str:
    """Return a phone number as it is compared: its figures, without the code of the country where it begins with one."""
    told = _NOT_A_FIGURE.sub("", phone.replace("(0)", ""))
    told = told.removeprefix("00") if told.startswith("00") else told
    return told.lstrip("0")[-9:]


class Index:
    """Contacts that can be found again by those that seem to be the same."""

    def __init__(self) -> None:
        """Know nobody yet."""
        self._by_email: dict[str, str] = {}
        self._by_phone: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._by_name: dict[tuple[str, str], str] = {}

    def add(self, key: str, said: Mapping[str, str]) -> None:
        """Take in a contact under a key; who was there first stays first."""
        name, phone = folded_name(said.get("name", "")), figures(said.get("phone", ""))
        if said.get("email"):
            self._by_email.setdefault(said["email"].lower(), key)
        if len(phone) >= LEAST_FIGURES:
            self._by_phone[phone].append((name, key))
        self._by_name.setdefault((name, folded_name(said.get("organisation", ""))), key)

    def find(self, said: Mapping[str, str]) -> tuple[str, By] | None:
        """Return the key of whoever seems to be the same, and by what; a phone alone is often shared, and is not enough."""
        if said.get("email") and (key := self._by_email.get(said["email"].lower())):
            return key, By.EMAIL
        name = folded_name(said.get("name", ""))
        phone = figures(said.get("phone", ""))
        if len(phone) >= LEAST_FIGURES:
            for other, key in self._by_phone.get(phone, ()):
                if other == name or not other or not name:
                    return key, By.PHONE
        key = self._by_name.get((name, folded_name(said.get("organisation", ""))), "")
        return (key, By.NAME) if key else None


@dataclass
class Gathered:
    """A contact that is new, with all that the file says of them, and the row that said it first."""

    row: int
    said: dict[str, str]


@dataclass
class Sorted:
    """The contacts of a file: those that are new, those in the book already with what the file adds, and those that stand twice."""

    new: list[Gathered] = field(default_factory=list)
    known: dict[str, dict[str, str]] = field(default_factory=dict)
    """What the file says of contacts in the book, by their ids."""
    matches: list[Match] = field(default_factory=list)
    twice: list[Match] = field(default_factory=list)


def sort_out(
    rows: Sequence[NewContact], book: Iterable[tuple[str, Mapping[str, str]]], *, known: Known, twice: Twice
) -> Sorted:
    """Return what becomes of each row: `known` says what those in the book are, `twice` those that stand in the file again."""
    there, here, found = Index(), Index(), Sorted()
    for key, said in book:
        there.add(key, said)
    for row in rows:
        match = there.find(row.said)
        if match is not None:
            found.matches.append(Match(row, *match))
            if known is not Known.APART:
                _fill(found.known.setdefault(match[0], {}), row.said)
                continue
        again = here.find(row.said)
        if again is not None:
            first = found.new[int(again[0])]
            found.twice.append(Match(row, str(first.row), again[1]))
            if twice is Twice.ONCE:
                _fill(first.said, row.said)
                continue
        here.add(str(len(found.new)), row.said)
        found.new.append(Gathered(row.row, dict(row.said)))
    return found


def _fill(said: dict[str, str], more: Mapping[str, str]) -> None:
    """Add what a row says where nothing was said."""
    for name, text in more.items():
        said.setdefault(name, text)


def differs(said: Mapping[str, str], stands: Mapping[str, str], *, known: Known) -> dict[str, str]:
    """Return what a file changes of a contact in the book."""
    if known is Known.LEAVE:
        return {}
    return {
        name: text
        for name, text in said.items()
        if text != stands[name] and (known is Known.REPLACE or not stands[name])
    }
