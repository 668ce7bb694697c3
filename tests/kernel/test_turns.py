"""Whoever writes from one process waits for their turn, and is told to come back where that takes too long."""

import fcntl
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.kernel.scene import Scene, on_disk, own_keys, saltmarsh, shared_saltmarsh
from tests.reliability.databases import wait_until

from wholeplace.kernel import turns
from wholeplace.kernel.actions import TooBusy
from wholeplace.kernel.in_use import file_of_database
from wholeplace.kernel.places import Area
from wholeplace.kernel.turns import in_turn
from wholeplace.places.partnership.actions import add_area

__all__ = ["on_disk", "own_keys", "saltmarsh", "shared_saltmarsh"]

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lets many write at once")


def wait_for_a_line_of(people: int) -> None:
    wait_until(lambda: len(turns._line) == people, what=f"{people} stand in line")


@on_sqlite
def test_who_comes_first_is_served_first(shared_saltmarsh: Scene) -> None:
    served: list[int] = []

    def wait(number: int) -> None:
        with in_turn():
            served.append(number)

    waiting = [threading.Thread(target=wait, args=[number]) for number in range(8)]
    with in_turn():
        for number, one in enumerate(waiting):
            one.start()
            wait_for_a_line_of(number + 2)
        assert served == []
    for one in waiting:
        one.join()
    assert served == list(range(8))


@on_sqlite
def test_whoever_comes_back_at_once_stands_behind_those_who_wait(shared_saltmarsh: Scene) -> None:
    served: list[str] = []

    def come(name: str, *, times: int) -> None:
        for _ in range(times):
            with in_turn():
                served.append(name)

    busy = threading.Thread(target=come, args=["busy"], kwargs={"times": 5})
    others = [threading.Thread(target=come, args=[name], kwargs={"times": 1}) for name in ("first", "second")]
    with in_turn():
        for number, one in enumerate([busy, *others]):
            one.start()
            wait_for_a_line_of(number + 2)
    for one in [busy, *others]:
        one.join()
    assert served == ["busy", "first", "second", "busy", "busy", "busy", "busy"]


@on_sqlite
def test_whose_turn_does_not_come_is_told_to_come_back_and_nothing_is_done(
    shared_saltmarsh: Scene, settings: Any
) -> None:
    settings.LOCK_WAIT = 0.01
    area = {"place": shared_saltmarsh.place, "name": "Quay"}
    in_hand = turns._join_the_line()
    with pytest.raises(TooBusy):
        add_area(shared_saltmarsh.actor("amina"), **area)
    turns._leave_the_line(in_hand)
    assert not Area.objects.exists()
    assert add_area(shared_saltmarsh.actor("amina"), **area).name == "Quay"


@on_sqlite
def test_another_process_is_waited_for_and_not_for_ever(shared_saltmarsh: Scene, settings: Any) -> None:
    file = file_of_database()
    assert file is not None
    area = {"place": shared_saltmarsh.place, "name": "Quay"}
    with Path(f"{file}.turn").open("ab") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        settings.LOCK_WAIT = 0.01
        with pytest.raises(TooBusy):
            add_area(shared_saltmarsh.actor("amina"), **area)
        settings.LOCK_WAIT = 60
        waiting = threading.Thread(target=add_area, args=[shared_saltmarsh.actor("amina")], kwargs=area)
        waiting.start()
        wait_for_a_line_of(1)
        assert not Area.objects.exists()
    waiting.join()
    assert Area.objects.get().name == "Quay"


def test_a_turn_ends_with_a_fault(shared_saltmarsh: Scene) -> None:
    with pytest.raises(ZeroDivisionError), in_turn():
        raise ZeroDivisionError
    assert not turns._line
