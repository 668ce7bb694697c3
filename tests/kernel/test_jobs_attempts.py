"""Trying, trying again, and giving up."""

import datetime as dt
import random

import pytest
from tests.kernel.jobs_scene import NOON, FakeClock, fake_clock, leeds, no_jitter, only_run, own_handlers

from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.models import JobRun, State
from wholeplace.kernel.jobs.queries import dead_letters, progress_of
from wholeplace.kernel.jobs.queue import enqueue, requeue
from wholeplace.kernel.jobs.runs import GiveUp, Run, back_off, claim
from wholeplace.kernel.jobs.sweeper import sweep, tidy
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.places import Place

__all__ = ["fake_clock", "leeds", "no_jitter", "own_handlers"]

pytestmark = pytest.mark.django_db


def _failing(*, attempts: int, error: Exception) -> list[dt.datetime]:
    """Register a job that always fails, and return the list of when it was tried."""
    tried: list[dt.datetime] = []

    @job("areas.count", attempts=attempts)
    def fail(run: Run, *, place: Place) -> None:
        tried.append(JobRun.objects.get(pk=run.id).started or NOON)
        raise error

    return tried


def test_failed_work_is_tried_again_after_waits_that_double(
    leeds: Place, fake_clock: FakeClock, no_jitter: None
):
    tried = _failing(attempts=4, error=ValueError("x"))
    enqueue("areas.count", place=leeds)
    for _second in range(200):
        run_all_now()
        fake_clock.forward(seconds=1)
    assert [(at - NOON).total_seconds() for at in tried] == [0, 10, 30, 70]
    assert only_run().state == State.FAILED


def test_the_wait_grows_to_an_hour_and_no_further():
    waits = [back_off(attempt, chance=random.Random(7)) for attempt in (1, 5, 9, 10, 50, 5000)]
    steady = random.Random(7).uniform(0.75, 1.25)
    assert [round(wait.total_seconds() / steady) for wait in waits] == [10, 160, 2560, 3600, 3600, 3600]


def test_chance_spreads_jobs_that_failed_together():
    chance = random.Random(1)
    waits = {back_off(3, chance=chance) for _ in range(50)}
    assert len(waits) == 50
    assert min(waits) >= dt.timedelta(seconds=30)
    assert max(waits) <= dt.timedelta(seconds=50)


def test_the_page_is_told_when_work_will_be_tried_again(leeds: Place, fake_clock: FakeClock, no_jitter: None):
    _failing(attempts=2, error=ValueError("x"))
    enqueue("areas.count", place=leeds)
    run_all_now()
    progress = progress_of(only_run().pk)
    assert progress is not None
    assert (progress.state, progress.will_retry_at) == (State.WAITING, NOON + dt.timedelta(seconds=10))


def test_a_dead_letter_names_the_fault_and_the_place_in_the_program_but_not_the_message(leeds: Place):
    _failing(attempts=1, error=ValueError("ann@example.org said so"))
    enqueue("areas.count", place=leeds)
    run_all_now()
    [letter] = dead_letters(leeds)
    assert letter.fault.startswith("ValueError at fail:")
    assert "ann" not in letter.fault
    assert (letter.job, letter.attempts, letter.place) == ("areas.count", 1, leeds)


def test_the_log_does_not_hold_the_message_either(leeds: Place, caplog: pytest.LogCaptureFixture):
    _failing(attempts=1, error=ValueError("ann@example.org said so"))
    enqueue("areas.count", place=leeds)
    run_all_now()
    assert "ValueError at fail:" in caplog.text
    assert "ann" not in caplog.text


def test_a_refusal_is_named_by_its_code(leeds: Place):
    _failing(attempts=1, error=Refused("gone"))
    enqueue("areas.count", place=leeds)
    run_all_now()
    assert [letter.fault for letter in dead_letters()] == ["refused: gone"]


def test_a_handler_that_gives_up_is_not_tried_again(leeds: Place):
    tried = _failing(attempts=5, error=GiveUp("no such address"))
    enqueue("areas.count", place=leeds)
    run_all_now()
    assert len(tried) == 1
    assert [letter.fault for letter in dead_letters()] == ["given up: no such address"]


