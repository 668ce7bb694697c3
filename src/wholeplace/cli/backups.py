"""Commands that keep a place safe: backup and restore, without the keys."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor, Door
from wholeplace.kernel.in_use import InUse, having_database_alone
from wholeplace.kernel.ledger.checkpointing import checkpoint, note_restore
from wholeplace.kernel.ledger.keyfiles import settle_folder
from wholeplace.kernel.ledger.models import Tree
from wholeplace.kernel.places import Place

FORMAT = 1
DATABASE = "database"


@click.command(epilog="Example: wholeplace backup /mnt/backups/wholeplace.zip")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write a backup of the database to FILE, while people go on working; signing keys stay out of it."""
    if not file.parent.is_dir():
        raise click.UsageError(f"There is no folder {file.parent}. Make it first.")
    checkpoints = [checkpoint(place).text for place in Place.objects.order_by("slug")]
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        copy = Path(folder) / DATABASE
        _dump(copy)
        about = {
            "format": FORMAT,
            "made": clock.now().isoformat(),
            "vendor": connection.vendor,
            "sizes": {str(tree.place_id): tree.size for tree in Tree.objects.all()},
        }
        draft = Path(folder) / "backup.zip"
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("about.json", json.dumps(about))
            archive.writestr("checkpoints.txt", "\n".join(checkpoints))
            archive.write(copy, DATABASE)
        draft.chmod(0o600)
        _put(draft, file)
    (Path(settings.HOME) / "last-backup").write_text(str(about["made"]))
    click.echo(
        f"Wrote {file} ({file.stat().st_size / 1e6:.1f} MB). Keep the folder {settings.KEYS} safe elsewhere."
    )


@click.command(epilog="Example: wholeplace restore /mnt/backups/wholeplace.zip")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask before replacing what is there.")
def restore(file: Path, yes: bool) -> None:  # noqa: FBT001 click's flag
    """Put the database back as it was in FILE, and write into each place's record that this was done."""
    try:
        with having_database_alone(), zipfile.ZipFile(file) as archive:
            about = json.loads(archive.read("about.json"))
            if about["format"] != FORMAT or about["vendor"] != connection.vendor:
                raise click.UsageError(
                    f"{file} was made by another version, or from another kind of database."
                )
            if not yes:
                click.confirm(
                    f"Replace everything by the backup of {about['made']}?",
                    abort=True,
                )
            with tempfile.TemporaryDirectory() as folder:
                _load(Path(archive.extract(DATABASE, folder)))
            call_command("migrate", verbosity=0, interactive=False)
            for place in Place.objects.order_by("slug"):
                operator = Actor(place=place, door=Door.COMMAND, machine="operator")
                note_restore(operator, place=place, size=about["sizes"].get(str(place.pk), 0))
    except (zipfile.BadZipFile, KeyError, json.JSONDecodeError):
        click.echo(f"{file} is no backup of Wholeplace. Nothing was changed.", err=True)
        sys.exit(2)
    click.echo(f"Restored the backup of {about['made']}. Each place's record says so.")


def _dump(copy: Path) -> None:
    """Copy the database as it is at one moment."""
    if connection.vendor == "sqlite":
        with (
            sqlite3.connect(
                f"file:{quote(str(connection.settings_dict['NAME']))}?mode=ro", uri=True
            ) as source,
            sqlite3.connect(copy) as target,
        ):
            source.backup(target)
        return
    _postgres("pg_dump", "--format=custom", f"--file={copy}")


def _load(copy: Path) -> None:
    """Put a copy in the database's place."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        connection.close()
        load_file(copy, Path(name))
        return
    _postgres(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--single-transaction",
        "--no-owner",
        f"--dbname={name}",
        str(copy),
    )


def load_file(copy: Path, name: Path) -> None:
    """Put a checked copy in a database's place: whole and on the disk; dying on the way leaves all of the old one."""
    fresh = name.with_name(f"{name.name}.new")
    shutil.copyfile(copy, fresh)
    with closing(sqlite3.connect(fresh)) as database:
        if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            fresh.unlink()
            raise click.UsageError("The database in this backup is damaged. Nothing was changed.")
    _fold_in(name)
    _put(fresh, name)


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


def _put(draft: Path, file: Path) -> None:
    """Put a finished file in its place, and wait until both it and its name are on the disk."""
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    draft.replace(file)
    settle_folder(file.parent)


def _postgres(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on the database."""
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
    done = subprocess.run([found, *arguments], check=False, env=environment)  # noqa: S603 its own arguments
    if done.returncode:
        click.echo(f"{program} could not do it; see what it says above.", err=True)
        sys.exit(2)
