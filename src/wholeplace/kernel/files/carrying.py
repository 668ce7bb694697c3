"""Beside which records files can stand, and for what a hat counts by whose wearer they are held or taken down."""

import uuid
from collections.abc import Iterable

from django.db.models import Q

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.files.models import KeptFile
from wholeplace.kernel.files.names import JUDGES
from wholeplace.kernel.records import Record
from wholeplace.kernel.scopes import declare_standing_in, scopes_of
from wholeplace.kernel.tables import table_of

CARRYING: dict[type[Record], str] = {}
"""Models whose records can have files beside them, and the column that leads from one to what it is part of."""


def declare_carrying(model: type[Record], *, part_of: str) -> None:
    """Let records of a model have files beside them, which whoever moderates or convenes what they are part of may hold."""
    CARRYING[model] = part_of


def _stands_in(file: KeptFile) -> list[uuid.UUID]:
    found = [file.of]
    for model, part_of in CARRYING.items():
        if table_of(model) == file.of_table:
            found += model._base_manager.filter(pk=file.of).values_list(part_of, flat=True)  # noqa: SLF001 whoever sees the file may know
    return found


declare_standing_in(KeptFile, _stands_in)


def scopes_judged(viewer: Viewer) -> set[uuid.UUID | None]:
    """Return for what the viewer moderates or convenes, and None where it is the whole place."""
    return {hat.scope for hat in viewer.hats if hat.kind in JUDGES}


def judged_for(viewer: Viewer, file: KeptFile) -> tuple[uuid.UUID | None, ...]:
    """Return for what a hat counts about a file, the whole place first; asked only where some are for less than that."""
    less = any(hat.scope is not None for hat in viewer.held if hat.kind in JUDGES)
    return (None, *scopes_of(file)) if less else (None,)


def beside(scopes: Iterable[uuid.UUID]) -> Q:
    """Return what is said of files that stand beside one of these records, or beside a part of one."""
    there, said = list(scopes), Q(pk__in=[])
    for model, part_of in CARRYING.items():
        records = model._base_manager.filter(Q(pk__in=there) | Q(**{f"{part_of}__in": there}))  # noqa: SLF001 asked of files one sees
        said |= Q(of_table=table_of(model), of__in=records.order_by().values("pk"))
    return said
