"""Pages of the record: what was done here, line by line, and how to check it."""

from collections.abc import Callable
from typing import IO

from django.core.paginator import Page
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wholeplace.account.scrutiny import packing
from wholeplace.account.scrutiny.actions import open_record
from wholeplace.account.scrutiny.forms import Narrowing
from wholeplace.account.scrutiny.queries import (
    Part,
    Parts,
    actions_on_record,
    check_line,
    deeds_of_two,
    latest_checkpoint,
    lines_visible_to,
    refused_attempts,
    since_last_visit,
)
from wholeplace.account.scrutiny.readings import line_told, part_told, rows_in
from wholeplace.account.scrutiny.visits import remember_visit
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.decisions.queries import decisions_visible_to
from wholeplace.kernel.people import HatKind
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, members_only, why_not
from wholeplace.ui.tables import Cell, Column, Table, page_asked

LONGEST_NUMBER = 10
MOST_PARTS = 10**9
"""No line has as many; a larger number would not fit its column."""


def record_page(request: PersonRequest) -> HttpResponse:
    """Show the record in plain sentences, with its checkpoint and what changed since the last visit."""
    viewer = request.viewer
    decisions = decisions_visible_to(viewer)
    narrowing = Narrowing(request.GET, actions=actions_on_record(viewer), decisions=decisions)
    if "about" in narrowing.errors:
        raise Http404
    page = page_asked(request, lines_visible_to(viewer, **narrowing.asked))
    visit, fresh = since_last_visit(viewer)
    context = {
        "page": page,
        "narrowing": narrowing,
        "checkpoint": latest_checkpoint(viewer),
        "visit": visit,
        "fresh": len(fresh) if visit else 0,
        "may_open": viewer.wears(HatKind.SCRUTINEER),
    }
    return render(request, "scrutiny/record.html", context)


@members_only
@require_POST
def read_page(request: PersonRequest) -> HttpResponse:
    """Remember that a member has read the record up to here."""
    remember_visit(request.viewer)
    return redirect("record", place=request.place.slug)


def since_page(request: PersonRequest) -> HttpResponse:
    """Show only what has come since a leaf of the tree; nothing is read until whoever reads says so."""
    asked = request.GET.get("from", "0")
    since = int(asked) if asked.isdecimal() and len(asked) < LONGEST_NUMBER else 0
    page = page_asked(request, lines_visible_to(request.viewer, since=since))
    return render(request, "scrutiny/since.html", {"page": page})


def how_page(request: PersonRequest) -> HttpResponse:
    """Say in plain words how a stranger checks the record."""
    return render(request, "scrutiny/how.html")


def line_page(request: PersonRequest, entry: str) -> HttpResponse:
    """Read a line out plainly, and check it against the newest checkpoint."""
    checked = check_line(request.viewer, entry)
    if checked is None:
        raise Http404
    page = page_asked(request, Parts(checked.line))
    context = {
        "checked": checked,
        "told": line_told(checked.line, checked.told, request.place),
        "page": page,
        "parts": _table_of_parts(request, entry, page),
    }
    return render(request, "scrutiny/line.html", context)


def part_page(request: PersonRequest, entry: str, part: int) -> HttpResponse:
    """Read one part of a line out plainly, and check it in the same way."""
    checked = check_line(request.viewer, entry, part=part) if 0 < part < MOST_PARTS else None
    if checked is None:
        raise Http404
    return render(request, "scrutiny/part.html", {"checked": checked, "told": part_told(checked.told)})


def _table_of_parts(request: PersonRequest, entry: str, parts: Page[Part]) -> Table:
    rows = [
        [
            Cell(
                _("Part {number}").format(number=part.number),
                place_url(request.place, "record_part", entry=entry, part=part.number),
            ),
            rows_in(part.told),
            _("Not yet in the tree") if part.index is None else _("Leaf {index}").format(index=part.index),
        ]
        for part in parts
    ]
    columns = [Column(_("Part")), Column(_("What it holds")), Column(_("Where it stands"))]
    return Table(_("The parts of this line"), columns=columns, rows=rows)


def refused_page(request: PersonRequest) -> HttpResponse:
    """List the attempts to act around what belongs to a group."""
    page = page_asked(request, refused_attempts(request.viewer))
    return render(request, "scrutiny/refused.html", {"page": page})


def by_two_page(request: PersonRequest) -> HttpResponse:
    """List what takes two people's word."""
    page = page_asked(request, deeds_of_two(request.viewer))
    return render(request, "scrutiny/by_two.html", {"page": page})


def public_pack(request: PersonRequest) -> HttpResponseBase:
    """Download what anybody may check offline, once it has been signed."""
    return _zip(request, "public-pack", lambda: packing.public_pack(request.viewer))


@members_only
def open_page(request: PersonRequest) -> HttpResponseBase:
    """Say what a scrutineer's pack holds, and open it when asked: that stands in the record."""
    form = ActionForm(request.POST or None)
    refusal = why_not(request, open_record)
    if form.is_bound and refusal is None:
        return _zip(request, "scrutineers-pack", lambda: packing.scrutineers_pack(request.actor))
    context = {"form": form, "refusal": refusal}
    return render(request, "scrutiny/open.html", context, status=200)


def _zip(request: PersonRequest, name: str, pack: Callable[[], IO[bytes]]) -> HttpResponseBase:
    try:
        file = pack()
    except Refused as refused:
        return render(request, "scrutiny/not_now.html", {"refusal": refused.refusal}, status=503)
    return FileResponse(file, as_attachment=True, filename=f"{request.place.slug}-{name}.zip")
