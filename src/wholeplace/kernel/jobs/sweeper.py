"""Putting back the work of workers that died, and throwing away what is long finished."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from wholeplace.kernel import clock
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.jobs.handlers import attempts_of
from wholeplace.kernel.jobs.models import JobRun, State

KEPT = dt.timedelta(days=7)
KEPT_FAILED = dt.timedelta(days=90)


def sweep() -> int:
    """Put back running work whose lease is over, and return how much; work out of tries is given up."""
    return _put_back(JobRun.objects.filter(state=State.RUNNING, lease__lt=clock.now()))


def sweep_all() -> int:
    """Put back all running work: only for a worker that knows it is the only one and does none itself."""
    return _put_back(JobRun.objects.filter(state=State.RUNNING))


def tidy() -> None:
    """Throw away work that was done a week ago, and work given up three months ago."""
    now = clock.now()
    with deriving():
        JobRun.objects.filter(state=State.DONE, finished__lt=now - KEPT).delete()
        JobRun.objects.filter(state=State.FAILED, finished__lt=now - KEPT_FAILED).delete()


def _put_back(orphans: "QuerySet[JobRun]") -> int:
    if not orphans.exists():  # looking takes no lock
        return 0
    with deriving(), transaction.atomic():
        rows = list(orphans.select_for_update(skip_locked=True))
        for row in rows:
            row.worker, row.lease = "", None
            if row.attempt >= attempts_of(row.job):
                row.state, row.finished, row.fault = State.FAILED, clock.now(), "the worker died at every try"
            else:
                row.state = State.WAITING  # and it keeps its turn
            row.save(update_fields=["worker", "lease", "state", "finished", "fault"])
    return len(rows)
