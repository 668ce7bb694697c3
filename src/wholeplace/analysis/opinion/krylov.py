"""The leading axes of a large symmetric matrix of which only products are known."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.linalg import eigh, qr

from wholeplace.analysis.opinion.arrays import FloatArray

WIDTH = 8
"""Columns multiplied in one pass over the votes."""
FEWEST_PASSES = 3
"""A random start can seem settled at once; no answer before this many passes is believed."""
VANISHING = 1e-12
"""An eigenvalue this small beside the largest belongs to no axis at all."""
NEARLY = 1 - 1e-6


@dataclass(frozen=True, eq=False)
class Axes:
    """Eigenvalues (count,), largest first, and unit eigenvectors (size x count); a vanishing axis is 0."""

    values: FloatArray
    vectors: FloatArray


def leading_axes(
    apply: Callable[[FloatArray], FloatArray], *, size: int, count: int, seed: int, tolerance: float
) -> Axes:
    """Find the `count` largest eigenvalues of a symmetric matrix and their vectors, by block Krylov.

    `apply` multiplies the matrix (size x size) with a block (size x at most 8). Stops when every residual is
    at most `tolerance` times the largest eigenvalue in size, or the basis is complete (then exact).
    Signs: the largest entry of each vector is positive. Source: Musco and Musco 2015, algorithm 2, with full
    reorthogonalisation and Rayleigh-Ritz at each pass.
    """
    count = min(count, size)
    basis, image = np.empty((size, 0)), np.empty((size, 0))
    fresh = _start(size, seed=seed)
    for passes in range(1, size + FEWEST_PASSES):
        basis, image = np.hstack((basis, fresh)), np.hstack((image, apply(fresh)))
        axes, residual, scale = _ritz(basis, image, count=count)
        full = basis.shape[1] >= size
        if full or scale == 0 or (passes >= FEWEST_PASSES and residual <= tolerance * scale):
            break
        width = min(WIDTH, size - basis.shape[1])
        fresh = _orthogonal_to(basis, image[:, -width:])
    return _settled(axes, scale=scale)


def _start(size: int, *, seed: int) -> FloatArray:
    block = np.random.default_rng(seed).standard_normal((size, min(WIDTH, size)))
    return np.asarray(qr(block, mode="economic")[0])


def _orthogonal_to(basis: FloatArray, block: FloatArray) -> FloatArray:
    """Give an orthonormal block beside the basis; thrice, because a spent direction is only rounding."""
    for _ in range(3):
        block = block - basis @ (basis.T @ block)
        block = np.asarray(qr(block, mode="economic")[0])
    return block


def _ritz(basis: FloatArray, image: FloatArray, *, count: int) -> tuple[Axes, float, float]:
    small = basis.T @ image
    values, rotation = eigh((small + small.T) / 2)
    chosen = rotation[:, ::-1][:, :count]
    leading, vectors = values[::-1][:count], basis @ chosen
    residual = np.linalg.norm(image @ chosen - vectors * leading, axis=0)
    return Axes(leading, vectors), float(residual.max(initial=0)), float(np.abs(values).max(initial=0))


def _settled(axes: Axes, *, scale: float) -> Axes:
    """Drop axes that carry nothing, and turn each so that its largest entry is positive.

    Of entries that are the largest but for rounding the first decides, so that rounding does not.
    """
    real = np.abs(axes.values) > VANISHING * scale
    vectors = np.where(real, axes.vectors, 0.0)
    sizes = np.abs(vectors)
    first = (sizes >= NEARLY * sizes.max(axis=0, initial=0)).argmax(axis=0)
    turned = vectors[first, np.arange(vectors.shape[1])] < 0
    return Axes(np.where(real, axes.values, 0.0), np.where(turned, -vectors, vectors))
