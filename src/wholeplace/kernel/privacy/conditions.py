"""Whether somebody can be erased, and whether they asked for it."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.people import Membership
from wholeplace.kernel.privacy.models import Erasure, ErasureState
from wholeplace.kernel.staying import STAY, enough_stay_without
from wholeplace.kernel.wording import declare_wording

declare_wording(
    {
        "erased_already": _("They are erased already."),
        "erasure_is_asked": _("You asked for this already. You can take it back until it is carried out."),
        "erasure_is_not_asked": _("Nobody asked for this, or it was taken back or carried out."),
        "only_oneself": _("This is for the person alone whom it is about."),
    }
)


def is_the_member(actor: Actor, member: Membership) -> Refusal | None:
    """The actor is the member."""
    return None if actor.membership == member else Refusal("only_oneself")


def enough_stay(_actor: Actor, member: Membership) -> Refusal | None:
    """The member is not erased yet, and without them the place keeps two conveners and an operator."""
    if not member.person.is_active:
        return Refusal("erased_already")
    return enough_stay_without(member, *STAY)


def erasure_can_be_asked(actor: Actor, member: Membership) -> Refusal | None:
    """Enough others stay, and the member has not asked yet."""
    asked = Refusal("erasure_is_asked") if waiting_for(member).exists() else None
    return asked or enough_stay(actor, member)


def erasure_is_asked(_actor: Actor, member: Membership) -> Refusal | None:
    """The member asked to be erased, and that is not done yet."""
    return None if waiting_for(member).exists() else Refusal("erasure_is_not_asked")


def waiting_for(member: Membership) -> "QuerySet[Erasure]":
    """Return the member's wish to be erased, while it waits."""
    return Erasure.objects.filter(member=member, state=ErasureState.ASKED)
