"""Taking a file of contacts into the book, part after part: each a deed of its own, so that nobody waits long to save."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.forms import longest
from wholeplace.convene.stakeholders.book_matching import FIELDS, differs, sort_out
from wholeplace.convene.stakeholders.book_sheets import NewContact
from wholeplace.convene.stakeholders.conditions import maps
from wholeplace.convene.stakeholders.models import Contact
from wholeplace.convene.stakeholders.names import Ground, Known, Twice
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.places import Place
from wholeplace.kernel.records import Audience

IN_ONE_DEED = 1000
"""Contacts taken in by one deed."""
IN_ONE_GO = 500
"""Rows written in one statement."""
T = TypeVar("T")
COLUMNS = tuple("area_id" if name == "area" else name for name in FIELDS)


@dataclass(frozen=True)
class Part:
    """Some contacts of a file that was looked over: those that are new, and what is said of those in the book, by their ids."""

    new: Sequence[Mapping[str, str]]
    known: Mapping[str, Mapping[str, str]]
    digest: str = ""
    """What the part is known by, where it is taken in a second time."""


def parts_of(place: Place, contacts: Sequence[NewContact], *, known: Known, twice: Twice) -> list[Part]:
    """Return a file in the parts it is taken in by; who is in the book already, or twice in the file, is dealt with as chosen."""
    found = sort_out(contacts, book_of(place), known=known, twice=twice)
    new, there = [one.said for one in found.new], list(found.known.items())
    return [Part(some, {}) for some in _in_some(new)] + [Part([], dict(some)) for some in _in_some(there)]


def _in_some(all_of_them: list[T]) -> list[list[T]]:
    return [all_of_them[at : at + IN_ONE_DEED] for at in range(0, len(all_of_them), IN_ONE_DEED)]


def book_of(place: Place) -> Iterable[tuple[str, dict[str, str]]]:
    """Return what the book says of each contact, by their ids."""
    rows = _kept(place).values_list("pk", *COLUMNS)
    return [(str(key), dict(zip(FIELDS, map(_text, said), strict=True))) for key, *said in rows]


def _kept(place: Place) -> "QuerySet[Contact]":
    return Contact.objects.filter(place=place).exclude(origin=ERASED).order_by("added", "pk")


def _text(value: object) -> str:
    return "" if value is None else str(value)


@action(
    "contact.take_in",
    title=_("Take contacts from a file into the book"),
    says=_("{actor} took {made} contacts from a file into the book, and changed {changed} that were there"),
    may=maps,
    within="place",
    doors=BY_PAGE,
)
def take_in_contacts(
    act: Act, *, place: Place, part: Part, origin: str, ground: Ground, known: Known
) -> None:
    """Take in everybody in a part of a file; of those in the book, `known` says what the file may say otherwise."""
    if not (part.new or part.known):
        raise Refused("no_contacts_in_file")
    made = [_new(act, said, origin=origin, ground=ground) for said in part.new]
    Contact.objects.bulk_create(made, batch_size=IN_ONE_GO)
    held, otherwise = _change(_kept(place), part.known, at=act.at, origin=origin, known=known)
    act.record_many(Contact, [*made, *held])
    act.say(made=len(made), changed=len(otherwise))


def _new(act: Act, said: Mapping[str, str], *, origin: str, ground: Ground) -> Contact:
    contact = Contact(
        place=act.place, audience=Audience.PARTNERSHIP, by=act.membership, added=act.at, used=act.at
    )
    contact.origin, contact.ground = origin, ground
    return _say(contact, said)


def _change(
    book: "QuerySet[Contact]",
    found: Mapping[str, Mapping[str, str]],
    *,
    at: dt.datetime,
    origin: str,
    known: Known,
) -> tuple[list[Contact], list[Contact]]:
    """Say of contacts in the book what the file does; return all of them, each of use again, and those that say otherwise now."""
    keys = [uuid.UUID(key) for key in found]
    held: list[Contact] = []
    for start in range(0, len(keys), IN_ONE_GO):
        chunk = book.filter(pk__in=keys[start : start + IN_ONE_GO])
        held += chunk.select_for_update(no_key=True)
    otherwise = []
    for contact in held:
        contact.used = at
        stands = {name: _text(getattr(contact, column)) for name, column in zip(FIELDS, COLUMNS, strict=True)}
        if said := differs(found[str(contact.pk)], stands, known=known):
            _say(contact, said)
            contact.origin = _from_both(contact.origin, origin)
            otherwise.append(contact)
    for start in range(0, len(held), IN_ONE_GO):
        Contact.objects.filter(pk__in=[one.pk for one in held[start : start + IN_ONE_GO]]).update(used=at)
    Contact.objects.bulk_update(otherwise, ["origin", *FIELDS], batch_size=50)
    return held, otherwise


def _from_both(before: str, now: str) -> str:
    """Return how one comes to have an address that is from two sources; the newer, where both do not fit."""
    both = f"{before}; {now}"
    return before if now in before else both if len(both) <= longest(Contact, "origin") else now


def _say(contact: Contact, said: Mapping[str, str]) -> Contact:
    for name, text in said.items():
        if name == "area":
            contact.area_id = uuid.UUID(text)
        else:
            setattr(contact, name, text)
    return contact
