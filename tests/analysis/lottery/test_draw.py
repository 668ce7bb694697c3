"""The draw: the same from the same seed, and as often as the chances say."""

import hashlib

import numpy as np
import pytest
from scipy.stats import chisquare
from tests.analysis.lottery.pools import Pool, settled, tight

from wholeplace.analysis.lottery import Method, draw_up, drawn

POOL = tight(7, people=(30, 31), features=(2, 3), slack=2.0)
SETTLED = settled(7, people=(30, 31), features=(2, 3), slack=2.0)


def test_the_same_seed_draws_the_same_panel_and_another_another() -> None:
    lottery = draw_up(POOL.kinds, method=Method.LEXIMIN, seed=1)
    assert drawn(lottery, seed=b"one") == drawn(lottery, seed=b"one")
    assert len({drawn(lottery, seed=bytes([seed])) for seed in range(30)}) > 10


@pytest.mark.parametrize("pool", [POOL, SETTLED], ids=["alone", "in_households"])
@pytest.mark.parametrize("method", [Method.LEXIMIN, Method.NASH])
def test_ten_thousand_draws_seat_everybody_as_often_as_their_chance_says(pool: Pool, method: Method) -> None:
    lottery = draw_up(pool.kinds, method=method, seed=1)
    draws = 10_000
    seated = np.zeros(len(pool.answers))
    for number in range(draws):
        seated[list(drawn(lottery, seed=hashlib.sha256(str(number).encode()).digest()))] += 1
    wanted = lottery.chances * draws
    there = wanted > 0
    assert (seated[~there] == 0).all()
    assert chisquare(seated[there], wanted[there] * seated.sum() / wanted.sum()).pvalue > 0.001
