"""Saying what one needs to take part, changing it, and taking it back, of which nothing is kept then."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.invitations.models import AccessNeeds
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE, Actor
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refusal, is_member
from wholeplace.kernel.places import Place
from wholeplace.kernel.privacy.erasing import Erased, blank
from wholeplace.kernel.records import Audience

SAID = ("access", "language", "childcare", "travel")
"""What somebody may need, by its columns."""


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
