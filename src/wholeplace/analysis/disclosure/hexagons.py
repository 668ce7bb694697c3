"""The opinion map as hexagons of ten people or more: never a dot for a person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wholeplace.analysis.disclosure.sizes import safe_bases
from wholeplace.analysis.disclosure.thresholds import LEAST_BASE, BoolArray, FloatArray, IntArray

NOBODY = -1
GOOD_SHARE = 0.8
SIZES_TRIED = 24
CORNERS = ((1, 1), (0, 2), (-1, 1), (-1, -1), (0, -2), (1, -1))
"""A hexagon's corners about its centre, counter-clockwise, in steps of half its width and a quarter of its height."""

Corner = tuple[int, int]


@dataclass(frozen=True)
class Hexagons:
    """The hexagons shown: axial coordinates and centres [H, 2], people of each group [H, G] and in all [H].

    `by_group` holds 0 where a group's people are too few to show; `people` is the sum of those shown.
    `size` is the distance from centre to corner; `outlines` has for each group the rings [*, 2] round its
    hexagons, none for a group without one: the inside lies to the left, so that a hole goes clockwise.
    """

    size: float
    axial: IntArray
    centres: FloatArray
    by_group: IntArray
    people: IntArray
    outlines: tuple[tuple[FloatArray, ...], ...]


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
    outlines = tuple(_rings(axial[own], size) for own in _own(by_group).T)
    return Hexagons(size, axial, centres, by_group, by_group.sum(axis=1), outlines)


def _own(by_group: IntArray) -> BoolArray:
    """Say which hexagons [H, G] each group's outline goes round, from nothing but the people shown.

    They are those where no group is shown with more, the first of equals; a group that is nowhere shown with
    the most has those where it is shown at all. So no two outlines overlap but that of a group within others.
    """
    most = by_group.argmax(axis=1)[:, None] == np.arange(by_group.shape[1]) if by_group.size else by_group > 0
    own: BoolArray = np.where(most.any(axis=0), most, by_group > 0)
    return own


def _rings(axial: IntArray, size: float) -> tuple[FloatArray, ...]:
    """Return the edges that only one of these hexagons has, joined into rings."""
    edges: set[tuple[Corner, Corner]] = set()
    for q, r in axial.tolist():
        corners = [(2 * q + r + across, 3 * r + up) for across, up in CORNERS]
        edges.update(zip(corners, [*corners[1:], corners[0]], strict=True))
    onward = {start: end for start, end in sorted(edges) if (end, start) not in edges}
    rings = []
    while onward:
        corner = next(iter(onward))
        ring = []
        while corner in onward:
            ring.append(corner)
            corner = onward.pop(corner)
        rings.append(np.array(ring) * size * np.array([np.sqrt(3) / 2, 0.5]))
    return tuple(rings)
