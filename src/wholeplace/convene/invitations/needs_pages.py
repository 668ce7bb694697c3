"""Pages on what people need to take part: one's own, and for whoever sets events up."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.convene.invitations.needing import SAID, say_needs, withdraw_needs
from wholeplace.convene.invitations.needs_forms import NeedsForm
from wholeplace.convene.invitations.needs_queries import needs_in, needs_visible_to, own_needs
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.kernel.people import HatKind
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.tables import Column, Table


@members_only
def your_needs_page(request: PersonRequest) -> HttpResponse:
    """Say once what one needs to take part, or say it otherwise."""
    known = own_needs(request.viewer)
    said = {name: getattr(known, name) for name in SAID} if known else {}
    form = NeedsForm(request.POST or None, initial=said)
    if form.perform(say_needs, request.actor, place=request.place):
        told = _("It is kept for every event here. You can change it or take it back at any time.")
        return done(request, told, place_url(request.place, "your_needs"))
    refusal = why_not(request, say_needs, request.place)
    context = {"form": form, "known": known, "refusal": refusal}
    return render(request, "invitations/needs.html", context, status=form.status)


@members_only
def withdraw_needs_page(request: PersonRequest, needs: str) -> HttpResponse:
    """Take back what one said one needs."""
    found = get_or_404(needs_visible_to(request.viewer), needs)
    form = ActionForm(request.POST or None)
    if form.perform(withdraw_needs, request.actor, needs=found):
        return done(
            request, _("It is taken back. Nothing of it is kept."), place_url(request.place, "your_needs")
        )
    context = {"form": form, "refusal": why_not(request, withdraw_needs, found)}
    return render(request, "invitations/withdraw_needs.html", context, status=form.status)


@members_only
def needs_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Show whoever sets events up what those who take part in an issue need."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    viewer = request.viewer
    may = viewer.wears(HatKind.CONVENER) or viewer.wears(HatKind.FACILITATOR)
    found = list(needs_in(viewer, shown)) if may else []
    context = {"issue": shown, "may": may, "table": _table(found) if found else None}
    return render(request, "invitations/needs_of_issue.html", context)


def _table(found: list[Any]) -> Table:
    columns = [
        Column(_("Who")),
        Column(_("To come in and follow")),
        Column(_("Language")),
        Column(_("Care")),
        Column(_("Travel")),
    ]
    rows = [[one.member.name, *(getattr(one, name) for name in SAID)] for one in found]
    return Table(_("Who needs what"), columns=columns, rows=rows)
