"""One worker at a time on SQLite, which has one writer at a time."""

import contextlib
import fcntl
import threading
from collections.abc import Iterator
from pathlib import Path

from wholeplace.kernel.in_use import file_of_database


@contextlib.contextmanager
def alone_on_this_database(stop: threading.Event, *, look_every: float) -> Iterator[None]:
    """Wait until no other worker works on this SQLite file, or `stop` is set; on PostgreSQL there is no need.

    The lock belongs to the open file, so it ends with the process however that dies.
    """
    name = file_of_database()
    if name is None:
        yield
        return
    with Path(f"{name}.worker").open("w") as file:
        while not _locked(file.fileno()) and not stop.wait(look_every):
            pass
        yield


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
