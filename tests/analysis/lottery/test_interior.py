"""The greatest product between bounds, where it is known from paper and pencil."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.sparse import csr_array

from wholeplace.analysis.lottery.interior import bounded, greatest

WIDE = 1e3


def product(
    rows: list[list[float]], lower: list[float], upper: list[float], powers: list[float], most: float = WIDE
) -> list[float]:
    where = bounded(
        csr_array(np.array(rows, dtype=float)),
        between=(np.array(lower, dtype=float), np.array(upper, dtype=float)),
        most=np.full(len(powers), most),
    )
    found: list[float] = greatest(where, np.array(powers, dtype=float)).tolist()
    return found


@settings(max_examples=20)
@given(some.lists(some.integers(1, 500), min_size=2, max_size=30))
def test_a_sum_is_shared_by_the_powers(powers: list[int]) -> None:
    found = product([[1.0] * len(powers)], [1], [1], list(map(float, powers)))
    assert found == pytest.approx((np.array(powers) / sum(powers)).tolist(), rel=1e-8)


def test_what_reaches_its_own_bound_stays_there_and_the_others_share_the_rest() -> None:
    assert product([[1, 1, 1]], [2], [2], [8, 1, 1], most=1) == pytest.approx([1, 0.5, 0.5])


def test_a_row_that_nobody_reaches_is_no_matter_and_one_that_binds_holds() -> None:
    assert product([[1, 1, 1], [1, 0, 0]], [3, 0], [3, 2], [1, 1, 1]) == pytest.approx([1, 1, 1])
    assert product([[1, 1, 1], [1, 0, 0]], [3, 0], [3, 0.5], [1, 1, 1]) == pytest.approx([0.5, 1.25, 1.25])
    assert product([[1, 1, 1], [1, 0, 0]], [3, 2], [3, 3], [1, 1, 1]) == pytest.approx([2, 0.5, 0.5])


def test_rows_that_say_the_same_or_leave_a_single_point_are_no_trouble() -> None:
    assert product([[1, 1], [2, 2], [1, 1]], [1, 2, 0], [1, 2, 1], [1, 3]) == pytest.approx([0.25, 0.75])
    assert product([[1, 1], [1, 0], [0, 1]], [3, 0, 0], [3, 1, 2], [1, 1]) == pytest.approx([1, 2])


def test_what_can_be_nothing_but_nought_is_left_out() -> None:
    assert product([[1, 1, 1], [1, 0, 0]], [2, 0], [2, 0], [5, 1, 1]) == pytest.approx([0, 1, 1])
