"""The worker in this process: its heart, its limit, its bell, and others beside it."""

import datetime as dt
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from tests.kernel.jobs_scene import leeds, make_place, only_run, own_handlers

from wholeplace.kernel import in_use
from wholeplace.kernel.jobs import heart
from wholeplace.kernel.jobs.alone import alone_on_this_database
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.models import JobRun, State
from wholeplace.kernel.jobs.queries import dead_letters
from wholeplace.kernel.jobs.queue import BELL, enqueue
from wholeplace.kernel.jobs.runs import Run, claim
from wholeplace.kernel.jobs.worker import run_all_now, working_beside
from wholeplace.kernel.places import Place

__all__ = ["leeds", "own_handlers"]

commits = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite in memory has one connection's locks"
)


@commits
def test_a_job_over_its_limit_is_stopped_in_the_middle():
    place = make_place("leeds")

    @job("areas.count", attempts=1, limit=dt.timedelta(0))
    def count_for_ever(_run: Run, *, place: Place) -> None:
        while True:
            threading.Event().wait(0.01)

    enqueue("areas.count", place=place)
    run_all_now()
    assert [letter.fault.split(" at ")[0] for letter in dead_letters()] == ["OverLimit"]


@commits
def test_the_lease_of_a_handler_that_says_nothing_is_kept_by_its_heart(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(heart, "BEAT", dt.timedelta(0))
    place, renewed, leases = make_place("leeds"), threading.Event(), []
    renew = Run.renew

    def renew_and_tell(self: Run, **fields: object) -> None:
        renew(self, **fields)
        renewed.set()

    monkeypatch.setattr(Run, "renew", renew_and_tell)

    @job("areas.count")
    def count(_run: Run, *, place: Place) -> None:
        leases.append(only_run().lease)
        assert renewed.wait(20)
        leases.append(only_run().lease)

    enqueue("areas.count", place=place)
    run_all_now()
    assert only_run().state == State.DONE
    assert leases[0] < leases[1]


@commits
def test_a_handler_whose_work_was_taken_over_is_stopped_by_its_heart(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(heart, "BEAT", dt.timedelta(0))
    place = make_place("leeds")

    @job("areas.count")
    def count(run: Run, *, place: Place) -> None:
        if run.attempt == 1:
            assert run.retry("as if the lease had been over")
            while True:
                threading.Event().wait(0.01)

    enqueue("areas.count", place=place)
    assert run_all_now() == 1
    assert (only_run().state, only_run().fault) == (State.WAITING, "as if the lease had been over")


@commits
def test_a_worker_in_this_process_is_woken_when_the_deed_is_committed_and_not_before():
    place = make_place("leeds")
    BELL.clear()
    with transaction.atomic():
        enqueue("areas.count", place=place)
        assert not BELL.is_set()
    assert BELL.is_set()


@commits
@on_postgresql
def test_many_workers_share_the_queue_and_no_job_is_done_twice():
    place = make_place("leeds")
    together, all_done, lock = threading.Barrier(2), threading.Event(), threading.Lock()
    done: list[int] = []

    @job("areas.count")
    def count(run: Run, *, place: Place, number: int) -> None:
        if number < 2:
            together.wait(20)  # two workers must be at work at the same moment for either to go on
        with lock:
            done.append(number)
        if len(done) == 40:
            all_done.set()

    for number in range(40):
        enqueue("areas.count", place=place, number=number)
    with working_beside(), working_beside(), working_beside():
        assert all_done.wait(30)
    assert sorted(done) == list(range(40))
    assert set(JobRun.objects.values_list("state", "attempt")) == {(State.DONE, 1)}


@commits
@on_postgresql
def test_a_job_that_a_deed_counts_on_is_not_begun_before_the_deed_is_committed():
    place = make_place("leeds")
    enqueue("areas.count", place=place, once="a")
    claimed: list[JobRun | None] = []

    def other_worker() -> None:
        claimed.append(claim("other"))
        connection.close()

    def look() -> None:
        thread = threading.Thread(target=other_worker)
        thread.start()
        thread.join()

    with transaction.atomic():
        enqueue("areas.count", place=place, once="a")
        look()
    look()
    assert [row and row.pk for row in claimed] == [None, only_run().pk]


def test_a_second_worker_on_a_sqlite_file_waits_until_the_first_has_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = SimpleNamespace(vendor="sqlite", settings_dict={"NAME": tmp_path / "place.sqlite3"})
    monkeypatch.setattr(in_use, "connection", file)
    told: list[str] = []

    class Leave(threading.Event):
        """Lets the first worker go as soon as the second has to wait."""

        def wait(self, timeout: float | None = None) -> bool:
            told.append("waits")
            first.close()
            return False

    first = _Entered(threading.Event())
    with alone_on_this_database(Leave(), look_every=0):
        told.append("works")
    assert told == ["waits", "works"]


class _Entered:
    """A worker that is alone until it is closed."""

    def __init__(self, stop: threading.Event) -> None:
        self._alone = alone_on_this_database(stop, look_every=0)
        self._alone.__enter__()

    def close(self) -> None:
        self._alone.__exit__(None, None, None)


@pytest.mark.django_db
def test_work_inside_a_callers_transaction_is_done_too(leeds: Place):
    @job("areas.count")
    def count(run: Run, *, place: Place) -> None:
        run.progress(1, 1)

    with transaction.atomic():
        enqueue("areas.count", place=leeds)
        assert run_all_now() == 1
    assert only_run().state == State.DONE
