"""The page on which one searches a place, by words and kind."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wholeplace.kernel.search.finding import AT_ONCE, find
from wholeplace.kernel.search.searchable import kinds_for
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest


@require_safe
def search_page(request: PersonRequest) -> HttpResponse:
    """Show what is found by the words asked for, among what the reader may see."""
    question = request.GET.get("q", "").strip()
    kinds = kinds_for(request.viewer)
    asked = request.GET.get("kind", "")
    kind = asked if asked in {one.name for one in kinds} else ""
    start = _number(request.GET.get("from", ""))
    results = find(request.viewer, question, kind=kind, start=start)
    context = {
        "question": question,
        "results": results,
        "kind": kind,
        "kinds": _choices(request, question, kind),
        "start": start,
        "first": _address(request, question, kind),
        "further": _address(request, question, kind, start + AT_ONCE),
        "everything": _address(request, question),
    }
    return render(request, "ui/search.html", context)


def _choices(request: PersonRequest, question: str, kind: str) -> Sequence[dict[str, Any]]:
    """Return the kinds one can choose between, all of them together first."""
    choices = [("", _("Everything")), *((one.name, one.many) for one in kinds_for(request.viewer))]
    return [
        {"label": label, "href": _address(request, question, name), "current": name == kind}
        for name, label in choices
    ]


def _address(request: PersonRequest, question: str, kind: str = "", start: int = 0) -> str:
    """Return the address of these results, which one may keep or send on."""
    given = {"q": question, "kind": kind, "from": start or ""}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{place_url(request.place, 'search')}?{query}" if query else place_url(request.place, "search")


def _number(text: str) -> int:
    """Return the number somebody's address gives, or none where it gives no plain one."""
    return int(text) if text.isdecimal() and len(text) <= 6 else 0
