"""A restore under people at work is refused, and dying on its way loses nothing that was acknowledged."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from tests.cli.test_backups import home, run
from tests.kernel.scene import Scene, on_disk, own_keys, shared_saltmarsh

from wholeplace.cli import databases
from wholeplace.cli.databases import load_file
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.in_use import InUse, having_database_alone, sharing_database

__all__ = ["home", "on_disk", "own_keys", "shared_saltmarsh"]

WORKER = """
import sys
from wholeplace.kernel.in_use import share_database_for_life
from django.db import connection
connection.ensure_connection()
share_database_for_life()
print("at work", flush=True)
sys.stdin.read()
"""


@contextmanager
def somebody_at_work() -> Iterator[None]:
    """Another process that uses this very database."""
    if connection.vendor == "sqlite":
        url = f"sqlite:///{connection.settings_dict['NAME']}"
    else:
        at = connection.settings_dict
        url = f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}/{at['NAME']}"
    own = {"WHOLEPLACE_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "wholeplace.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", f"import django; django.setup(){WORKER}"],
        env={**os.environ, **own}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout.readline() == "at work\n"
        yield
        process.stdin.close()


def test_a_restore_under_somebody_at_work_is_refused_and_changes_nothing(
    shared_saltmarsh: Scene, home: Path
) -> None:
    file = home / "backup.zip"
    run("backup", file)
    shared_saltmarsh.name_issue(title="After")
    with somebody_at_work():
        refused = run("restore", file, "--yes")
    assert (refused.exit_code, refused.output) == (
        2, "The database is in use. Stop serve, every worker and every other command first.\n",
    )  # fmt: skip
    assert Issue.objects.filter(title="After").exists()
    assert run("restore", file, "--yes").exit_code == 0
    assert not Issue.objects.filter(title="After").exists()


def test_nobody_begins_while_a_restore_is_under_way(shared_saltmarsh: Scene, home: Path) -> None:
    with having_database_alone():
        if connection.vendor == "sqlite":
            begun = run("place", "list")
            assert (begun.exit_code, "is being restored" in begun.output) == (2, True)
        with pytest.raises(AssertionError), somebody_at_work():
            pass
    with sharing_database():
        assert run("place", "list").exit_code == 0


def a_database_that_was_killed(folder: Path) -> tuple[Path, Path]:
    """A file whose last commit stands only in the log beside it, and a copy to restore."""
    living, killed, copy = folder / "living", folder / "killed", folder / "copy"
    with sqlite3.connect(living) as at:
        at.execute("PRAGMA journal_mode=WAL")
        at.execute("CREATE TABLE said (words)")
        at.commit()
        at.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with sqlite3.connect(copy) as to:
            at.backup(to)
        to.close()
        at.execute("INSERT INTO said VALUES ('acknowledged')")
        at.commit()
        for end in ("", "-wal"):
            shutil.copyfile(f"{living}{end}", f"{killed}{end}")
    at.close()
    assert words_in(killed, log=False) == []
    return killed, copy


def words_in(file: Path, *, log: bool = True) -> list[str]:
    """What the file says, perhaps as if its log had gone."""
    looked_at = file.with_name("looked-at")
    for end in ("", "-wal") if log else ("",):
        if Path(f"{file}{end}").exists():
            shutil.copyfile(f"{file}{end}", f"{looked_at}{end}")
    with sqlite3.connect(looked_at) as at:
        found = [words for (words,) in at.execute("SELECT words FROM said")]
    at.close()
    for left in looked_at.parent.glob("looked-at*"):
        left.unlink()
    return found


def test_dying_before_the_file_is_replaced_keeps_what_stood_only_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed, copy = a_database_that_was_killed(tmp_path)

    def die(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(databases, "put", die)
    with pytest.raises(KeyboardInterrupt):
        load_file(copy, killed)
    assert words_in(killed) == ["acknowledged"]


def test_the_log_of_the_old_file_is_not_taken_for_the_new_ones(tmp_path: Path) -> None:
    killed, copy = a_database_that_was_killed(tmp_path)
    load_file(copy, killed)
    assert words_in(killed) == []
    assert sorted(one.name for one in tmp_path.glob("killed*")) == ["killed"]


def test_an_old_file_beyond_reading_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    killed, copy = a_database_that_was_killed(tmp_path)
    killed.write_bytes(b"no database at all" * 300)
    load_file(copy, killed)
    assert words_in(killed) == []
    assert (tmp_path / "killed.damaged").read_bytes().startswith(b"no database")


def test_a_file_somebody_reads_without_us_is_not_replaced(tmp_path: Path) -> None:
    killed, copy = a_database_that_was_killed(tmp_path)
    reader = sqlite3.connect(killed, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM said").fetchall()
    with pytest.raises(InUse):
        load_file(copy, killed)
    reader.close()
    assert words_in(killed) == ["acknowledged"]


def test_a_backup_and_a_restored_file_are_on_the_disk_before_anybody_hears_of_them(
    shared_saltmarsh: Scene, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []

    def note(descriptor: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))

    monkeypatch.setattr(os, "fsync", note)
    file = home / "backup.zip"
    assert run("backup", file).exit_code == 0
    written = [one for one in synced if "ledger" not in one and not one.endswith("keys")]
    assert [Path(one).name for one in written] == ["backup.zip", home.name]
