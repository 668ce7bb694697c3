"""The opinion map: hexagons of ten people or more, the outlines of groups, and the reader's own point."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from wholeplace.ui.charts.marks import COLOURS, group_letter, group_mark, shape
from wholeplace.ui.charts.svg import element, number

WIDTH = 720.0
TALLEST = 560.0
MARGIN = 24.0
INSET = 3.5
"""How far within its edge an outline is drawn, so that neighbours stand side by side."""
LABEL = (82.0, 48.0)
NOBODYS = "#5b6474"

Spot = tuple[float, float]
Ring = Sequence[Spot]


@dataclass(frozen=True)
class Hexagon:
    """People who see things alike: where they are on the map, and how many."""

    x: float
    y: float
    count: int


@dataclass(frozen=True)
class Outline:
    """The edge of one opinion group, counted from 0, and what the group holds, in a few words.

    The inside of each ring lies to its left.
    """

    group: int
    name: str
    rings: Sequence[Ring]

    def holds(self, spot: Spot) -> bool:
        """Whether a spot lies within: a ray from it crosses the rings an odd number of times."""
        crossed = False
        for ring in self.rings:
            for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
                if (y1 > spot[1]) != (y2 > spot[1]) and spot[0] < x1 + (spot[1] - y1) * (x2 - x1) / (y2 - y1):
                    crossed = not crossed
        return crossed


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
    notes: Sequence[str] = (),
) -> SafeString:
    """Draw the map; `radius` is that of a hexagon, in the units of its positions, `notes` stand below."""
    frame = _frame(hexagons, outlines, own, radius)
    most = max((hexagon.count for hexagon in hexagons), default=1)
    inside = {outline.group: [one for one in hexagons if _within(outline, one)] for outline in outlines}
    shapes = [_hexagon(frame, one, radius, shade(one.count, most), _colour(one, inside)) for one in hexagons]
    shapes += [_outline(frame, outline) for outline in outlines]
    if own is not None:
        shapes.append(_own(frame, own))
    shapes += [_label(outline, at) for outline, at in _placed(frame, outlines, inside)]
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
    told = [element("p", note, class_="wp-map__note") for note in notes]
    return element("div", picture, _key(hexagons, most), _names(outlines), *told)


def shade(count: int, most: int) -> float:
    """Return how dark a hexagon of so many people is, the fullest one being the darkest."""
    return 0.15 + 0.75 * count / most


def hexagon_shape(x: float, y: float, size: float, *, opacity: float, fill: str = NOBODYS) -> SafeString:
    """Return a hexagon about a spot of the page, `size` from its centre to a corner."""
    turns = [math.pi / 3 * corner for corner in range(6)]
    corners = [(x + size * math.sin(turn), y + size * math.cos(turn)) for turn in turns]
    return element(
        "polygon", points=_points(corners), fill=fill, fill_opacity=opacity, class_="wp-map__hexagon"
    )


def _key(hexagons: Sequence[Hexagon], most: int) -> SafeString | str:
    """Show how dark the emptiest and the fullest hexagon are."""
    if not hexagons:
        return ""
    ends = sorted({min(hexagon.count for hexagon in hexagons), most})
    told = [element("span", _swatch(shade(count, most)), people(count)) for count in ends]
    return element("p", *told, class_="wp-map__key")


def _swatch(opacity: float) -> SafeString:
    drawn = hexagon_shape(13, 13, 12, opacity=opacity)
    return element(
        "svg", drawn, viewBox="0 0 26 26", width=26, height=26, aria_hidden="true", focusable="false"
    )


def people(count: int) -> str:
    """Return a number of people in words."""
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}


def _names(outlines: Sequence[Outline]) -> SafeString | str:
    """Name the groups below the map, each with its shape and letter."""
    named = [
        element("li", group_mark(outline.group), " ", element("span", outline.name, dir="auto"))
        for outline in outlines
    ]
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
    spots += [spot for outline in outlines for ring in outline.rings for spot in ring]
    spots += [own] if own is not None else []
    xs, ys = zip(*spots, strict=True) if spots else ((0.0, 1.0), (0.0, 1.0))
    wide, tall = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
    scale = min((WIDTH - 2 * MARGIN) / wide, (TALLEST - 2 * MARGIN) / tall)
    spare = (WIDTH - 2 * MARGIN) / scale - wide
    return _Frame(left=min(xs) - spare / 2, top=max(ys), scale=scale, height=tall * scale + 2 * MARGIN)


def _within(outline: Outline, hexagon: Hexagon) -> bool:
    return outline.holds((hexagon.x, hexagon.y))


def _colour(hexagon: Hexagon, inside: dict[int, list[Hexagon]]) -> str:
    """Return the colour of the widest group a hexagon lies in, so that a group within another does not hide it."""
    around = [(len(held), group) for group, held in inside.items() if hexagon in held]
    return COLOURS[max(around)[1]] if around else NOBODYS


def _hexagon(frame: _Frame, hexagon: Hexagon, radius: float, opacity: float, fill: str) -> SafeString:
    x, y = frame.at((hexagon.x, hexagon.y))
    drawn = hexagon_shape(x, y, radius * frame.scale, opacity=opacity, fill=fill)
    return element("g", element("title", people(hexagon.count)), drawn)


def _outline(frame: _Frame, outline: Outline) -> SafeString:
    """Draw a group's edge just inside it, on a lighter line that parts it from what lies beneath."""
    path = "".join(
        f"M{_points([frame.at(spot) for spot in _inset(ring, INSET / frame.scale)])}Z"
        for ring in outline.rings
    )
    dashes = None if outline.group == 0 else f"{10 + 4 * outline.group} 6"
    return element(
        "g",
        element("path", d=path, fill="none", stroke="#fff", stroke_width=8, class_="wp-map__halo"),
        element(
            "path",
            d=path,
            fill="none",
            stroke=COLOURS[outline.group],
            stroke_dasharray=dashes,
            class_="wp-map__outline",
        ),
    )


