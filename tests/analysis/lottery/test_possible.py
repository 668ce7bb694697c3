"""Whether there is a panel, what would have to give way, and who can never be drawn."""

from collections.abc import Callable

import numpy as np
import pytest
from tests.analysis.lottery.pools import Pool, settled, tight

from wholeplace.analysis.lottery import Change, Method, Quota, draw_up, is_possible, kinds_of, relaxations
from wholeplace.analysis.lottery.hull import Hull
from wholeplace.analysis.lottery.kinds import Ints
from wholeplace.analysis.lottery.possible import never_drawn
from wholeplace.analysis.lottery.programmes import Floats
from wholeplace.analysis.lottery.watch import Watch

OLD, YOUNG = Quota("age", "old", 6, 10, 5, 12), Quota("age", "young", 9, 12, 7, 12)


def pool(*, old: int, young: int, quotas: tuple[Quota, ...] = (OLD, YOUNG), size: int = 15) -> object:
    answers = np.array([[0]] * old + [[1]] * young, dtype=np.int64)
    return kinds_of(answers, quotas, size=size)


def test_the_smallest_way_out_comes_first_and_within_how_far_quotas_may_be_moved() -> None:
    kinds = pool(old=40, young=8)
    assert not is_possible(kinds)
    first, *_others = relaxations(kinds, (OLD, YOUNG))
    assert first.changes == (Change(1, 8, 12),)
    assert (first.by, first.within_flex) == (1, True)


def test_where_quotas_cannot_be_moved_so_far_it_is_said_that_it_goes_beyond() -> None:
    kinds = pool(old=40, young=3)
    first, *_others = relaxations(kinds, (OLD, YOUNG))
    assert not first.within_flex
    assert first.changes == (Change(0, 6, 12), Change(1, 3, 12))
    assert first.by == 8


def test_other_ways_hold_none_that_was_named_before() -> None:
    quotas = (Quota("a", "x", 4, 5, 0, 9), Quota("a", "y", 4, 5, 0, 9), Quota("a", "z", 4, 5, 0, 9))
    kinds = kinds_of(np.array([[0]] * 9 + [[1]] * 9 + [[2]] * 9), quotas, size=10)
    ways = relaxations(kinds, quotas)
    sets = [{one.quota for one in way.changes} for way in ways]
    assert len(ways) >= 3
    assert [way.by for way in ways] == sorted(way.by for way in ways)
    assert not any(one < other for one in sets for other in sets)


def test_a_pool_smaller_than_a_panel_has_no_way_out() -> None:
    assert relaxations(pool(old=3, young=3), (OLD, YOUNG)) == ()


def test_whoever_is_on_no_panel_is_named_and_nobody_else() -> None:
    quotas = (Quota("a", "x", 2, 2, 2, 2), Quota("a", "y", 0, 0, 0, 0))
    lottery = draw_up(kinds_of(np.array([[0], [1], [0], [0]]), quotas, size=2), method=Method.LEXIMIN, seed=1)
    assert lottery.never == (1,)
    assert lottery.chances.tolist() == [2 / 3, 0, 2 / 3, 2 / 3]
    assert lottery.least == lottery.bound


class Counting(Hull):
    """A hull that counts how often the best panel is looked for."""

    asked = 0

    def best(self, prices: Floats) -> tuple[Ints, float]:
        self.asked += 1
        return super().best(prices)


class Unaided(Hull):
    """A hull in which no panel is found fast."""

    def seek_all(self) -> Floats:
        return np.ones(len(self.kinds.people))


@pytest.mark.parametrize("hull", [Hull, Unaided])
@pytest.mark.parametrize("make", [tight, settled])
def test_who_is_on_no_panel_is_as_full_enumeration_says(
    make: Callable[[int], Pool], hull: type[Hull]
) -> None:
    some_never = 0
    for seed in range(40):
        panels, kinds = (pool := make(seed)).panels(), pool.kinds
        if panels:
            there = {int(kinds.of[one]) for panel in panels for one in panel}
            never = never_drawn(hull(kinds, Watch()))
            assert set(np.flatnonzero(~never).tolist()) == there
            some_never += never.any()
    assert some_never > 3


def test_only_that_a_kind_is_on_no_panel_has_to_be_proved() -> None:
    everybody = Counting(tight(7, people=(60, 61), features=(4, 5), slack=2.0).kinds, Watch())
    assert not never_drawn(everybody).any()
    assert (everybody.asked, len(everybody.panels) > 1) == (0, True)
    quotas = (Quota("a", "x", 2, 2, 2, 2), Quota("a", "y", 0, 0, 0, 0))
    one_not = Counting(kinds_of(np.array([[0], [1], [0], [0]]), quotas, size=2), Watch())
    assert never_drawn(one_not).tolist() == [False, True]
    assert one_not.asked == 1


def test_panels_are_kept_in_the_smallest_numbers_that_hold_them() -> None:
    quotas = (Quota("a", "x", 0, 300, 0, 300),)
    for size, kept in ((100, np.int8), (200, np.int16)):
        kinds = kinds_of(np.zeros((300, 1), dtype=np.int64), quotas, size=size)
        lottery = draw_up(kinds, method=Method.LEXIMIN, seed=1)
        assert lottery.panels.dtype == kept
        assert lottery.panels.tolist() == [[size]]
