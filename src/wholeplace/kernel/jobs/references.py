"""What a piece of work is told: references to records and small plain values, nothing that could be personal text."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from wholeplace.kernel.tables import models_by_table, table_of

LONGEST = 200
"""Characters of a plain value: enough for a key or a name of a kind, too few for what somebody wrote."""


class Gone(Exception):  # noqa: N818 it is an outcome, not a fault
    """Raised when a record the work is about no longer exists."""


def pack(value: object) -> object:
    """Return a value as the queue keeps it: a record by its table and id, anything else as plain JSON."""
    if isinstance(value, models.Model):
        return {"table": table_of(value), "id": str(value.pk)}
    if isinstance(value, (list, tuple)):
        return [pack(item) for item in value]
    if isinstance(value, str) and len(value) > LONGEST:
        raise ValueError("Jobs are handed references, not text.")
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    raise TypeError(f"A job cannot be handed a {type(value).__name__}.")


def unpack(value: Any) -> Any:
    """Return a kept value with every record fetched afresh."""
    if isinstance(value, list):
        return [unpack(item) for item in value]
    if isinstance(value, dict):
        model = models_by_table().get(value["table"])
        record = model and model._base_manager.filter(pk=value["id"]).first()  # noqa: SLF001 any model
        if record is None:
            raise Gone(value["table"])
        return record
    return value


def subject_of(references: Mapping[str, object]) -> str:
    """Return the first record among the references, by which the work is found again; empty if there is none."""
    return next((name_of(value) for value in references.values() if isinstance(value, models.Model)), "")


def name_of(record: models.Model) -> str:
    """Return a record's table and id in one word."""
    return f"{table_of(record)}:{record.pk}"
