"""A report on paper: a PDF that screen readers can read (PDF/UA-1), set from the structure the page is drawn from."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import typst
from django.utils.translation import get_language

from wholeplace.account.reports.structure import Document
from wholeplace.ui.charts.standalone import FONTS

SET_BY = Path(__file__).with_name("report.typ")
FAMILIES = (
    "Atkinson Hyperlegible",
    "Noto Naskh Arabic",
    "Noto Sans Hans",
    "Noto Emoji",
    "Noto Sans",
    "DejaVu Sans",
)
"""Each letter is taken from the first that has it; the last two are the machine's own, where it has them."""


def pdf_of(document: Document) -> bytes:
    """Return a report as a PDF; the same report gives the same file."""
    pdf: bytes = typst.compile(
        str(SET_BY),
        font_paths=[str(FONTS)],
        sys_inputs={"report": data_of(document)},
        pdf_standards=["ua-1"],
        format="pdf",
    )
    return pdf


def data_of(document: Document) -> str:
    """Return all that stands on the paper, as data."""
    language = (get_language() or "en").split("-")[0]
    return json.dumps(asdict(document) | {"fonts": FAMILIES, "language": language}, ensure_ascii=False)


def digest_of(document: Document) -> str:
    """Return a short name of exactly what stands on the paper."""
    return hashlib.sha256(data_of(document).encode()).hexdigest()
