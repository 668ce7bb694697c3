"""Importing by command: a dry run says what the import would say."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import OperationalError
from tests.account.exchange.exports import EVERYTHING, make_export
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.account.exchange import commands
from wholeplace.account.exchange.commands import polis
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.jobs.handlers import JOBS
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


def test_a_program_is_told_what_was_read_and_what_it_was_imported_as(
    saltmarsh: Scene, tmp_path: Path
) -> None:
    folder = make_export(3, people=11, parts=PARTS).write(tmp_path / "export")
    tried = json.loads(imported(saltmarsh, folder, "--json", "--dry-run").stdout)
    assert (tried["imported"], {"label": "People", "value": "11"} in tried["summary"]) == (None, True)
    done = json.loads(imported(saltmarsh, folder, "--json").stdout)
    assert done == tried | {"imported": str(Conversation.objects.get().pk)}
    again = imported(saltmarsh, folder, "--json")
    assert (again.exit_code, json.loads(again.stdout)) == (1, tried)


def test_a_database_busy_after_the_import_leaves_the_landscape_to_the_worker_and_the_import_stands(
    saltmarsh: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(**_how: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(commands, "run_all_now", busy)
    folder = make_export(3, people=11, parts=PARTS).write(tmp_path / "export")
    result = imported(saltmarsh, folder, "--work", "--json")
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1] == "The database is busy now: the landscape is left to the worker."
    assert json.loads(result.stdout)["imported"] == str(Conversation.objects.get().pk)


def test_a_landscape_that_was_worked_out_is_led_to(saltmarsh: Scene, tmp_path: Path) -> None:
    folder = make_export(3, people=11, parts=PARTS).write(tmp_path / "export")
    result = imported(saltmarsh, folder, "--work")
    page = Conversation.objects.get().get_absolute_url()
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, f"Its landscape is at {page}")


def test_a_landscape_that_was_put_off_is_not_said_to_be_there(
    saltmarsh: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put_off(_run: object, **_references: object) -> None:
        raise OperationalError("database is locked")

    for name in list(JOBS):
        monkeypatch.setitem(JOBS, name, replace(JOBS[name], handler=put_off))
    folder = make_export(3, people=11, parts=PARTS).write(tmp_path / "export")
    result = imported(saltmarsh, folder, "--work")
    assert result.exit_code == 3
    assert "left to the worker" in result.stderr.splitlines()[-1]
    assert "Its landscape is at" not in result.output
    assert Conversation.objects.exists()


def test_a_refusal_while_working_is_not_said_to_have_stopped_the_import(
    saltmarsh: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(**_how: object) -> None:
        raise Refused("gone")

    monkeypatch.setattr(commands, "run_all_now", refused)
    folder = make_export(3, people=11, parts=PARTS).write(tmp_path / "export")
    result = imported(saltmarsh, folder, "--work")
    assert isinstance(result.exception, Refused)
    assert "Refused:" not in result.output
