"""A release: the one snapshot of figures about people that may be seen."""

import hashlib
import json
import uuid
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models

from wholeplace.kernel.records import Record, visible
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence

if TYPE_CHECKING:
    from wholeplace.kernel.actors import Viewer


class Release(Record):
    """Released figures about one record, kept as they were and never changed."""

    table = Evidence(open=(*BASE_COLUMNS, "about", "number", "base", "taken"), digested=("payload",))

    about = models.UUIDField(db_index=True)
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    taken = models.DateTimeField()
    payload = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about", "number"], name="one_release_of_a_number")]
        ordering = ["about", "-number"]

    def __str__(self) -> str:
        return f"release {self.number}"

    @cached_property
    def figures(self) -> dict[str, Any]:
        """The released figures, read from the payload."""
        figures: dict[str, Any] = json.loads(self.payload)
        return figures

    @property
    def version(self) -> str:
        """A short name of exactly these figures, for caches."""
        return hashlib.sha256(self.payload.encode()).hexdigest()[:16]


def latest_release(viewer: "Viewer", about: uuid.UUID) -> Release | None:
    """Return the newest release about a record that the viewer may see."""
    return visible(Release.objects.filter(about=about), viewer).order_by("-number").first()
