"""What a person may read about themselves, and where others name them."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.cells import Cell
from wholeplace.kernel.ledger.check import rows_of
from wholeplace.kernel.people import Membership
from wholeplace.kernel.privacy.conditions import waiting_for
from wholeplace.kernel.privacy.models import Erasure
from wholeplace.kernel.privacy.personal import Holding, Subject, holdings, subject_of
from wholeplace.kernel.privacy.reading import in_words
from wholeplace.kernel.tables import Evidence, evidence_models, kind_of, table_of

LEAST = 3
"""Letters of a part of a name that is looked for."""


@dataclass(frozen=True)
class Held:
    """What one table holds about a person, as rows of cells under headings."""

    title: str
    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    read: Sequence[Sequence[tuple[str, str]]]
    """Each row in words, what is filled of it under the names people call it by."""


@dataclass(frozen=True)
class Mention:
    """Where somebody is named in what others wrote: the table, the row and the column."""

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.column}"


def what_is_held(member: Membership) -> list[Held]:
    """Return everything that is kept about the person of a membership, table by table; never anybody else's."""
    subject = subject_of(member)
    shown = [one for one in holdings() if one.shown]
    return [held for number, one in enumerate(shown, 1) if (held := _held(one, subject, number)).rows]


def _held(one: Holding, subject: Subject, number: int) -> Held:
    columns: list[models.Field[Any, Any]] = [one.model._meta.get_field(name) for name in one.shown]  # type: ignore[misc] # noqa: SLF001
    linked = [column.name for column in columns if column.is_relation]
    rows = list(one.of(subject).select_related(*linked) if linked else one.of(subject))
    return Held(
        title=str(one.title),
        name=f"{number:02}-{one.model._meta.model_name}",  # noqa: SLF001 Django's API
        columns=[str(capfirst(column.verbose_name)) for column in columns],
        rows=[[_cell(one, row, column) for column in columns] for row in rows],
        read=[in_words(one, row) for row in rows],
    )


def _cell(one: Holding, row: models.Model, column: "models.Field[Any, Any]") -> Cell:
    """Return a column as its person reads it: the label of a choice, the name of a record, a local time."""
    if column.is_relation and column.name in one.said:
        return one.said[column.name](row)
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    value = getattr(row, column.name)
    if isinstance(value, dt.datetime):
        return timezone.localtime(value)
    return value if value is None or isinstance(value, str | int | float) else str(value)


def words_to_decide_on() -> list[str]:
    """Return the kinds of words that go, or are kept without a name, as their author chooses."""
    return [str(one.title) for one in holdings() if one.words]


def what_stays() -> list[dict[str, str]]:
    """Return what an erasure leaves and why, kinds that stay for the same reason together."""
    titles: dict[str, list[str]] = {}
    for one in holdings():
        if one.kept:
            titles.setdefault(str(one.kept), []).append(str(one.title))
    return [{"label": "; ".join(kinds), "value": why} for why, kinds in titles.items()]


def erasure_waiting(viewer: Viewer) -> Erasure | None:
    """Return the viewer's own wish to be erased, while it waits."""
    return waiting_for(viewer.membership).first() if viewer.membership is not None else None


def mentions_of(member: Membership) -> Iterator[Mention]:
    """Yield where others name a person in what they wrote, for the operator to look at: nothing there is changed."""
    subject = subject_of(member)
    parts = {subject.person.email, *_parts(member.name), *_parts(subject.person.name)}
    for model in evidence_models():
        for column in _written(model):
            named = Q()
            for part in parts:
                named |= Q(**{f"{column}__icontains": part})
            for pk in rows_of(model, member.place).filter(named).exclude(pk__in=_own(model, subject)):
                yield Mention(table_of(model), str(pk.pk), column)


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"\W+", name) if len(part) >= LEAST]


def _written(model: type[models.Model]) -> list[str]:
    """Return the columns of a table that hold words somebody wrote."""
    kind = kind_of(table_of(model))
    committed = kind.committed if isinstance(kind, Evidence) else ()
    fields = [model._meta.get_field(name) for name in committed]  # noqa: SLF001 Django's API
    text = (models.CharField, models.TextField)
    return [one.name for one in fields if isinstance(one, text) and not one.choices]


def _own(model: type[models.Model], subject: Subject) -> list[Any]:
    """Return the rows of a table that are the person's own."""
    mine = [one for one in holdings() if one.model is model and one.words + one.erased]
    return [pk for one in mine for pk in one.of(subject).values_list("pk", flat=True)]
