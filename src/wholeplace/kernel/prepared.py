"""Queries that are asked at every deed: written by the ORM once, and from then on asked again with other values.

Nearly all the time that a short query takes goes into writing its SQL, and on SQLite nobody else can write meanwhile.
Whatever else the query holds stays for the life of the process as it was when it was written: ask for no time in it.
"""

import inspect
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

P = ParamSpec("P")
M = TypeVar("M", bound=Model)
Value = uuid.UUID | str | int


@dataclass(frozen=True)
class Written(Generic[M]):
    """A query as one kind of database is asked it: its values, and which of them are arguments."""

    sql: str
    values: Sequence[Any]
    names: Mapping[int, str]
    kinds: Mapping[str, type]
    model: type[M]

    def with_arguments(self, arguments: Mapping[str, Value]) -> list[Any]:
        """Return its values with the arguments in their places; each is of the type it was written for."""
        for name, kind in self.kinds.items():
            if not isinstance(arguments[name], kind):
                raise TypeError(f"{name} is no {kind.__name__}.")
        values = list(self.values)
        for place, name in self.names.items():
            values[place] = _kept(arguments[name])
        return values


class Prepared(Generic[P, M]):
    """A query of which only the values change: each argument is a single value, compared as it is."""

    def __init__(self, query: Callable[P, "QuerySet[M, Any]"]) -> None:
        """Keep the function that makes the query; its SQL is written when it is first asked."""
        self._query = query
        self._names = list(inspect.signature(query).parameters)
        self._written: dict[str, Written[M]] = {}

    def rows(self, *args: P.args, **kwargs: P.kwargs) -> list[tuple[Any, ...]]:
        """Return what a query for values finds, as the database keeps it: texts and numbers are what they seem."""
        sql, values, _model = self._asked(args, kwargs)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def records(self, *args: P.args, **kwargs: P.kwargs) -> list[M]:
        """Return the records that a query for whole records finds."""
        sql, values, model = self._asked(args, kwargs)
        return list(model._base_manager.raw(sql, values))  # noqa: SLF001 the public manager may filter

    def _asked(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[str, list[Any], type[M]]:
        """Return the SQL with its values, written by the ORM the first time this kind of database is asked."""
        if len(args) + len(kwargs) != len(self._names):
            raise TypeError(f"{self._query.__name__} takes {', '.join(self._names)}.")
        arguments = {**dict(zip(self._names, args, strict=False)), **kwargs}
        written = self._written.get(connection.vendor)
        if written is None:
            written = self._written[connection.vendor] = self._write(arguments)
        return written.sql, written.with_arguments(arguments), written.model

    def _write(self, arguments: Mapping[str, Value]) -> Written[M]:
        marks = {name: _mark(arguments[name], number) for number, name in enumerate(self._names)}
        query = self._query(**marks)  # type: ignore[call-arg,arg-type] # the signature is the caller's
        if query.query.select_related:
            raise AssertionError(f"{self._query.__name__} reads records beside its own.")
        sql, values = query.query.get_compiler(using=query.db).as_sql()
        kept = {_kept(mark): name for name, mark in marks.items()}
        names = {place: kept[value] for place, value in enumerate(values) if value in kept}
        if set(names.values()) != marks.keys():
            raise AssertionError(f"{self._query.__name__} does more with its arguments than to compare them.")
        kinds = {name: _kind(value) for name, value in arguments.items()}
        return Written(sql, values, names, kinds, query.model)


def prepared(query: Callable[P, "QuerySet[M, Any]"]) -> Prepared[P, M]:
    """Declare a query that is written once: a function from single values to the query they are compared in."""
    return Prepared(query)


def _kind(value: Value) -> type:
    """Return as which of the types that a query may be asked with a value counts."""
    return next(kind for kind in (uuid.UUID, int, str) if isinstance(value, kind))


def _mark(value: Value, number: int) -> Value:
    """Return what stands for an argument while its query is written: no query asks for such a value by itself."""
    if isinstance(value, uuid.UUID):
        return uuid.UUID(int=(0xA11CE << 64) + 97 * number)
    return 31_000 + 97 * number if isinstance(value, int) else f"\ue000{number}"


def _kept(value: Value) -> Value:
    """Return a value as the database is asked for it."""
    native = connection.features.has_native_uuid_field
    return value.hex if isinstance(value, uuid.UUID) and not native else value
