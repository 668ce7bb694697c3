"""What opens a commitment, as a scrutineer reads it: which line committed to it, what it is part of, and what it says."""

import json
from collections import defaultdict
from typing import Any, Final

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.ledger.models import Opening
from wholeplace.kernel.ledger.packs import Opened
from wholeplace.kernel.people import Membership
from wholeplace.kernel.places import Area, Organisation, Place
from wholeplace.kernel.tables import models_by_table

CALLED: Final = {
    "approves": _("Options approved, by their numbers"),
    "at": _("When"),
    "because": _("Why"),
    "by": _("By whom"),
    "happening": _("What is happening"),
    "missing": _("Who was missing"),
    "outcome": _("What is to change"),
    "said_by": _("Who says so"),
    "tried": _("What was tried"),
    "voice": _("Civic voice"),
    "words": _("In words"),
}
"""Columns whose own name says too little."""
NAMED = (Membership, Organisation, Area)
"""What is named where another row leads to it: each name is in the pack anyway."""


class Reader:
    """Words for what is opened; what it has to look up once, it remembers."""

    def __init__(self, place: Place) -> None:
        """Begin with nothing looked up."""
        self._place = place
        self._models = models_by_table()
        self._names: dict[type[models.Model], dict[str, str]] = defaultdict(dict)

    def read(self, one: Opening, *, line: int | None) -> Opened:
        """Return what opens a commitment, beside how a person reads it."""
        model = self._models[one.of_table]
        column: Any = model._meta.get_field(one.field)  # noqa: SLF001 Django's API
        salt = None if one.salt is None else bytes(one.salt)
        return Opened(
            str(one.entry_id),
            one.of_table,
            one.row,
            one.field,
            salt,
            one.content,
            line=line,
            part_of=str(capfirst(model._meta.verbose_name)),  # noqa: SLF001
            called=str(CALLED.get(one.field) or capfirst(column.verbose_name)),
            says=self._says(column, one.content or ""),
        )

    def _says(self, column: Any, content: str) -> str:
        if content in {"", "null"}:
            return gettext("Nothing")
        if getattr(column, "choices", None):
            return str(dict(column.flatchoices).get(content, content))
        if column.is_relation and column.related_model in NAMED:
            return self._named(column.related_model, json.loads(content))
        if column.is_relation:
            kind = column.related_model._meta.verbose_name  # noqa: SLF001 Django's API
            return gettext("One {kind}, by a mark").format(kind=kind)
        moment = parse_datetime(json.loads(content)) if isinstance(column, models.DateTimeField) else None
        return date_format(timezone.localtime(moment), "j F Y, H:i") if moment else content

    def _named(self, model: type[models.Model], pk: str) -> str:
        names = self._names[model]
        if pk not in names:
            names |= {str(one.pk): str(one) for one in model._base_manager.filter(place=self._place)}  # noqa: SLF001
        return names.get(pk, "")