def _inset(ring: Ring, depth: float) -> Iterator[Spot]:
    """Yield the corners of a ring moved to its left by so much, as far as the angle allows."""
    for before, spot, after in zip([ring[-1], *ring[:-1]], ring, [*ring[1:], ring[0]], strict=True):
        (x1, y1), (x2, y2) = _left_of(before, spot), _left_of(spot, after)
        share = depth / max(1 + x1 * x2 + y1 * y2, 0.5)
        yield spot[0] + (x1 + x2) * share, spot[1] + (y1 + y2) * share


def _left_of(start: Spot, end: Spot) -> Spot:
    """Return the step of length one to the left of somebody walking from start to end."""
    x, y = end[0] - start[0], end[1] - start[1]
    long = math.hypot(x, y)
    return (-y / long, x / long) if long else (0.0, 0.0)


def _placed(
    frame: _Frame, outlines: Sequence[Outline], inside: dict[int, list[Hexagon]]
) -> Iterator[tuple[Outline, Spot]]:
    """Yield where each group's label stands: in its middle, in no other group and on no other label if it can be."""
    taken: list[Spot] = []
    for outline in sorted(outlines, key=lambda one: len(inside[one.group])):
        held = [(one.x, one.y) for one in inside[outline.group]]
        spots = held or [spot for ring in outline.rings for spot in ring]
        if not spots:
            continue
        others = _others(outline, inside)
        clear = [spot for spot in spots if spot not in others] or spots
        middle = (sum(x for x, _ in clear) / len(clear), sum(y for _, y in clear) / len(clear))
        chosen = min(
            (frame.at(spot) for spot in held or [middle]),
            key=lambda at: (
                sum(_touch(at, other) for other in taken),
                sum(_touch(at, frame.at(other)) for other in others),
                math.dist(at, frame.at(middle)),
            ),
        )
        taken.append(chosen)
        yield outline, chosen


def _others(outline: Outline, inside: dict[int, list[Hexagon]]) -> list[Spot]:
    """Return the middles of the hexagons of this group that are another's as well; none where all are."""
    own = inside[outline.group]
    theirs = {one for group, held in inside.items() if group != outline.group for one in held}
    return [(one.x, one.y) for one in own if one in theirs] if theirs < theirs | set(own) else []


def _touch(one: Spot, other: Spot) -> bool:
    return abs(one[0] - other[0]) < LABEL[0] and abs(one[1] - other[1]) < LABEL[1]


def _label(outline: Outline, at: Spot) -> SafeString:
    """Draw the group's shape and letter, its name as the words it is read by."""
    wide, tall = LABEL
    return element(
        "g",
        element("title", f"{group_letter(outline.group)}: {outline.name}"),
        element(
            "rect",
            x=-wide / 2,
            y=-tall / 2,
            width=wide,
            height=tall,
            rx=tall / 2,
            fill="#fff",
            stroke=COLOURS[outline.group],
            class_="wp-map__label",
        ),
        element("g", shape(outline.group), transform="translate(-17 0) scale(1.3)"),
        element("text", group_letter(outline.group), x=5, y=11, class_="wp-map__letter"),
        transform=f"translate({number(at[0])} {number(at[1])})",
    )


def _own(frame: _Frame, own: Spot) -> SafeString:
    x, y = frame.at(own)
    words = element("text", gettext("You"), x=x + 18, y=y + 8, class_="wp-map__letter")
    ring = element("circle", cx=x, cy=y, r=14, class_="wp-map__ring")
    return element("g", ring, element("circle", cx=x, cy=y, r=6, class_="wp-map__own"), words)


def _points(corners: Sequence[Spot]) -> str:
    return " ".join(f"{number(float(x))},{number(float(y))}" for x, y in corners)
