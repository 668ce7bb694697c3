"""The report of a draw as files: on paper, and as tables."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final

import typst
from django.core.cache import cache
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wholeplace.convene.lottery.report_writing import Document, Section
from wholeplace.kernel.spreadsheets import Table, csv_for_people, xlsx_bytes
from wholeplace.ui.charts.standalone import FAMILIES, FONTS
from wholeplace.ui.sending import CSV, XLSX

SET_BY: Final = Path(__file__).with_name("report.typ")
PDF: Final = "application/pdf"
KEPT: Final = 3600
"""Seconds for which a report that was set is kept for the next who asks."""


def pdf_of(document: Document) -> bytes:
    """Return a report as a PDF that screen readers can read; the same report is set once an hour."""
    language = (get_language() or "en").split("-")[0]
    words = {
        "people": _("people"),
        "tickets": _("Tickets that were drawn"),
        "onward": _("How a draw is worked out"),
    }
    told = json.dumps(
        asdict(document) | {"fonts": FAMILIES, "language": language, "words": words}, ensure_ascii=False
    )
    key = f"lottery-report-{hashlib.sha256(told.encode()).hexdigest()}"
    if (kept := cache.get(key)) is not None:
        return bytes(kept)
    pdf: bytes = typst.compile(
        str(SET_BY),
        pdf_standards=["ua-1"],
        format="pdf",
        font_paths=[str(FONTS)],
        sys_inputs={"report": told},
    )
    cache.set(key, pdf, KEPT)
    return pdf


def csv_of(document: Document) -> bytes:
    """Return a report as one table: section, what it is called, and what it says."""
    rows = [row for section in document.sections for row in _rows(section)]
    return csv_for_people(Table(_("Report"), [_("Section"), _("What"), _("Value")], rows))


def _rows(section: Section) -> list[list[str | int]]:
    """Return a section in lines of three: its words, its facts, its table and its tickets."""
    told: list[list[str | int]] = [[section.title, "", words] for words in section.words]
    told += [[section.title, fact.label, fact.value] for fact in section.facts]
    told += [[section.title, "", more] for more in (section.command, section.onward) if more]
    if section.grid is not None:
        first = section.grid.numbers
        for row in section.grid.rows:
            named = ", ".join(str(cell) for cell in row[:first])
            told += [
                [section.title, f"{named}: {column}", value]
                for column, value in zip(section.grid.columns[first:], row[first:], strict=True)
            ]
    return told + [[section.title, _("Ticket drawn"), ticket] for ticket in section.tickets]


def xlsx_of(document: Document) -> bytes:
    """Return a report as a spreadsheet: what is said, then each table, then the tickets that were drawn."""
    said: list[list[str | int]] = []
    tables: list[Table] = []
    tickets: list[list[str | int]] = []
    for section in document.sections:
        said += [[section.title, "", words] for words in section.words]
        said += [[section.title, fact.label, fact.value] for fact in section.facts]
        if section.grid is not None:
            tables.append(Table(section.title, section.grid.columns, section.grid.rows))
        tickets += [[section.title, ticket] for ticket in section.tickets]
    first = Table(_("Report"), [_("Section"), _("What"), _("Value")], said, widths=[26, 40, 60])
    last = Table(_("Tickets drawn"), [_("Draw"), _("Ticket")], tickets, widths=[16, 18])
    return xlsx_bytes([first, *tables, last])


MAKERS: Mapping[str, tuple[str, Callable[[Document], bytes]]] = {
    "pdf": (PDF, pdf_of),
    "csv": (CSV, csv_of),
    "xlsx": (XLSX, xlsx_of),
}
"""What makes a report in each form, and what kind of file it is."""
