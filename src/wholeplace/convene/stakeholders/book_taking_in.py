"""Taking a file of contacts into the book: all of it or nothing, in one deed."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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

IN_ONE_GO = 500
"""Rows written in one statement."""
COLUMNS = tuple("area_id" if name == "area" else name for name in FIELDS)


@dataclass(frozen=True)
class ContactsFile:
    """The contacts of a file that was looked over, and the digest it is known by."""

    contacts: Sequence[NewContact]
    digest: str


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
    act: Act, *, place: Place, file: ContactsFile, origin: str, ground: Ground, known: Known, twice: Twice
) -> None:
    """Take in everybody in a file; who is in the book already, or twice in the file, is dealt with as was chosen."""
    if not file.contacts:
        raise Refused("no_contacts_in_file")
    book = book_of(place)
    found = sort_out(file.contacts, book, known=known, twice=twice)
    made = [_new(act, one.said, origin=origin, ground=ground) for one in found.new]
    Contact.objects.bulk_create(made, batch_size=IN_ONE_GO)
    stands = dict(book)
    changes = {key: differs(said, stands[key], known=known) for key, said in found.known.items()}
    changed = _change(act, changes, origin=origin)
    act.record_many(Contact, [*made, *changed])
    act.say(made=len(made), changed=sum(map(bool, changes.values())))


def _new(act: Act, said: Mapping[str, str], *, origin: str, ground: Ground) -> Contact:
    contact = Contact(
        place=act.place, audience=Audience.PARTNERSHIP, by=act.membership, added=act.at, used=act.at
    )
    contact.origin, contact.ground = origin, ground
    return _say(contact, said)


def _change(act: Act, changes: Mapping[str, Mapping[str, str]], *, origin: str) -> list[Contact]:
    """Change contacts that are in the book, each of which is of use again."""
    keys = [uuid.UUID(key) for key in changes]
    held: list[Contact] = []
    for start in range(0, len(keys), IN_ONE_GO):
        chunk = _kept(act.place).filter(pk__in=keys[start : start + IN_ONE_GO])
        held += chunk.select_for_update(no_key=True)
    otherwise = []
    for contact in held:
        contact.used = act.at
        if said := changes[str(contact.pk)]:
            _say(contact, said)
            contact.origin = _from_both(contact.origin, origin)
            otherwise.append(contact)
    for start in range(0, len(held), IN_ONE_GO):
        Contact.objects.filter(pk__in=[one.pk for one in held[start : start + IN_ONE_GO]]).update(used=act.at)
    Contact.objects.bulk_update(otherwise, ["origin", *FIELDS], batch_size=50)
    return held


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
