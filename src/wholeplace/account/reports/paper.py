"""A report on paper: a PDF that screen readers can read (PDF/UA-1), set from the structure the page is drawn from."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language

from wholeplace.account.reports.brief import SHORTER, brief
from wholeplace.account.reports.gathering import Gathered
from wholeplace.account.reports.names import Sheet
from wholeplace.account.reports.sections import document
from wholeplace.account.reports.structure import Document
from wholeplace.ui.charts.standalone import FAMILIES, FONTS

SET_BY = Path(__file__).with_name("report.typ")


def told_on(sheet: Sheet, gathered: Gathered) -> Document:
    """Return what a report says on paper, whole or as a brief."""
    return document(gathered) if sheet is Sheet.WHOLE else brief(gathered)


def set_on(sheet: Sheet, gathered: Gathered) -> bytes:
    """Return a report as a PDF; a brief says of each kind as much as one page has room for."""
    if sheet is Sheet.BRIEF:
        shorter = [brief(gathered, most=most, decided=decided) for most, decided in SHORTER]
        fitting = next((one for one in shorter if pages_of(one) == 1), shorter[-1])
        return pdf_of(fitting, close=True)
    return pdf_of(document(gathered))


def pages_of(document: Document) -> int:
    """Return how many pages a brief takes."""
    found = typst.query(str(SET_BY), "<pages>", field="value", one=True, **_given(document, close=True))
    return int(found)


def pdf_of(document: Document, *, close: bool = False) -> bytes:
    """Return a document as a PDF, set close where it should fit one page; the same document gives the same file."""
    pdf: bytes = typst.compile(
        str(SET_BY), pdf_standards=["ua-1"], format="pdf", **_given(document, close=close)
    )
    return pdf


def _given(document: Document, *, close: bool) -> dict[str, Any]:
    inputs = {"report": data_of(document), "close": "yes" if close else ""}
    return {"font_paths": [str(FONTS)], "sys_inputs": inputs}


def data_of(document: Document) -> str:
    """Return all that stands on the paper, as data."""
    language = (get_language() or "en").split("-")[0]
    return json.dumps(asdict(document) | {"fonts": FAMILIES, "language": language}, ensure_ascii=False)


def digest_of(document: Document) -> str:
    """Return a short name of exactly what stands on the paper."""
    return hashlib.sha256(data_of(document).encode()).hexdigest()
