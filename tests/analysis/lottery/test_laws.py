"""What holds of every lottery: each panel meets every quota, and the chances are those of full enumeration."""

import itertools
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.analysis.lottery.pools import Pool, leximin, tight

from wholeplace.analysis.lottery import (
    Impossible,
    Lottery,
    Method,
    Quota,
    Unfinished,
    draw_up,
    drawn,
    gini,
    is_possible,
    kinds_of,
)
from wholeplace.analysis.lottery.chances import fairest

SMALL = range(60)
MANY = range(60, 900)
FAIR = (Method.LEXIMIN, Method.MAXIMIN)


def differs(pool: Pool) -> tuple[bool, bool]:
    """Compare with full enumeration; return whether there is a panel, and whether what looks fairest in parts is beyond them."""
    panels, kinds = pool.panels(), pool.kinds
    assert is_possible(kinds) == bool(panels)
    if not panels:
        with pytest.raises(Impossible):
            draw_up(kinds, method=Method.LEXIMIN, seed=1)
        return False, False
    right, lottery = leximin(len(pool.answers), panels), draw_up(kinds, method=Method.LEXIMIN, seed=1)
    assert np.allclose(lottery.chances, right, atol=1e-6)
    assert set(lottery.never) == set(range(len(right))) - {one for panel in panels for one in panel}
    assert lottery.finished
    assert abs(lottery.least - lottery.bound) <= 1e-7 * max(lottery.bound, 1e-9)
    seen = fairest(kinds).counts / kinds.people
    return True, not np.allclose(seen[kinds.of], right, atol=1e-5)


def agree(seeds: range) -> None:
    told = [differs(tight(seed)) for seed in seeds]
    assert sum(possible for possible, _beyond in told) > 0.6 * len(seeds)
    assert sum(beyond for _possible, beyond in told) > 0.01 * len(seeds)


def test_small_tight_pools_are_as_full_enumeration_says_also_where_what_looks_fairest_is_beyond_all_panels() -> (
    None
):
    agree(SMALL)


@pytest.mark.soak
def test_hundreds_of_small_tight_pools_are_as_full_enumeration_says() -> None:
    agree(MANY)


def whole(pool: Pool, lottery: Lottery) -> None:
    """Every panel of a lottery meets size, quotas and households, and the chances add up to the size."""
    kinds = lottery.kinds
    for counts in lottery.panels:
        reach = kinds.rows @ counts
        assert (reach >= kinds.lower).all()
        assert (reach <= kinds.upper).all()
        assert (counts <= kinds.most).all()
    assert lottery.weights.sum() == pytest.approx(1)
    assert (lottery.weights > 0).all()
    assert lottery.chances.sum() == pytest.approx(pool.size)
    for seed in range(5):
        assert pool.holds(drawn(lottery.urn, seed=bytes([seed])))


@settings(max_examples=12, deadline=None)
@given(some.integers(1_000, 100_000), some.sampled_from(Method))
def test_every_panel_meets_every_quota_and_the_chances_add_up_to_its_size(seed: int, method: Method) -> None:
    pool = tight(seed, people=(8, 30), slack=1.0)
    if is_possible(pool.kinds):
        whole(pool, draw_up(pool.kinds, method=method, seed=1))


@settings(max_examples=8, deadline=None)
@given(some.integers(1_000, 100_000), some.randoms(use_true_random=False))
def test_the_order_of_people_never_matters(seed: int, chance: object) -> None:
    pool = tight(seed)
    if not is_possible(pool.kinds):
        return
    order = np.random.default_rng(seed).permutation(len(pool.answers))
    homes = None if pool.households is None else pool.households[order]
    turned = kinds_of(pool.answers[order], pool.quotas, size=pool.size, households=homes)
    one, other = (draw_up(kinds, method=Method.LEXIMIN, seed=1) for kinds in (pool.kinds, turned))
    assert np.array_equal(one.panels, other.panels)
    assert np.array_equal(one.weights, other.weights)
    assert np.array_equal(one.chances[order], other.chances)


def test_people_who_are_alike_have_exactly_the_same_chance() -> None:
    lottery = draw_up(tight(7, people=(30, 31), slack=1.0).kinds, method=Method.LEXIMIN, seed=3)
    for kind in np.unique(lottery.kinds.of):
        assert len(set(lottery.chances[lottery.kinds.of == kind])) == 1


@pytest.mark.parametrize("method", Method)
def test_pools_at_the_edge_are_no_trouble(method: Method) -> None:
    alike = kinds_of(np.zeros((6, 1), dtype=np.int64), (Quota("a", "x", 0, 9, 0, 9),), size=3)
    assert draw_up(alike, method=method, seed=1).chances.tolist() == pytest.approx([0.5] * 6)
    alone = kinds_of(np.zeros((1, 1), dtype=np.int64), (Quota("a", "x", 1, 1, 1, 1),), size=1)
    assert draw_up(alone, method=method, seed=1).chances.tolist() == [1.0]
    nobody = kinds_of(np.zeros((0, 1), dtype=np.int64), (Quota("a", "x", 0, 1, 0, 1),), size=1)
    with pytest.raises(Impossible):
        draw_up(nobody, method=method, seed=1)


def test_the_fairest_gives_whoever_has_the_least_no_less_than_any_other_method() -> None:
    kinds = tight(11, people=(24, 25), slack=1.5).kinds
    best = {method: draw_up(kinds, method=method, seed=1) for method in Method}
    assert best[Method.LEXIMIN].least == pytest.approx(best[Method.MAXIMIN].least)
    assert best[Method.NASH].least <= best[Method.LEXIMIN].least + 1e-7
    product = {method: float(np.log(one.chances[one.chances > 0]).sum()) for method, one in best.items()}
    assert max(product.values()) <= product[Method.NASH] + 1e-4


def soonest(pool: Pool, method: Method) -> Lottery:
    """Return what is known of a lottery as soon as anything is: time is over after so many steps, each try one more."""
    for steps in itertools.count(1):
        left = iter([9.0] * steps)
        with suppress(Unfinished):
            return draw_up(pool.kinds, method=method, seed=1, left=lambda still=left: next(still, 0.0))
    raise AssertionError("Counting came to an end.")


@pytest.mark.parametrize("method", Method)
def test_when_time_runs_out_the_best_so_far_comes_with_a_bound_that_holds(method: Method) -> None:
    pool = tight(7, people=(60, 61), features=(4, 5), slack=2.0)
    lottery = soonest(pool, method)
    whole(pool, lottery)
    best = draw_up(pool.kinds, method=method, seed=1)
    assert (lottery.finished, best.finished) == (False, True)
    assert lottery.least < best.least + 1e-7
    assert best.least <= lottery.bound + 1e-9
    assert lottery.gap > best.gap


def test_without_any_time_it_is_not_known_whether_there_is_a_panel() -> None:
    with pytest.raises(Unfinished):
        draw_up(tight(7).kinds, method=Method.LEXIMIN, seed=1, left=lambda: 0.0)


def test_inequality_is_none_where_all_are_equal_and_great_where_one_has_all() -> None:
    assert gini(np.full(5, 0.2)) == pytest.approx(0)
    assert gini(np.array([0, 0, 0, 1.0])) == pytest.approx(0.75)
    assert gini(np.zeros(3)) == 0
