"""People of the same values take turns at their seats, and nobody sits beside somebody of their own household."""

import numpy as np
import pytest
from tests.analysis.lottery.pools import Pool, settled, whole

from wholeplace.analysis.lottery import Method, Quota, draw_up, kinds_of
from wholeplace.analysis.lottery.chances import fairest
from wholeplace.analysis.lottery.kinds import average
from wholeplace.analysis.lottery.panels import NEAR, spread
from wholeplace.analysis.lottery.turns import by_values, seated
from wholeplace.analysis.lottery.watch import Watch

PAIR = (Quota("a", "x", 0, 2, 0, 2), Quota("a", "y", 0, 2, 0, 2))


def crowd(seed: int) -> Pool:
    """Two hundred people, every third of whom lives with somebody else."""
    return settled(seed, people=(200, 201), features=(3, 4), size=(20, 21), slack=2.0)


@pytest.mark.parametrize("seed", range(3))
def test_everybody_has_the_wanted_chance_and_nobody_sits_beside_their_household(seed: int) -> None:
    kinds = crowd(seed).kinds
    wanted = fairest(kinds).counts
    alike = by_values(kinds)
    found, _panels = spread(
        alike, np.bincount(kinds.types, wanted), rng=np.random.default_rng(1), watch=Watch()
    )
    crowded = kinds.rows[-kinds.homes :] @ np.ones(len(wanted)) > kinds.upper[-kinds.homes :]
    assert (len(alike.people) < len(kinds.people), crowded.any()) == (True, True)
    panels, weights = seated(kinds, found.panels, found.weights, wanted)
    reach = panels @ kinds.rows.T
    assert (reach >= kinds.lower).all()
    assert (reach <= kinds.upper).all()
    assert (panels <= kinds.most).all()
    assert weights.sum() == pytest.approx(1)
    assert np.abs(average(panels, weights) - wanted).max() < NEAR * kinds.people.max()


def test_two_of_a_household_are_never_seated_together_where_nobody_else_can_sit() -> None:
    kinds = kinds_of(np.array([[0], [1]]), PAIR, size=2, households=np.zeros(2, dtype=np.int64))
    panels, weights = seated(kinds, np.array([[1, 1]]), np.ones(1), np.ones(2))
    assert (len(panels), len(weights)) == (0, 0)


def test_two_of_a_household_change_places_with_others_of_their_values() -> None:
    kinds = kinds_of(np.array([[0], [0], [1], [1]]), PAIR, size=2, households=np.array([0, 1, 0, 1]))
    panels, weights = seated(kinds, np.array([[1, 1]]), np.ones(1), np.ones(len(kinds.people)) / 2)
    assert (panels.sum(axis=1) == 2).all()
    assert (kinds.rows @ panels.T <= kinds.upper[:, None]).all()
    assert weights.sum() == pytest.approx(1)


def test_hundreds_of_homes_that_are_alike_are_each_counted() -> None:
    quotas = tuple(Quota("a", value, 0, 100, 0, 100) for value in "xy")
    answers, homes = np.array([[0], [1]] * 200), np.repeat(np.arange(200), 2)
    kinds = kinds_of(answers, quotas, size=100, households=homes)
    panels, weights = seated(kinds, np.array([[40, 60]]), np.ones(1), np.array([40.0, 60.0]))
    assert (panels.tolist(), weights.tolist()) == ([[40, 60]], [1])


@pytest.mark.parametrize("method", Method)
def test_a_lottery_of_a_crowd_in_households_is_proved_to_be_the_best(method: Method) -> None:
    pool = crowd(4)
    lottery = draw_up(pool.kinds, method=method, seed=1)
    whole(pool, lottery)
    assert lottery.finished
    assert lottery.gap < 1e-6
