"""A first map by probabilistic principal components: positions with their uncertainty, passes as middle answers.

Source: Tipping and Bishop 1999, with a prior on loadings and noise; residuals person-centred.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from wholeplace.analysis.opinion.arrays import FloatArray
from wholeplace.analysis.opinion.debiased_moments import (
    Moments,
    inverse,
    pack,
    square_root,
    times,
    unpack,
)
from wholeplace.analysis.opinion.debiased_residuals import Residuals
from wholeplace.analysis.opinion.krylov import Axes

ROUNDS = 10
MOST_SHARED = 0.8
"""At first no statement owes more than this share of its variance to the map."""
LEAST_OWN = 0.2
NOISE_WEIGHT = 5
FLOOR = 0.1
SMALLEST_USUAL = 1e-6


@dataclass(frozen=True, eq=False)
class Factors:
    """Loadings (axes x statements), noise variances (statements,), positions of people."""

    loadings: FloatArray
    noise: FloatArray
    positions: Moments


def factors(residuals: Residuals, start: Axes) -> Factors:
    """Refine the starting axes by ten rounds of expectation and maximisation."""
    loadings = _starting_loadings(residuals, start)
    noise = np.maximum(residuals.variance - (loadings**2).sum(axis=0), LEAST_OWN * residuals.variance)
    state = Factors(loadings, noise, _positions(residuals, loadings, noise))
    for _ in range(ROUNDS if residuals.values.nnz else 0):
        state = _round(residuals, state)
    return state


def _starting_loadings(residuals: Residuals, start: Axes) -> FloatArray:
    each = np.diff(residuals.values.indptr).astype(np.float64)
    pairs = (each * (each - 1)).sum()
    spread = each.sum() / np.sqrt(pairs) if pairs else 0.0  # sqrt(people / kappa)
    size = np.sqrt(np.maximum(start.values, 0)) * spread
    loadings = (start.vectors * size).T * (residuals.variance * residuals.whitening)
    share = (loadings**2).sum(axis=0) / (MOST_SHARED * residuals.variance)
    return np.asarray(loadings / np.sqrt(np.maximum(share, 1)))


def _positions(residuals: Residuals, loadings: FloatArray, noise: FloatArray) -> Moments:
    seen = _seen(residuals)
    weighed = loadings / noise
    precision = unpack(seen @ pack(weighed[:, None] * loadings[None, :]), count=len(loadings))
    covariance = inverse(precision + np.eye(len(loadings))[:, :, None])
    pull = (residuals.values @ weighed.T.astype(np.float32)).T
    return Moments(times(covariance, pull), covariance)


def _seen(residuals: Residuals) -> csr_array:
    values = residuals.values
    return csr_array((np.ones_like(values.data), values.indices, values.indptr), shape=values.shape)


def _round(residuals: Residuals, state: Factors) -> Factors:
    count = len(state.loadings)
    scale = square_root(state.positions.second().mean(axis=2), power=-0.5)
    positions = state.positions.turned(scale)
    moments = unpack(_seen(residuals).T @ positions.table(), count=count)
    shared = (residuals.values.T @ positions.mean.T.astype(np.float32)).T
    squares = state.loadings[:, residuals.seen > 0] ** 2
    usual = max(float(squares.mean()), SMALLEST_USUAL) if squares.size else 1.0
    loadings = times(inverse(moments + np.eye(count)[:, :, None] * (state.noise / usual)), shared)
    total = np.bincount(residuals.values.indices, residuals.values.data**2, minlength=len(state.noise))
    left = total - 2 * (loadings * shared).sum(axis=0) + (loadings * times(moments, loadings)).sum(axis=0)
    noise = (left + 0.5 * NOISE_WEIGHT * residuals.variance) / (residuals.seen + NOISE_WEIGHT)
    noise = np.maximum(noise, FLOOR * residuals.variance)
    return Factors(loadings, noise, _positions(residuals, loadings, noise))
