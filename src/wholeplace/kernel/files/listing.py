"""Files fetched together with the records they stand beside, in the statement that fetches those."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import JSONField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.files.models import KeptFile
from wholeplace.kernel.listed import Listed
from wholeplace.kernel.records import Record, visible

R = TypeVar("R", bound=Record)

MOMENTS = ("taken_back", "held_until", "taken_down")
COLUMNS = ("id", "number", "name", "description", "kind", "size", *MOMENTS, "because", "first_word_by_id")
"""What a page tells of a file in a list."""


def with_files(viewer: Viewer, records: "QuerySet[R]") -> "QuerySet[R]":
    """Return records each with the files beside it, as `files_of` reads them."""
    beside = visible(KeptFile.objects.order_by(), viewer).filter(of=OuterRef("pk")).values("of")
    listed = beside.annotate(all=Listed(JSONObject(**dict(zip(COLUMNS, COLUMNS, strict=True))))).values("all")
    return records.annotate(files_listed=Subquery(listed, output_field=JSONField()))  # type: ignore[return-value] # with a column more


def files_of(viewer: Viewer, record: Record) -> list[KeptFile]:
    """Return the files beside a record that was fetched with them, in the order they came."""
    listed = getattr(record, "files_listed", None) or ()
    return sorted((_file(viewer, one) for one in listed), key=lambda file: file.number)


def _file(viewer: Viewer, told: Mapping[str, Any]) -> KeptFile:
    known = {**told, "id": uuid.UUID(told["id"]), **{name: _moment(told[name]) for name in MOMENTS}}
    return KeptFile(place=viewer.place, **known)


def _moment(told: str | None) -> dt.datetime | None:
    if not told:
        return None
    moment = dt.datetime.fromisoformat(told)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
