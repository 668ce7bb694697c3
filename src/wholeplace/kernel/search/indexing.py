"""Keeping the index as the records are, in the transaction of each deed; and making it again from the records."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import connection, models, transaction

from wholeplace.kernel.bar import Show, unseen
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.jobs.queue import enqueue
from wholeplace.kernel.search.models import Findable
from wholeplace.kernel.search.searchable import SEARCHABLE, Searchable
from wholeplace.kernel.search.sense import encoder, is_understood
from wholeplace.kernel.search.words import as_words
from wholeplace.kernel.tables import table_of

if TYPE_CHECKING:
    from wholeplace.kernel.acts import Act

AT_ONCE = 500
READ_AT_ONCE = 64
INDEX = "wp_kernel_findable_words"
"""SQLite's index of the words, which triggers keep as the table is."""


def keep_findable(act: "Act") -> None:
    """Bring the index up to what a deed made, changed and removed; whatever rolls the deed back takes this with it."""
    kinds = {one.model: one for one in SEARCHABLE}
    changed = [*act.changed, *(("now", record) for _model, records in act.batches for record in records)]
    last = {record.pk: (change, record) for change, record in changed if type(record) in kinds}
    kept, gone = [], []
    for change, record in last.values():
        kind = kinds[type(record)]
        if change == "now" and kind.kept(record):
            kept.append(_row(kind, record))
        else:
            gone.append(record.pk)
    if gone:
        Findable.objects.filter(record__in=gone).delete()
    _keep(kept)


def index_again(record: models.Model) -> None:
    """Bring the index up to a row that was changed beside any deed's own list, as when it is erased."""
    kind = next((one for one in SEARCHABLE if one.model is type(record)), None)
    if kind is None:
        return
    record.refresh_from_db()
    with deriving():
        if kind.kept(record):
            _keep([_row(kind, record)])
        else:
            Findable.objects.filter(record=record.pk).delete()


def rebuild(show: Show = unseen) -> int:
    """Make the whole index again from the records, and return how many can be found."""
    kinds = list(SEARCHABLE)
    with deriving(), transaction.atomic():
        Findable.objects.all().delete()
        for number, kind in enumerate(kinds):
            show(number / len(kinds))
            records = kind.model._base_manager.order_by("pk").iterator(AT_ONCE)  # noqa: SLF001 the public manager may filter
            for some in _some_at_once(_row(kind, one) for one in records if kind.kept(one)):
                _keep(some)
    tidy()
    return Findable.objects.count()


def tidy() -> None:
    """Leave nothing in SQLite's index of the words of what was changed or removed; PostgreSQL's holds no words apart."""
    if connection.vendor == "sqlite":
        with deriving(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('optimize')")  # noqa: S608 our own name


def _row(kind: Searchable, record: Any) -> Findable:
    return Findable(
        place_id=record.place_id,
        of_table=table_of(kind.model),
        record=record.pk,
        title=as_words(kind.title(record)),
        text=as_words(kind.text(record)),
        at=getattr(record, kind.when) if kind.when else None,
    )


def _keep(rows: list[Findable]) -> None:
    """Put rows into the index, in place of what it held of the same records."""
    Findable.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["record"],
        update_fields=["title", "text", "at", "sense"],
    )
    if rows and is_understood() and _to_read().filter(sense=None).exists():
        enqueue("search.understand", place=None, once="all")


def understand(told: Callable[[int, int], None]) -> None:
    """Read what is compared by its meaning and was not read yet, and tell how far it is."""
    waiting = list(_to_read().filter(sense=None).values_list("pk", "of_table", "record", "title"))
    kinds = {table_of(one.model): one for one in SEARCHABLE}
    for start in range(0, len(waiting), READ_AT_ONCE):
        some = waiting[start : start + READ_AT_ONCE]
        for table in {row[1] for row in some}:
            _read(kinds[table], [row for row in some if row[1] == table])
        told(start + len(some), len(waiting))


def _read(kind: Searchable, rows: list[tuple[int, str, uuid.UUID, str]]) -> None:
    """Keep what the titles of some records mean, but for those whose words change meanwhile."""
    records = kind.model._base_manager.in_bulk([record for _pk, _table, record, _title in rows])  # noqa: SLF001 any model
    there = [(pk, title, kind.title(records[record])) for pk, _, record, title in rows if record in records]
    senses = encoder().senses([said for _pk, _title, said in there])
    with deriving(), transaction.atomic():
        for (pk, title, _said), sense in zip(there, senses, strict=True):
            Findable.objects.filter(pk=pk, title=title).update(sense=sense.tobytes())


def _to_read() -> "models.QuerySet[Findable]":
    return Findable.objects.filter(of_table__in=[table_of(one.model) for one in SEARCHABLE if one.compared])


def _some_at_once(rows: Iterable[Findable]) -> Iterator[list[Findable]]:
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        yield some
