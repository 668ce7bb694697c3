"""What opens a commitment, as a scrutineer reads it: which line committed to it, what it is part of, and what it says."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext

from wholeplace.convene.changes.wording import CHANGE_LABELS
from wholeplace.convene.changes.wording import worded as change_worded
from wholeplace.convene.issues.history import FRAMING_LABELS, ISSUE_LABELS, issue_wording, words_of
from wholeplace.convene.stakeholders.wording import PERSPECTIVE_LABELS
from wholeplace.convene.stakeholders.wording import worded as perspective_worded
from wholeplace.kernel.columns import CALLED
from wholeplace.kernel.ledger.models import Opening
from wholeplace.kernel.ledger.pack_pages import moment_of
from wholeplace.kernel.ledger.packs import Opened
from wholeplace.kernel.people import Membership
from wholeplace.kernel.places import Area, Organisation, Place
from wholeplace.kernel.tables import models_by_table

LABELS: Final = {**CHANGE_LABELS, **FRAMING_LABELS, **PERSPECTIVE_LABELS, **ISSUE_LABELS}
"""What an amendment's columns are called, of an issue, a framing, an expected change or a perspective."""
NAMED = (Membership, Organisation, Area)
"""What is named where another row leads to it: each name is in the pack anyway."""
TEXT = (models.CharField, models.TextField)
"""Columns whose content is committed to as it stands; of every other kind, its JSON is."""


class Reader:
    """Words for what is opened; what it has to look up once, it remembers."""

    def __init__(self, place: Place) -> None:
        """Begin with nothing looked up."""
        self._place = place
        self._models = models_by_table()
        self._names: dict[type[models.Model], Mapping[str, str]] = {}

    def read(self, one: Opening, *, line: int | None) -> Opened:
        """Return what opens a commitment, beside how a person reads it; where its column is gone, only what is kept of it."""
        model = self._models.get(one.of_table)
        column = _column(model, one.field)
        name = column.verbose_name if column is not None else ""
        return Opened(
            str(one.entry_id),
            one.of_table,
            one.row,
            one.field,
            None if one.salt is None else bytes(one.salt),
            one.content,
            line=line,
            part_of=str(capfirst(model._meta.verbose_name)) if model is not None else "",  # noqa: SLF001
            called=str(CALLED.get(one.field) or capfirst(name)),
            says="" if column is None else self._says(column, one.content or ""),
        )

    def _says(self, column: Any, content: str) -> str:
        if content == "":
            return gettext("Nothing")
        if isinstance(column, TEXT):
            return str(dict(column.flatchoices).get(content, content))
        try:
            value = json.loads(content)
            return gettext("Nothing") if value is None else self._worded(column, value)
        except (
            ArithmeticError,
            TypeError,
            ValueError,
        ):  # what the column held under another kind, or a tombstone
            return content

    def _worded(self, column: Any, value: Any) -> str:
        """Return a value as its kind of column is read."""
        if column.is_relation:
            return self._led_to(column.related_model, value)
        if isinstance(column, models.DateTimeField):
            return moment_of(value)
        if isinstance(column, models.DateField):
            return date_format(dt.date.fromisoformat(value), "j F Y")
        if isinstance(column, models.JSONField):
            return words_of(
                value, labels={name: LABELS.get(name, name) for name in {**value}}, worded=self._amended()
            )
        if isinstance(value, bool):
            return gettext("Yes") if value else gettext("No")
        return str(dict(column.flatchoices).get(value, value))

    def _led_to(self, model: type[models.Model], pk: object) -> str:
        if model in NAMED:
            return self._named(model).get(str(pk), "")
        kind = model._meta.verbose_name  # noqa: SLF001 Django's API
        return gettext("One {kind}, by a mark").format(kind=kind)

    def _amended(self) -> Callable[[str, str], str]:
        of_issue = issue_wording(self._named(Area))
        return lambda name, text: perspective_worded(name, change_worded(name, of_issue(name, text)))

    def _named(self, model: type[models.Model]) -> Mapping[str, str]:
        if model not in self._names:
            rows = model._base_manager.filter(place=self._place)  # noqa: SLF001
            self._names[model] = {str(one.pk): str(one) for one in rows}
        return self._names[model]


def _column(model: type[models.Model] | None, name: str) -> Any:
    """Return a table's column; nothing where it is no longer there."""
    try:
        return model._meta.get_field(name) if model is not None else None  # noqa: SLF001 Django's API
    except FieldDoesNotExist:
        return None
