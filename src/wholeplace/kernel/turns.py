"""On SQLite, those who write from one process take turns: the first to come is the first served.

Left to SQLite each would look again and again whether the database is free, and whoever is unlucky would wait longest.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import OperationalError

from wholeplace.kernel.in_use import file_of_database

_turn = threading.Lock()


@contextmanager
def in_turn() -> Iterator[None]:
    """Have nobody else in this process write while the block runs; raise what the database would after too long a wait."""
    if file_of_database() is None:
        yield
        return
    if not _turn.acquire(timeout=settings.LOCK_WAIT):
        raise OperationalError("database is locked by others of this process")
    try:
        yield
    finally:
        _turn.release()
