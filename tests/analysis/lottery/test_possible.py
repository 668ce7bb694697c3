"""Whether there is a panel, what would have to give way, and who can never be drawn."""

import numpy as np

from wholeplace.analysis.lottery import Change, Method, Quota, draw_up, is_possible, kinds_of, relaxations

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
