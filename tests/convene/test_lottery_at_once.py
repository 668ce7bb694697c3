"""Whoever withdraws at the moment of a draw leaves a free seat, whichever of the two comes first; and pairs are settled once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.convene.drawing_lots import AWAITED, VALUE, a_lottery, committed, in_the_pool
from tests.convene.meanwhile import meanwhile
from tests.convene.pooling import NIA, opened, program, registered
from tests.kernel.scene import Scene, at_once, on_disk, own_keys, shared_saltmarsh

from wholeplace.convene.lottery import drawing, registering
from wholeplace.convene.lottery.drawing import draw_panel
from wholeplace.convene.lottery.models import Lottery, Registration, Seat
from wholeplace.convene.lottery.names import SeatState
from wholeplace.convene.lottery.registering import withdraw
from wholeplace.convene.lottery.settling import set_aside
from wholeplace.kernel import clock

__all__ = ["on_disk", "own_keys", "shared_saltmarsh"]


@pytest.fixture
def draws(shared_saltmarsh: Scene) -> Callable[[], object]:
    """Return what draws a panel that everybody in the pool sits on."""
    lottery = a_lottery(shared_saltmarsh)
    in_the_pool(lottery, "012")
    in_the_pool(lottery, "01", area="Hill")
    draw = committed(shared_saltmarsh, lottery)
    later = replace(shared_saltmarsh.actor("amina"), at=clock.now() + 2 * AWAITED)
    return lambda: draw_panel(later, draw=draw, value=VALUE, value_source="lotto.example")


@pytest.mark.parametrize("first", ["draw", "withdrawal"])
def test_whoever_withdraws_as_the_panel_is_drawn_leaves_a_free_seat(
    shared_saltmarsh: Scene, draws: Callable[[], object], first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = Registration.objects.get(name="Resident 2")

    def leaves() -> Any:
        return withdraw(program(shared_saltmarsh), registration=gone)

    if first == "draw":
        other = meanwhile(leaves, monkeypatch, drawing, "_seated")
        draws()
    else:
        other = meanwhile(draws, monkeypatch, registering, "empty")
        leaves()
    other.join()
    states = dict(Seat.objects.values_list("registration", "state"))
    assert states.pop(gone.pk) == SeatState.WITHDRAWN
    assert set(states.values()) == {SeatState.DRAWN}
    assert len(states) == 4


def test_of_two_who_are_one_person_one_stays_though_two_settle_it_at_once(shared_saltmarsh: Scene) -> None:
    lottery: Lottery = opened(shared_saltmarsh)
    pair = (
        registered(shared_saltmarsh, lottery),
        registered(shared_saltmarsh, lottery, replace(NIA, email="")),
    )

    def settle(number: int) -> Registration:
        aside, kept = pair if number % 2 else reversed(pair)
        actor = shared_saltmarsh.actor(("amina", "ben")[number % 2])
        return set_aside(actor, registration=aside, kept=kept)

    at_once(2, settle)
    assert Registration.objects.filter(set_aside=None).count() == 1
