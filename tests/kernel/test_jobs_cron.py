"""Regular work: once for each tick, however many schedulers look."""

import datetime as dt
import threading

import pytest
from django.db import connection, connections
from tests.kernel.jobs_scene import FakeClock, fake_clock, own_handlers

from wholeplace.kernel.jobs.cron import CRONS, Cron, cron, tick
from wholeplace.kernel.jobs.models import CronTick, JobRun
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.jobs.worker import run_all_now

__all__ = ["fake_clock", "own_handlers"]

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def _utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def _counting(*, every: dt.timedelta, at: str = "") -> list[int]:
    """Register regular work that counts how often it was done."""
    done: list[int] = []

    @cron("areas.count", every=every, at=at)
    def count(run: Run) -> None:
        done.append(run.id)

    return done


@pytest.mark.django_db
def test_a_tick_is_done_once_however_often_the_clock_is_looked_at(fake_clock: FakeClock):
    done = _counting(every=HOUR)
    assert [tick(), tick(), tick()] == [1, 0, 0]
    fake_clock.forward(minutes=59)
    assert tick() == 0
    fake_clock.forward(minutes=1)
    assert tick() == 1
    run_all_now()
    assert len(done) == 2


@pytest.mark.django_db
def test_ticks_missed_while_no_worker_ran_are_made_good_by_one(fake_clock: FakeClock):
    _counting(every=HOUR)
    tick()
    fake_clock.forward(hours=30)
    assert [tick(), tick()] == [1, 0]


@pytest.mark.django_db
def test_a_scheduler_whose_clock_is_slow_does_not_do_an_old_tick_again(fake_clock: FakeClock):
    _counting(every=HOUR)
    tick()
    fake_clock.forward(hours=-3)
    assert tick() == 0


@pytest.mark.django_db
def test_old_ticks_are_not_kept_for_ever(fake_clock: FakeClock):
    _counting(every=HOUR)
    for _hour in range(40):
        tick()
        fake_clock.forward(hours=1)
    assert CronTick.objects.count() == 11


def test_a_time_of_day_is_a_local_one_through_the_year():
    daily = Cron("x", DAY, dt.time(2))
    moments = ["2026-01-10T01:59", "2026-01-10T02:00", "2026-07-10T00:59", "2026-07-10T01:00"]
    assert [daily.latest_due(_utc(moment)) for moment in moments] == [
        _utc("2026-01-09T02:00"),
        _utc("2026-01-10T02:00"),
        _utc("2026-07-09T01:00"),
        _utc("2026-07-10T01:00"),
    ]


def test_weekly_work_falls_due_on_one_day_of_the_week():
    weekly = Cron("x", 7 * DAY, dt.time(2))
    start = _utc("2026-01-01T12:00")
    days = {weekly.latest_due(start + n * DAY) for n in range(28)}
    assert len(days) == 5
    assert len({day.weekday() for day in days}) == 1


def test_a_time_of_day_needs_whole_days():
    with pytest.raises(ValueError, match="whole days"):
        _counting(every=HOUR, at="02:00")
    assert CRONS == {} or "areas.count" not in CRONS


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one worker, so one scheduler")
def test_schedulers_that_look_at_the_same_moment_do_one_tick_once(fake_clock: FakeClock):
    _counting(every=HOUR)
    together, ticked = threading.Barrier(6), []

    def look() -> None:
        together.wait()
        ticked.append(tick())
        connections.close_all()

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ticked) == [0, 0, 0, 0, 0, 1]
    assert JobRun.objects.count() == 1
