"""What conveners may read of the book of contacts; nobody else ever reads any of it."""

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from wholeplace.convene.stakeholders.models import Contact, CouldSpeak, Perspective, SentSheet
from wholeplace.convene.stakeholders.queries import sheets_visible_to
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.folding import Folded
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Area
from wholeplace.kernel.records import visible

OFFERED = 25
"""Contacts among which one chooses who could speak for a perspective."""


def contacts_visible_to(viewer: Viewer) -> "QuerySet[Contact]":
    """Return the contacts in the book, by name: to conveners alone, for addresses are nobody else's business."""
    kept = Contact.objects.exclude(origin=ERASED).select_related("place", "area", "by")
    found = visible(kept, viewer).order_by("name", "organisation", "pk")
    return found if viewer.wears(HatKind.CONVENER) else found.none()


def contacts_found(
    viewer: Viewer, *, words: str = "", sector: str = "", area: Area | None = None, reach: str = ""
) -> "QuerySet[Contact]":
    """Return the contacts that hold these words, of this sector and area, and that can be reached so."""
    found = contacts_visible_to(viewer)
    if words:
        columns = ("name", Value(" "), "email", Value(" "), "organisation", Value(" "), "phone")
        whole = Concat(*columns, output_field=TextField())
        found = found.annotate(said=Folded(whole)).filter(said__contains=words.casefold())
    if sector:
        found = found.filter(sector=sector)
    if area is not None:
        found = found.filter(area=area)
    if reach in {"email", "phone", "address"}:
        found = found.exclude(**{reach: ""})
    return found.filter(email="", phone="", address="") if reach == "nothing" else found


def guesses_visible_to(viewer: Viewer) -> "QuerySet[CouldSpeak]":
    """Return which contacts could speak for which perspectives: to conveners alone."""
    noted = CouldSpeak.objects.exclude(contact__origin=ERASED).select_related(
        "place", "by", "contact__place", "contact__area", "perspective__place", "perspective__issue__place"
    )
    found = visible(noted, viewer).order_by("contact__name", "contact__organisation", "pk")
    return found if viewer.wears(HatKind.CONVENER) else found.none()


def others_who_could_speak(viewer: Viewer, perspective: Perspective, *, words: str) -> "QuerySet[Contact]":
    """Return contacts that hold these words and are not yet noted as able to speak for a perspective, the first few."""
    noted = Q(pk__in=CouldSpeak.objects.filter(perspective=perspective).values("contact"))
    return contacts_found(viewer, words=words).exclude(noted)


def books_sent(viewer: Viewer) -> "QuerySet[SentSheet]":
    """Return the files of contacts the viewer sent, the newest first; whoever convenes no longer sees none."""
    sent = sheets_visible_to(viewer).filter(issue=None).order_by("-at")
    return sent if viewer.wears(HatKind.CONVENER) else sent.none()
