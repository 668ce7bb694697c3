"""Pages that show the perspectives of an issue as pictures: by interest and influence, and as a network."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.stakeholders import grid as grids
from wholeplace.convene.stakeholders import network
from wholeplace.convene.stakeholders.actions import place_perspective
from wholeplace.convene.stakeholders.asking import ask_about
from wholeplace.convene.stakeholders.drawing import (
    DRAWN,
    drawn_of,
    grid_picture,
    grid_table,
    network_picture,
    ties_table,
    ways_shown,
)
from wholeplace.convene.stakeholders.forms import PlaceForm, UndoForm
from wholeplace.convene.stakeholders.pages import last_change, undoable, views_of
from wholeplace.convene.stakeholders.queries import (
    needed_on_map,
    perspectives_visible_to,
    ties_on_map,
)
from wholeplace.convene.stakeholders.showing import placing
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.tables import page_asked

BESIDE = 25
"""How many perspectives without a place stand beside the grid; the table holds all."""


@members_only
def grid_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Show perspectives by how much the issue matters to them and how much they can do about it; place them there."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    needed = needed_on_map(request.viewer, shown)
    places = bool(needed) and why_not(request, place_perspective, needed[0]) is None
    grid = grids.grid_of(needed)

    def leading(one: Any) -> str:
        return placing(one) if places else str(one.get_absolute_url())

    asked = last_change(request, shown)
    context = {
        "issue": shown,
        "views": views_of(request, shown, "grid"),
        "said": grids.sentences(grid),
        "picture": grid_picture(grid, leading=leading) if needed else "",
        "table": grid_table(grid) if needed else None,
        "unplaced": [{"name": one.name, "href": leading(one)} for one in grid.unplaced[:BESIDE]],
        "more": len(grid.unplaced[BESIDE:]),
        "places": places,
        "undo": UndoForm(initial={"asked": asked}) if places and asked else None,
    }
    return render(request, "stakeholders/grid.html", context)


@members_only
def place_page(request: PersonRequest, perspective: str) -> HttpResponse:
    """Place a perspective by its interest and influence; what was said before stays readable, and can be put back."""
    shown = get_or_404(perspectives_visible_to(request.viewer), perspective)
    back = place_url(request.place, "grid", issue=shown.issue_id)
    said = {"interest": shown.interest, "influence": shown.influence}
    form = PlaceForm(request.POST or None, initial=said)
    if made := form.perform(place_perspective, request.actor, perspective=shown):
        request.session[undoable(shown.issue)] = made.asked.isoformat()
        now = {name: form.cleaned_data[name] for name in said}
        return done(request, grids.placed(shown.name, **now), f"{back}#grid")
    return ask_about(
        request,
        shown,
        form,
        place_perspective,
        heading=_("Where do they stand?"),
        button=_("Place them"),
        back=back,
    )


@members_only
def network_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Show how perspectives stand to one another: the whole, one kind of tie, or how it looks from one of them."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    needed, ties = needed_on_map(request.viewer, shown), ties_on_map(request.viewer, shown)
    kind, chief = request.GET.get("kind", ""), _chief(request, needed)
    view = network.view_of(needed, ties, kind=kind, chief=chief)
    drawn = list(view.among[:DRAWN]) if view.seen else drawn_of(needed, view.ties)
    page = page_asked(request, view.ties)
    context = {
        "issue": shown,
        "views": views_of(request, shown, "network"),
        "said": [network.seen(view.seen)] if view.seen else network.sentences(needed, ties),
        "view": view.seen,
        "picture": _picture(request, shown, view, drawn, ties) if ties or view.seen else "",
        "chosen": view.kind,
        "whole": place_url(request.place, "network", issue=shown.pk),
        "drawn": len(drawn),
        "count": len(view.among),
        "page": page,
        "table": ties_table(list(page.object_list), needed),
        "needed": bool(needed),
    }
    return render(request, "stakeholders/network.html", context)


def _picture(request: PersonRequest, issue: Any, view: network.View, drawn: Any, ties: Any) -> SafeString:
    """Draw a view: each mark leads to the view from there, each kind of tie on the map to that kind alone."""
    base = place_url(request.place, "network", issue=issue.pk)
    return network_picture(
        drawn,
        view.ties,
        leading=lambda one: f"{base}?from={one.pk}",
        ways=ways_shown(ties, chosen=view.kind, address=lambda kind: f"{base}?kind={kind}"),
        view=view.seen,
    )


def _chief(request: PersonRequest, needed: list[Any]) -> Any:
    """Return the perspective the reader asked to see the others from; nothing where they asked for none."""
    asked = request.GET.get("from")
    if not asked:
        return None
    try:
        wanted = uuid.UUID(asked)
    except ValueError as error:
        raise Http404 from error
    found = next((one for one in needed if one.pk == wanted), None)
    if found is None:
        raise Http404
    return found
