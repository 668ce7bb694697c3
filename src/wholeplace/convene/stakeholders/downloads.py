"""Taking away what the list of perspectives shows, in its filter and order, with the ties among what is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.stakeholders.exporting import connections, elements, perspectives_sheet, ties_sheet
from wholeplace.convene.stakeholders.forms import FindForm
from wholeplace.convene.stakeholders.queries import perspectives_found, ties_among
from wholeplace.convene.stakeholders.showing import COLUMNS
from wholeplace.kernel.spreadsheets import csv_for_people, xlsx_bytes
from wholeplace.places.organisations.queries import areas_visible_to
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, get_or_404, members_only
from wholeplace.ui.sending import CSV, XLSX, to_keep
from wholeplace.ui.tables import sort_asked


@dataclass(frozen=True)
class Made:
    """One file on offer: what it is called, its ending, and what makes it of perspectives and ties."""

    label: str | Promise
    form: str
    make: Callable[[Any, Any], bytes]


MAKERS: dict[str, Made] = {
    "map": Made(
        _("Perspectives and ties, as a spreadsheet"),
        "xlsx",
        lambda shown, ties: xlsx_bytes([perspectives_sheet(shown), ties_sheet(ties)]),
    ),
    "perspectives": Made(
        _("Perspectives"), "csv", lambda shown, _ties: csv_for_people(perspectives_sheet(shown))
    ),
    "ties": Made(_("Ties"), "csv", lambda _shown, ties: csv_for_people(ties_sheet(ties))),
    "kumu": Made(
        _("For Kumu, as a spreadsheet"),
        "xlsx",
        lambda shown, ties: xlsx_bytes([elements(shown), connections(ties)]),
    ),
    "kumu-elements": Made(
        _("For Kumu: elements"), "csv", lambda shown, _ties: csv_for_people(elements(shown))
    ),
    "kumu-connections": Made(
        _("For Kumu: connections"), "csv", lambda _shown, ties: csv_for_people(connections(ties))
    ),
}


def offers(request: PersonRequest, issue: Any) -> Sequence[dict[str, object]]:
    """Return the files on offer under a list, which keep its filter and its order."""
    asked = request.GET.copy()
    asked.pop("page", None)
    kept = f"?{asked.urlencode()}" if asked else ""
    return [
        {
            "label": one.label,
            "href": place_url(
                request.place, "export_perspectives", issue=issue.pk, listing=name, form=one.form
            )
            + kept,
            "format": one.form.upper(),
        }
        for name, one in MAKERS.items()
    ]


@members_only
def download(request: PersonRequest, issue: str, listing: str, form: str) -> HttpResponse:
    """Send what the list shows as a file."""
    about = get_or_404(issues_visible_to(request.viewer), issue)
    made = MAKERS.get(listing)
    if made is None or made.form != form:
        raise Http404
    finding = FindForm(request.GET, areas=list(areas_visible_to(request.viewer)))
    sort = sort_asked(request, COLUMNS)
    found = perspectives_found(request.viewer, about, **finding.asked)
    shown = list(found.order_by(sort, "name", "pk") if sort else found)
    content = made.make(shown, ties_among(request.viewer, shown))
    name = f"{slugify(about.title)[:60] or 'issue'}-{listing}.{form}"
    return to_keep(content, name=name, kind=CSV if form == "csv" else XLSX)
