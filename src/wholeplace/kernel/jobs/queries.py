"""How far a piece of work is, and what was given up."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext

from wholeplace.kernel.jobs.models import JobRun, State
from wholeplace.kernel.jobs.references import name_of
from wholeplace.kernel.places import Place


@dataclass(frozen=True)
class Progress:
    """How far one piece of work is, as a page shows it."""

    state: State
    done: int
    total: int
    said: str
    asked: dt.datetime
    started: dt.datetime | None
    finished: dt.datetime | None
    will_retry_at: dt.datetime | None


@dataclass(frozen=True)
class DeadLetter:
    """Work that was given up: which, why in plain words without anything personal, and how often it was tried."""

    run: int
    job: str
    place: Place | None
    subject: str
    fault: str
    attempts: int
    asked: dt.datetime
    finished: dt.datetime | None


def progress_of(work: int | tuple[str, models.Model]) -> Progress | None:
    """Return how far a run, or the newest work of (job, record), is; None when there was none.

    It holds counts only; whoever shows it has fetched the record through a query of its feature.
    """
    rows = JobRun.objects.filter(pk=work) if isinstance(work, int) else _work_on(*work)
    row = rows.order_by("-id").first()
    if row is None:
        return None
    waits_again = row.state == State.WAITING and row.attempt > 0
    return Progress(
        state=State(row.state),
        done=row.done,
        total=row.total,
        said=gettext(row.said) if row.said else "",
        asked=row.asked,
        started=row.started,
        finished=row.finished,
        will_retry_at=row.due if waits_again else None,
    )


def dead_letters(place: Place | None = None) -> list[DeadLetter]:
    """Return what was given up, in one place or anywhere, the newest first."""
    rows = JobRun.objects.filter(state=State.FAILED).select_related("place").order_by("-finished", "-id")
    if place is not None:
        rows = rows.filter(place=place)
    return [
        DeadLetter(row.pk, row.job, row.place, row.subject, row.fault, row.attempt, row.asked, row.finished)
        for row in rows
    ]


def _work_on(job: str, record: models.Model) -> "models.QuerySet[JobRun]":
    return JobRun.objects.filter(job=job, subject=name_of(record))
