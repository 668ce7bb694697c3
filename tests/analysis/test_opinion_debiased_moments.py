"""Many small matrices at once do what each would do alone."""

import numpy as np

from wholeplace.analysis.opinion.debiased_moments import (
    Moments,
    double_counts,
    inverse,
    pack,
    square_root,
    times,
    unpack,
)


def positive(count, many, seed=0):
    half = np.random.default_rng(seed).standard_normal((count, count + 2, many))
    return np.einsum("ikn,jkn->ijn", half, half)


def test_each_inverse_is_the_inverse():
    matrices = positive(4, 50)
    alone = np.moveaxis(np.linalg.inv(np.moveaxis(matrices, 2, 0)), 0, 2)
    assert np.allclose(inverse(matrices), alone, rtol=1e-8)


def test_a_table_gives_back_its_matrices():
    matrices = positive(3, 10)
    assert np.allclose(unpack(pack(matrices), count=3), matrices, rtol=1e-6)


def test_two_tables_give_the_mean_square_of_the_product():
    draw = np.random.default_rng(1)
    one = Moments(draw.standard_normal((2, 1)), positive(2, 1, seed=2))
    other = Moments(draw.standard_normal((2, 1)), positive(2, 1, seed=3))
    found = (one.table() * double_counts(2) * other.table()).sum()
    x = draw.multivariate_normal(one.mean[:, 0], one.covariance[:, :, 0], 400_000)
    y = draw.multivariate_normal(other.mean[:, 0], other.covariance[:, :, 0], 400_000)
    assert abs(found / ((x * y).sum(axis=1) ** 2).mean() - 1) < 0.03


def test_turning_a_vector_turns_its_covariance():
    moments = Moments(np.ones((3, 5)), positive(3, 5))
    by = np.random.default_rng(4).standard_normal((3, 3))
    turned = moments.turned(by)
    assert np.allclose(turned.covariance[:, :, 2], by @ moments.covariance[:, :, 2] @ by.T)
    assert np.allclose(turned.mean[:, 2], by @ moments.mean[:, 2])


def test_a_component_put_in_is_certainly_one():
    moments = Moments(np.full((2, 4), 5.0), positive(2, 4)).with_one(1)
    assert (moments.mean == np.array([[5.0], [1.0], [5.0]])).all()
    assert (moments.covariance[1] == 0).all()
    assert np.allclose(moments.covariance[[0, 0, 2], [0, 2, 2]], positive(2, 4)[[0, 0, 1], [0, 1, 1]])


def test_square_roots_multiply_to_the_matrix():
    matrix = positive(3, 1)[:, :, 0]
    root, back = square_root(matrix, power=0.5), square_root(matrix, power=-0.5)
    assert np.allclose(root @ root, matrix)
    assert np.allclose(root @ back, np.eye(3))


def test_each_matrix_multiplies_its_own_vector():
    matrices, vectors = positive(3, 6), np.arange(18.0).reshape(3, 6)
    assert np.allclose(times(matrices, vectors)[:, 4], matrices[:, :, 4] @ vectors[:, 4])
