"""What invitations hold about people: those they went to, and those who sent them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.privacy.personal import PERSONAL, Holding, NotTheirs, Subject, by
from wholeplace.places.invited.models import Invitation, LeftAlone


def declare() -> None:
    """Show what invitations hold about people in the registry of personal data."""
    PERSONAL.add(
        "places.invited",
        Holding(
            Invitation,
            _("Invitations to you"),
            _to,
            shown=("email", "name", "words", "asked", "state"),
            called={"words": _("What they wrote to you"), "asked": _("Invited on")},
            names=("member",),
            erased=("email", "name"),
            kept=_("That somebody was invited, and by whom. It no longer leads to you."),
        ),
    )
    PERSONAL.add(
        "places.invited",
        Holding(
            Invitation,
            _("Invitations you sent"),
            by(Invitation, "by"),
            shown=("asked", "words", "state"),
            called={"asked": _("Invited on")},
            names=("by",),
            words=("words",),
            kept=_("That you invited somebody in a hat. It no longer says who wore it."),
        ),
    )
    PERSONAL.add(
        "places.invited",
        NotTheirs(
            Invitation,
            frozenset(("digest",)),
            because="it lets a link be known again, and says nothing of anybody",
        ),
    )
    mark = "it lets an address be known again that wants no invitations, and must outlive that address"
    PERSONAL.add("places.invited", NotTheirs(LeftAlone, frozenset(("digest",)), because=mark))


def _to(subject: Subject) -> "QuerySet[Invitation]":
    """Return the invitations that went to somebody: to their address, or accepted by them."""
    theirs = Q(member__in=subject.members) | Q(place=subject.place, email__iexact=subject.person.email)
    return Invitation.objects.filter(theirs)
