"""Letters to members about their own membership and hats."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.acts import Act
from wholeplace.kernel.outbox.conditions import address_is_right
from wholeplace.kernel.outbox.post import post
from wholeplace.kernel.people import Membership

MEMBER_TOLD = _("You get this because it is about your membership.")


def tell(act: Act, member: Membership, template: str, *, hat: str | Promise = "") -> None:
    """Write to the member, unless they did it, or came in under an address nobody can write to; no letter says why, or who."""
    person = member.person
    if act.actor.membership != member and address_is_right(person.email) is None:
        post(act, to=person, template=template, facts={"hat": hat}, why=MEMBER_TOLD)
