"""K-means and silhouette over weighted points of the plane; nothing here depends on the order of people."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from wholeplace.analysis.opinion.arrays import FloatArray, IntArray

GRID = 48
"""Cells along each side of the grid that stands in for many people."""
TAIL = 0.001
"""Share of people beyond each edge of the grid; they go into its outermost cells."""
FINE = float(1 << 24)
"""Steps from the middle to the edge of the map: finer differences are rounding and must decide nothing."""
ITERATIONS = 20
"""Rounds of k-means; Polis means 100 but its option is misnamed, so 20 (clusters.clj)."""


@dataclass(frozen=True, eq=False)
class Points:
    """Places on the map (points x 2), people at each (points,), and the point of each person (people,)."""

    places: FloatArray
    weights: FloatArray
    of_person: IntArray


def distinct_points(positions: FloatArray) -> Points:
    """Put people who stand together into one point, points in order of place."""
    scale = float(np.abs(positions).max(initial=0)) or 1.0
    steps = np.round(positions / scale * FINE)
    places, of_person, people = np.unique(steps, axis=0, return_inverse=True, return_counts=True)
    return Points(places * (scale / FINE), people.astype(np.float64), of_person.ravel())


def grid_points(positions: FloatArray) -> Points:
    """Put people into a 48 x 48 grid over all but the outermost thousandths; a point is its people's mean."""
    low, high = np.quantile(positions, (TAIL, 1 - TAIL), axis=0)
    cell = (positions - low) / np.where(high > low, high - low, 1.0) * GRID
    across, up = np.clip(cell.astype(np.int64), 0, GRID - 1).T
    used, of_person = np.unique(across * GRID + up, return_inverse=True)
    weights = np.bincount(of_person, minlength=len(used)).astype(np.float64)
    return Points(_centres(positions, np.ones(len(positions)), of_person), weights, of_person)


def nearest(places: FloatArray, centres: FloatArray) -> IntArray:
    """Give the number of the nearest centre of each place (points,), the first of equals."""
    return np.asarray(cdist(places, centres, "sqeuclidean").argmin(axis=1))


def k_means(places: FloatArray, weights: FloatArray, *, start: FloatArray) -> IntArray:
    """Divide weighted points from given starting centres; gives a label each, empty clusters left out.

    Source: Lloyd 1982; Polis, clusters.clj (`kmeans`).
    """
    labels = _without_gaps(nearest(places, start))
    for _ in range(ITERATIONS):
        before, centres = labels, _centres(places, weights, labels)
        labels = _without_gaps(nearest(places, centres))
        if np.array_equal(labels, before):
            break
    return labels


def _without_gaps(labels: IntArray) -> IntArray:
    used = np.bincount(labels) > 0
    return labels if used.all() else (np.cumsum(used) - 1)[labels]


def _centres(places: FloatArray, weights: FloatArray, labels: IntArray) -> FloatArray:
    mass = np.bincount(labels, weights)
    return np.stack([np.bincount(labels, weights * axis) / mass for axis in places.T], axis=1)


def cluster_points(points: Points, labels: IntArray) -> Points:
    """Make each cluster of points one heavier point."""
    weights = np.bincount(labels, points.weights).astype(np.float64)
    return Points(_centres(points.places, points.weights, labels), weights, labels[points.of_person])


def _away(places: FloatArray, point: int) -> FloatArray:
    gaps = places.T - places[point][:, None]
    return np.asarray(np.einsum("ij,ij->j", gaps, gaps))


def spread_start(points: Points, *, count: int) -> FloatArray:
    """Choose starting centres far apart: the point nearest the middle, then always the farthest left.

    Source: Gonzalez 1985 (farthest-first traversal). Gives (at most count x 2).
    """
    middle = np.average(points.places, axis=0, weights=points.weights)
    chosen = [int(((points.places - middle) ** 2).sum(axis=1).argmin())]
    away = _away(points.places, chosen[0])
    while len(chosen) < count and away.max() > 0:
        chosen.append(int(away.argmax()))
        away = np.minimum(away, _away(points.places, chosen[-1]))
    return points.places[chosen]


def heaviest_start(points: Points, *, count: int) -> FloatArray:
    """Choose the points with most people as starting centres, of equals the one nearest the middle."""
    order = np.lexsort((np.arange(len(points.places)), (points.places**2).sum(axis=1), -points.weights))
    return points.places[order[:count]]


def scattered_start(points: Points, *, count: int, draw: np.random.Generator) -> FloatArray:
    """Draw starting centres by k-means++ (Arthur and Vassilvitskii 2007), people weighted."""
    chosen = [int(draw.choice(len(points.places), p=points.weights / points.weights.sum()))]
    away = _away(points.places, chosen[0])
    while len(chosen) < count and (pull := away * points.weights).sum() > 0:
        chosen.append(int(draw.choice(len(points.places), p=pull / pull.sum())))
        away = np.minimum(away, _away(points.places, chosen[-1]))
    return points.places[chosen]


def inertia(points: Points, labels: IntArray) -> float:
    """Give the weighted sum of squared distances from each point to its cluster's centre."""
    centres = _centres(points.places, points.weights, labels)
    return float((points.weights * ((points.places - centres[labels]) ** 2).sum(axis=1)).sum())


def silhouette(distances: FloatArray, weights: FloatArray, labels: IntArray) -> float:
    """Give the mean silhouette, -1 to 1, of a division; a cluster of weight 1 counts 0.

    `distances` (points x points), `weights` (points,): people at each point, or ones to count points alike.
    Source: Rousseeuw 1987; Polis, clusters.clj (`silhouette`).
    """
    count, rows = int(labels.max()) + 1, np.arange(len(labels))
    member = (labels[:, None] == np.arange(count)) * weights[:, None]
    sums, mass = distances @ member, member.sum(axis=0)
    own = mass[labels]
    within = sums[rows, labels] / np.maximum(own - 1, 1)
    beside = sums / mass
    beside[rows, labels] = np.inf
    between = beside.min(axis=1)
    larger = np.maximum(within, between)
    width = np.where((own > 1) & (larger > 0), (between - within) / np.where(larger > 0, larger, 1), 0)
    return float((width * weights).sum() / weights.sum())
