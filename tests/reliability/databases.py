"""The two databases an installation may stand on, each one's own, so that it may be killed."""

import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pytest
from tests.ports import free_port

PATIENCE = 60.0
"""Seconds anything may take on a busy machine before a test gives up."""

LOG_SHOWN = 12_000
"""Characters of a log that a test shows which fails."""


def wait_until(true: Callable[[], object], *, what: str, patience: float = PATIENCE) -> float:
    """Ask again and again until something is so; return the seconds that took."""
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > patience:
            raise AssertionError(f"{what}: not within {patience:.0f} s")
        time.sleep(0.01)
    return time.monotonic() - began


class Database(Protocol):
    """What a test asks of either."""

    vendor: str
    url: str

    def ask(self, question: str, *values: Any) -> list[tuple[Any, ...]]: ...
    def locked(self) -> Any: ...
    def log_of_changes(self) -> str: ...
    def log(self) -> str: ...


class OnSqlite:
    """A file in the installation's folder."""

    vendor = "sqlite"

    def __init__(self, file: Path) -> None:
        self.file = file
        self.url = f"sqlite:///{file}"

    def ask(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask from outside, as the file stands."""
        at = sqlite3.connect(self.file, timeout=PATIENCE)
        try:
            with at:
                return at.execute(question.replace("%s", "?"), values).fetchall()
        finally:
            at.close()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep everybody else from writing."""
        at = sqlite3.connect(self.file, timeout=PATIENCE, isolation_level=None)
        at.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            at.rollback()
            at.close()

    def log_of_changes(self) -> str:
        """Return what stands in the path of the file that makes a commit lasting."""
        return f"{self.file.name}-wal"

    def log(self) -> str:
        """Return nothing: no server tells of a file."""
        return ""


class OnPostgres:
    """A database of a server that nobody else uses."""

    vendor = "postgresql"

    def __init__(self, server: "OwnServer", name: str) -> None:
        self.server, self.name = server, name
        self.url = f"postgresql://wholeplace@127.0.0.1:{server.port}/{name}"

    def ask(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask from outside."""
        with psycopg.connect(self.url, autocommit=True) as at:
            answer = at.execute(question, values)
            return answer.fetchall() if answer.description else []

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep everybody else from writing to any table of ours."""
        tables = [name for (name,) in self.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        with psycopg.connect(self.url) as at:
            while not self._locks(at, tables):
                at.rollback()
            yield
            at.rollback()

    def _locks(self, at: psycopg.Connection, tables: list[str]) -> bool:
        """Lock tables one after the other; say whether nobody who had locked a later one was waiting for an earlier one."""
        try:
            at.execute(f"LOCK TABLE {', '.join(tables)} IN EXCLUSIVE MODE")
        except psycopg.errors.DeadlockDetected:
            return False
        return True

    def log_of_changes(self) -> str:
        return "pg_wal/"

    def log(self) -> str:
        """Return the end of what its server said."""
        return self.server.log()

    def backends(self) -> list[int]:
        """Return the processes of the server that serve this database, our own question's left out."""
        asked = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        return [pid for (pid,) in self.ask(asked, self.name)]

    def end_backends(self) -> None:
        """Have the server end every connection, as an operator would."""
        self.ask(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            self.name,
        )


class OwnServer:
    """A PostgreSQL server in a folder of its own, which may be killed like anything else here."""

    def __init__(self) -> None:
        self.programs = _programs()
        self.folder = Path(tempfile.mkdtemp(prefix="wholeplace-postgres-"))
        self.user = "postgres" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)
        self.port = free_port()
        self.data = self.folder / "data"
        self.process: subprocess.Popen[bytes] | None = None
        subprocess.run(
            [self.programs / "initdb", "-D", self.data, "-U", "wholeplace", "--auth=trust", "--no-sync", "-E", "UTF8"],
            check=True, capture_output=True, user=self.user, cwd=self.folder, env={"LC_ALL": "C.UTF-8", "PATH": os.defpath},
        )  # fmt: skip

    def start(self) -> None:
        """Start it, and wait until it answers; one that was killed may still be in the way for a moment."""
        began = time.monotonic()
        while not self._answers():
            assert time.monotonic() - began < PATIENCE, self.log()
            if self.process is None or self.process.poll() is not None:
                self._launch()
            time.sleep(0.05)

    def log(self) -> str:
        """Return the end of what it said, in UTC."""
        return (self.folder / "log").read_text(errors="replace")[-LOG_SHOWN:]

    def end(self, how: signal.Signals) -> None:
        """End the whole server by a signal to its first process."""
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait(timeout=PATIENCE)

    def remove(self) -> None:
        """End it for good."""
        if self.process is not None and self.process.poll() is None:
            self.end(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def make(self, name: str, *, like: str = "template1") -> OnPostgres:
        """Make a database, perhaps as a copy of another that nobody is using.

        Copied by file: copied by log, a crash would set its sequences back to where they were in the original.
        """
        with psycopg.connect(f"{self._address}/postgres", autocommit=True) as at:
            at.execute(f"CREATE DATABASE {name} TEMPLATE {like} STRATEGY FILE_COPY")
        return OnPostgres(self, name)

    @property
    def _address(self) -> str:
        return f"postgresql://wholeplace@127.0.0.1:{self.port}"

    def _launch(self) -> None:
        settings = {
            "listen_addresses": "127.0.0.1", "shared_buffers": "32MB", "max_connections": "40",
            "log_timezone": "UTC", "log_line_prefix": "%m [%p] ",
            "recovery_init_sync_method": "syncfs",  # file by file it takes a minute, once there are many databases
        }  # fmt: skip
        words: Sequence[str | Path] = [
            self.programs / "postgres", "-D", self.data, "-p", str(self.port), "-k", self.folder,
            *(word for name, value in settings.items() for word in ("-c", f"{name}={value}")),
        ]  # fmt: skip
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                words, stdout=log, stderr=log, user=self.user, cwd=self.folder, start_new_session=True
            )

    def _answers(self) -> bool:
        try:
            psycopg.connect(f"{self._address}/postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


def _programs() -> Path:
    """Return the folder of PostgreSQL's own programs, or skip the test, saying what is missing."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    named = [path for path in [shutil.which("initdb")] if path]
    for path in [*reversed(found), *map(Path, named)]:
        return path.parent
    pytest.skip(
        "needs PostgreSQL's own programs (apt-get install postgresql), to start a server that may be killed"
    )
