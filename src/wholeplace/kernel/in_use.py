"""Who uses the database: whatever works on it shares it, and a restore has it to itself."""

import contextlib
import fcntl
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from django.db import connection

RESTORING = 0x77706C61
"""The number of the advisory lock that a restore holds on PostgreSQL."""

_kept = ExitStack()


class InUse(Exception):  # noqa: N818 it is an answer, not a fault
    """Raised where a restore would replace a database that others use, or somebody would use one being replaced."""


@contextlib.contextmanager
def sharing_database() -> Iterator[None]:
    """Use the database while the block runs; raise InUse while it is being replaced by a backup."""
    being_replaced = InUse("A backup is being restored here. Wait until that has ended.")
    if connection.vendor == "postgresql":
        if not _advised("pg_try_advisory_lock_shared"):
            raise being_replaced
        _advised("pg_advisory_unlock_shared")
        yield  # its session shows that it is used
        return
    with _locked(fcntl.LOCK_SH, otherwise=being_replaced):
        yield


def share_database_for_life() -> None:
    """Use the database until this process ends."""
    _kept.enter_context(sharing_database())


@contextlib.contextmanager
def having_database_alone() -> Iterator[None]:
    """Have nobody else use the database while the block runs; raise InUse where somebody does."""
    used = InUse("The database is in use. Stop serve, every worker and every other command first.")
    if connection.vendor != "postgresql":
        with _locked(fcntl.LOCK_EX, otherwise=used):
            yield
        return
    if not _advised("pg_try_advisory_lock"):
        raise InUse("Another restore is under way.")
    try:
        if _sessions():
            raise used
        yield
    finally:
        _advised("pg_advisory_unlock")


def file_of_database() -> Path | None:
    """Return the file that SQLite keeps the database in, if it keeps it in one."""
    name = str(connection.settings_dict["NAME"])
    kept = connection.vendor == "sqlite" and name != ":memory:" and "mode=memory" not in name
    return Path(name) if kept else None


@contextlib.contextmanager
def _locked(how: int, *, otherwise: InUse) -> Iterator[None]:
    """Hold a lock beside the file of the database; it ends with the process, however that dies."""
    if (name := file_of_database()) is None:
        yield
        return
    path = Path(f"{name}.use")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("w") as file:
        try:
            fcntl.flock(file.fileno(), how | fcntl.LOCK_NB)
        except BlockingIOError:
            raise otherwise from None
        yield


def _advised(function: str) -> bool:
    """Take or give back the advisory lock in this session, and say whether that could be done."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [RESTORING])
        return bool(cursor.fetchone()[0])


def _sessions() -> int:
    """Return how many other sessions of the program's own user there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND usename = current_user AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])
