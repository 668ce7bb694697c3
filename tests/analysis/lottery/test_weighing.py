"""How often panels come: nearest to what is wanted, with the least part great, and never longer than time allows."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.optimize import nnls

from wholeplace.analysis.lottery import Unfinished, weighing
from wholeplace.analysis.lottery.kinds import Ints
from wholeplace.analysis.lottery.programmes import Floats
from wholeplace.analysis.lottery.weighing import evenest, given, weighed


def made(seed: int, *, panels: int, kinds: int) -> tuple[Ints, Floats]:
    """Panels by chance, and counts that are near to what some of them give."""
    rng = np.random.default_rng(seed)
    found = rng.permuted(np.tile(np.arange(kinds) < kinds // 5, (panels, 1)), axis=1).astype(np.int8)
    weights = rng.random(panels) * (rng.random(panels) < 0.5)
    return found, weights / weights.sum() @ found + 0.01 * rng.random(kinds)


def asked(often: int) -> Callable[[], float]:
    """Time is over once it was asked so often."""
    left = iter([9.0] * often)
    return lambda: next(left, 0.0)


@pytest.mark.parametrize("panels", [30, 50, 90])
def test_many_panels_are_weighed_as_few_are(monkeypatch: pytest.MonkeyPatch, panels: int) -> None:
    found, wanted = made(panels, panels=panels, kinds=50)
    right = weighed(found, wanted, scale=np.ones(50), begun=np.zeros(0), left=asked(0))
    monkeypatch.setattr(weighing, "AT_ONCE", 0)
    half = weighed(found[:20], wanted, scale=np.ones(50), begun=np.zeros(0), left=asked(100))
    weights = weighed(found, wanted, scale=np.ones(50), begun=half, left=asked(100))
    assert weights.sum() == pytest.approx(1)
    assert (weights >= 0).all()
    assert weights @ found == pytest.approx(right @ found, abs=1e-7)
    assert (
        np.linalg.norm(weights @ found - wanted) > 0.9 * nnls(found.T.astype(float), wanted)[1]
    )  # it is short of what is wanted, so that the nearest is one point


def test_where_no_time_is_left_many_panels_keep_the_weights_they_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing, "AT_ONCE", 0)
    found, wanted = made(1, panels=40, kinds=30)
    begun = np.full(10, 0.1)
    weights = weighed(found, wanted, scale=np.ones(30), begun=begun, left=asked(0))
    assert weights.tolist() == pytest.approx([*begun, *[0] * 30])


@pytest.mark.parametrize("panels", [40, 80])
def test_of_many_panels_the_least_part_comes_near_to_the_greatest(
    monkeypatch: pytest.MonkeyPatch, panels: int
) -> None:
    found, wanted = made(2, panels=panels, kinds=50)
    best = (evenest(found, wanted) @ found / wanted).min()
    assert best == pytest.approx(given(found, wanted).reached)
    monkeypatch.setattr(weighing, "SOON", 0)
    near = (evenest(found, wanted) @ found / wanted).min()
    assert 0.97 * best < near <= best + 1e-9
    assert near > (found.mean(axis=0) / wanted).min()


def test_the_best_weights_are_not_waited_for_where_no_time_is_left() -> None:
    found, wanted = made(3, panels=200, kinds=100)
    assert given(found, wanted, left=asked(10_000)).reached > 0.9
    with pytest.raises(Unfinished):
        given(found, wanted, left=asked(3))
