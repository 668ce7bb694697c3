"""A place's own pages: its first page, and how it is described."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.places.partnership.actions import describe_place
from wholeplace.places.partnership.forms import DescribeForm
from wholeplace.places.partnership.home import LATELY, WORK, Lately, next_step
from wholeplace.places.partnership.queries import members_by_voice
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, done, members_only, why_not

SHOWN = 6


def _when(one: Lately) -> dt.datetime:
    return one.when


def home_page(request: PersonRequest) -> HttpResponse:
    """Show what this partnership works on, what changed lately, and the reader's next step."""
    viewer = request.viewer
    lately = sorted((one for ask in LATELY for one in ask(viewer)), key=_when, reverse=True)[:SHOWN]
    context = {
        "work": [one for ask in WORK for one in ask(viewer)],
        "lately": lately,
        "step": next_step(viewer, lately=lately),
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
