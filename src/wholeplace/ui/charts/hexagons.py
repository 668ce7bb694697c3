"""The opinion map: hexagons of ten people or more, the outlines of groups, and the reader's own point."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wholeplace.ui.charts.marks import COLOURS, group_letter, group_mark, shape
from wholeplace.ui.charts.svg import element, number

WIDTH = 720.0
TALLEST = 560.0
MARGIN = 48.0

Spot = tuple[float, float]


@dataclass(frozen=True)
class Hexagon:
    """People who see things alike: where they are on the map, and how many."""

    x: float
    y: float
    count: int


@dataclass(frozen=True)
class Outline:
    """The edge of one opinion group, counted from 0, and what the group holds, in a few words."""

    group: int
    name: str
    points: Sequence[Spot]


@dataclass(frozen=True)
class _Frame:
    """Turns map positions into positions on the page."""

    left: float
    top: float
    scale: float
    height: float

    def at(self, spot: Spot) -> Spot:
        return MARGIN + (spot[0] - self.left) * self.scale, MARGIN + (self.top - spot[1]) * self.scale


def hexagon_map(
    hexagons: Sequence[Hexagon],
    *,
    radius: float,
    title: str,
    description: str,
    outlines: Sequence[Outline] = (),
    own: Spot | None = None,
) -> SafeString:
    """Draw the map; `radius` is that of a hexagon, in the units of its positions."""
    frame = _frame(hexagons, outlines, own, radius)
    most = max((hexagon.count for hexagon in hexagons), default=1)
    shapes = [_hexagon(frame, hexagon, radius, most) for hexagon in hexagons]
    shapes += [_outline(frame, outline) for outline in outlines]
    shapes += [_label(frame, outline) for outline in outlines]
    if own is not None:
        shapes.append(_own(frame, own))
    picture = element(
        "svg",
        element("title", title),
        element("desc", description),
        *shapes,
        viewBox=f"0 0 {number(WIDTH)} {number(frame.height)}",
        role="img",
        class_="wp-map",
        focusable="false",
    )
    return element("div", picture, _names(outlines))


def _names(outlines: Sequence[Outline]) -> SafeString | str:
    """Name the groups below the map, each with its shape and letter."""
    named = [element("li", group_mark(outline.group), " ", outline.name) for outline in outlines]
    return element("ul", *named, class_="wp-map__names") if named else ""


def _frame(
    hexagons: Sequence[Hexagon], outlines: Sequence[Outline], own: Spot | None, radius: float
) -> _Frame:
    spots = [
        (hexagon.x + dx, hexagon.y + dy)
        for hexagon in hexagons
        for dx in (-radius, radius)
        for dy in (-radius, radius)
    ]
    spots += [spot for outline in outlines for spot in outline.points]
    spots += [own] if own is not None else []
    xs, ys = zip(*spots, strict=True) if spots else ((0.0, 1.0), (0.0, 1.0))
    wide, tall = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
    scale = min((WIDTH - 2 * MARGIN) / wide, (TALLEST - 2 * MARGIN) / tall)
    spare = (WIDTH - 2 * MARGIN) / scale - wide
    return _Frame(left=min(xs) - spare / 2, top=max(ys), scale=scale, height=tall * scale + 2 * MARGIN)


def _hexagon(frame: _Frame, hexagon: Hexagon, radius: float, most: int) -> SafeString:
    x, y = frame.at((hexagon.x, hexagon.y))
    corners = [
        (x + radius * frame.scale * math.sin(turn), y + radius * frame.scale * math.cos(turn))
        for turn in _turns()
    ]
    said = gettext("%(count)d people") % {"count": hexagon.count}
    return element(
        "polygon",
        element("title", said),
        points=_points(corners),
        fill_opacity=0.15 + 0.75 * hexagon.count / most,
        class_="wp-map__hexagon",
    )


def _turns() -> list[float]:
    return [math.pi / 3 * corner for corner in range(6)]


def _outline(frame: _Frame, outline: Outline) -> SafeString:
    return element(
        "polygon",
        points=_points([frame.at(spot) for spot in outline.points]),
        fill="none",
        stroke=COLOURS[outline.group],
        stroke_dasharray=None if outline.group == 0 else f"{10 + 4 * outline.group} 6",
        class_="wp-map__outline",
    )


def _label(frame: _Frame, outline: Outline) -> SafeString:
    """Put the group's shape and letter at the top of its outline, its name as the words it is read by."""
    x, y = frame.at(max(outline.points, key=lambda spot: spot[1]))
    return element(
        "g",
        element("title", f"{group_letter(outline.group)}: {outline.name}"),
        shape(outline.group),
        element("text", group_letter(outline.group), x=18, y=10, class_="wp-map__letter"),
        transform=f"translate({number(x - 16)} {number(y - 18)}) scale(1.3)",
    )


def _own(frame: _Frame, own: Spot) -> SafeString:
    x, y = frame.at(own)
    words = element("text", gettext("You"), x=x + 18, y=y + 8, class_="wp-map__letter")
    ring = element("circle", cx=x, cy=y, r=14, class_="wp-map__ring")
    return element("g", ring, element("circle", cx=x, cy=y, r=6, class_="wp-map__own"), words)


def _points(corners: Sequence[Spot]) -> str:
    return " ".join(f"{number(float(x))},{number(float(y))}" for x, y in corners)
