"""One try at one piece of work: what its handler is handed, and how it ends."""

import datetime as dt
import random
import threading
from collections.abc import Callable
from typing import Any

from django.db import models, transaction

from wholeplace.kernel import clock
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.jobs.models import JobRun, State
from wholeplace.kernel.places import Place

LEASE = dt.timedelta(seconds=30)
SAY_EVERY = dt.timedelta(seconds=0.5)
FIRST_WAIT = dt.timedelta(seconds=10)
LONGEST_WAIT = dt.timedelta(hours=1)


Told = Callable[[int, int, str], None]
"""Hears how much is done, of how much, and what is being done."""


class Interrupted(Exception):  # noqa: N818 it is an outcome, not a fault
    """Raised inside a handler that must stop now; handlers let it pass."""


class LeaseLost(Interrupted):
    """Raised when somebody else has this work, because this worker was thought dead."""


class OverLimit(Interrupted):
    """Raised when one try took longer than its job allows."""


class Released(Interrupted):
    """Raised when the worker is asked to stop and the work did not end in time; another try does not count it."""


class GiveUp(Exception):  # noqa: N818 it is an outcome, not a fault
    """Raised by a handler that knows no further try will help; the reason holds nothing personal."""


class Run:
    """One try of a job, held under a lease by one worker."""

    def __init__(self, row: JobRun, *, stop: threading.Event | None = None, told: Told | None = None) -> None:
        """Hold a row this worker has just claimed; `told` hears of progress beside the row."""
        self.id: int = row.pk
        self.job = row.job
        self.place: Place | None = row.place
        self.references: dict[str, Any] = row.references
        self.attempt = row.attempt
        self.worker = row.worker
        self.stop = stop or threading.Event()
        self.told = told
        self._said_at: dt.datetime | None = None

    @property
    def mine(self) -> "models.QuerySet[JobRun]":
        """The row, as long as this very try still holds it."""
        return JobRun.objects.filter(
            pk=self.id, state=State.RUNNING, worker=self.worker, attempt=self.attempt
        )

    def progress(self, done: int, total: int, said: str = "") -> None:
        """Tell the page how far it is, at most twice a second, and renew the lease.

        Call it between transactions: inside one, nobody sees it until the commit. `said` is a message marked with
        `gettext_noop`, translated when it is shown.
        """
        if self.told is not None:
            self.told(done, total, said)
        now = clock.now()
        first_or_last = self._said_at is None or done >= total
        if not first_or_last and self._said_at is not None and now - self._said_at < SAY_EVERY:
            return
        self._said_at = now
        self.renew(done=done, total=total, said=said)

    def renew(self, **fields: object) -> None:
        """Keep the work for another lease; raise LeaseLost when somebody else has it."""
        with deriving():
            if not self.mine.update(lease=clock.now() + LEASE, **fields):
                raise LeaseLost

    def finish(self) -> bool:
        """Note that the work is done; False when somebody else has it now and will do it again."""
        return self._end(state=State.DONE, finished=clock.now(), fault="")

    def fail(self, fault: str) -> bool:
        """Put the work on the list of what was given up."""
        return self._end(state=State.FAILED, finished=clock.now(), fault=fault[:300])

    def retry(self, fault: str) -> bool:
        """Put the work back, to be tried again after a wait that grows with every try."""
        return self._end(state=State.WAITING, due=clock.now() + back_off(self.attempt), fault=fault[:300])

    def release(self) -> bool:
        """Put the work back as if this try had never been."""
        return self._end(state=State.WAITING, attempt=self.attempt - 1)

    def _end(self, **fields: object) -> bool:
        with deriving():
            return bool(self.mine.update(worker="", lease=None, **fields))


def back_off(attempt: int, *, chance: random.Random | None = None) -> dt.timedelta:
    """Return the wait after this many tries: doubled each time up to an hour, a quarter more or less by chance.

    Chance keeps many jobs that failed together from coming back together.
    """
    doubled: int = 2 ** min(attempt - 1, 20)
    wait = min(FIRST_WAIT * doubled, LONGEST_WAIT)
    return wait * (chance or random.SystemRandom()).uniform(0.75, 1.25)


def claim(worker: str) -> JobRun | None:
    """Take the next piece of work that is due, under a lease; no two workers ever take the same."""
    now = clock.now()
    due = JobRun.objects.filter(state=State.WAITING, due__lte=now).order_by("-priority", "due", "id")
    if not due.exists():  # looking takes no lock, so an idle worker disturbs nobody
        return None
    with deriving(), transaction.atomic():
        row = due.select_for_update(skip_locked=True).first()
        if row is None:
            return None
        row.state, row.worker, row.lease, row.once = State.RUNNING, worker, now + LEASE, None
        row.attempt += 1
        row.started = now
        row.save(update_fields=["state", "worker", "lease", "once", "attempt", "started"])
    return row
