"""How far a piece of work is, as a page reads it."""

import datetime as dt
import threading

import pytest
from django.db import connection, connections
from tests.kernel.jobs_scene import (
    NOON,
    FakeClock,
    fake_clock,
    leeds,
    make_area,
    make_place,
    only_run,
    own_handlers,
)

from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.models import JobRun, State
from wholeplace.kernel.jobs.queries import Progress, progress_of
from wholeplace.kernel.jobs.queue import enqueue
from wholeplace.kernel.jobs.runs import LeaseLost, Run, claim
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.places import Place

__all__ = ["fake_clock", "leeds", "own_handlers"]


@pytest.mark.django_db
def test_a_page_reads_the_whole_way_from_waiting_to_done(leeds: Place, fake_clock: FakeClock):
    seen: list[Progress | None] = []
    area = make_area(leeds, "Hyde Park")

    @job("areas.count")
    def count(run: Run, *, place: Place, area: object) -> None:
        fake_clock.forward(seconds=1)
        run.progress(3, 10, "Counting")
        seen.append(progress_of(run.id))

    enqueue("areas.count", place=leeds, area=area)
    seen.append(progress_of(("areas.count", area)))
    run_all_now()
    seen.append(progress_of(("areas.count", area)))
    later = NOON + dt.timedelta(seconds=1)
    assert seen == [
        Progress(State.WAITING, 0, 0, "", NOON, None, None, None),
        Progress(State.RUNNING, 3, 10, "Counting", NOON, NOON, None, None),
        Progress(State.DONE, 3, 10, "Counting", NOON, NOON, later, None),
    ]


@pytest.mark.django_db
def test_the_newest_work_on_a_record_is_the_one_shown(leeds: Place, fake_clock: FakeClock):
    area, other = make_area(leeds, "Hyde Park"), make_area(leeds, "Harehills")
    for of in (area, area, other):
        enqueue("areas.count", place=leeds, area=of)
        fake_clock.forward(minutes=1)
    progress = progress_of(("areas.count", area))
    assert progress is not None
    assert progress.asked == NOON + dt.timedelta(minutes=1)


@pytest.mark.django_db
def test_work_nobody_asked_for_has_no_progress(leeds: Place):
    assert progress_of(("areas.count", leeds)) is None


@pytest.mark.django_db
def test_progress_is_written_at_most_twice_a_second_but_its_end_always(leeds: Place, fake_clock: FakeClock):
    enqueue("areas.count", place=leeds)
    row = claim("worker")
    assert row is not None
    run, written = Run(row), []
    for done in range(1, 21):
        run.progress(done, 20)
        written.append(only_run().done)
        fake_clock.forward(seconds=0.1)
    assert written == [1] * 5 + [6] * 5 + [11] * 5 + [16] * 4 + [20]


@pytest.mark.django_db
def test_a_handler_that_lost_its_work_to_another_worker_is_stopped_at_its_next_word(leeds: Place):
    enqueue("areas.count", place=leeds)
    row = claim("worker")
    assert row is not None
    run = Run(row)
    assert run.release()
    with pytest.raises(LeaseLost):
        run.progress(1, 2)


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_from_another_connection_while_the_work_goes_on():
    place = make_place("leeds")
    seen: list[tuple[str, int]] = []

    def look() -> None:
        progress = progress_of(JobRun.objects.get().pk)
        if progress is not None:
            seen.append((progress.said, progress.done))
        connections.close_all()

    @job("areas.count")
    def count(run: Run, *, place: Place) -> None:
        assert not connection.in_atomic_block
        run.progress(4, 9, "Counting")
        other = threading.Thread(target=look)
        other.start()
        other.join()

    enqueue("areas.count", place=place)
    run_all_now()
    assert seen == [("Counting", 4)]
