"""Means and covariances of many small vectors at once, stored so that every step is one array operation.

A vector per person or statement has its components along the first array axis: means are (q x n), covariances
(q x q x n). A table holds E[x x'] with each pair of components once: (n x q(q + 1)/2), ready to be multiplied
by a sparse matrix.
"""

from dataclasses import dataclass

import numpy as np

from wholeplace.analysis.opinion.arrays import FloatArray, RealArray


@dataclass(frozen=True, eq=False)
class Moments:
    """Normal distributions of n vectors: means (q x n), covariances (q x q x n)."""

    mean: FloatArray
    covariance: FloatArray

    def second(self) -> FloatArray:
        """Give E[x x'] of each vector (q x q x n)."""
        return self.mean[:, None] * self.mean[None, :] + self.covariance

    def with_one(self, place: int) -> "Moments":
        """Insert a component that is always 1."""
        count = len(self.mean) + 1
        others = [k for k in range(count) if k != place]
        mean = np.ones((count, self.mean.shape[1]))
        mean[others] = self.mean
        covariance = np.zeros((count, count, self.mean.shape[1]))
        covariance[np.ix_(others, others)] = self.covariance
        return Moments(mean, covariance)

    def table(self) -> RealArray:
        """Give E[x x'] with each pair of components once (n x pairs)."""
        return pack(self.second())

    def turned(self, by: FloatArray) -> "Moments":
        """Multiply every vector by one matrix (q x q)."""
        return Moments(by @ self.mean, _left(by, _left(by, self.covariance).swapaxes(0, 1)))


def _left(by: FloatArray, matrices: FloatArray) -> FloatArray:
    """Multiply one matrix with each of many, as one product."""
    return (by @ matrices.reshape(len(by), -1)).reshape(matrices.shape)


def pairs(count: int) -> tuple[tuple[int, int], ...]:
    """Give the pairs of components in the order in which tables hold them."""
    return tuple((one, other) for one in range(count) for other in range(one, count))


def pack(matrices: FloatArray) -> RealArray:
    """Put symmetric matrices (q x q x n) into a table (n x pairs)."""
    table = np.empty((matrices.shape[2], len(pairs(len(matrices)))), dtype=np.float32)
    for place, (one, other) in enumerate(pairs(len(matrices))):
        table[:, place] = matrices[one, other]
    return table


def unpack(table: FloatArray | RealArray, *, count: int) -> FloatArray:
    """Give back the symmetric matrices (q x q x n) that a table (n x pairs) holds."""
    matrices = np.empty((count, count, len(table)))
    for place, (one, other) in enumerate(pairs(count)):
        matrices[one, other] = matrices[other, one] = table[:, place]
    return matrices


def double_counts(count: int) -> RealArray:
    """Give 1 for each pair of one component with itself, 2 for the others (pairs,).

    The sum of two tables' product with these is the trace of E[x x'] E[y y'], that is E[(x . y)^2].
    """
    return np.array([1.0 if one == other else 2.0 for one, other in pairs(count)], dtype=np.float32)


def inverse(matrices: FloatArray) -> FloatArray:
    """Invert symmetric positive definite matrices (q x q x n) by Gauss-Jordan, all at once."""
    result = matrices.copy()
    for k in range(len(result)):
        pivot = 1 / result[k, k]
        result[k, k] = 1
        result[k] *= pivot
        for i in range(len(result)):
            if i != k:
                factor = result[i, k].copy()
                result[i, k] = 0
                result[i] -= factor * result[k]
    return result


def times(matrices: FloatArray, vectors: FloatArray) -> FloatArray:
    """Multiply each matrix (q x q x n) with its vector (q x n)."""
    return np.asarray((matrices * vectors[None]).sum(axis=1))


def square_root(matrix: FloatArray, *, power: float) -> FloatArray:
    """Raise one symmetric positive definite matrix (q x q) to the power 1/2 or -1/2."""
    values, vectors = np.linalg.eigh(matrix)
    return np.asarray((vectors * np.maximum(values, 1e-12) ** power) @ vectors.T)
