"""What the columns of a change are called, and how what stands in them is read."""

import datetime as dt
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.changes.names import Better, Expectation
from wholeplace.convene.changes.telling import figure
from wholeplace.convene.issues.history import Labels

CHANGE_LABELS: Labels = {
    "expectation": _("What is said of it"),
    "outcome": _("What it is"),
    "for_whom": _("For whom"),
    "why": _("Why"),
    "said_by": _("Who says so"),
    "indicator": _("Indicator"),
    "unit": _("Unit"),
    "better": _("Which way is better"),
    "baseline": _("Baseline"),
    "baseline_day": _("Baseline measured on"),
    "target": _("Target"),
    "target_day": _("Target date"),
}
SAID = tuple(CHANGE_LABELS)
"""What is said of a change, by its columns."""


def worded(name: str, text: str) -> str:
    """Return what an amendment keeps of a column as one reads it."""
    if not text:
        return text
    if name == "expectation":
        return str(Expectation(text).label)
    if name == "better":
        return str(Better(text).label)
    if name in {"baseline", "target"}:
        return figure(Decimal(text))
    return date_format(dt.date.fromisoformat(text), "j F Y") if name.endswith("_day") else text
