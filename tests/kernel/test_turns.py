"""Whoever writes from one process waits for their turn, and is told to come back where that takes too long."""

import threading
import time
from typing import Any

import pytest
from django.db import connection
from tests.kernel.scene import Scene, on_disk, own_keys, saltmarsh, shared_saltmarsh

from wholeplace.kernel import turns
from wholeplace.kernel.actions import TooBusy
from wholeplace.kernel.places import Area
from wholeplace.kernel.turns import in_turn
from wholeplace.places.partnership.actions import add_area

__all__ = ["on_disk", "own_keys", "saltmarsh", "shared_saltmarsh"]

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lets many write at once")


@on_sqlite
def test_who_comes_first_is_served_first(shared_saltmarsh: Scene) -> None:
    served: list[int] = []

    def wait(number: int) -> None:
        with in_turn():
            served.append(number)

    waiting = [threading.Thread(target=wait, args=[number]) for number in range(8)]
    with in_turn():
        for one in waiting:
            one.start()
            time.sleep(0.01)
        assert served == []
    for one in waiting:
        one.join()
    assert served == list(range(8))


@on_sqlite
def test_whose_turn_does_not_come_is_told_to_come_back_and_nothing_is_done(
    shared_saltmarsh: Scene, settings: Any
) -> None:
    settings.LOCK_WAIT = 0.01
    area = {"place": shared_saltmarsh.place, "name": "Quay"}
    turns._turn.acquire()
    try:
        with pytest.raises(TooBusy):
            add_area(shared_saltmarsh.actor("amina"), **area)
    finally:
        turns._turn.release()
    assert not Area.objects.exists()
    assert add_area(shared_saltmarsh.actor("amina"), **area).name == "Quay"


def test_a_turn_ends_with_a_fault(shared_saltmarsh: Scene) -> None:
    with pytest.raises(ZeroDivisionError), in_turn():
        raise ZeroDivisionError
    assert not turns._turn.locked()
