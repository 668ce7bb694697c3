"""Asking for work: in the deed's transaction, by name, with references only."""

import pytest
from django.db import transaction
from tests.kernel.jobs_scene import (
    FakeClock,
    fake_clock,
    leeds,
    make_area,
    make_place,
    only_run,
    own_handlers,
)

from wholeplace.kernel.guard import GuardError, writing_evidence
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.models import JobRun, Priority, State
from wholeplace.kernel.jobs.queries import dead_letters
from wholeplace.kernel.jobs.queue import ask, enqueue
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.places import Area, Place

__all__ = ["fake_clock", "leeds", "own_handlers"]

pytestmark = pytest.mark.django_db


class DeedUndoneError(Exception):
    """Ends a deed half way."""


def _done(name: str) -> list[dict[str, object]]:
    """Register a job that only notes what it was handed."""
    handed: list[dict[str, object]] = []

    @job(name)
    def note(_run: Run, *, place: Place, **references: object) -> None:
        handed.append({"place": place, **references})

    return handed


@transaction.atomic
def _ask_and_undo(place: Place) -> None:
    enqueue("areas.count", place=place)
    assert JobRun.objects.count() == 1
    raise DeedUndoneError


def test_work_is_done_with_the_place_and_the_references_it_was_asked_with(leeds: Place):
    handed = _done("areas.count")
    area = make_area(leeds, "Hyde Park")
    enqueue("areas.count", place=leeds, area=area, others=[area], kind="ward", times=3)
    assert run_all_now() == 1
    assert handed == [{"place": leeds, "area": area, "others": [area], "kind": "ward", "times": 3}]
    assert only_run().state == State.DONE


def test_work_vanishes_with_the_deed_that_asked_for_it(leeds: Place):
    handed = _done("areas.count")
    with pytest.raises(DeedUndoneError):
        _ask_and_undo(leeds)
    assert JobRun.objects.count() == 0
    assert run_all_now() == 0
    assert handed == []


def test_a_record_is_fetched_afresh_when_the_work_is_done(leeds: Place):
    handed = _done("areas.count")
    area = make_area(leeds, "Hyde Park")
    enqueue("areas.count", place=leeds, area=area)
    with writing_evidence(set()):
        Area.objects.filter(pk=area.pk).update(name="Headingley")
    run_all_now()
    assert [str(each["area"]) for each in handed] == ["Headingley"]


def test_work_on_a_record_that_is_gone_is_given_up_at_once(leeds: Place):
    handed = _done("areas.count")
    area = make_area(leeds, "Hyde Park")
    enqueue("areas.count", place=leeds, area=area)
    with writing_evidence(set()):
        Area.objects.filter(pk=area.pk).delete()
    assert run_all_now() == 1
    assert handed == []
    assert [letter.fault for letter in dead_letters(leeds)] == ["gone: wp_kernel_area"]


def test_work_that_nobody_knows_is_given_up_and_listed(leeds: Place):
    enqueue("nobody.knows", place=leeds)
    run_all_now()
    assert [(letter.job, letter.fault) for letter in dead_letters()] == [
        ("nobody.knows", "given up: no such job")
    ]


def test_a_job_of_the_same_key_that_still_waits_is_not_asked_for_twice(leeds: Place):
    handed = _done("areas.count")
    enqueue("areas.count", place=leeds, once="a", times=1)
    enqueue("areas.count", place=leeds, once="a", times=2)
    enqueue("areas.count", place=leeds, once="b", times=3)
    enqueue("areas.count", place=make_place("york"), once="a", times=4)
    run_all_now()
    assert [each["times"] for each in handed] == [1, 3, 4]


def test_a_job_that_has_begun_no_longer_stands_for_what_comes_after_it(leeds: Place):
    times: list[int] = []

    @job("areas.count")
    def count(_run: Run, *, place: Place) -> None:
        times.append(len(times))
        if len(times) == 1:
            enqueue("areas.count", place=place, once="a")

    enqueue("areas.count", place=leeds, once="a")
    run_all_now()
    assert times == [0, 1]


def test_urgent_work_goes_first_and_equal_work_in_the_order_it_was_asked_for(
    leeds: Place, fake_clock: FakeClock
):
    handed = _done("areas.count")
    enqueue("areas.count", place=leeds, times=1)
    enqueue("areas.count", place=leeds, times=2)
    ask("areas.count", {"times": 3}, place=leeds, priority=Priority.URGENT)
    run_all_now()
    assert [each["times"] for each in handed] == [3, 1, 2]


def test_work_for_later_waits_until_then(leeds: Place, fake_clock: FakeClock):
    handed = _done("areas.count")
    enqueue("areas.count", place=leeds, due=fake_clock.at.replace(hour=13))
    run_all_now()
    assert handed == []
    fake_clock.forward(hours=1)
    run_all_now()
    assert handed == [{"place": leeds}]


def test_what_somebody_wrote_cannot_be_put_on_the_queue(leeds: Place):
    with pytest.raises(ValueError, match="references, not text"):
        enqueue("areas.count", place=leeds, words="I think " * 40)


def test_only_plain_values_and_records_can_be_put_on_the_queue(leeds: Place):
    with pytest.raises(TypeError, match="set"):
        enqueue("areas.count", place=leeds, kinds={"ward"})


def test_two_jobs_cannot_have_one_name():
    _done("areas.count")
    with pytest.raises(ValueError, match=r"Two jobs are called areas\.count"):
        _done("areas.count")


def test_the_queue_is_written_through_the_queue_alone(leeds: Place):
    enqueue("areas.count", place=leeds)
    with pytest.raises(GuardError):
        JobRun.objects.update(state=State.DONE)
