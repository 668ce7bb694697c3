"""How many who hold a hat stay when one of them goes by themselves: leaves, takes the hat off or is erased."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.conditions import Refusal, Refused
from wholeplace.kernel.people import Hat, HatKind, HatState, Membership
from wholeplace.kernel.wording import declare_wording

STAY = {HatKind.CONVENER: 2, HatKind.OPERATOR: 1}
"""With one convener left, nobody but an operator could give the second word for another."""

declare_wording(
    {
        "hat_needs_others": _(
            "A place needs at least {count} with the {hat} hat beside you. Have it given to somebody else first, on the page"
            " about people."
        ),
    }
)


def enough_stay_without(member: Membership, *kinds: HatKind) -> Refusal | None:
    """Where the member holds one of these hats for the whole place, as many others hold it as a place needs."""
    for kind in (one for one in STAY if one in kinds):
        held = _held(member, kind)
        if held.filter(membership=member).exists() and held.exclude(membership=member).count() < STAY[kind]:
            return Refusal("hat_needs_others", {"hat": kind.label, "count": STAY[kind]})
    return None


def see_that_enough_stay(member: Membership, *kinds: HatKind) -> None:
    """Ask it once more with every hat of the kinds that the member holds kept as it is until they have gone.

    Two who go at once must not both be one too many.
    """
    asked = [kind for kind in STAY if kind in kinds]
    theirs = _held(member, *asked).filter(membership=member)
    list(
        _held(member, *asked)
        .filter(kind__in=theirs.values("kind"))
        .order_by("pk")
        .select_for_update(no_key=True)
    )
    if refusal := enough_stay_without(member, *kinds):
        raise Refused(refusal.code, **refusal.params)


def _held(member: Membership, *kinds: HatKind) -> "QuerySet[Hat]":
    return Hat.objects.filter(place=member.place_id, kind__in=kinds, scope=None, state=HatState.HELD)
