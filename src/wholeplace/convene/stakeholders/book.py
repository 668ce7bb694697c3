"""The book of contacts: who could be invited and how to reach them, kept by conveners and forgotten in time."""

import uuid
from collections.abc import Callable, Sequence

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.stakeholders.conditions import CONTACTS_KEPT, contact_is_kept, maps
from wholeplace.convene.stakeholders.models import Contact, CouldSpeak, Perspective
from wholeplace.convene.stakeholders.names import Ground
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, BY_PAGE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, is_machine
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.outbox.conditions import address_is_right
from wholeplace.kernel.places import Area, Place, Sector
from wholeplace.kernel.privacy.erasing import Erased, blank
from wholeplace.kernel.records import Audience
from wholeplace.kernel.text import shows_something

WORDS = ("name", "email", "phone", "address", "organisation", "note", "origin")
"""What is said of a contact in words: all of it goes when they are forgotten."""
AT_ONCE = 200
"""Contacts forgotten in one deed, so that nobody waits long for the database."""
GoesAlong = Callable[[Act, Sequence[Contact], Erased], None]
"""Forgets contacts in another room, as they are removed from the book."""
ALONG: list[GoesAlong] = []
"""What goes with contacts that are removed."""


def declare_goes_along(takes: GoesAlong) -> None:
    """Have another room forget contacts in the deed that removes them from the book."""
    ALONG.append(takes)


@action(
    "contact.add",
    title=_("Put a contact in the book"),
    says=_("{actor} put a contact in the book"),
    may=maps,
    on="place",
    doors=BY_PAGE,
)
def add_contact(
    act: Act,
    *,
    place: Place,
    origin: str,
    ground: Ground,
    name: str = "",
    email: str = "",
    phone: str = "",
    address: str = "",
    organisation: str = "",
    sector: Sector | None = None,
    area: Area | None = None,
    note: str = "",
) -> Contact:
    """Keep how somebody can be reached who could be invited, how one comes to have that, and on what ground."""
    contact = Contact(place=place, audience=Audience.PARTNERSHIP, added=act.at, origin=origin, ground=ground)
    _take_email(contact, email)
    contact.name, contact.phone = name, phone
    contact.address, contact.organisation, contact.note = address, organisation, note
    contact.sector, contact.area = sector or "", area
    return _keep(act, contact)


@action(
    "contact.change",
    title=_("Change a contact in the book"),
    says=_("{actor} changed a contact in the book"),
    may=maps,
    when=contact_is_kept,
    on="contact",
    doors=BY_PAGE,
)
def change_contact(
    act: Act,
    *,
    contact: Contact,
    origin: str,
    ground: Ground,
    name: str = "",
    email: str = "",
    phone: str = "",
    address: str = "",
    organisation: str = "",
    sector: Sector | None = None,
    area: Area | None = None,
    note: str = "",
) -> Contact:
    """Say otherwise how somebody can be reached; what stood before is not shown again."""
    contact.origin, contact.ground = origin, ground
    if email.lower() != contact.email:
        Place.objects.select_for_update(no_key=True).get(pk=contact.place_id)
        _take_email(contact, email)
    contact.name, contact.phone = name, phone
    contact.address, contact.organisation, contact.note = address, organisation, note
    contact.sector, contact.area = sector or "", area
    return _keep(act, contact)


def _take_email(contact: Contact, email: str) -> None:
    """Give a contact an e-mail that is right and that no other is in the book under; the place is held meanwhile.

    Contacts of one e-mail that a file brought in as others stay apart: what they are under already is not asked again.
    """
    contact.email = email.lower()
    if not contact.email:
        return
    if refusal := address_is_right(contact.email):
        raise Refused(refusal.code)
    there = Contact.objects.filter(place=contact.place, email=contact.email).exclude(pk=contact.pk).first()
    if there is not None:
        raise Refused("contact_is_there", name=str(there))


def _keep(act: Act, contact: Contact) -> Contact:
    """Put a contact as it stands now into the book, who did it, and that it is of use."""
    if not (shows_something(contact.name) or shows_something(contact.organisation)):
        raise Refused("who_is_it")
    contact.by, contact.used = act.membership, act.at
    contact.save()
    act.record(contact)
    return contact


@action(
    "contact.remove",
    title=_("Remove contacts from the book"),
    says=_("{actor} removed {count} contacts from the book"),
    may=maps,
    within="place",
    doors=BY_PAGE,
)
def remove_contacts(act: Act, *, place: Place, contacts: Sequence[uuid.UUID]) -> int:
    """Erase contacts at once and for good: name, address and every note go, and nobody can bring them back."""
    chosen = Contact.objects.filter(place=place, pk__in=contacts).exclude(origin=ERASED).order_by("pk")
    held = list(chosen.select_for_update(no_key=True))
    if not held:
        raise Refused("no_contact_chosen")
    erased = Erased()
    for takes in ALONG:
        takes(act, held, erased)
    return _forget(act, held, erased)


@action(
    "contact.forget",
    title=_("Forget contacts that were not used for long"),
    says=_("{actor} forgot {count} contacts that nobody had used for a year"),
    may=is_machine,
    within="place",
    doors=BY_MACHINE,
)
def forget_contacts(act: Act, *, place: Place) -> int:
    """Erase contacts that nobody put in the book, changed or linked within a year, some at a time."""
    old = Contact.objects.filter(place=place, used__lt=act.at - CONTACTS_KEPT).exclude(origin=ERASED)
    return _forget(act, list(old.order_by("used", "pk")[:AT_ONCE]), Erased())


def _forget(act: Act, contacts: Sequence[Contact], erased: Erased) -> int:
    for noted in CouldSpeak.objects.filter(contact__in=contacts):
        act.remove(noted)
    for contact in contacts:
        blank(act, contact, WORDS, erased)
    act.say(count=len(contacts), openings=erased.openings, aliases=erased.aliases)
    return len(contacts)


@action(
    "contact.note_speaker",
    title=_("Note that a contact could speak for a perspective"),
    says=_("{actor} noted who could speak for a perspective"),
    may=maps,
    when=contact_is_kept,
    on="contact",
    doors=BY_PAGE,
)
def note_speaker(act: Act, *, contact: Contact, perspective: Perspective) -> CouldSpeak:
    """Note, for conveners alone, that somebody could speak for a perspective if they were asked."""
    if CouldSpeak.objects.filter(contact=contact, perspective=perspective).exists():
        raise Refused("could_speak_already")
    contact.used = act.at
    contact.save()
    made = CouldSpeak.objects.create(
        place=act.place,
        audience=Audience.PARTNERSHIP,
        contact=contact,
        perspective=perspective,
        by=act.membership,
        added=act.at,
    )
    act.record(contact)
    act.record(made)
    return made


@action(
    "contact.drop_speaker",
    title=_("Drop a note that a contact could speak for a perspective"),
    says=_("{actor} dropped a note of who could speak for a perspective"),
    may=maps,
    on="guess",
    doors=BY_PAGE,
)
def drop_speaker(act: Act, *, guess: CouldSpeak) -> None:
    """Say no longer that somebody could speak for a perspective; both stay as they are."""
    act.remove(guess)
