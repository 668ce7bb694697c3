"""What stands under every command: a database of this version, keys, and a sentence where one of them is missing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from tests.kernel.ledger.scene import story

from wholeplace.cli.installation import MIGRATE
from wholeplace.serving import refuse_newer_database

BY_ITSELF = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="makes an installation of its own, on SQLite"
)


def environment(home: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "WHOLEPLACE_HOME": str(home), "WHOLEPLACE_DATABASE_URL": "", **more}


def run(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from wholeplace.cli import main; main()", *arguments],
        capture_output=True, text=True, check=False, env=environment(home, **more), timeout=60,
    )  # fmt: skip


COMMANDS = (
    ("place", "list"),
    ("place", "new", "saltmarsh", "Saltmarsh"),
    ("jobs", "list"),
    ("verify", "--database"),
    ("backup", "backup.zip"),
    ("worker",),
)
EACH = """
import json, sys
from click.testing import CliRunner
from wholeplace.cli import main
done = [CliRunner().invoke(main, words) for words in json.loads(sys.argv[1])]
print(json.dumps([(one.exit_code, one.output) for one in done]))
"""


@BY_ITSELF
def test_without_its_tables_every_command_says_to_make_them(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", EACH, json.dumps(COMMANDS)],
        capture_output=True, text=True, check=True, env=environment(tmp_path), cwd=tmp_path, timeout=60,
    )  # fmt: skip
    assert json.loads(done.stdout) == [[2, f"{MIGRATE}\n"]] * len(COMMANDS)


@BY_ITSELF
def test_a_pack_is_verified_where_there_is_no_installation_and_none_is_made(tmp_path: Path) -> None:
    home, pack = tmp_path / "home", tmp_path / "pack.zip"
    home.mkdir()
    pack.write_bytes(story(20).public())
    done = run(home, "verify", str(pack))
    assert (done.returncode, "Result: nothing was changed." in done.stdout) == (0, True), done.stderr
    assert not (home / "wholeplace.sqlite3").exists()


@BY_ITSELF
def test_without_its_tables_the_doctor_says_so_among_what_else_it_finds(tmp_path: Path) -> None:
    done = run(tmp_path, "doctor", WHOLEPLACE_PUBLIC_URL="http://localhost:9")
    assert (done.returncode, done.stderr) == (2, "")
    assert f"LOOK  database: {MIGRATE}\n" in done.stdout
    assert "reachable" in done.stdout


@BY_ITSELF
def test_help_needs_no_tables(tmp_path: Path) -> None:
    done = run(tmp_path, "place", "list", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert not list(tmp_path.glob("*.sqlite3"))


@BY_ITSELF
def test_a_database_of_another_kind_of_fault_is_not_called_unmigrated(tmp_path: Path) -> None:
    (tmp_path / "wholeplace.sqlite3").write_bytes(b"no database at all" * 300)
    done = run(tmp_path, "place", "list")
    assert done.returncode != 0
    assert MIGRATE not in done.stderr


def test_a_database_that_a_newer_version_brought_up_to_date_is_left_alone(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    refuse_newer_database()
    MigrationRecorder(connection).record_applied("somebody_elses", "0001_initial")
    refuse_newer_database()
    MigrationRecorder(connection).record_applied("wp_kernel", "0018_decisions_amended")
    refuse_newer_database()  # one of those that were put together since
    MigrationRecorder(connection).record_applied("wp_kernel", "9999_of_tomorrow")
    with pytest.raises(SystemExit) as ended:
        refuse_newer_database()
    assert (ended.value.code, "A newer version" in capsys.readouterr().err) == (2, True)
