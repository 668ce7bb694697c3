"""Time that runs out, progress that is told, and whoever stops the work."""

import itertools
import time
from collections.abc import Callable
from contextlib import suppress

import numpy as np
import pytest
from scipy.sparse import csr_array
from tests.analysis.lottery.pools import Pool, hard, tight, whole

from wholeplace.analysis.lottery import Impossible, Lottery, Method, Progress, Unfinished, draw_up
from wholeplace.analysis.lottery.programmes import Programme

POOL = tight(7, people=(60, 61), features=(4, 5), slack=2.0)
LONG = 60.0
"""Seconds of work after which a hard pool has an answer, the best or one with its gap."""
SHORT = 1.5
LATE = 3.0
"""How much longer a single step may take."""


class Stopped(Exception):  # noqa: N818 it is a wish, not a fault
    """Raised by whoever is told, to end the work."""


def after(asked: int) -> Callable[[], float]:
    """Time is over once it was asked so often."""
    left = iter([9.0] * asked)
    return lambda: next(left, 0.0)


def soonest(pool: Pool, method: Method) -> Lottery:
    """Return what is known of a lottery as soon as anything is."""
    for asked in itertools.count(1):
        with suppress(Unfinished):
            return draw_up(pool.kinds, method=method, seed=1, left=after(asked))
    raise AssertionError("Counting came to an end.")


@pytest.mark.parametrize("method", Method)
def test_as_soon_as_there_is_a_panel_the_best_so_far_comes_with_a_bound_that_holds(method: Method) -> None:
    first, best = soonest(POOL, method), draw_up(POOL.kinds, method=method, seed=1)
    whole(POOL, first)
    assert (first.finished, best.finished) == (False, True)
    assert first.never == ()
    assert first.least < best.least + 1e-7
    assert best.least <= first.bound + 1e-9
    assert first.gap > best.gap


@pytest.mark.parametrize("method", Method)
def test_whenever_it_is_stopped_its_gap_is_proved_and_in_the_end_there_is_none(method: Method) -> None:
    best = draw_up(POOL.kinds, method=method, seed=1)
    gaps = []
    for asked in (20, 180, 5_000):
        found = draw_up(POOL.kinds, method=method, seed=1, left=after(asked))
        whole(POOL, found)
        gaps.append(found.gap)
        if method is not Method.NASH:
            assert best.least * (1 - 1e-9) <= found.bound
            assert found.least >= found.bound * (1 - found.gap) - 1e-12
        elif np.isfinite(found.gap):
            ahead = np.log(best.chances).mean() - np.log(found.chances).mean()
            assert ahead <= found.gap + 1e-9
    assert gaps[-1] < 1e-6
    assert gaps[0] > gaps[-1]


def test_without_any_time_it_is_not_known_whether_there_is_a_panel() -> None:
    with pytest.raises(Unfinished):
        draw_up(tight(7).kinds, method=Method.LEXIMIN, seed=1, left=lambda: 0.0)


@pytest.mark.parametrize("method", Method)
def test_progress_is_told_from_the_first_panel_to_the_last(method: Method) -> None:
    told: list[Progress] = []
    draw_up(POOL.kinds, method=method, seed=1, tell=told.append)
    panels = [one.panels for one in told]
    assert panels == sorted(panels)
    assert panels[-1] > 10
    assert told[0].reached == 0
    assert told[-1].reached > 0.9


@pytest.mark.parametrize("number", [1, 2, 10, 60])
def test_whoever_is_told_can_stop_the_work(number: int) -> None:
    told: list[Progress] = []

    def tell(progress: Progress) -> None:
        told.append(progress)
        if len(told) == number:
            raise Stopped

    with pytest.raises(Stopped):
        draw_up(POOL.kinds, method=Method.LEXIMIN, seed=1, tell=tell)
    assert len(told) == number


def market_split(seed: int) -> Programme:
    """A programme that takes long although it is small: rows of great numbers that must come to the half exactly."""
    rng = np.random.default_rng(seed)
    rows = rng.integers(0, 100, (5, 40)).astype(float)
    half = np.floor(rows.sum(axis=1) / 2)
    programme = Programme(csr_array(rows), between=(half, half), columns=(np.zeros(40), np.ones(40)))
    return programme.whole()


def test_a_single_long_step_is_stopped_too() -> None:
    begun = time.process_time()

    def left() -> float:
        if time.process_time() > begun + 0.5:
            raise Stopped
        return 60.0

    with pytest.raises(Stopped):
        market_split(1).solve(left=left)
    assert time.process_time() - begun < 30
    with pytest.raises(Unfinished):
        market_split(1).solve(left=lambda: 0.5 - (time.process_time() - begun))


def answered(pool: Pool, seconds: float) -> bool:
    """Say whether a pool's lottery was finished in this time; if not, it has a proven gap."""
    begun = time.process_time()
    try:
        found = draw_up(
            pool.kinds, method=Method.LEXIMIN, seed=1, left=lambda: seconds - (time.process_time() - begun)
        )
    except Impossible:
        assert pool.households is not None
        return True
    assert time.process_time() - begun < seconds + LATE
    whole(pool, found)
    assert found.bound > 0
    assert (found.gap < 1e-6) or not found.finished
    assert found.least >= found.bound * (1 - found.gap) - 1e-12
    return found.finished


@pytest.mark.parametrize("seed", range(2))
def test_hard_pools_are_answered_in_time_with_what_is_proved_by_then(seed: int) -> None:
    answered(hard(seed), SHORT)


@pytest.mark.soak
def test_two_dozen_hard_pools_are_answered_in_a_minute_each() -> None:
    finished = [answered(hard(seed), LONG) for seed in range(24)]
    assert sum(finished) > 20
