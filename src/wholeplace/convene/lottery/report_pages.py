"""Pages for everybody: the report of a draw, and its files."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext_lazy, override

from wholeplace.convene.lottery.names import SeatState
from wholeplace.convene.lottery.queries import lotteries_visible_to
from wholeplace.convene.lottery.report_files import MAKERS
from wholeplace.convene.lottery.report_writing import (
    Document,
    Section,
    Sources,
    document,
)
from wholeplace.convene.lottery.seat_queries import (
    counted_by_state,
    tickets_drawn,
    whole_draws_of,
)
from wholeplace.kernel import clock
from wholeplace.kernel.outbox.post import language_of
from wholeplace.ui.addresses import place_url
from wholeplace.ui.charts.stages import stages
from wholeplace.ui.requests import PersonRequest, get_or_404
from wholeplace.ui.sending import to_keep, to_show
from wholeplace.ui.tables import Column, Table

LABELS: Mapping[str, Any] = {
    "pdf": gettext_lazy("The report, on paper"),
    "csv": gettext_lazy("The report, as one table"),
    "xlsx": gettext_lazy("The report, as a spreadsheet"),
}


def report_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Show how a panel was drawn, to everybody who may read about it: the same to each."""
    shown = get_or_404(lotteries_visible_to(request.viewer), lottery)
    told = _document(request, shown)
    sections = [
        {"told": one, "table": _table(one), "bars": _bars(one), "tickets": ", ".join(one.tickets)}
        for one in told.sections
    ]
    context = {
        "lottery": shown,
        "issue": shown.issue,
        "document": told,
        "sections": sections,
        "contents": [{"label": one.title, "href": f"#{one.name}"} for one in told.sections],
        "downloads": [
            {
                "label": label,
                "href": place_url(request.place, "lottery_report_file", lottery=shown.pk, form=form),
                "format": form.upper(),
            }
            for form, label in LABELS.items()
        ],
    }
    return render(request, "lottery/report.html", context)


def _document(request: PersonRequest, shown: Any) -> Document:
    """Return the report as everybody reads it."""
    sources = Sources(
        lottery=shown,
        draws=whole_draws_of(request.viewer, shown),
        tickets=tickets_drawn(shown),
        confirmed=counted_by_state(shown).get(SeatState.CONFIRMED, 0),
        how=settings.PUBLIC_URL + place_url(request.place, "how_drawn"),
    )
    address = settings.PUBLIC_URL + place_url(request.place, "lottery_report", lottery=shown.pk)
    return document(sources, address=address, at=clock.now())


def _table(section: Section) -> Table | None:
    if section.grid is None:
        return None
    grid = section.grid
    columns = [
        Column(label, numeric=number >= grid.numbers, brief=number > 0)
        for number, label in enumerate(grid.columns)
    ]
    return Table(grid.caption, columns=columns, rows=grid.rows)


def _bars(section: Section) -> list[dict[str, Any]]:
    return stages({one.label: one.count for one in section.bars})


def report_file(request: PersonRequest, lottery: str, form: str) -> HttpResponse:
    """Send the report of a draw as a file, in the language of the place."""
    shown = get_or_404(lotteries_visible_to(request.viewer), lottery)
    if form not in MAKERS:
        raise Http404
    kind, made = MAKERS[form]
    with override(language_of(request.place)):
        content = made(_document(request, shown))
    name = f"{slugify(shown.title)[:60] or 'lottery'}-report.{form}"
    return (to_show if form == "pdf" else to_keep)(content, name=name, kind=kind)
