"""Pages of the record: what was done here, line by line, and how to check it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from wholeplace.account.scrutiny import packing
from wholeplace.account.scrutiny.queries import (
    actions_on_record,
    check_line,
    deeds_of_two,
    latest_checkpoint,
    lines_visible_to,
    refused_attempts,
    since_last_visit,
)
from wholeplace.account.scrutiny.visits import remember_visit
from wholeplace.kernel.people import HatKind
from wholeplace.ui.requests import PersonRequest, members_only
from wholeplace.ui.tables import page_asked


def record_page(request: PersonRequest) -> HttpResponse:
    """Show the record in plain sentences, with its checkpoint and what changed since the last visit."""
    viewer = request.viewer
    words, action = request.GET.get("q", "").strip(), request.GET.get("action", "")
    page = page_asked(request, lines_visible_to(viewer, words=words, action=action))
    visit, fresh = since_last_visit(viewer)
    context = {
        "page": page,
        "words": words,
        "action": action,
        "actions": actions_on_record(viewer),
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
    """Show only what has come since a leaf of the tree."""
    since = request.GET.get("from", "0")
    lines = lines_visible_to(request.viewer, since=int(since) if since.isdecimal() else 0)
    page = page_asked(request, lines)
    return render(request, "scrutiny/since.html", {"page": page})


def line_page(request: PersonRequest, entry: str) -> HttpResponse:
    """Check one line against the newest checkpoint, step by step."""
    checked = check_line(request.viewer, entry)
    if checked is None:
        raise Http404
    return render(request, "scrutiny/line.html", {"checked": checked})


def refused_page(request: PersonRequest) -> HttpResponse:
    """List the attempts to act around what belongs to a group."""
    page = page_asked(request, refused_attempts(request.viewer))
    return render(request, "scrutiny/refused.html", {"page": page})


def by_two_page(request: PersonRequest) -> HttpResponse:
    """List what took two people's word."""
    page = page_asked(request, deeds_of_two(request.viewer))
    return render(request, "scrutiny/by_two.html", {"page": page})


def public_pack(request: PersonRequest) -> HttpResponse:
    """Download what anybody may check offline."""
    return _zip(f"{request.place.slug}-public-pack.zip", packing.public_pack(request.viewer))


@members_only
def scrutineer_pack(request: PersonRequest) -> HttpResponse:
    """Download the pack with the openings of commitments, for scrutineers."""
    if not request.viewer.wears(HatKind.SCRUTINEER):
        raise Http404
    return _zip(f"{request.place.slug}-scrutineers-pack.zip", packing.scrutineers_pack(request.viewer))


def _zip(name: str, content: bytes) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type="application/zip", headers={"Content-Disposition": disposition})
