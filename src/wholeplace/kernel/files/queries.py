"""Which files a viewer may see: those beside a record they may see, and no others."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.files.models import KeptFile, Shelf
from wholeplace.kernel.files.shelves import content_of
from wholeplace.kernel.privacy.personal import subject_of
from wholeplace.kernel.reachable import query_for, reach
from wholeplace.kernel.records import Record, visible
from wholeplace.kernel.tables import models_by_table, table_of

CARRYING: list[type[Record]] = []
"""Models whose records can have files beside them; each is declared reachable too."""


def declare_carrying(model: type[Record]) -> None:
    """Let records of a model have files beside them."""
    CARRYING.append(model)


def files_visible_to(viewer: Viewer) -> QuerySet[KeptFile]:
    """Return the files a viewer may see, those taken back too: their names stay, and their contents are gone."""
    seen = Q(pk__in=[])
    for model in CARRYING:
        records = query_for(model, viewer).order_by().values("pk")
        seen |= Q(of_table=table_of(model), of__in=records)
    files = visible(KeptFile.objects.select_related("place", "by"), viewer)
    return files.filter(seen).order_by("of", "number")


def contents(viewer: Viewer, file: KeptFile) -> bytes | None:
    """Return what a file holds, to whoever may see it; None where it is gone, or no longer what was put there."""
    shelf = Shelf.objects.filter(place=viewer.place).first()
    if shelf is None or not file.is_there or file.place_id != viewer.place.pk:
        return None
    return content_of(file, salt=shelf.salt)


def files_put_by(viewer: Viewer) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of every file the viewer put anywhere in the place and did not take back."""
    assert viewer.membership is not None
    for file in KeptFile.objects.filter(by__in=subject_of(viewer.membership).members).order_by("put", "pk"):
        if (content := contents(viewer, file)) is not None:
            yield file.name, content


def beside_what(viewer: Viewer, file: KeptFile) -> Record | None:
    """Return the record a file was put beside, as the viewer may see it."""
    model = models_by_table().get(file.of_table)
    found = reach(viewer, model, file.of) if model is not None else None
    return found if isinstance(found, Record) else None
