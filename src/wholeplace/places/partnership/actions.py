"""A place and what is said of it: founding it, its words, colour and logo, its areas."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON, Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, all_of, any_of, operates, operates_by_command, wears
from wholeplace.kernel.files.checking import Checked
from wholeplace.kernel.files.keeping import keep_for_place, take_off_logo
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Area, Place
from wholeplace.places.partnership.conditions import (
    fits_as_logo,
    has_logo,
    is_first_on_a_page,
    readable_colour,
    short_name_is_free,
)


@action(
    "place.found",
    title=_("Found a place"),
    says=_("{actor} founded the place {name}"),
    may=operates,
    when=all_of(short_name_is_free, is_first_on_a_page),
    doors=frozenset({Door.COMMAND, Door.PAGE}),
)
def found_place(act: Act, *, name: str, summary: str, languages: list[str], colour: str) -> Place:
    """Found the place the actor stands in: its name, a sentence about it, its languages and colour."""
    if refusal := readable_colour(colour):
        raise Refused(refusal.code, **refusal.params)
    place = act.place
    place.name, place.summary, place.languages, place.colour = name, summary, languages, colour
    place.founded = act.at
    place.save(force_insert=True)
    act.record(place)
    act.say(name=name)
    act.enqueue(
        "ledger.checkpoint"
    )  # signed at once, so that nothing before the first night can be rewritten
    return place


@action(
    "place.describe",
    title=_("Change how the place is described"),
    says=_("{actor} changed how {name} is described"),
    may=wears(HatKind.CONVENER),
    on="place",
)
def describe_place(act: Act, *, place: Place, name: str, summary: str, colour: str) -> Place:
    """Change a place's name, the sentence about it, and its colour."""
    if refusal := readable_colour(colour):
        raise Refused(refusal.code, **refusal.params)
    place.name, place.summary, place.colour = name, summary, colour
    place.save()
    act.record(place)
    act.say(name=name)
    return place


@action(
    "place.set_logo",
    title=_("Choose the place's logo"),
    says=_("{actor} chose a logo for {name}"),
    may=wears(HatKind.CONVENER),
    on="place",
    doors=BY_PERSON,
)
def set_logo(act: Act, *, place: Place, logo: Checked) -> Place:
    """Show a picture that was looked into in the heading of every page of the place, instead of the one before or our mark."""
    if refusal := fits_as_logo(logo):
        raise Refused(refusal.code, **refusal.params)
    place.logo, place.logo_kind = keep_for_place(act, logo), logo.kind
    place.logo_width, place.logo_height = logo.width, logo.height
    place.save()
    act.record(place)
    act.say(name=place.name)
    return place


@action(
    "place.remove_logo",
    title=_("Take the place's logo off"),
    says=_("{actor} took the logo of {name} off"),
    may=wears(HatKind.CONVENER),
    when=has_logo,
    on="place",
)
def remove_logo(act: Act, *, place: Place) -> Place:
    """Show the program's own mark again, and delete the picture that was the place's logo."""
    take_off_logo(act, place)
    act.say(name=place.name)
    return place


@action(
    "area.add",
    title=_("Add an area"),
    says=_("{actor} added the area {name}"),
    may=any_of(wears(HatKind.CONVENER), operates_by_command),
    within="place",
)
def add_area(act: Act, *, place: Place, name: str) -> Area:
    """Add a named part of the place."""
    if Area.objects.filter(place=place, name=name).exists():
        raise Refused("area_taken", name=name)
    area = Area.objects.create(place=place, name=name, audience="public")
    act.record(area)
    act.say(name=name)
    return area


@action(
    "area.rename",
    title=_("Rename an area"),
    says=_("{actor} renamed the area {before} to {name}"),
    may=wears(HatKind.CONVENER),
    on="area",
)
def rename_area(act: Act, *, area: Area, name: str) -> Area:
    """Call an area something else; whoever and whatever belongs to it stays there."""
    if Area.objects.filter(place=act.place, name=name).exclude(pk=area.pk).exists():
        raise Refused("area_taken", name=name)
    before, area.name = area.name, name
    area.save()
    act.record(area)
    act.say(before=before, name=name)
    return area
