"""What holds of every lottery: each panel meets every quota, chances add up, and neither order nor seed makes anybody's chance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.analysis.lottery.pools import Pool, settled, tight, whole

from wholeplace.analysis.lottery import (
    Impossible,
    Method,
    Quota,
    draw_up,
    drawn,
    gini,
    is_possible,
    kinds_of,
)

SEEDS = some.integers(1_000, 100_000)
ANYBODY = Quota("a", "x", 0, 9, 0, 9)


def pools(**sizes: object) -> some.SearchStrategy[Pool]:
    """Pools of which a panel can be drawn; in every other, people share households."""
    made = some.builds(
        lambda seed, homes: (settled if homes else tight)(seed, **sizes), SEEDS, some.booleans()
    )
    return made.filter(lambda pool: is_possible(pool.kinds))


@settings(max_examples=16)
@given(pools(people=(8, 30), slack=1.0), some.sampled_from(Method))
def test_every_panel_meets_every_quota_and_the_chances_add_up_to_its_size(pool: Pool, method: Method) -> None:
    whole(pool, draw_up(pool.kinds, method=method, seed=1))


@settings(max_examples=10)
@given(pools(), some.sampled_from(Method), some.integers(0, 100))
def test_neither_the_order_of_people_nor_how_households_are_numbered_matters(
    pool: Pool, method: Method, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(pool.answers))
    homes = None
    if pool.households is not None:
        homes = rng.permutation(pool.households.max() + 1)[pool.households][order]
    turned = kinds_of(pool.answers[order], pool.quotas, size=pool.size, households=homes)
    one, other = (draw_up(kinds, method=method, seed=1) for kinds in (pool.kinds, turned))
    assert np.array_equal(one.panels, other.panels)
    assert np.array_equal(one.weights, other.weights)
    assert np.array_equal(one.chances[order], other.chances)


@settings(max_examples=10)
@given(pools(people=(8, 20), slack=1.0), some.sampled_from(Method))
def test_the_same_seeds_give_the_same_lottery_and_the_same_panel(pool: Pool, method: Method) -> None:
    one, other = (draw_up(pool.kinds, method=method, seed=5) for _time in range(2))
    assert np.array_equal(one.panels, other.panels)
    assert np.array_equal(one.weights, other.weights)
    assert drawn(one.urn, seed=b"seed") == drawn(other.urn, seed=b"seed")


@settings(max_examples=10)
@given(pools(people=(8, 20), slack=1.0), some.sampled_from([Method.LEXIMIN, Method.NASH]))
def test_another_seed_gives_nobody_another_chance(pool: Pool, method: Method) -> None:
    one, other = (draw_up(pool.kinds, method=method, seed=seed) for seed in (1, 2))
    assert np.allclose(one.chances, other.chances, atol=1e-6)


@settings(max_examples=10)
@given(pools(people=(8, 30), slack=1.0), some.sampled_from(Method))
def test_people_who_are_alike_have_exactly_the_same_chance(pool: Pool, method: Method) -> None:
    lottery = draw_up(pool.kinds, method=method, seed=3)
    homes = np.arange(len(pool.answers)) if pool.households is None else pool.households
    beside = [
        tuple(sorted(map(tuple, pool.answers[homes == home].tolist()))) for home in homes
    ]  # whom one lives with decides, too
    alike: dict[object, set[float]] = {}
    for answers, living, chance in zip(pool.answers.tolist(), beside, lottery.chances, strict=True):
        alike.setdefault((tuple(answers), living), set()).add(float(chance))
    assert {len(chances) for chances in alike.values()} == {1}


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("homes", [None, np.array([0, 0, 1, 1, 2, 2])])
def test_where_all_are_alike_all_have_the_same_chance(method: Method, homes: object) -> None:
    alike = kinds_of(np.zeros((6, 1), dtype=np.int64), (ANYBODY,), size=3, households=homes)
    lottery = draw_up(alike, method=method, seed=1)
    assert lottery.chances.tolist() == pytest.approx([0.5] * 6)
    assert (lottery.finished, lottery.never) == (True, ())


@pytest.mark.parametrize("method", Method)
def test_one_person_is_drawn_for_sure_and_nobody_makes_no_panel(method: Method) -> None:
    alone = kinds_of(np.zeros((1, 1), dtype=np.int64), (Quota("a", "x", 1, 1, 1, 1),), size=1)
    assert draw_up(alone, method=method, seed=1).chances.tolist() == [1.0]
    nobody = kinds_of(np.zeros((0, 1), dtype=np.int64), (ANYBODY,), size=1)
    with pytest.raises(Impossible):
        draw_up(nobody, method=method, seed=1)


@pytest.mark.parametrize("method", Method)
def test_quotas_that_leave_one_panel_draw_it_and_name_everybody_else(method: Method) -> None:
    quotas = tuple(
        Quota("a", value, wanted, wanted, 0, 9) for value, wanted in zip("xyz", (2, 1, 0), strict=True)
    )
    kinds = kinds_of(np.array([[0], [1], [0], [2], [2]]), quotas, size=3)
    lottery = draw_up(kinds, method=method, seed=1)
    assert lottery.chances.tolist() == [1, 1, 1, 0, 0]
    assert lottery.never == (3, 4)
    assert (lottery.least, lottery.bound, lottery.finished) == (1, 1, True)
    assert {drawn(lottery.urn, seed=bytes([seed])) for seed in range(9)} == {(0, 1, 2)}


@pytest.mark.parametrize("method", Method)
def test_a_household_too_large_for_anybody_else_leaves_no_panel(method: Method) -> None:
    together = np.zeros(4, dtype=np.int64)
    kinds = kinds_of(np.zeros((4, 1), dtype=np.int64), (ANYBODY,), size=2, households=together)
    with pytest.raises(Impossible):
        draw_up(kinds, method=method, seed=1)


def test_the_fairest_gives_whoever_has_the_least_no_less_than_any_other_method() -> None:
    kinds = tight(11, people=(24, 25), slack=1.5).kinds
    best = {method: draw_up(kinds, method=method, seed=1) for method in Method}
    assert best[Method.LEXIMIN].least == pytest.approx(best[Method.MAXIMIN].least)
    assert best[Method.NASH].least <= best[Method.LEXIMIN].least + 1e-7
    product = {method: float(np.log(one.chances[one.chances > 0]).sum()) for method, one in best.items()}
    assert max(product.values()) <= product[Method.NASH] + 1e-6


def test_inequality_is_none_where_all_are_equal_and_great_where_one_has_all() -> None:
    assert gini(np.full(5, 0.2)) == pytest.approx(0)
    assert gini(np.array([0, 0, 0, 1.0])) == pytest.approx(0.75)
    assert gini(np.zeros(3)) == 0


@given(some.lists(some.floats(0.01, 1), min_size=2, max_size=9))
def test_inequality_is_half_the_mean_distance_of_two_people_over_the_mean(chances: list[float]) -> None:
    apart = np.abs(np.subtract.outer(chances, chances)).mean()
    assert gini(np.array(chances)) == pytest.approx(apart / 2 / np.mean(chances))


@pytest.mark.parametrize("size", [0, 127, 128, 129, 255, 256])
def test_a_panel_of_people_who_are_all_alike_may_have_any_size(size: int) -> None:
    """Also one whose counts do not fit into a byte."""
    anybody = Quota("a", "x", 0, 300, 0, 300)
    kinds = kinds_of(np.zeros((300, 1), dtype=np.int64), [anybody], size=size)
    found = draw_up(kinds, method=Method.LEXIMIN, seed=1)
    assert found.panels.sum() == size
    assert len(drawn(found.urn, seed=b"1")) == size
