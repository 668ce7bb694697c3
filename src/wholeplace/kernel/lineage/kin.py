"""Which records belong to the golden thread, and in which ways one descends from another."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import Membership
from wholeplace.kernel.registries import Registry
from wholeplace.kernel.tables import table_of

Mark = tuple[str, Any]
"""A record by its table and id."""


@dataclass(frozen=True)
class Kin:
    """A kind of record on the golden thread: who sees it, what one is called, and who is told what became of it."""

    model: type[models.Model]
    visible_to: Callable[[Viewer], "models.QuerySet[Any]"]
    called: Callable[[Any], str] = str
    """How one stands in the middle of a sentence."""
    author: Callable[[Any], Membership] | None = None
    """Whose contribution it is; none where nobody is owed an answer."""
    yours: str | Promise = ""
    """What a letter calls it to its author."""


KIN: Registry[Kin] = Registry("kin")


@dataclass(frozen=True)
class LinkKind:
    """A way in which one record descends from another, told from below and from above."""

    came: str | Promise
    led: str | Promise


LINK_KINDS: dict[str, LinkKind] = {}
"""Every way of descending by its name."""


def declare_link(name: str, *, came: str | Promise, led: str | Promise) -> None:
    """Add a way of descending: `came` says it of the descendant (“proposed as”), `led` of the ancestor (“adopted as”)."""
    if name in LINK_KINDS:
        raise ValueError(f"Two kinds of link are called {name}.")
    LINK_KINDS[name] = LinkKind(came, led)


def kin_of(table: str) -> Kin:
    """Return what a table's records are on the golden thread; one that nobody declared is an error."""
    return next(kin for kin in KIN if table_of(kin.model) == table)


def seen(viewer: Viewer, marks: Iterable[Mark], known: Iterable[Any]) -> dict[Any, Any]:
    """Return those of these records that the viewer may see, by id, asking once for each kind not known already."""
    found = {record.pk: record for record in known}
    wanted: dict[str, set[Any]] = {}
    for table, record in marks:
        if record not in found:
            wanted.setdefault(table, set()).add(record)
    return found | {
        record.pk: record
        for table, ids in wanted.items()
        for record in kin_of(table).visible_to(viewer).filter(pk__in=ids)
    }


def called(record: models.Model) -> str:
    """Return what a record is called in the middle of a sentence."""
    return kin_of(table_of(record)).called(record)


def leads_to(record: Any) -> str:
    """Return where a record is read; nothing where it has no page."""
    return record.get_absolute_url() if hasattr(record, "get_absolute_url") else ""
