"""Putting work on the queue, in the transaction of the deed that asks for it."""

import datetime as dt
import hashlib
import threading
from collections.abc import Mapping

from django.db import connection, transaction
from django.db.models import QuerySet

from wholeplace.kernel import clock
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.jobs.models import JobRun, Priority, State
from wholeplace.kernel.jobs.references import pack, subject_of
from wholeplace.kernel.places import Place
from wholeplace.kernel.prepared import prepared
from wholeplace.kernel.tables import table_of

BELL = threading.Event()
"""Rung when work was committed, so that a worker in the same process need not wait for its next look."""


def enqueue(
    job: str, *, place: Place | None, once: str = "", due: dt.datetime | None = None, **references: object
) -> None:
    """Have a job done after this transaction is committed; nothing is left of it when that rolls back.

    Every job is done at least once: a worker that dies has its job done again, so handlers must bear repetition.
    With `once`, nothing is added while a job of that name, place and key still waits; `due` makes it wait till then.
    """
    ask(job, references, place=place, once=once, due=due)


def ask(
    job: str,
    references: Mapping[str, object],
    *,
    place: Place | None,
    once: str = "",
    due: dt.datetime | None = None,
    priority: Priority = Priority.ORDINARY,
) -> None:
    """Have a job done as `enqueue` does, with its references in one mapping and in the order of its priority."""
    key = _key(job, place, once) if once else None
    asked = clock.now()
    run = JobRun(
        job=job,
        place=place,
        references={name: pack(value) for name, value in references.items()},
        subject=subject_of(references),
        once=key,
        priority=priority,
        asked=asked,
        due=due or asked,
    )
    with deriving(), transaction.atomic(savepoint=False):
        if key is None:
            run.save(force_insert=True)
        else:
            _add_unless_waiting(run)
        transaction.on_commit(BELL.set)


def awaits(job: str, *, place: Place | None, once: str) -> bool:
    """Say whether a job of that name, place and key waits; if so it waits until this transaction is committed."""
    return _hold_waiting(_key(job, place, once))


def requeue(run: int) -> None:
    """Put a job that was given up on the queue again, with all its attempts before it."""
    with deriving():
        JobRun.objects.filter(pk=run, state=State.FAILED).update(
            state=State.WAITING, due=clock.now(), attempt=0, finished=None, done=0, total=0, said="", fault=""
        )
    BELL.set()


def _add_unless_waiting(run: JobRun) -> None:
    """Add a row, or hold the one that waits so that no worker takes it before this transaction is committed.

    Without holding it, a worker could start the waiting job now, read what was true before this deed, and nobody
    would ever work on what this deed changed.
    """
    while run.once is not None and not _hold_waiting(run.once):
        JobRun.objects.bulk_create([run], ignore_conflicts=True)


def _hold_waiting(key: str) -> bool:
    """Say whether such a job waits, locking it against workers; many deeds may hold it at the same time."""
    if connection.vendor != "postgresql":
        return bool(_of_key.rows(key))
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT 1 FROM "{table_of(JobRun)}" WHERE once = %s FOR SHARE', [key])  # noqa: S608 our table
        return cursor.fetchone() is not None


@prepared
def _of_key(key: str) -> "QuerySet[JobRun, tuple[int]]":
    return JobRun.objects.filter(once=key).values_list("pk")


def _key(job: str, place: Place | None, once: str) -> str:
    return hashlib.sha256(f"{job}|{place.pk if place else ''}|{once}".encode()).hexdigest()
