"""Pages for paper: a poster and a sheet to print, and where a helper types a sheet in."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.kernel.actors import Door, machine
from wholeplace.kernel.conditions import Refusal
from wholeplace.mediate.conversations.arriving import NAME
from wholeplace.mediate.conversations.forms import SheetForm
from wholeplace.mediate.conversations.joining import join
from wholeplace.mediate.conversations.names import GIVEN
from wholeplace.mediate.conversations.paper import type_sheet
from wholeplace.mediate.conversations.queries import conversations_visible_to, sheets_typed, statements_asked
from wholeplace.mediate.conversations.squares import square_of
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.tables import Column, Table


def sheet_page(request: PersonRequest, live: str) -> HttpResponse:
    """Show everything that is asked as a ballot sheet to print."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    asked = list(statements_asked(request.viewer, shown))
    table = Table(
        _("Statements, with a box for each answer"),
        columns=[Column(_("Statement")), *[Column(one.label) for one in GIVEN]],
        rows=[[f"{one.number}. {one.text}", *["☐" for _box in GIVEN]] for one in asked],
    )
    way = _way_in(request, shown) if _closed_to_newcomers(request, shown) is None else {}
    context = {"conversation": shown, "statements": asked, "table": table, **way}
    return render(request, "conversations/sheet.html", context)


def join_poster_page(request: PersonRequest, live: str) -> HttpResponse:
    """Show the poster of a conversation that anybody can join, to print: the question, the address, a square to scan."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    context = {
        "conversation": shown,
        "refusal": _closed_to_newcomers(request, shown),
        **_way_in(request, shown),
    }
    return render(request, "conversations/poster.html", context)


def _closed_to_newcomers(request: PersonRequest, conversation: Any) -> Refusal | None:
    return join.refusal(machine(request.place, NAME), conversation)


def _way_in(request: PersonRequest, conversation: Any) -> dict[str, Any]:
    """Return the square that leads straight to joining, and the address to type, which is the place's own."""
    joining = settings.PUBLIC_URL + place_url(request.place, "join", live=conversation.pk)
    place = settings.PUBLIC_URL + place_url(request.place, "conversations")
    return {"square": square_of(joining), "address": place.split("://", 1)[-1]}


@members_only
def type_page(request: PersonRequest, live: str) -> HttpResponse:
    """Type in one sheet of paper."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    form = SheetForm(request.POST or None, statements=list(statements_asked(request.viewer, shown)))
    if made := form.perform(type_sheet, replace(request.actor, door=Door.PAPER), conversation=shown):
        return done(
            request, _("Sheet {number} is kept. Type the next.").format(number=made.number), request.path
        )
    context = {
        "conversation": shown,
        "form": form,
        "typed": sheets_typed(request.viewer, shown),
        "refusal": why_not(request, type_sheet, shown),
    }
    return render(request, "conversations/type_sheet.html", context, status=form.status)
