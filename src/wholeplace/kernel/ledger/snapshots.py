"""A row as the ledger keeps it: open columns, committed columns, digested columns."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from wholeplace.kernel.ledger.canonical import canonical
from wholeplace.kernel.tables import Evidence, kind_of, table_of


@dataclass(frozen=True)
class Snapshot:
    """A row's columns, sorted by how the ledger shows each."""

    table: str
    id: str
    open: dict[str, Any]
    committed: dict[str, str]
    digested: dict[str, str]


def text_of(value: object) -> str:
    """Return a column's value as the text that is committed to or digested."""
    return value if isinstance(value, str) else canonical(value).decode()


def digest_of(value: object) -> str:
    """Return the plain digest of a large open column."""
    return hashlib.sha256(text_of(value).encode()).hexdigest()


def snapshot(record: models.Model) -> Snapshot:
    """Return every column of a row of evidence as the ledger keeps it."""
    return _snapshot(record, lambda column: column.value_from_object(record))


def untouched(record: models.Model) -> Snapshot:
    """Return what the ledger would keep of the row if nobody had filled any column: how a column added later begins."""
    return _snapshot(record, lambda column: column.get_default())


def _snapshot(record: models.Model, read: "Callable[[models.Field[Any, Any]], Any]") -> Snapshot:
    kind = kind_of(table_of(record))
    if not isinstance(kind, Evidence):
        raise TypeError(f"{table_of(record)} is not evidence.")

    def value(name: str) -> Any:
        return read(record._meta.get_field(name))  # type: ignore[arg-type]  # noqa: SLF001 Django's API

    opened = json.loads(canonical({name: value(name) for name in kind.open}))
    return Snapshot(
        table=table_of(record),
        id=str(record.pk),
        open=opened,
        committed={name: text_of(value(name)) for name in kind.committed},
        digested={name: digest_of(value(name)) for name in kind.digested},
    )
