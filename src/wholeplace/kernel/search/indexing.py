"""Keeping the index as the records are, in the transaction of each deed; and making it again from the records."""

import uuid
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import connection, models, transaction

from wholeplace.kernel.bar import Show, unseen
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.jobs.models import Priority
from wholeplace.kernel.jobs.queue import ask
from wholeplace.kernel.search.models import Findable
from wholeplace.kernel.search.searchable import SEARCHABLE, Searchable
from wholeplace.kernel.search.sense import encoder, is_understood
from wholeplace.kernel.search.words import as_words
from wholeplace.kernel.tables import table_of

if TYPE_CHECKING:
    from wholeplace.kernel.acts import Act

AT_ONCE = 500
READ_AT_ONCE = 64
"""Texts read in one job: about half a second, after which other work can go first."""
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
    compared = [row for row in rows if row.of_table in {table_of(one.model) for one in _compared()}]
    _keep_senses(compared)
    Findable.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["record"],
        update_fields=["title", "text", "at", "sense"],
    )
    if is_understood() and any(row.sense is None for row in compared):
        _have_the_rest_read()


def _keep_senses(rows: list[Findable]) -> None:
    """Leave what was read of records whose titles stay as they are."""
    if rows:
        read = Findable.objects.filter(record__in=[row.record for row in rows]).exclude(sense=None)
        kept = {
            (record, title): sense for record, title, sense in read.values_list("record", "title", "sense")
        }
        for row in rows:
            row.sense = kept.get((row.record, row.title))


def _compared() -> list[Searchable]:
    return [one for one in SEARCHABLE if one.compared is not None]


def _have_the_rest_read() -> None:
    ask("search.understand", {}, place=None, once="all", priority=Priority.LATER)


def understand() -> None:
    """Read some of what is compared by its meaning and was not read yet; if that is not all, go on when nothing else waits."""
    for kind in _compared() if is_understood() else ():
        assert kind.compared is not None
        waiting = Findable.objects.filter(of_table=table_of(kind.model), sense=None)
        there = waiting.filter(record__in=kind.compared().values("pk")).values_list("pk", "record", "title")
        if rows := list(there[:READ_AT_ONCE]):
            _read(kind, rows)
            _have_the_rest_read()


def _read(kind: Searchable, rows: list[tuple[int, uuid.UUID, str]]) -> None:
    """Keep what the titles of some records mean, but for those whose words change meanwhile."""
    records = kind.model._base_manager.in_bulk([record for _pk, record, _title in rows])  # noqa: SLF001 any model
    there = [(pk, title, kind.title(records[record])) for pk, record, title in rows if record in records]
    senses = encoder().senses([said for _pk, _title, said in there])
    with deriving(), transaction.atomic():
        for (pk, title, _said), sense in zip(there, senses, strict=True):
            Findable.objects.filter(pk=pk, title=title).update(sense=sense.tobytes())


def _some_at_once(rows: Iterable[Findable]) -> Iterator[list[Findable]]:
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        yield some
