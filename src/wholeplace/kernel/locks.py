"""Records held until the deed is over: for change, or shared by those who only add to them."""

import functools
from typing import Any, TypeVar, cast

from django.db import connection, models

from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.prepared import Prepared, prepared
from wholeplace.kernel.tables import table_of

M = TypeVar("M", bound=models.Model)


def held_alone(record: M) -> M:
    """Return a record afresh, which nobody else changes or adds to meanwhile."""
    return _held(record, "NO KEY UPDATE")


def held_with_others(record: M) -> M:
    """Return a record afresh, which nobody changes meanwhile; others may add to it too."""
    return _held(record, "SHARE")


def _held(record: M, lock: str) -> M:
    """Return the record as it stands once nobody else is at it; IMMEDIATE does both on SQLite."""
    model = type(record)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT 1 FROM "{table_of(record)}" WHERE id = %s FOR {lock}', [record.pk])  # noqa: S608 our table
    fresh = _by_key(model).records(record.pk)
    if not fresh:
        raise Refused("gone")
    return cast("M", fresh[0])


@functools.cache
def _by_key(model: type[models.Model]) -> Prepared[[Any], models.Model]:
    """Return the query for one record of a model."""
    return prepared(lambda key: model._base_manager.filter(pk=key))  # noqa: SLF001 the public manager may filter
