"""Where the debiased map starts: what is left of answers, and what statements share of it."""

import numpy as np
from tests.analysis.planted import Recipe, plant

from wholeplace.analysis.opinion import vote_matrix
from wholeplace.analysis.opinion.debiased_residuals import (
    person_centred,
    statements_left,
    zero_diagonal_axes,
)

YES_SAYERS = plant(
    Recipe((1, 1), distance=1.0, acquiescence=1.5), people=300, statements=60, density=0.4, seed=1
).votes


def test_residuals_are_what_the_formula_says():
    votes = vote_matrix([0, 0, 1, 1, 2], [0, 1, 0, 1, 0], [1, 1, -1, 0, 0], people=3, statements=2)
    found = person_centred(votes)
    less_mean = np.array([[1.0, 0.5], [-1.0, -0.5], [0.0, 0.0]])
    pull, seen = np.array([4 / 3, 1 / 2]), np.array([[1, 1], [1, 1], [1, 0]])
    leaning = less_mean @ pull / (seen @ pull**2 + 3)
    assert np.allclose(found.leaning, leaning)
    expected = (less_mean - np.outer(leaning, pull)) * seen
    assert np.allclose(found.values.toarray(), expected)
    assert np.allclose(found.variance, ((expected**2).sum(axis=0) + 0.5) / np.array([4, 3]))


def test_a_yes_sayers_residuals_no_longer_lean_to_yes():
    votes = YES_SAYERS
    found = person_centred(votes)
    each = np.maximum(votes.votes_each, 1)
    centred = np.bincount(votes.row, found.values.data, minlength=votes.people) / each
    plain = np.bincount(votes.row, votes.value, minlength=votes.people) / each
    many = votes.votes_each >= 20
    assert centred[many].std() < 0.2 * plain[many].std()


def test_axes_are_those_of_the_gram_matrix_with_an_empty_diagonal():
    whitened = person_centred(YES_SAYERS).whitened()
    gram = (whitened.T @ whitened).toarray().astype(np.float64)
    np.fill_diagonal(gram, 0)
    values, vectors = np.linalg.eigh(gram)
    found = zero_diagonal_axes(whitened, count=2, seed=1)
    assert np.allclose(found.values, values[::-1][:2], rtol=1e-3)
    assert np.allclose(np.abs(np.diag(found.vectors.T @ vectors[:, ::-1][:, :2])), 1, atol=1e-2)


def test_statements_moderated_out_or_hardly_seen_are_left_out():
    votes = vote_matrix([0, 0, 0, 1, 1], [0, 1, 2, 0, 2], [1] * 5, people=2, statements=4)
    moderated = np.array([False, False, True, False])
    assert statements_left(votes, moderated=moderated).tolist() == [True, False, False, False]
