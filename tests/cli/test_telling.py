"""What commands tell: one JSON object for a program that reads, and how far they are for somebody who looks."""

import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from django.db import connection
from tests.cli.test_backups import home, run
from tests.kernel.scene import Scene, on_disk, own_keys, shared_saltmarsh
from tests.kernel.terminal import Terminal, terminal

from wholeplace.cli import databases
from wholeplace.cli.databases import dump_file
from wholeplace.kernel.bar import Bar
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.people import HatKind
from wholeplace.places.people.actions import confirm_hat, propose_hat

__all__ = ["home", "on_disk", "own_keys", "shared_saltmarsh", "terminal"]


def test_a_backup_and_a_restore_tell_a_program_what_was_done(shared_saltmarsh: Scene, home: Path) -> None:
    file = home / "backup.zip"
    size = checkpoint(shared_saltmarsh.place).size
    backed_up = run("backup", file, "--json")
    made = json.loads((home / "last-backup").read_text().join('""'))
    assert json.loads(backed_up.stdout) == {
        "file": str(file), "bytes": file.stat().st_size, "made": made, "places": {"saltmarsh": size}, "files": 0,
    }  # fmt: skip
    shared_saltmarsh.name_issue(title="After")
    restored = run("restore", file, "--json", said="y\n")
    assert "Replace everything by the backup of" in restored.stderr
    assert json.loads(restored.stdout) == {"file": str(file), "made": made, "places": {"saltmarsh": size}}


@pytest.mark.parametrize("kind", ["public", "scrutineer"])
def test_a_pack_tells_a_program_what_it_holds(shared_saltmarsh: Scene, home: Path, kind: str) -> None:
    proposed = propose_hat(
        shared_saltmarsh.actor("amina"), member=shared_saltmarsh.people["rosa"], kind=HatKind.SCRUTINEER
    )
    confirm_hat(shared_saltmarsh.actor("ben"), hat=proposed)
    size, file = checkpoint(shared_saltmarsh.place).size, home / "record.zip"
    opened = ["--open-as", "rosa@saltmarsh.example"] if kind == "scrutineer" else []
    packed = run("pack", "saltmarsh", file, "--json", *opened)
    assert json.loads(packed.stdout) == {
        "file": str(file), "bytes": file.stat().st_size, "kind": kind, "size": size,
    }  # fmt: skip
    with zipfile.ZipFile(file) as held:
        assert ("openings.jsonl" in held.namelist()) == (kind == "scrutineer")


def test_a_terminal_shows_how_far_a_backup_and_a_restore_are(
    shared_saltmarsh: Scene, home: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "PAGES_AT_ONCE", 16)
    file = str(home / "backup.zip")
    assert json.loads(run("backup", file, "--json").output)["file"] == file
    assert terminal.doings == ["Copying the database", "Packing the copy"]
    assert terminal.shares("Packing the copy")[-1] == 100
    if connection.vendor == "sqlite":
        shares = terminal.shares("Copying the database")
        assert (len(shares) > 5, shares == sorted(shares), shares[-1]) == (True, True, 100)
    terminal.clear()
    assert json.loads(run("restore", file, "--yes", "--json").output)["file"] == file
    assert terminal.doings == [
        "Unpacking the copy", "Checking the copy and putting it in place", "Writing the record",
    ]  # fmt: skip


def test_a_terminal_shows_how_far_a_check_and_a_pack_are(
    shared_saltmarsh: Scene, home: Path, terminal: Terminal
) -> None:
    size = checkpoint(shared_saltmarsh.place).size
    assert json.loads(run("verify", "--database", "--json").output) == {"faults": {"saltmarsh": []}}
    assert terminal.doings == ["Checking saltmarsh"]
    shares = terminal.shares("Checking saltmarsh")
    assert (shares[0], len(shares) > 8, shares == sorted(shares)) == (0, True, True)
    terminal.clear()
    assert json.loads(run("pack", "saltmarsh", home / "record.zip", "--json").output)["size"] == size
    assert terminal.doings == ["Packing saltmarsh"]
    shares = terminal.shares("Packing saltmarsh")
    assert (50 in shares, shares == sorted(shares), len(shares) > size / 2) == (True, True, True)


def test_where_nobody_looks_nothing_is_shown(shared_saltmarsh: Scene, home: Path, terminal: Terminal) -> None:
    terminal.looked_at, file = False, home / "backup.zip"
    for words in (["backup", file], ["pack", "saltmarsh", home / "record.zip"], ["restore", file, "--yes"]):
        assert run(*words).exit_code == 0
    assert terminal.getvalue() == ""


def test_a_copy_made_while_others_write_is_of_one_moment_and_comes_to_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy in pieces begins anew at each write, unless what it reads stays as it was."""
    monkeypatch.setattr(databases, "PAGES_AT_ONCE", 10)
    living = sqlite3.connect(tmp_path / "living", isolation_level=None)
    living.execute("PRAGMA journal_mode=WAL")
    living.execute("CREATE TABLE said (words)")
    living.executemany("INSERT INTO said VALUES (?)", [("before " * 200,)] * 200)

    class Writing(Bar):
        pieces = 0

        def show(self, doing: str, share: float | None = None) -> None:
            self.pieces += 1
            assert self.pieces < 100, "it begins anew again and again"
            living.execute("INSERT INTO said VALUES ('while it was copied')")

    bar = Writing()
    dump_file(tmp_path / "living", tmp_path / "copy", bar)
    living.close()
    with sqlite3.connect(tmp_path / "copy") as copy:
        found = copy.execute("SELECT count(*), sum(words = 'while it was copied') FROM said").fetchone()
    assert found == (200, 0)
    assert bar.pieces > 5
