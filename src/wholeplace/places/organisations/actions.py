"""The organisations at work in a place."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, any_of, operates, wears
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Organisation, Place, Sector
from wholeplace.places.organisations import conditions as _conditions  # noqa: F401 words its refusals


@action(
    "organisation.add",
    title=_("List an organisation"),
    says=_("{actor} listed the organisation {name}"),
    may=any_of(wears(HatKind.CONVENER), operates),
    within="place",
)
def add_organisation(act: Act, *, place: Place, name: str, sector: Sector) -> Organisation:
    """List an organisation and its sector."""
    if Organisation.objects.filter(place=place, name=name).exists():
        raise Refused("organisation_taken", name=name)
    organisation = Organisation.objects.create(place=place, name=name, sector=sector, audience="public")
    act.record(organisation)
    act.say(name=name)
    return organisation
