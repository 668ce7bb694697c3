"""The heart of a try: renews its lease while the handler works, and stops a handler that must end."""

import ctypes
import datetime as dt
import logging
import threading
from types import TracebackType

from django.db import DatabaseError, connections

from wholeplace.kernel import clock
from wholeplace.kernel.jobs.runs import LEASE, Interrupted, LeaseLost, OverLimit, Released, Run

BEAT = LEASE / 6
GRACE = dt.timedelta(seconds=8)
"""How long a worker that is asked to stop lets its job go on: less than what container managers allow."""

LOOK_EVERY = 0.25
"""Seconds between two looks at the time and at whether the worker is asked to stop."""

LOG = logging.getLogger("wholeplace.jobs")


class Heart:
    """Beats in a thread of its own, with a database connection of its own, while the `with` block runs.

    It stops the block by raising in its thread: that ends any Python code, though not one long call into C.
    """

    def __init__(self, run: Run, *, limit: dt.timedelta) -> None:
        """Guard one try, whose handler runs in the thread that calls this."""
        self._run, self._limit = run, limit
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._handler_thread = threading.get_ident()
        self._thread = threading.Thread(target=self._watch, name=f"heart of job {run.id}", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        try:
            self._beat_until_over()
        finally:
            connections.close_all()

    def _beat_until_over(self) -> None:
        """Renew, and look whether the handler must stop, until it has ended."""
        started = renewed = clock.now()
        while not self._over.wait(LOOK_EVERY):
            now = clock.now()
            if now - started > self._limit:
                return self._interrupt(OverLimit)
            if self._run.stop.is_set() and not self._over.wait(GRACE.total_seconds()):
                return self._interrupt(Released)
            if now - renewed >= BEAT:
                renewed = now
                if not self._renewed():
                    return self._interrupt(LeaseLost)
        return None

    def _renewed(self) -> bool:
        """Renew the lease; a database that is busy now is asked again at the next beat."""
        try:
            self._run.renew()
        except LeaseLost:
            return False
        except DatabaseError as error:
            LOG.warning("The lease of job %s could not be renewed: %s", self._run.id, type(error).__name__)
        return True

    def _interrupt(self, error: type[Interrupted]) -> None:
        """Raise an error in the handler's thread, unless the handler has ended meanwhile."""
        with self._lock:
            if not self._over.is_set():
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    ctypes.c_ulong(self._handler_thread), ctypes.py_object(error)
                )
