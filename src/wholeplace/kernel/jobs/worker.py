"""The worker: takes work from the queue until it is told to stop."""

import contextlib
import logging
import os
import signal
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from types import FrameType

from django.db import InterfaceError, OperationalError, connection, connections

from wholeplace.kernel.jobs.alone import alone_on_this_database
from wholeplace.kernel.jobs.attempts import attempt
from wholeplace.kernel.jobs.cron import tick
from wholeplace.kernel.jobs.queue import BELL
from wholeplace.kernel.jobs.runs import LEASE, Run, Told, claim
from wholeplace.kernel.jobs.sweeper import sweep, sweep_all

LOOK_EVERY = 0.5
"""Seconds between two looks at the queue of a worker that has nothing to do."""

ROUND_EVERY = LEASE.total_seconds() / 3
"""Seconds between two rounds of sweeping and looking at the clock."""

LOG = logging.getLogger("wholeplace.jobs")


def work(stop: threading.Event) -> None:
    """Do whatever work comes, in this thread, until `stop` is set; the job in hand is finished or released.

    Work is done at least once. On SQLite one worker works at a time and any other waits for it to end; on PostgreSQL
    any number share the queue.
    """
    name = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
    try:
        with alone_on_this_database(stop, look_every=LOOK_EVERY):
            _work_until(stop, name)
    finally:
        connections.close_all()


def work_as_process() -> None:
    """Do whatever work comes until SIGTERM or SIGINT; for a process that does nothing else."""
    stop = threading.Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    work(stop)


@contextlib.contextmanager
def working_beside() -> Iterator[None]:
    """Have a worker in a thread of this process while the block runs; it is stopped and waited for at the end."""
    stop = threading.Event()
    thread = threading.Thread(target=work, args=[stop], name="worker", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        BELL.set()
        thread.join()


def run_all_now(told: Told | None = None) -> int:
    """Do everything that is due, in this thread, until nothing is left, and return how many tries that took.

    For commands, tests and the demo; it works inside a transaction too, then without a heart.
    """
    tries = 0
    while (row := claim(f"here:{os.getpid()}")) is not None:
        attempt(Run(row, told=told))
        tries += 1
    return tries


def _work_until(stop: threading.Event, name: str) -> None:
    """Look, work, and wait; a database that is away is asked again."""
    put_back = (
        sweep_all if connection.vendor == "sqlite" else sweep
    )  # alone: what runs now was a dead worker's
    next_round = time.monotonic()
    while not stop.is_set():
        try:
            if time.monotonic() >= next_round:
                put_back()
                put_back = sweep
                tick()
                next_round = time.monotonic() + ROUND_EVERY
            if _did_something(stop, name):
                continue
        except (OperationalError, InterfaceError) as error:
            LOG.warning("The worker cannot reach its database: %s", type(error).__name__)
            connection.close()
        BELL.wait(LOOK_EVERY)
        BELL.clear()


def _did_something(stop: threading.Event, name: str) -> bool:
    row = claim(name)
    if row is not None:
        attempt(Run(row, stop=stop))
    return row is not None
