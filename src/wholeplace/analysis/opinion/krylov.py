"""The leading axes of a large symmetric matrix of which only products are known."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.linalg import eigh

from wholeplace.analysis.opinion.arrays import FloatArray

WIDE, NARROW = 8, 2
"""Columns multiplied in one pass, at least `count`: wide where reading the votes is dear, else narrow."""
FEWEST_PASSES = 4
"""A random start can seem settled at once; no answer before this many passes is believed."""
PASSES_A_LOOK = 2
"""A look at how far the axes have settled costs as much as a pass of few votes."""
VANISHING = 1e-12
"""An eigenvalue this small beside the largest belongs to no axis at all."""
NEARLY = 1 - 1e-6
MOSTLY = 0.7
"""What is left of a direction that already stood beside the basis."""


@dataclass(frozen=True, eq=False)
class Axes:
    """Eigenvalues (count,), largest first, and unit eigenvectors (size x count); a vanishing axis is 0."""

    values: FloatArray
    vectors: FloatArray


def leading_axes(
    apply: Callable[[FloatArray], FloatArray],
    *,
    size: int,
    count: int,
    seed: int,
    tolerance: float,
    width: int = WIDE,
) -> Axes:
    """Find the `count` largest eigenvalues of a symmetric matrix and their vectors, by block Krylov.

    `apply` multiplies the matrix (size x size) with a block (size x at most `width`). Stops when every
    residual is at most `tolerance` times the largest eigenvalue in size, or the basis is complete (then
    exact). Signs: the largest entry of each vector is positive. Source: Musco and Musco 2015, algorithm 2,
    with full reorthogonalisation and Rayleigh-Ritz at every second pass.
    """
    count = min(count, size)
    if not count:
        return Axes(np.zeros(0), np.zeros((size, 0)))
    space = _grown(_empty(size), fresh := _start(size, seed=seed, width=width), apply(fresh))
    for passes in range(1, size + 1):  # each makes the basis larger
        full = space.basis.shape[1] >= size
        if full or passes % PASSES_A_LOOK == 0:
            axes, residual, scale = _ritz(space, count=count)
            if full or scale == 0 or (passes >= FEWEST_PASSES and residual <= tolerance * scale):
                break
        ahead = space.image[:, -width:][:, : size - space.basis.shape[1]]
        fresh = _orthogonal_to(space.basis, ahead)
        space = _grown(space, fresh, apply(fresh))
    return _settled(axes, scale=scale)


@dataclass(frozen=True, eq=False)
class _Space:
    """An orthonormal basis (size x c), the matrix times it, and the matrix seen in it (c x c)."""

    basis: FloatArray
    image: FloatArray
    projected: FloatArray


def _empty(size: int) -> _Space:
    return _Space(np.empty((size, 0)), np.empty((size, 0)), np.empty((0, 0)))


def _grown(space: _Space, fresh: FloatArray, image: FloatArray) -> _Space:
    basis = np.hstack((space.basis, fresh))
    old, size = space.basis.shape[1], basis.shape[1]
    column = basis.T @ image
    projected = np.empty((size, size))
    projected[:old, :old] = space.projected
    projected[:, old:] = column
    projected[old:, :old] = column[:old].T
    return _Space(basis, np.hstack((space.image, image)), projected)


def _start(size: int, *, seed: int, width: int) -> FloatArray:
    block = np.random.default_rng(seed).standard_normal((size, min(width, size)))
    return np.linalg.qr(block)[0]


def _orthogonal_to(basis: FloatArray, block: FloatArray) -> FloatArray:
    """Give an orthonormal block beside the basis.

    Again where little was left of a direction, for that is then partly rounding. Source: Parlett 1980, "twice is enough".
    """
    for _ in range(3):
        length = np.linalg.norm(block, axis=0)
        block, kept = np.linalg.qr(block - basis @ (basis.T @ block))
        if (np.abs(kept.diagonal()) > MOSTLY * length).all():
            break
    return block


def _ritz(space: _Space, *, count: int) -> tuple[Axes, float, float]:
    """Give the leading axes in this space, their largest residual, and the matrix's size seen so far.

    An axis is given as the matrix makes it, at its own length: that is once more refined, and exactly 0 where
    the matrix is.
    Only the leading pairs are worked out: a full decomposition would start threads that wait for each other.
    """
    seen = (space.projected + space.projected.T) / 2
    size = len(seen)
    values, rotation = eigh(seen, subset_by_index=(size - count, size - 1), check_finite=False)
    leading, chosen = values[::-1], rotation[:, ::-1]
    image = space.image @ chosen
    residual = np.linalg.norm(image - space.basis @ chosen * leading, axis=0)
    scale = np.abs(np.concatenate((leading, seen.diagonal()))).max()
    return Axes(leading, image), float(residual.max()), float(scale)


def _settled(axes: Axes, *, scale: float) -> Axes:
    """Drop axes that carry nothing, and turn each so that its largest entry is positive.

    Of entries that are the largest but for rounding the first decides, so that rounding does not.
    """
    real = np.abs(axes.values) > VANISHING * scale
    vectors = np.where(real, axes.vectors, 0.0) / np.where(real, np.linalg.norm(axes.vectors, axis=0), 1.0)
    sizes = np.abs(vectors)
    first = (sizes >= NEARLY * sizes.max(axis=0)).argmax(axis=0)
    turned = vectors[first, np.arange(vectors.shape[1])] < 0
    return Axes(np.where(real, axes.values, 0.0), np.where(turned, -vectors, vectors))
