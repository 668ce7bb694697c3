"""What is held about a person in plain words: how people call each column, and what stands in it."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from wholeplace.kernel.actions import ACTIONS
from wholeplace.kernel.columns import CALLED
from wholeplace.kernel.privacy.personal import Holding


def called(one: Holding, name: str) -> str:
    """Return what people call a column of a holding; nothing for one that only a program reads."""
    return str(one.called[name] if name in one.called else CALLED[name])


def in_words(one: Holding, row: models.Model) -> list[tuple[str, str]]:
    """Return what a row holds, each filled column under its name."""
    told = ((called(one, name), told_of(one, row, name)) for name in one.shown)
    return [(name, said) for name, said in told if name and said]


def told_of(one: Holding, row: models.Model, name: str) -> str:
    """Return what a column of a row holds, as people say it; nothing where it is empty."""
    if name in one.said:
        return one.said[name](row)
    column = one.model._meta.get_field(name)  # noqa: SLF001 Django's API
    value: Any = getattr(row, name)
    if getattr(column, "choices", None):
        return str(getattr(row, f"get_{name}_display")())
    return _worded(value)


def _worded(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, dt.date):
        return date_format(value, "j F Y")
    if isinstance(value, Decimal):
        return number_format(f"{value.normalize():f}", force_grouping=True)
    return str(value)


def deed_in_words(row: Any) -> str:
    """Return the title of the action that a row names."""
    return str(ACTIONS[row.action].title) if row.action in ACTIONS else ""


def size_in_words(row: Any) -> str:
    """Return how large a file is."""
    return str(filesizeformat(row.size))
