"""Founding the first place of an installation: with its people and its first issue, whole or not at all."""

from collections.abc import Mapping
from typing import Any

from wholeplace.convene.first_run.draft import one_after_another
from wholeplace.convene.issues.actions import name_issue
from wholeplace.kernel.actions import together
from wholeplace.kernel.actors import Actor, Door
from wholeplace.kernel.files.checking import Checked
from wholeplace.kernel.people import HatKind, Membership
from wholeplace.kernel.places import Organisation, Place
from wholeplace.places.organisations.actions import add_organisation
from wholeplace.places.partnership.actions import found_place, set_logo
from wholeplace.places.people.actions import admit_member, grant_first_hat, operator_setting_up

Answers = Mapping[str, Any]


def found(
    *,
    place: Answers,
    colour: str,
    you: Answers,
    second: Answers | None,
    issue: Answers | None,
    logo: Checked | None = None,
) -> Membership:
    """Found the place, admit its conveners, who choose its logo and name its first issue, and return the first convener.

    It is refused once a place is there.
    """

    def deeds() -> Membership:
        one_after_another()  # so that the second sees the first one's place
        operator = operator_setting_up(Place(slug=place["slug"]))
        said = {name: place[name] for name in ("name", "summary", "languages")}
        founded = found_place(operator, colour=colour, **said)
        first = _convener(operator, founded, you)
        if you["operates"]:
            grant_first_hat(operator, member=first, kind=HatKind.OPERATOR)
        if second is not None:
            _convener(operator, founded, second)
        convener = Actor(place=founded, door=Door.PAGE, membership=first, hat=HatKind.CONVENER)
        if logo is not None:
            set_logo(convener, place=founded, logo=logo)
        if issue is not None:
            name_issue(convener, place=founded, **issue)
        return first

    return together(deeds)


def _convener(operator: Actor, place: Place, who: Answers) -> Membership:
    """Admit somebody on behalf of their organisation, and give them the convener's hat."""
    body = None
    if name := who["organisation"]:
        body = Organisation.objects.filter(place=place, name=name).first()
        body = body or add_organisation(operator, place=place, name=name, sector=who["sector"])
    said = {name: who[name] for name in ("email", "name", "voice", "sector")}
    member = admit_member(operator, place=place, organisation=body, **said)
    grant_first_hat(operator, member=member, kind=HatKind.CONVENER)
    return member
