"""A command that meets a busy database waits a while, and then ends in a sentence with nothing half done."""

import time
from pathlib import Path

import psycopg
import pytest
from tests.reliability.databases import OnPostgres
from tests.reliability.installation import Installation
from tests.reliability.load import verified
from tests.reliability.test_imports import THERE, WHOLE, between, export, importing

BUSY = "The database is busy, and nothing was done. Try again in a minute."
UNFINISHED = "The database is busy, and this could not be finished. Try again in a minute.\n"


@pytest.mark.soak
def test_an_import_under_a_lock_held_too_long_imports_nothing_and_says_so(
    installation: Installation, tmp_path: Path
) -> None:
    installation.sabotage = "impatient"
    export(0).write(tmp_path / "export")
    with installation.database.locked():
        code, said = installation.command(*importing(tmp_path / "export"))
    assert (code, said.splitlines()[-1]) == (3, BUSY)
    assert "Traceback" not in said
    assert installation.database.ask(THERE) == []
    assert installation.command(*importing(tmp_path / "export"))[0] == 0
    assert between(installation, imported=1) == []
    assert verified(installation) == WHOLE


def test_an_import_under_a_lock_let_go_while_it_tries_again_succeeds(
    installation: Installation, tmp_path: Path
) -> None:
    installation.sabotage = "waits_a_second"
    export(0).write(tmp_path / "export")
    with installation.database.locked():
        process = installation.begin(*importing(tmp_path / "export"))
        assert process.stdout is not None
        assert process.stdout.readline()  # it has read the files, and begins its first try
        time.sleep(2)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert between(installation, imported=1) == []
    assert len(installation.database.ask(THERE)) == 1


def test_a_command_kept_from_reading_ends_in_a_sentence_too(installation: Installation) -> None:
    database = installation.database
    if not isinstance(database, OnPostgres):
        pytest.skip("on SQLite, nothing keeps anybody from reading")
    installation.sabotage = "impatient"
    with psycopg.connect(database.url) as at:
        at.execute("LOCK TABLE wp_kernel_place IN ACCESS EXCLUSIVE MODE")
        assert installation.command("place", "list") == (3, UNFINISHED)
        at.rollback()
    assert installation.command("place", "list") == (0, "saltmarsh  Saltmarsh\n")
