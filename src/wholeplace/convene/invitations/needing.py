"""Saying what one needs to take part, changing it, and taking it back, of which nothing is kept then."""

import datetime as dt
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.invitations.models import AccessNeeds
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, BY_PAGE, Actor
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refusal, is_machine, is_member
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.places import Place
from wholeplace.kernel.privacy.erasing import Erased, blank
from wholeplace.kernel.records import Audience

SAID = ("access", "language", "childcare", "travel")
"""What somebody may need, by its columns."""
NEEDS_KEPT = dt.timedelta(days=1)
"""How long what somebody needed is kept once they are no longer a member: until the next night."""


def said_them(actor: Actor, needs: AccessNeeds) -> Refusal | None:
    """The actor said what they need."""
    return None if needs.member.is_same_person_as(actor.membership) else Refusal("needs_are_anothers")


def needs_stand(_actor: Actor, needs: AccessNeeds) -> Refusal | None:
    """They were not taken back."""
    return None if needs.withdrawn is None else Refusal("needs_withdrawn")


@action(
    "needs.say",
    title=_("Say what one needs to take part"),
    says=_("{actor} said what they need to take part"),
    may=is_member,
    within="place",
    doors=BY_PAGE,
    secret=True,
    rationed=True,
)
def say_needs(
    act: Act, *, place: Place, access: str = "", language: str = "", childcare: str = "", travel: str = ""
) -> AccessNeeds:
    """Say what one needs, or that it is nothing, once for every event; of what was said before nothing is kept."""
    said = {"access": access, "language": language, "childcare": childcare, "travel": travel}
    for before in AccessNeeds.objects.filter(member=act.membership, withdrawn=None):
        _take_away(act, before)
    made = AccessNeeds.objects.create(
        place=place, audience=Audience.AUTHOR, member=act.membership, said=act.at, **said
    )
    act.apart = made.pk
    act.record(made)
    return made


@action(
    "needs.withdraw",
    title=_("Take back what one needs to take part"),
    says=_("{actor} took back what they need to take part"),
    may=said_them,
    when=needs_stand,
    on="needs",
    doors=BY_PAGE,
    secret=True,
)
def withdraw_needs(act: Act, *, needs: AccessNeeds) -> AccessNeeds:
    """Keep nothing any more of what somebody said they need."""
    _take_away(act, needs)
    return needs


def _take_away(act: Act, needs: AccessNeeds) -> None:
    erased = Erased()
    blank(act, needs, SAID, erased)
    needs.refresh_from_db()
    needs.withdrawn = act.at
    needs.save()
    act.record(needs)
    act.say(openings=erased.openings, aliases=erased.aliases)


@action(
    "needs.forget",
    title=_("Forget what people who left needed"),
    says=_("{actor} forgot what {count} people who left had said they need to take part"),
    may=is_machine,
    within="place",
    doors=BY_MACHINE,
)
def forget_needs(act: Act, *, place: Place) -> int:
    """Keep nothing of what people needed who are no longer members; their leaving has another entry, so neither leads to the other."""
    left, erased = list(needs_of_those_who_left().filter(place=place)), Erased()
    for needs in left:
        blank(act, needs, SAID, erased)
    act.say(count=len(left), openings=erased.openings, aliases=erased.aliases)
    return len(left)


def needs_of_those_who_left() -> "QuerySet[AccessNeeds]":
    """Return what people said they need who are no longer members, as long as something of it is kept."""
    kept = reduce(or_, (~Q(**{f"{name}__in": ("", ERASED)}) for name in SAID))
    return AccessNeeds.objects.filter(kept, member__ended__isnull=False).order_by("pk")
