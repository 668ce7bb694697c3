"""Which query a record of each model is fetched through, by whoever names it: page, API, command or ledger line."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.registries import Registry


@dataclass(frozen=True)
class Reachable:
    """A model and the query that returns the records of it a viewer may see."""

    model: type[models.Model]
    visible_to: Callable[[Viewer], "models.QuerySet[Any]"]


REACHABLE: Registry[Reachable] = Registry("reachable")


def query_for(model: type[models.Model], viewer: Viewer) -> "models.QuerySet[Any]":
    """Return the records of a model that this viewer may see."""
    for one in REACHABLE:
        if one.model is model:
            return one.visible_to(viewer)
    return model._base_manager.none()  # noqa: SLF001 nothing is reachable unless declared


def reach(viewer: Viewer, model: type[models.Model], record: uuid.UUID | str) -> models.Model | None:
    """Return a record the viewer may see, or None as for one that does not exist."""
    found: models.Model | None = query_for(model, viewer).filter(pk=record).first()
    return found
