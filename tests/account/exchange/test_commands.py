"""Importing by command: a dry run says what the import would say."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.account.exchange.exports import EVERYTHING, make_export
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.account.exchange.commands import polis
from wholeplace.mediate.conversations.models import Conversation

__all__ = ["own_keys", "saltmarsh"]

PARTS = (*EVERYTHING, "people.csv")


def imported(scene: Scene, folder: Path, *options: str) -> Result:
    said = ["--place", scene.place.slug, "--issue", scene.issue().title, "--as", "amina@saltmarsh.example"]
    return CliRunner().invoke(polis, [str(folder), *said, *options])


@pytest.mark.parametrize("options", [("--dry-run",), ()], ids=["dry run", "in earnest"])
def test_too_few_people_in_no_name_are_refused_in_a_dry_run_and_in_earnest(
    saltmarsh: Scene, tmp_path: Path, options: tuple[str, ...]
) -> None:
    folder = make_export(3, people=10, parts=PARTS).write(tmp_path / "export")  # of whom one by name
    result = imported(saltmarsh, folder, *options)
    assert result.exit_code == 1
    assert "named round" in result.output


def test_a_dry_run_of_enough_imports_nothing_and_the_import_itself_does(
    saltmarsh: Scene, tmp_path: Path
) -> None:
    folder = make_export(3, people=11, parts=PARTS).write(tmp_path / "export")
    assert "this was a dry run" in imported(saltmarsh, folder, "--dry-run").output
    assert not Conversation.objects.exists()
    result = imported(saltmarsh, folder)
    assert (result.exit_code, Conversation.objects.get().title) == (0, "After dark")
