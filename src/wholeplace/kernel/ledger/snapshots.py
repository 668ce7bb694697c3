"""A row as the ledger keeps it: open columns, committed columns, digested columns."""

import hashlib
import json
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
    kind = kind_of(table_of(record))
    if not isinstance(kind, Evidence):
        raise TypeError(f"{table_of(record)} is not evidence.")

    def value(name: str) -> Any:
        return record._meta.get_field(name).value_from_object(record)  # type: ignore[union-attr]  # noqa: SLF001 Django's API

    opened = json.loads(canonical({name: value(name) for name in kind.open}))
    return Snapshot(
        table=table_of(record),
        id=str(record.pk),
        open=opened,
        committed={name: text_of(value(name)) for name in kind.committed},
        digested={name: digest_of(value(name)) for name in kind.digested},
    )
