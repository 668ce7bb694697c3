"""What must hold before somebody joins by themselves, and before an office is checked."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.people import Membership, Person
from wholeplace.kernel.places import Place
from wholeplace.kernel.wording import declare_wording
from wholeplace.places.joining.models import Arrival
from wholeplace.places.joining.names import Office

declare_wording(
    {
        "was_removed": _(
            "You were removed from this partnership by two people's word, so you cannot join again by yourself. A convener"
            " can admit you."
        ),
        "joined_already": _("You are a member already."),
        "office_is_checked": _("This was checked already."),
    }
)


def can_join(place: Place, person: Person) -> Refusal | None:
    """The person is no member of the place, and was not removed from it."""
    theirs = Membership.objects.filter(place=place, person=person)
    if theirs.filter(ended=None).exists():
        return Refusal("joined_already")
    removed = theirs.exclude(ended=None).exclude(removal_reason="")
    return Refusal("was_removed") if removed.exists() else None


def office_waits(_actor: Actor, arrival: Arrival) -> Refusal | None:
    """Somebody says to be an elected member, and nobody has checked it."""
    return None if arrival.office == Office.WAITING else Refusal("office_is_checked")
