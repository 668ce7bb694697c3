"""A process killed in the middle of an import or an analysis leaves the old state or the new, never one between."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("killed_process.py")


def run(home: Path, *, every: int) -> tuple[int, int]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("WHOLEPLACE_")}
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(home), str(every)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    imports, analyses = done.stdout.splitlines()[-1].removeprefix("killed ").split()
    return int(imports), int(analyses)


def test_a_death_at_every_thirty_seventh_statement_leaves_the_old_state_or_the_new(tmp_path: Path):
    imports, analyses = run(tmp_path / "home", every=37)
    assert imports > 0
    assert analyses > 0


@pytest.mark.soak
def test_a_death_at_every_statement_leaves_the_old_state_or_the_new(tmp_path: Path):
    imports, analyses = run(tmp_path / "home", every=1)
    assert imports > 15
    assert analyses > 15
