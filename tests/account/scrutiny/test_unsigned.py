"""A record that nobody has signed yet, or whose key is missing: said kindly, and reading changes nothing."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_tree import give_hat

from wholeplace.account.scrutiny.packing import scrutineers_pack
from wholeplace.cli import main
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.jobs.models import JobRun, State
from wholeplace.kernel.jobs.queue import enqueue
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.checkpointing import rotate_key
from wholeplace.kernel.ledger.keys import key_path
from wholeplace.kernel.ledger.models import Checkpoint, Entry, VerifyingKey
from wholeplace.kernel.people import HatKind

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

PACK = "/saltmarsh/record/pack/public/"
MISSING = "The key that signs this record is not where it should be"


@pytest.fixture(autouse=True)
def plain_files(settings: Any) -> None:
    """Static files under their own names, since nothing is collected for a test."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


def test_asking_for_the_pack_of_an_unsigned_record_changes_nothing(
    saltmarsh: Scene, own_keys: Path, client: Client
) -> None:
    answer = client.get(PACK)
    assert (answer.status_code, "has not been signed yet" in answer.text) == (503, True)
    assert answer["Retry-After"] == "60"
    assert not Checkpoint.objects.exists()
    assert not VerifyingKey.objects.exists()
    assert not list(own_keys.glob("*"))


def test_a_founded_place_is_signed_by_the_next_worker(saltmarsh: Scene, client: Client) -> None:
    run_all_now()
    assert Checkpoint.objects.filter(place=saltmarsh.place).count() == 1
    assert client.get(PACK)["Content-Type"] == "application/zip"


def test_by_command_it_is_said_and_no_file_is_left(saltmarsh: Scene, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["pack", "saltmarsh", str(tmp_path / "record.zip")])
    assert (done.exit_code, "has not been signed yet" in done.output) == (1, True)
    assert not (tmp_path / "record.zip").exists()


@pytest.fixture
def keyless(saltmarsh: Scene, elsewhere: Scene) -> Scene:
    """A place that was signed, whose key is missing here; another one that has its own."""
    give_hat(saltmarsh, "tariq", HatKind.SCRUTINEER)
    run_all_now()
    key_path(saltmarsh.place, generation=1).unlink()
    saltmarsh.name_issue()
    elsewhere.name_issue()
    return saltmarsh


def test_without_its_key_a_pack_is_not_made_and_a_page_says_why(keyless: Scene, client: Client) -> None:
    answer = client.get(PACK)
    assert (answer.status_code, MISSING in answer.text) == (503, True)


def test_without_its_key_nothing_is_opened(keyless: Scene) -> None:
    with pytest.raises(Refused, match=MISSING):
        scrutineers_pack(keyless.actor("tariq", hat=HatKind.SCRUTINEER))
    assert not Entry.objects.filter(action="record.open").exists()


def test_a_missing_key_cannot_give_its_word_for_another(keyless: Scene) -> None:
    with pytest.raises(Refused, match=MISSING):
        rotate_key(keyless.actor("olwen"), place=keyless.place)


def test_the_work_of_signing_is_given_up_with_the_reason(keyless: Scene) -> None:
    enqueue("ledger.checkpoint", place=keyless.place)
    run_all_now()
    run = JobRun.objects.get(job="ledger.checkpoint", state=State.FAILED)
    assert "Put it back from where keys are kept" in run.fault


def test_one_missing_key_does_not_keep_the_others_from_signing_at_night(
    keyless: Scene, elsewhere: Scene
) -> None:
    before = Checkpoint.objects.filter(place=elsewhere.place).count()
    enqueue("ledger.checkpoint_daily", place=None)
    run_all_now()
    run = JobRun.objects.get(job="ledger.checkpoint_daily")
    assert (run.state, "saltmarsh" in run.fault, "elsewhere" in run.fault) == (State.FAILED, True, False)
    assert Checkpoint.objects.filter(place=elsewhere.place).count() == before + 1
