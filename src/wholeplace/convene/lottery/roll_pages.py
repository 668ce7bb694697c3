"""The files conveners take away: those who hold a seat, and those who could still be drawn."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wholeplace.convene.lottery.composing import eligible
from wholeplace.convene.lottery.exporting import remaining_sheet, selected_sheet
from wholeplace.convene.lottery.names import HOLDING
from wholeplace.convene.lottery.queries import features_of, lotteries_visible_to
from wholeplace.convene.lottery.seat_queries import seats_of
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.spreadsheets import Table, csv_for_people, xlsx_bytes
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, get_or_404, members_only
from wholeplace.ui.sending import CSV, XLSX, to_keep

FORMS: Mapping[str, tuple[str, Callable[[Table], bytes]]] = {
    "csv": (CSV, csv_for_people),
    "xlsx": (XLSX, lambda table: xlsx_bytes([table])),
}


def rolls_offered(lottery: Any) -> Sequence[dict[str, object]]:
    """Return the files on offer about those who were drawn, and those who were not."""
    labels = {"selected": _("Those who hold a seat"), "remaining": _("Those who can still be drawn")}
    return [
        {
            "label": label,
            "href": place_url(lottery.place, "lottery_roll", lottery=lottery.pk, roll=roll, form=form),
            "format": form.upper(),
        }
        for roll, label in labels.items()
        for form in FORMS
    ]


@members_only
def roll_file(request: PersonRequest, lottery: str, roll: str, form: str) -> HttpResponse:
    """Send those who hold a seat, or those who can still be drawn, as a file: to whoever convenes."""
    shown = get_or_404(lotteries_visible_to(request.viewer), lottery)
    if form not in FORMS or not request.viewer.wears(HatKind.CONVENER):
        raise Http404
    kind, made = FORMS[form]
    name = f"{slugify(shown.title)[:60] or 'lottery'}-{roll}.{form}"
    response = to_keep(made(_table(request, shown, roll)), name=name, kind=kind)
    response["Cache-Control"] = "private, no-store"
    return response


def _table(request: PersonRequest, shown: Any, roll: str) -> Table:
    features: Any = features_of(shown)
    if roll == "selected":
        return selected_sheet(seats_of(request.viewer, shown).filter(state__in=HOLDING), features)
    if roll == "remaining":
        return remaining_sheet(eligible(shown), features)
    raise Http404
