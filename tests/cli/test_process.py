"""The command as an operator starts it: a folder of its own, made ready twice, with a place in it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    own = {"WHOLEPLACE_HOME": str(home), "WHOLEPLACE_SECRET_KEY": "test", "WHOLEPLACE_DATABASE_URL": ""}
    return subprocess.run(
        [sys.executable, "-c", "from wholeplace.cli import main; main()", *arguments],
        capture_output=True, text=True, check=False, env={**os.environ, **own},
    )  # fmt: skip


@pytest.mark.soak
@pytest.mark.skipif(connection.vendor != "sqlite", reason="makes an installation of its own, on SQLite")
def test_a_new_installation_is_made_ready_and_again_and_holds_a_place(tmp_path: Path) -> None:
    home = tmp_path / "not" / "yet" / "there"
    for _ in range(2):
        done = run(home, "migrate")
        assert (done.returncode, done.stdout) == (0, "The database is ready.\n"), done.stderr
    founded = run(home, "place", "new", "saltmarsh", "Saltmarsh")
    assert founded.returncode == 0, founded.stderr
    verified = run(home, "verify", "--database")
    assert (verified.returncode, verified.stdout) == (0, "saltmarsh: every row agrees with the ledger.\n")
