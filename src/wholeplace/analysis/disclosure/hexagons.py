"""The opinion map as hexagons of ten people or more: never a dot for a person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import ConvexHull

from wholeplace.analysis.disclosure.sizes import safe_bases
from wholeplace.analysis.disclosure.thresholds import LEAST_BASE, FloatArray, IntArray

NOBODY = -1
GOOD_SHARE = 0.8
SIZES_TRIED = 24


@dataclass(frozen=True)
class Hexagons:
    """The hexagons shown: axial coordinates and centres [H, 2], people of each group [H, G] and in all [H].

    `by_group` holds 0 where a group's people are too few to show; `people` is the sum of those shown.
    `size` is the distance from centre to corner; `outlines` has one polygon [*, 2] for each group, empty
    for a group without a hexagon.
    """

    size: float
    axial: IntArray
    centres: FloatArray
    by_group: IntArray
    people: IntArray
    outlines: tuple[FloatArray, ...]


def hexagons(positions: FloatArray, groups: IntArray, *, groups_shown: int) -> Hexagons:
    """Bin people [N, 2] by group into the smallest hexagons that still show most of them.

    `groups` [N] numbers the groups whose size is released from 0 to `groups_shown` - 1 and is -1 for
    everybody else, who is left out (put everybody into group 0 for a map without groups). Each group is
    one list of sizes under the rule for sizes: its hexagons hold ten or more of it, and so does what is
    not shown of it, or it holds nobody; a hexagon's total counts only what is shown. Of 24 sizes tried the
    finest that shows four fifths is chosen, or else the one that shows most.
    """
    if positions.shape != (len(groups), 2) or not np.isfinite(positions).all():
        raise ValueError("Every person needs a position of two finite numbers.")
    inside = groups >= 0
    positions, groups = positions[inside], groups[inside]
    if len(groups) < LEAST_BASE:
        return _drawn(1.0, np.zeros((0, 2), dtype=np.int64), np.zeros((0, groups_shown), dtype=np.int64))
    span = float(np.ptp(positions, axis=0).max()) or 1.0
    most: tuple[int, Hexagons] | None = None
    for size in np.geomspace(span / 60, span, SIZES_TRIED):
        drawn = _at_size(float(size), positions, groups, groups_shown)
        shown = int(drawn.people.sum())
        if shown >= GOOD_SHARE * len(groups):
            return drawn
        if most is None or shown > most[0]:
            most = shown, drawn
    assert most is not None
    return most[1]


def _at_size(size: float, positions: FloatArray, groups: IntArray, groups_shown: int) -> Hexagons:
    axial, place = np.unique(_axial(positions, size), axis=0, return_inverse=True)
    counts = np.zeros((len(axial), groups_shown), dtype=np.int64)
    np.add.at(counts, (place.ravel(), groups), 1)
    shown = safe_bases(counts.T >= LEAST_BASE, counts.T, counts.sum(axis=0)).T
    kept = shown.any(axis=1)
    return _drawn(size, axial[kept].astype(np.int64), np.where(shown, counts, 0)[kept])


def _axial(positions: FloatArray, size: float) -> IntArray:
    """Round to the nearest hexagon, pointed top: cube coordinates, the worst rounded one recomputed."""
    q = (np.sqrt(3) / 3 * positions[:, 0] - positions[:, 1] / 3) / size
    r = 2 / 3 * positions[:, 1] / size
    cube = np.stack([q, -q - r, r], axis=1)
    rounded = np.rint(cube)
    worst = np.argmax(np.abs(rounded - cube), axis=1)
    rows = np.arange(len(cube))
    rounded[rows, worst] -= rounded.sum(axis=1)
    axial: IntArray = rounded[:, [0, 2]].astype(np.int64)
    return axial


def _drawn(size: float, axial: IntArray, by_group: IntArray) -> Hexagons:
    q, r = axial[:, 0], axial[:, 1]
    centres = size * np.stack([np.sqrt(3) * (q + r / 2), 1.5 * r], axis=1)
    outlines = tuple(_outline(centres[column > 0], size) for column in by_group.T)
    return Hexagons(size, axial, centres, by_group, by_group.sum(axis=1), outlines)


def _outline(centres: FloatArray, size: float) -> FloatArray:
    """Return the convex hull of a group's whole hexagons, which shows where hexagons are and no more."""
    if len(centres) == 0:
        return np.zeros((0, 2))
    angles = np.deg2rad(np.arange(30, 390, 60))
    corners = (centres[:, None, :] + size * np.stack([np.cos(angles), np.sin(angles)], axis=1)).reshape(-1, 2)
    return corners[ConvexHull(corners).vertices]
