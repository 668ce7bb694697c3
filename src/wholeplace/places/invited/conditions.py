"""What must hold before somebody is invited, invited again, or joins by their link."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import Hat, HatKind, HatState, Membership
from wholeplace.kernel.records import Record
from wholeplace.kernel.wording import declare_wording
from wholeplace.places.invited.models import Invitation
from wholeplace.places.invited.names import InvitationState, Standing
from wholeplace.places.invited.unwanted import unwanted_at

AT_ONCE = 500
"""How many people can be invited with one list."""
A_DAY = 200
"""How many letters of one convener go out in a day; the others go on the days that follow."""
LASTS = dt.timedelta(days=14)
"""How long a link works."""
AGAIN = frozenset({Standing.LAPSED, Standing.REVOKED, Standing.KEPT_BACK})
"""How an invitation stands that can be sent again."""
KEPT = dt.timedelta(days=90)
"""How long the address of somebody is kept who was invited and did not join."""
CONVENES = Exists(
    Hat.objects.filter(membership=OuterRef("by"), kind=HatKind.CONVENER, scope=None, state=HatState.HELD)
)
"""Whoever invited still convenes: who leaves loses every hat."""

declare_wording(
    {
        "nobody_to_invite": _("Nobody on this list can be invited. Put one address on each line."),
        "too_many_to_invite": _(
            "One list invites at most {most} people, and {count} on this one can be invited. Send it in two parts."
        ),
        "leads_nowhere": _("What the invitation should lead to is not open to newcomers. Choose again."),
        "invitation_is_settled": _("This invitation was accepted or taken back already."),
        "invitation_can_go": _(
            "The letter can go: whoever invited still convenes, and it may be written to."
        ),
        "inviter_convenes_no_more": _("Whoever invited no longer convenes, so the letter is kept back."),
        "invitation_goes_on": _("The link of this invitation still works. Take it back first."),
        "cannot_be_invited": _("This address cannot be invited again. {why}"),
        "asks_a_member": _("This is the address of a member. Ask them by their name."),
        "asks_who_was_removed": _(
            "This address is that of somebody who was removed by two people's word. You can admit them, but not invite them."
        ),
        "invitation_is_forgotten": _("The address of this invitation is no longer kept."),
        "link_does_not_work": _("This link does not work, or no longer does."),
    }
)


def standing_of(invitation: Invitation, at: dt.datetime) -> Standing:
    """Return how an invitation stands at a moment."""
    if invitation.state == InvitationState.WAITING and not convened(invitation):
        return Standing.KEPT_BACK
    sent = invitation.state == InvitationState.SENT
    over = sent and invitation.expires is not None and invitation.expires <= at
    return Standing.LAPSED if over else Standing(invitation.state)


def convened(invitation: Record) -> bool:
    """Say whether whoever invited still convenes, asking only where the query that found the invitation did not."""
    if hasattr(invitation, "convened"):
        return bool(invitation.convened)
    return type(invitation)._base_manager.filter(CONVENES, pk=invitation.pk).exists()  # noqa: SLF001 of either room


def invitation_is_open(_actor: Actor, invitation: Invitation) -> Refusal | None:
    """The invitation waits to be sent or accepted."""
    open_states = {InvitationState.WAITING, InvitationState.SENT}
    return None if invitation.state in open_states else Refusal("invitation_is_settled")


def invitation_waits(_actor: Actor, invitation: Invitation) -> Refusal | None:
    """The invitation is still to be sent, to an address that is kept and may be written to, by somebody who convenes."""
    if refusal := _is_to_be_sent(invitation):
        return refusal
    if not convened(invitation):
        return Refusal("inviter_convenes_no_more")
    return Refusal("wants_no_invitations") if is_unwanted(invitation) else None


def letter_stays(_actor: Actor, invitation: Invitation) -> Refusal | None:
    """The invitation is still to be sent, and whoever invited no longer convenes, or the address wants no invitations."""
    stays = not convened(invitation) or is_unwanted(invitation)
    return _is_to_be_sent(invitation) or (None if stays else Refusal("invitation_can_go"))


def is_unwanted(invitation: Invitation) -> bool:
    """Say whether the address an invitation would go to wants none."""
    return bool(unwanted_at(invitation.place, [invitation.email]))


def _is_to_be_sent(invitation: Invitation) -> Refusal | None:
    waits = invitation.state == InvitationState.WAITING and invitation.email != ERASED
    return None if waits else Refusal("invitation_is_settled")


def can_be_sent_again(actor: Actor, invitation: Invitation) -> Refusal | None:
    """The invitation was taken or kept back or its link ran out, and its address is still kept."""
    if invitation.email == ERASED:
        return Refusal("invitation_is_forgotten")
    standing = standing_of(invitation, actor.at or clock.now())
    if standing == Standing.ACCEPTED:
        return Refusal("invitation_is_settled")
    return None if standing in AGAIN else Refusal("invitation_goes_on")


def link_works(actor: Actor, invitation: Invitation) -> Refusal | None:
    """The invitation was sent, is not used and not too old, and leads in nobody who is a member or was removed."""
    theirs = Membership.objects.filter(place=invitation.place_id, person__email=invitation.email)
    here = theirs.filter(Q(ended=None) | ~Q(removal_reason="")).exists()
    works = standing_of(invitation, actor.at or clock.now()) == Standing.SENT
    kept = invitation.email != ERASED
    return None if works and kept and not here else Refusal("link_does_not_work")
