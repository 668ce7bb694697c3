"""`wholeplace jobs`: what was given up is listed, and tried again when asked."""

import json

import pytest
from click.testing import CliRunner, Result
from tests.kernel.jobs_scene import leeds, only_run, own_handlers

from wholeplace.cli import main
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.models import State
from wholeplace.kernel.jobs.queue import enqueue
from wholeplace.kernel.jobs.runs import GiveUp, Run
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.places import Place

__all__ = ["leeds", "own_handlers"]

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["jobs", *arguments])


@pytest.fixture
def given_up(leeds: Place) -> int:
    """A piece of work that was given up."""

    @job("areas.count")
    def fail(_run: Run, *, place: Place) -> None:
        raise GiveUp("the areas are gone")

    enqueue("areas.count", place=leeds)
    run_all_now()
    return only_run().pk


def test_what_was_given_up_is_listed_with_the_reason(given_up: int) -> None:
    done = run("list")
    assert done.exit_code == 0
    assert f"{given_up}  areas.count (leeds), 1 tries" in done.output
    assert "the areas are gone" in done.output
    (told,) = json.loads(run("list", "--json").output)
    assert (told["run"], told["job"], told["place"]) == (given_up, "areas.count", "leeds")


@pytest.mark.parametrize("which", ["one", "--all"])
def test_it_is_tried_again_when_asked(given_up: int, which: str) -> None:
    done = run("retry", str(given_up) if which == "one" else which)
    assert (done.exit_code, done.output) == (0, "1 back on the queue; the worker takes it from there.\n")
    assert only_run().state == State.WAITING
    assert run("list").output == "Nothing was given up.\n"


def test_a_program_is_told_the_numbers_put_back(given_up: int) -> None:
    assert json.loads(run("retry", "--all", "--json").output) == {"back": [given_up]}
    assert json.loads(run("retry", "--all", "--json").output) == {"back": []}


def test_what_was_not_given_up_is_not_tried_again(given_up: int) -> None:
    assert run("retry", str(given_up + 1)).exit_code == 2
    assert run("retry").exit_code == 2
    assert run("retry", str(given_up), "--all").exit_code == 2
    assert only_run().state == State.FAILED
