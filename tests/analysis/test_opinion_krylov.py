"""The leading axes of a matrix of which only products are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeplace.analysis.opinion.krylov import _orthogonal_to, leading_axes


def symmetric(size: int, *, seed: int) -> np.ndarray:
    half = np.random.default_rng(seed).standard_normal((size, size))
    return half @ half.T


@pytest.mark.parametrize("width", [2, 8])
@given(size=st.integers(1, 40), seed=st.integers(0, 999))
def test_the_axes_are_the_leading_eigenvectors(width: int, size: int, seed: int) -> None:
    matrix = symmetric(size, seed=seed)
    found = leading_axes(
        lambda block: matrix @ block, size=size, count=2, seed=seed, tolerance=1e-10, width=width
    )
    expected = np.linalg.eigvalsh(matrix)[::-1][: len(found.values)]
    assert found.values == pytest.approx(expected, rel=1e-8)
    assert matrix @ found.vectors == pytest.approx(found.vectors * found.values, abs=1e-4 * expected[0])


@pytest.mark.parametrize("left", [1.0, 1e-3, 1e-8, 1e-14, 0.0])
def test_what_is_left_of_a_spent_direction_still_stands_beside_the_basis(left: float) -> None:
    """A block that lies in the basis but for a share of `left`: once alone leaves mostly rounding."""
    draw = np.random.default_rng(3)
    basis = np.linalg.qr(draw.standard_normal((50, 20)))[0]
    block = basis[:, :2] + left * draw.standard_normal((50, 2))
    beside = _orthogonal_to(basis, block)
    assert np.abs(basis.T @ beside).max() < 1e-12
    assert beside.T @ beside == pytest.approx(np.eye(2), abs=1e-12)
