"""Opinion groups: how people on the map are divided, and into how many."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from wholeplace.analysis.opinion.arrays import BoolArray, FloatArray, IntArray
from wholeplace.analysis.opinion.clusters import (
    Points,
    cluster_points,
    distinct_points,
    grid_points,
    heaviest_start,
    inertia,
    k_means,
    scattered_start,
    silhouette,
    spread_start,
)
from wholeplace.analysis.opinion.debiased import DebiasedMap
from wholeplace.analysis.opinion.debiased_groups import divide_best

BASE_CLUSTERS = 100
MOST_GROUPS = 5
BASE_CLUSTERS_PER_GROUP = 12
"""Another group is tried for each dozen base clusters (Polis, `max-k-fn`)."""
MANY_BEFORE_BASE_CLUSTERS = 5_000
MANY_BEFORE_SILHOUETTE = 1_000
"""From so many people on, a grid of cells stands in for them."""
STARTS = 4


@dataclass(frozen=True, eq=False)
class Grouping:
    """A division of people (people,), 0 the largest group; the silhouette of each number of groups tried.

    `by_people` is the number of groups that the silhouette counting people alike would choose.
    """

    labels: IntArray
    silhouettes: dict[int, float]
    by_people: int


def groups_of_base_clusters(positions: FloatArray) -> Grouping | None:
    """Divide people as Polis does: about 100 base clusters, then 2 to 5 groups of them, best silhouette.

    `positions` (people x 2). None when all stand at one place. Followed: base clusters, groups weighted by
    people, silhouette over base clusters alike, 20 rounds, the bound on the number of groups. Not followed,
    since they hang on the order people came in or on earlier results: where k-means starts (base clusters
    spread over the map, groups at the fullest base clusters), warm starts, smoothing of the number of groups.
    Source: Polis, clusters.clj and conversation.clj.
    """
    points = _points(positions, many=MANY_BEFORE_BASE_CLUSTERS)
    if len(points.places) < 2:
        return None
    start = spread_start(points, count=BASE_CLUSTERS)
    base = cluster_points(points, k_means(points.places, points.weights, start=start))
    most = min(MOST_GROUPS, 2 + len(base.places) // BASE_CLUSTERS_PER_GROUP, len(base.places))
    divisions = {
        k: k_means(base.places, base.weights, start=heaviest_start(base, count=k)) for k in range(2, most + 1)
    }
    return _best(base, divisions, weights=np.ones(len(base.places)))


def groups_of_people(positions: FloatArray, *, seed: int) -> Grouping | None:
    """Divide people into 2 to 5 groups by k-means, best of four drawn starts; best silhouette of people.

    `positions` (people x 2). None when all stand at one place. From 1,000 people on, a grid of cells stands
    in for them.
    """
    points = _points(positions, many=MANY_BEFORE_SILHOUETTE)
    if len(points.places) < 2:
        return None
    draw = np.random.default_rng(seed)
    most = min(MOST_GROUPS, len(points.places))
    divisions = {k: _best_start(points, count=k, draw=draw) for k in range(2, most + 1)}
    return _best(points, divisions, weights=points.weights)


def groups_of_map(
    found: DebiasedMap, positions: FloatArray, *, active: BoolArray, seed: int
) -> Grouping | None:
    """Divide the `active` (people,) by a mixture that knows how uncertain positions are; None for one group only.

    What k-means would draw by silhouette, on the two axes shown (people x 2), is kept as a second opinion.
    """
    divisions = divide_best(found, among=active, seed=seed)
    labels = divisions.best.labels[active]
    if labels.max(initial=0) == 0:
        return None
    other = groups_of_people(positions[active], seed=seed)
    _, labels = np.unique(labels, return_inverse=True)
    return Grouping(labels, other.silhouettes if other else {}, other.by_people if other else 1)


def _points(positions: FloatArray, *, many: int) -> Points:
    return distinct_points(positions) if len(positions) <= many else grid_points(positions)


def _best_start(points: Points, *, count: int, draw: np.random.Generator) -> IntArray:
    tries = [
        k_means(points.places, points.weights, start=scattered_start(points, count=count, draw=draw))
        for _ in range(STARTS)
    ]
    return min(tries, key=lambda labels: inertia(points, labels))


def _best(points: Points, divisions: dict[int, IntArray], *, weights: FloatArray) -> Grouping:
    distances = cdist(points.places, points.places)
    silhouettes = {k: silhouette(distances, weights, labels) for k, labels in divisions.items()}
    by_people = {k: silhouette(distances, points.weights, labels) for k, labels in divisions.items()}
    best = max(silhouettes, key=lambda k: silhouettes[k])
    return Grouping(
        labels=_largest_first(points, divisions[best])[points.of_person],
        silhouettes=silhouettes,
        by_people=max(by_people, key=lambda k: by_people[k]),
    )


def _largest_first(points: Points, labels: IntArray) -> IntArray:
    """Give each group its rank by people, largest 0; of equals the one further along the first axis."""
    groups = cluster_points(points, labels)
    order = np.lexsort((-groups.places[:, 1], -groups.places[:, 0], -groups.weights))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[labels]
