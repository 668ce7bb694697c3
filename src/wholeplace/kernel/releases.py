"""A release: the one snapshot of figures about people that may be seen."""

import hashlib
import json
import uuid
from collections.abc import Callable, Hashable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models

from wholeplace.analysis.disclosure import LEAST_BASE, PrintedTable, gives_away_a_few
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.records import Record, visible
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence

if TYPE_CHECKING:
    from wholeplace.kernel.actors import Viewer
    from wholeplace.kernel.acts import Act

Printed = Callable[[dict[str, Any]], Mapping[Hashable, PrintedTable]]
"""Reads from a payload the tables of people it prints."""


class Release(Record):
    """Released figures about one record, kept as they were and never changed."""

    table = Evidence(
        open=(*BASE_COLUMNS, "about", "number", "base", "taken", "so_far"), digested=("payload",)
    )

    about = models.UUIDField(db_index=True)
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    taken = models.DateTimeField()
    payload = models.TextField()
    so_far = models.BooleanField(default=False)
    """Whether the record it is about was still going on."""

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
    """Return the newest release about the whole of a record that the viewer may see."""
    return _newest(viewer, about, so_far=False)


def latest_so_far(viewer: "Viewer", about: uuid.UUID) -> Release | None:
    """Return the newest release about a record as far as it had come, that the viewer may see."""
    return _newest(viewer, about, so_far=True)


def _newest(viewer: "Viewer", about: uuid.UUID, *, so_far: bool) -> Release | None:
    return visible(Release.objects.filter(about=about, so_far=so_far), viewer).order_by("-number").first()


def release_figures(act: "Act", *, about: Record, payload: str, base: int, printed: Printed) -> Release:
    """Release figures about the whole of a record as one snapshot; the same figures again stay the same release."""
    return _released(act, about=about, payload=payload, base=base, printed=printed, so_far=False)


def release_so_far(act: "Act", *, about: Record, payload: str, base: int, printed: Printed) -> Release:
    """Release figures about a record that goes on, as one snapshot."""
    return _released(act, about=about, payload=payload, base=base, printed=printed, so_far=True)


def _released(
    act: "Act", *, about: Record, payload: str, base: int, printed: Printed, so_far: bool
) -> Release:
    """Keep figures as a release; every one goes through here.

    Refused are figures of fewer than ten people, and those that, beside any earlier
    release of the record, would give away how a few people answered.
    """
    earlier = list(Release.objects.filter(about=about.pk).order_by("number"))
    if earlier and earlier[-1].payload == payload:
        return earlier[-1]
    if base < LEAST_BASE:
        raise Refused("release_too_small", least=LEAST_BASE)
    tables = printed(json.loads(payload))
    for one in earlier:
        if 0 < abs(one.base - base) < LEAST_BASE or gives_away_a_few(printed(one.figures), tables):
            raise Refused("release_too_near", least=LEAST_BASE)
    release = Release.objects.create(
        place=act.place,
        audience=about.audience,
        about=about.pk,
        number=len(earlier) + 1,
        base=base,
        taken=act.at,
        payload=payload,
        so_far=so_far,
    )
    act.record(release)
    act.say(number=release.number, people=base)
    return release
