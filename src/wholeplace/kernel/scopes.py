"""For what a hat counts that somebody wears for one record alone: that record, and whatever stands in it."""

import uuid
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)

STANDS_IN: dict[type[models.Model], Callable[[models.Model], Iterable[uuid.UUID]]] = {}
"""By model, in which other records one of its records stands."""


def declare_standing_in(model: type[M], of: Callable[[M], Iterable[uuid.UUID]]) -> None:
    """Let hats worn for the records in which one stands count for it too."""
    STANDS_IN[model] = of  # type: ignore[assignment] # asked of this model's records alone


def scopes_of(record: models.Model) -> tuple[uuid.UUID, ...]:
    """Return for which records a hat counts where this one is acted on: itself, and those in which it stands."""
    within = STANDS_IN.get(type(record))
    return (record.pk, *(within(record) if within else ()))