def test_a_failure_does_not_keep_other_work_from_being_done(leeds: Place):
    done: list[str] = []
    _failing(attempts=1, error=ValueError("x"))

    @job("areas.name")
    def name(_run: Run, *, place: Place) -> None:
        done.append(str(place))

    enqueue("areas.count", place=leeds)
    enqueue("areas.name", place=leeds)
    run_all_now()
    assert done == ["Leeds"]


def test_a_dead_letter_put_back_has_all_its_attempts_again(
    leeds: Place, fake_clock: FakeClock, no_jitter: None
):
    tried = _failing(attempts=2, error=ValueError("x"))
    enqueue("areas.count", place=leeds)
    for _try in range(2):
        run_all_now()
        fake_clock.forward(minutes=1)
    [letter] = dead_letters()
    requeue(letter.run)
    assert dead_letters() == []
    for _try in range(5):
        run_all_now()
        fake_clock.forward(minutes=1)
    assert len(tried) == 4
    assert len(dead_letters()) == 1


def test_work_that_is_done_cannot_be_put_back(leeds: Place):
    @job("areas.count")
    def count(_run: Run, *, place: Place) -> None:
        pass

    enqueue("areas.count", place=leeds)
    run_all_now()
    requeue(only_run().pk)
    assert only_run().state == State.DONE


def test_work_whose_worker_died_is_put_back_when_its_lease_is_over(leeds: Place, fake_clock: FakeClock):
    enqueue("areas.count", place=leeds)
    assert claim("dead worker") is not None
    fake_clock.forward(seconds=29)
    assert sweep() == 0
    fake_clock.forward(seconds=2)
    assert sweep() == 1
    assert (only_run().state, only_run().attempt) == (State.WAITING, 1)


def test_work_that_kills_every_worker_is_given_up(leeds: Place, fake_clock: FakeClock):
    @job("areas.count", attempts=2)
    def count(_run: Run, *, place: Place) -> None:
        pass

    enqueue("areas.count", place=leeds)
    for _death in range(2):
        assert claim("dead worker") is not None
        fake_clock.forward(minutes=1)
        sweep()
    assert claim("next worker") is None
    assert [letter.fault for letter in dead_letters()] == ["the worker died at every try"]


def test_a_worker_thought_dead_cannot_end_what_another_has_taken_over(leeds: Place, fake_clock: FakeClock):
    enqueue("areas.count", place=leeds)
    slow = claim("slow")
    assert slow is not None
    fake_clock.forward(minutes=1)
    sweep()
    assert claim("quick") is not None
    assert [Run(slow).finish(), Run(slow).fail("x"), Run(slow).retry("x"), Run(slow).release()] == [False] * 4
    assert (only_run().state, only_run().worker) == (State.RUNNING, "quick")


def test_progress_keeps_the_lease(leeds: Place, fake_clock: FakeClock):
    enqueue("areas.count", place=leeds)
    row = claim("worker")
    assert row is not None
    run = Run(row)
    for done in range(10):
        fake_clock.forward(seconds=20)
        run.progress(done, 10)
        assert sweep() == 0


def test_released_work_does_not_count_the_try(leeds: Place):
    enqueue("areas.count", place=leeds)
    row = claim("worker")
    assert row is not None
    assert Run(row).release()
    assert (only_run().state, only_run().attempt) == (State.WAITING, 0)


def test_finished_work_is_thrown_away_after_a_week_and_what_was_given_up_after_three_months(
    leeds: Place, fake_clock: FakeClock
):
    @job("areas.name")
    def name(_run: Run, *, place: Place) -> None:
        pass

    enqueue("areas.name", place=leeds)
    enqueue("nobody.knows", place=leeds)
    run_all_now()
    seen = []
    for days in (6, 2, 81, 2):
        fake_clock.forward(days=days)
        tidy()
        seen.append(sorted(JobRun.objects.values_list("job", flat=True)))
    assert seen == [["areas.name", "nobody.knows"], ["nobody.knows"], ["nobody.knows"], []]
