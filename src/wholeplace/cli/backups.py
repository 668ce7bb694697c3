"""Commands that keep a place safe: backup and restore, without the keys."""

import contextlib
import json
import sys
import tempfile
import zipfile
import zlib
from functools import partial
from pathlib import Path
from typing import IO, Any

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from wholeplace.cli.databases import dump, load, put
from wholeplace.kernel import clock
from wholeplace.kernel.bar import Bar, Show
from wholeplace.kernel.files.shelves import KEPT, all_on_disk, write
from wholeplace.kernel.in_use import having_database_alone
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.ledger.restoring import tell_of_restore
from wholeplace.kernel.places import Place

FORMAT = 2
READ = (1, FORMAT)
"""Formats that can be restored; the first held no files."""
DATABASE = "database"
FILES = "files/"
A_PIECE = 1 << 20
NO_BACKUP = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, TypeError, ValueError, RecursionError,
    RuntimeError,  # a locked zip, or one packed in a way that is unknown here
)  # fmt: skip
"""What reading a file may come to that is no backup, or no longer one."""


@click.command(epilog="Example: wholeplace backup /mnt/backups/wholeplace.zip")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def backup(file: Path, as_json: bool) -> None:  # noqa: FBT001 click's flag
    """Write a backup of the database and the files to FILE, while people go on working; signing keys stay out of it."""
    if not file.parent.is_dir():
        raise click.UsageError(f"There is no folder {file.parent}. Make it first.")
    signed = {place: checkpoint(place) for place in Place.objects.order_by("slug")}
    with Bar() as bar, tempfile.TemporaryDirectory(dir=file.parent) as folder:
        copy = Path(folder) / DATABASE
        dump(copy, bar)
        about = {
            "format": FORMAT,
            "made": clock.now().isoformat(),
            "vendor": connection.vendor,
        }
        draft = Path(folder) / "backup.zip"
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("about.json", json.dumps(about))
            archive.writestr("checkpoints.txt", "\n".join(one.text for one in signed.values()))
            with copy.open("rb") as source, archive.open(DATABASE, "w", force_zip64=True) as to:
                _copied(source, to, whole=copy.stat().st_size, show=partial(bar.show, "Packing the copy"))
            files = _pack_files(archive, bar)
        draft.chmod(0o600)
        put(draft, file)
    (Path(settings.HOME) / "last-backup").write_text(str(about["made"]))
    size = file.stat().st_size
    if as_json:
        places = {place.slug: one.size for place, one in signed.items()}
        click.echo(
            json.dumps(
                {"file": str(file), "bytes": size, "made": about["made"], "places": places, "files": files}
            )
        )
        return
    kept = f", with {files} files" if files else ""
    click.echo(f"Wrote {file} ({size / 1e6:.1f} MB{kept}). Keep the folder {settings.KEYS} safe elsewhere.")


@click.command(epilog="Example: wholeplace restore /mnt/backups/wholeplace.zip")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask before replacing what is there.")
@click.option("--json", "as_json", is_flag=True, help="Print what was restored as JSON.")
def restore(file: Path, yes: bool, as_json: bool) -> None:  # noqa: FBT001 click's flags
    """Put the database and the files back as they were in FILE, and write into each place's record that this was done."""
    with having_database_alone(), Bar() as bar, tempfile.TemporaryDirectory() as folder:
        made, copy = _taken_out(file, Path(folder), bar)
        if not yes:
            click.confirm(f"Replace everything by the backup of {made}?", abort=True, err=True)
        _unpack_files(file, bar)
        load(copy, bar)
        bar.show("Writing the record")
        call_command("migrate", verbosity=0, interactive=False)
        places = tell_of_restore()
    if as_json:
        click.echo(json.dumps({"file": str(file), "made": made, "places": places}))
        return
    click.echo(f"Restored the backup of {made}. Each place's record says so.")


def _taken_out(file: Path, folder: Path, bar: Bar) -> tuple[str, Path]:
    """Return when a backup was made, and the copy of the database in it; end where it is none of ours."""
    copy = folder / DATABASE
    try:
        with zipfile.ZipFile(file) as archive:
            about: dict[str, Any] = json.loads(archive.read("about.json"))
            if about["format"] not in READ or about["vendor"] != connection.vendor:
                raise click.UsageError(
                    f"{file} was made by another version, or from another kind of database."
                )
            made = str(about["made"])
            whole = archive.getinfo(DATABASE).file_size
            with archive.open(DATABASE) as source, copy.open("wb") as to:
                _copied(source, to, whole=whole, show=partial(bar.show, "Unpacking the copy"))
    except NO_BACKUP:
        click.echo(f"{file} is no backup of Wholeplace. Nothing was changed.", err=True)
        sys.exit(2)
    return made, copy


def _pack_files(archive: zipfile.ZipFile, bar: Bar) -> int:
    """Add every kept file as it is, after the database that names it; one taken back meanwhile is left out."""
    found = list(all_on_disk())
    for number, (name, path) in enumerate(found):
        bar.show("Packing the files", number / len(found))
        with contextlib.suppress(FileNotFoundError):
            archive.write(path, f"{FILES}{name}", zipfile.ZIP_STORED)
    return len(found)


def _unpack_files(file: Path, bar: Bar) -> None:
    """Put back every file a backup holds, before the database that names it."""
    with zipfile.ZipFile(file) as archive:
        found = [name for name in archive.namelist() if name.startswith(FILES)]
        for number, name in enumerate(found):
            bar.show("Putting the files back", number / len(found))
            if KEPT.fullmatch(name.removeprefix(FILES)):
                write(Path(settings.FILES) / name.removeprefix(FILES), archive.read(name))


def _copied(source: IO[bytes], to: IO[bytes], *, whole: int, show: Show) -> None:
    """Copy piece by piece, telling what share is done."""
    done = 0
    while piece := source.read(A_PIECE):
        to.write(piece)
        done += len(piece)
        show(done / whole)
