"""By which way each of many contacts would be asked, and who cannot be: worked out before anybody is written to."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.invitations.conditions import IN_PEACE
from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.convene.invitations.names import Called, Way
from wholeplace.convene.invitations.queries import asked_at
from wholeplace.convene.stakeholders.models import Contact, CouldSpeak, Perspective
from wholeplace.kernel import clock
from wholeplace.kernel.places import Place
from wholeplace.places.invited.queries import UNWANTED, closed_to
from wholeplace.places.invited.unwanted import unwanted_at

CHOSEN = "chosen_"
"""How the box of each begins who could be asked."""
NO_WAY = _("We know neither an e-mail, nor a postal address, nor a phone number.")
ASKED = _("Is asked already.")
WRONG = _("The number is wrong. Put the right one in the book.")
LATELY = _("Was written to within the last two days.")
Pair = tuple[uuid.UUID | None, uuid.UUID | None]
"""A perspective, and a contact noted for it."""


@dataclass(frozen=True)
class Planned:
    """A contact who could be asked to speak for a perspective: by which way, or why not."""

    perspective: Perspective
    contact: Contact
    way: Way | None
    why_not: str | Promise = ""


def way_to(contact: Contact, *, closed: Mapping[str, str | Promise]) -> Way | None:
    """Return how a contact is reached best by what is known of them: e-mail, else a letter, else the phone."""
    if contact.email and contact.email not in closed:
        return Way.EMAIL
    if contact.address and contact.address not in closed:
        return Way.LETTER
    return Way.PHONE if contact.phone and contact.phone not in closed else None


def planned(place: Place, guesses: Iterable[CouldSpeak]) -> list[Planned]:
    """Return what asking each of these contacts would come to; one who is a member is asked by name instead."""
    noted = list(guesses)
    closed = closed_to(place, [one.contact.email for one in noted if one.contact.email])
    members = {email for email, why in closed.items() if why != UNWANTED}
    reach = [one for noting in noted for one in (noting.contact.address, noting.contact.phone) if one]
    unwanted = dict.fromkeys(unwanted_at(place, reach), UNWANTED.text)
    why_not = {email: why.text for email, why in closed.items()} | unwanted | _wrong_numbers(place, noted)
    asked = {**_written_to_lately(place, noted), **dict.fromkeys(_asked_now(place, noted), ASKED)}
    return [_planned(one, closed=why_not, members=members, asked=asked) for one in noted]


def _planned(
    one: CouldSpeak,
    *,
    closed: Mapping[str, str | Promise],
    members: set[str],
    asked: Mapping[Pair, str | Promise],
) -> Planned:
    contact = one.contact
    if why := asked.get((one.perspective_id, contact.pk)):
        return Planned(one.perspective, contact, None, why)
    if contact.email in members:
        return Planned(one.perspective, contact, None, closed[contact.email])
    way = way_to(contact, closed=closed)
    ways = (contact.email, contact.address, contact.phone)
    why = next((closed[reach] for reach in ways if reach in closed), NO_WAY)
    return Planned(one.perspective, contact, way, "" if way else why)


def _wrong_numbers(place: Place, noted: Sequence[CouldSpeak]) -> dict[str, str | Promise]:
    """Return which numbers of these contacts whoever called found to be wrong: nobody is asked to call them again."""
    numbers = {one.contact.phone for one in noted if one.contact.phone}
    called = IssueInvitation.objects.filter(place=place, way=Way.PHONE, phone__in=numbers)
    wrong = called.filter(call=Called.WRONG_NUMBER).values_list("phone", flat=True)
    return dict.fromkeys(wrong, WRONG) if numbers else {}


def _written_to_lately(place: Place, noted: Sequence[CouldSpeak]) -> dict[Pair, str | Promise]:
    """Return which of these contacts were asked before, each with the perspective, and written to too lately to be asked anew."""
    theirs = IssueInvitation.objects.filter(place=place, contact__in=[one.contact_id for one in noted])
    since = clock.now() - IN_PEACE
    lately = set(theirs.filter(Q(sent__gt=since) | Q(reminded__gt=since)).values_list("contact", flat=True))
    asked = theirs.filter(contact__in=lately).values_list("perspective", "contact")
    return dict.fromkeys(asked, LATELY) if lately else {}


def _asked_now(place: Place, noted: Sequence[CouldSpeak]) -> set[Pair]:
    """Return which of these contacts are asked already, each with the perspective."""
    there = asked_at(clock.now()).filter(
        place=place,
        contact__in=[one.contact_id for one in noted],
        perspective__in={one.perspective_id for one in noted},
    )
    return set(there.values_list("perspective", "contact"))
