"""On SQLite, those who write from one process take turns: the first to come is the first served.

Left to SQLite each would look again and again whether the database is free, and whoever is unlucky would wait longest.
A lock of the threading module promises no order either: whoever lets go of it and comes back can push in.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import OperationalError

from wholeplace.kernel.in_use import file_of_database

_looking = threading.Lock()
_line: deque[threading.Event] = deque()
"""Whoever writes, and behind them those who wait: each is told by an event that it is their turn."""


@contextmanager
def in_turn() -> Iterator[None]:
    """Have nobody else in this process write while the block runs; raise what the database would after too long a wait."""
    if file_of_database() is None:
        yield
        return
    mine = _join_the_line()
    try:
        if not mine.wait(timeout=settings.LOCK_WAIT):
            raise OperationalError("database is locked by others of this process")
        yield
    finally:
        _leave_the_line(mine)


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
