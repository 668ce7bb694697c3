"""On SQLite, those who write take turns: of one process the first to come is the first served, and then its first of all.

Left to SQLite each would look again and again whether the database is free, ever more rarely, and whoever is unlucky would
wait longest. A lock of the threading module promises no order either: whoever lets go of it and comes back can push in.
"""

import fcntl
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import OperationalError

from wholeplace.kernel.in_use import file_of_database

PAUSE = 0.001
"""Seconds between two looks whether another process has ended its turn: one thread of each process looks."""

_looking = threading.Lock()
_line: deque[threading.Event] = deque()
"""Whoever writes, and behind them those who wait: each is told by an event that it is their turn."""


@contextmanager
def in_turn() -> Iterator[None]:
    """Have nobody else write while the block runs; raise what the database would after too long a wait."""
    file = file_of_database()
    if file is None:
        yield
        return
    until = time.monotonic() + settings.LOCK_WAIT
    mine = _join_the_line()
    try:
        if not mine.wait(timeout=settings.LOCK_WAIT):
            raise OperationalError("database is locked by others of this process")
        with _before_other_processes(file, until=until):
            yield
    finally:
        _leave_the_line(mine)


@contextmanager
def _before_other_processes(file: Path, *, until: float) -> Iterator[None]:
    """Hold the file that stands for the turn, which ends with its process; where there can be none, go on without."""
    try:
        turn = Path(f"{file}.turn").open("ab")  # noqa: SIM115 held in the block below
    except OSError:
        yield
        return
    with turn:
        while not _taken(turn):
            if time.monotonic() > until:
                raise OperationalError("database is locked by another process")
            time.sleep(PAUSE)
        yield


def _taken(turn: IO[bytes]) -> bool:
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _join_the_line() -> threading.Event:
    mine = threading.Event()
    with _looking:
        _line.append(mine)
        _line[0].set()
    return mine


def _leave_the_line(mine: threading.Event) -> None:
    with _looking:
        _line.remove(mine)
        if _line:
            _line[0].set()
