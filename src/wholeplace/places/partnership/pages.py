"""A place's own pages: its first page, and how it is described."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.places.organisations.queries import areas_visible_to
from wholeplace.places.partnership.actions import (
    add_area,
    describe_place,
    remove_logo,
    rename_area,
    set_logo,
)
from wholeplace.places.partnership.forms import AreaForm, DescribeForm
from wholeplace.places.partnership.home import LATELY, WORK, Lately, next_step
from wholeplace.places.partnership.logo_forms import LogoForm
from wholeplace.places.partnership.queries import members_by_voice
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not

SHOWN = 6


def _when(one: Lately) -> dt.datetime:
    return one.when


def home_page(request: PersonRequest) -> HttpResponse:
    """Show what this partnership works on, what changed lately, and the reader's next step."""
    viewer = request.viewer
    changed = sorted((one for ask in LATELY for one in ask(viewer)), key=_when, reverse=True)
    lately = changed[:SHOWN]
    context = {
        "work": [one for ask in WORK for one in ask(viewer)],
        "lately": lately,
        "step": next_step(viewer, lately=lately),
        "beside": next((one.beside for one in changed if one.beside), None),
        "voices": members_by_voice(viewer),
        "why_not_describe": why_not(request, describe_place, request.place),
    }
    return render(request, "partnership/home.html", context)


@members_only
def describe_page(request: PersonRequest) -> HttpResponse:
    """Change how the place is described."""
    place = request.place
    initial = {"name": place.name, "summary": place.summary, "colour": place.colour}
    form = DescribeForm(request.POST or None, initial=initial)
    if made := form.perform(describe_place, request.actor, place=place):
        said = _("You changed how {name} is described. Everybody reads it so from now on.")
        return done(request, said.format(name=made.name), place_url(made, "place_home"))
    context = {"form": form, "refusal": why_not(request, describe_place, place)}
    return render(request, "partnership/describe.html", context, status=form.status)


@members_only
def logo_page(request: PersonRequest) -> HttpResponse:
    """Choose a logo for the place, which stands in the heading of every page of it."""
    place = request.place
    refusal = why_not(request, set_logo, place)
    sent = (
        (request.POST or None, request.FILES or None) if refusal is None else ()
    )  # or it would be looked into
    form = LogoForm(*sent, member=request.viewer.membership)
    if made := form.perform(set_logo, request.actor, place=place):
        said = _("You chose a logo. It stands beside the name of {name} on every page from now on.")
        return done(request, said.format(name=made.name), place_url(made, "describe_place"))
    context = {"form": form, "refusal": refusal}
    return render(request, "partnership/logo.html", context, status=form.status)


@members_only
def remove_logo_page(request: PersonRequest) -> HttpResponse:
    """Take the place's logo off."""
    place = request.place
    form = ActionForm(request.POST or None)
    if form.perform(remove_logo, request.actor, place=place):
        said = _("You took the logo off. The program's own mark stands in its place.")
        return done(request, said, place_url(place, "describe_place"))
    context = {"form": form, "refusal": why_not(request, remove_logo, place)}
    return render(request, "partnership/remove_logo.html", context, status=form.status)


@members_only
def areas_page(request: PersonRequest) -> HttpResponse:
    """List the areas of the place, and add one."""
    form = AreaForm(request.POST or None)
    if made := form.perform(add_area, request.actor, place=request.place):
        said = _("You added the area “{name}”. Issues and people can belong to it now.")
        return done(request, said.format(name=made.name), place_url(request.place, "areas"))
    context = {
        "form": form,
        "areas": areas_visible_to(request.viewer),
        "refusal": why_not(request, add_area, request.place),
    }
    return render(request, "partnership/areas.html", context, status=form.status)


@members_only
def rename_area_page(request: PersonRequest, area: str) -> HttpResponse:
    """Call an area something else."""
    shown = get_or_404(areas_visible_to(request.viewer), area)
    form = AreaForm(request.POST or None, initial={"name": shown.name})
    if made := form.perform(rename_area, request.actor, area=shown):
        said = _("The area is called “{name}” from now on.")
        return done(request, said.format(name=made.name), place_url(request.place, "areas"))
    context = {"form": form, "area": shown, "refusal": why_not(request, rename_area, shown)}
    return render(request, "partnership/rename_area.html", context, status=form.status)
