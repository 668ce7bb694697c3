"""The draw: the same from the same seed, and as often as the chances say."""

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare
from tests.analysis.lottery.pools import Pool, settled, tight

from wholeplace.analysis.lottery import BALLS, Method, Urn, draw_up, drawn
from wholeplace.analysis.lottery.draw import balls_of

POOL = tight(7, people=(30, 31), features=(2, 3), slack=2.0)
SETTLED = settled(7, people=(30, 31), features=(2, 3), slack=2.0)


def test_the_same_seed_draws_the_same_panel_and_another_another() -> None:
    lottery = draw_up(POOL.kinds, method=Method.LEXIMIN, seed=1)
    assert drawn(lottery.urn, seed=b"one") == drawn(lottery.urn, seed=b"one")
    assert len({drawn(lottery.urn, seed=bytes([seed])) for seed in range(30)}) > 10


@pytest.mark.parametrize("pool", [POOL, SETTLED], ids=["alone", "in_households"])
@pytest.mark.parametrize("method", [Method.LEXIMIN, Method.NASH])
def test_ten_thousand_draws_seat_everybody_as_often_as_their_chance_says(pool: Pool, method: Method) -> None:
    lottery = draw_up(pool.kinds, method=method, seed=1)
    draws = 10_000
    seated = np.zeros(len(pool.answers))
    for number in range(draws):
        seated[list(drawn(lottery.urn, seed=hashlib.sha256(str(number).encode()).digest()))] += 1
    wanted = lottery.chances * draws
    there = wanted > 0
    assert (seated[~there] == 0).all()
    assert chisquare(seated[there], wanted[there] * seated.sum() / wanted.sum()).pvalue > 0.001


@given(st.lists(st.floats(1e-12, 1), min_size=1, max_size=50))
def test_all_balls_are_shared_out_each_panel_as_many_as_its_weight_says(weights) -> None:
    wanted = np.array(weights) / sum(weights)
    balls = balls_of(np.array(weights))
    assert balls.sum() == BALLS
    assert balls.tolist() == pytest.approx((wanted * BALLS).tolist(), abs=2)


def test_the_draw_is_what_it_was_worked_out_to_be_by_hand() -> None:
    urn = Urn(panels=[[0, 1], [1, 1]], balls=[3, 1], kinds=[0, 1, 1, 0, 1], households=[0, 1, 0, 2, 3])
    numbers = [
        int.from_bytes(hashlib.sha256(b"seed" + count.to_bytes(8, "big")).digest(), "big")
        for count in range(3)
    ]
    first = [0, 3][numbers[1] % 2]
    others = [1, 4] if first == 0 else [1, 2, 4]
    by_hand = (first, others[numbers[2] % len(others)]) if numbers[0] % 4 < 3 else None
    assert by_hand is not None, "the seed shows the other panel: choose one that shows this"
    assert drawn(urn, seed=b"seed") == tuple(sorted(by_hand))
