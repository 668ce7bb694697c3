"""Trying one claimed piece of work, and putting down how it went."""

import contextlib
import logging
import traceback
from types import TracebackType
from typing import Self

from django.db import connection

from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.jobs.handlers import JOBS, Job
from wholeplace.kernel.jobs.heart import Heart
from wholeplace.kernel.jobs.references import Gone, unpack
from wholeplace.kernel.jobs.runs import GiveUp, Interrupted, LeaseLost, Released, Run

LOG = logging.getLogger("wholeplace.jobs")


class Attempt:
    """Keeps whatever ends a `with` block, so that one broken handler cannot end the worker."""

    error: Exception | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self.error = error if isinstance(error, Exception) else None
        return self.error is not None


def attempt(run: Run) -> None:
    """Do a claimed piece of work and note how it ended: done, to be tried again, or given up."""
    job = JOBS.get(run.job)
    if job is None:
        _settle(run, GiveUp("no such job"), attempts=0)
        return
    with Attempt() as trying, _heart(run, job):
        job(run, {name: unpack(value) for name, value in run.references.items()})
    if isinstance(trying.error, Interrupted):
        connection.close()  # it may have been stopped in the middle of a statement
    _settle(run, trying.error, attempts=job.attempts)


def _heart(run: Run, job: Job) -> contextlib.AbstractContextManager[None]:
    """Return what guards the try; inside a caller's transaction no other connection could see its row."""
    return contextlib.nullcontext() if connection.in_atomic_block else Heart(run, limit=job.limit)


def _settle(run: Run, error: Exception | None, *, attempts: int) -> None:
    """Put down the end of a try."""
    if error is None:
        kept = run.finish()
    elif isinstance(error, Released):
        kept = run.release()
    elif isinstance(error, LeaseLost):
        kept = False
    elif isinstance(error, (GiveUp, Gone)) or run.attempt >= attempts:
        kept = run.fail(plain_name(error))
    else:
        kept = run.retry(plain_name(error))
    if error is not None:
        LOG.warning("Job %s %s, try %s: %s", run.job, run.id, run.attempt, plain_name(error))
    if not kept:
        LOG.warning("Job %s %s was taken over by another worker", run.job, run.id)


def plain_name(error: Exception) -> str:
    """Return what went wrong and where, without the message: that could hold what somebody wrote."""
    if isinstance(error, GiveUp):
        return f"given up: {error}"
    if isinstance(error, Gone):
        return f"gone: {error}"
    if isinstance(error, Refused):
        return f"refused: {error.refusal.code}"
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"
