"""A copy of the database as it is at one moment, and a copy put in its place: whole or not at all."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import click
from django.db import connection

from wholeplace.kernel.bar import Bar
from wholeplace.kernel.in_use import InUse
from wholeplace.kernel.ledger.keyfiles import settle_folder
from wholeplace.kernel.ledger.restoring import MARK

PAGES_AT_ONCE = 4096
HOLDS_ANYTHING = "SELECT 1 FROM sqlite_master"
"""Finds nothing in an empty file, which is a whole database to SQLite."""


def dump(copy: Path, bar: Bar) -> None:
    """Copy the database as it is at one moment."""
    if connection.vendor == "sqlite":
        dump_file(Path(connection.settings_dict["NAME"]), copy, bar)
        return
    bar.show("Copying the database")
    _done("pg_dump", _postgres("pg_dump", "--format=custom", f"--file={copy}"))


def load(copy: Path, bar: Bar) -> None:
    """Put a copy in the database's place, marked as not yet told of."""
    bar.show("Checking the copy and putting it in place")
    if connection.vendor == "sqlite":
        connection.close()
        load_file(copy, Path(connection.settings_dict["NAME"]))
        return
    _load_dump(copy)


def dump_file(name: Path, copy: Path, bar: Bar) -> None:
    """Copy a file that others may be writing to; one reading transaction keeps it as it is at its beginning."""

    def told(_status: int, left: int, whole: int) -> None:
        bar.show("Copying the database", 1 - left / max(whole, 1))

    with (
        closing(
            sqlite3.connect(f"file:{quote(str(name))}?mode=ro", uri=True, isolation_level=None)
        ) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(target, pages=PAGES_AT_ONCE, progress=told)


def load_file(copy: Path, name: Path) -> None:
    """Put a checked copy in a database's place: whole and on the disk; dying on the way leaves all of the old one."""
    fresh = name.with_name(f"{name.name}.new")
    try:
        shutil.copyfile(copy, fresh)
        _check_and_mark(fresh)
        _fold_in(name)
        put(fresh, name)
    finally:
        fresh.unlink(missing_ok=True)


def _check_and_mark(copy: Path) -> None:
    """Mark a copy as not yet told of, or end where it is no whole database."""
    try:
        with closing(sqlite3.connect(copy)) as database:
            whole = database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            if whole and database.execute(HOLDS_ANYTHING).fetchone():
                database.execute(MARK["sqlite"])
                return
    except sqlite3.DatabaseError:
        pass  # so damaged that it cannot even be checked
    raise click.UsageError("The database in this backup is damaged. Nothing was changed.")


def _fold_in(name: Path) -> None:
    """Put what is committed beside the old file into it: the new file must find no log that is not its own."""
    if not name.exists():
        return
    try:
        with closing(sqlite3.connect(name)) as old:
            (busy, _pages, _moved) = old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        raise InUse(f"The database cannot be closed: {error}. Nothing was changed.") from error
    except sqlite3.DatabaseError:  # beyond reading: kept as it is, for whoever would read it all the same
        for kept in (name, Path(f"{name}-wal")):
            if kept.exists():
                kept.rename(f"{kept}.damaged")
        return
    if busy:
        raise InUse("Another program has the database open. Close it first. Nothing was changed.")
    for rest in (f"{name}-wal", f"{name}-shm"):
        Path(rest).unlink(missing_ok=True)


def put(draft: Path, file: Path) -> None:
    """Put a finished file in its place, and wait until both it and its name are on the disk."""
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    draft.replace(file)
    settle_folder(file.parent)


def _load_dump(copy: Path) -> None:
    """Replace all tables in one transaction that this process alone commits: without it, nothing was changed."""
    end = f"\nRESET search_path;\n{MARK['postgresql']};\nCOMMIT;\n"
    arguments = ("--clean", "--if-exists", "--no-owner", "--file=-", str(copy))
    with (
        _postgres("pg_restore", *arguments, stdout=subprocess.PIPE) as written,
        _postgres(
            "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1",
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
        ) as carried_out,
    ):  # fmt: skip
        assert carried_out.stdin is not None
        assert written.stdout is not None
        with contextlib.suppress(BrokenPipeError), carried_out.stdin as to:  # it stops reading where it fails
            to.write(b"BEGIN;\n")
            shutil.copyfileobj(written.stdout, to)
            _done("pg_restore", written)
            to.write(end.encode())
        _done("psql", carried_out)


def _postgres(
    program: str, *arguments: str, stdin: int | None = None, stdout: int | None = None
) -> "subprocess.Popen[bytes]":
    """Start one of PostgreSQL's own programs on the database."""
    settings_dict = connection.settings_dict
    environment = {
        "PATH": "/usr/bin:/usr/local/bin",
        "PGDATABASE": str(settings_dict["NAME"]),
        "PGUSER": str(settings_dict["USER"]),
        "PGPASSWORD": str(settings_dict["PASSWORD"]),
        "PGHOST": str(settings_dict["HOST"]),
        "PGPORT": str(settings_dict["PORT"] or "5432"),
    }
    found = shutil.which(program)
    if found is None:
        raise click.UsageError(f"{program} is missing. Install the PostgreSQL client programs.")
    return subprocess.Popen([found, *arguments], env=environment, stdin=stdin, stdout=stdout)  # noqa: S603 its own arguments


def _done(program: str, started: "subprocess.Popen[bytes]") -> None:
    """Wait until a program has ended; end too where it could not do it."""
    if started.wait():
        click.echo(f"{program} could not do it; see what it says above. Nothing was changed.", err=True)
        sys.exit(2)
