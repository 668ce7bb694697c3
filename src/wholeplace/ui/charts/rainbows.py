"""A rainbow: things by sector around a centre, the nearer to it the weightier, with lines for how they stand to one another."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from wholeplace.ui.charts.grids import kinds_told
from wholeplace.ui.charts.lettering import LEADING, Box, lettered, lines_of, width_of
from wholeplace.ui.charts.marks import any_shape
from wholeplace.ui.charts.seating import CENTRE, RADIUS, Seating, Sector, Spot, at, named, seat
from wholeplace.ui.charts.svg import element, number

WIDTH, HEIGHT = 960.0, 514.0
MARK = 9.0
"""How far a mark reaches from its middle."""
WAYS = ("#0072b2", "#b54708", "#7b4a8e", "#1d7a46", "#8a6a00", "#b3261e")
"""Colours of the ways two can stand to one another, each dark enough for a line."""
DASHES = (None, "11 5", "3 4", None, "7 7", "1 6")
WIDTHS = (2.5, 2.5, 2.5, 1.75, 2.0, 4.5)


Named = tuple[Spot, str, list[str]]
"""A name: the foot of its first line, how it is anchored, and its lines."""


@dataclass(frozen=True)
class Dot:
    """A thing on the rainbow: its name, where it leads, its sector and ring, its kind, if known, and what else to say of it."""

    label: str
    href: str
    sector: int
    ring: int
    kind: int | None = None
    told: str = ""
    chief: bool = False


@dataclass(frozen=True)
class Strand:
    """A line from one thing to another, both counted from 0, in one of the ways."""

    first: int
    second: int
    way: int


@dataclass(frozen=True)
class Way:
    """How two things can stand to one another: in words, and whether it matters who is named first."""

    label: str
    arrow: bool
    href: str = ""
    chosen: bool = False


def rainbow(
    dots: Sequence[Dot],
    strands: Sequence[Strand],
    *,
    sectors: Sequence[str],
    rings: Sequence[str],
    ways: Sequence[Way],
    kinds: Sequence[str],
    title: str,
) -> SafeString:
    """Draw things in their sectors, named from left to right, and rings, named from the centre out, and their lines.

    Things named first find room for their names first; the others are numbered, and named below by their numbers.
    """
    seating = seat([(one.sector, one.ring) for one in dots], sectors=len(sectors), rings=len(rings))
    lines = [(one, _strand(seating, one, ways, aside)) for one, aside in _side_by_side(strands)]
    touching: defaultdict[int, list[SafeString]] = defaultdict(list)
    for one, line in lines:
        touching[one.first].append(line)
        touching[one.second].append(line)
    names, numbers = _names(seating, dots, sectors)
    picture = element(
        "svg",
        *_ground(seating, sectors, rings),
        element("g", *(line for _one, line in lines), class_="wp-net__lines"),
        *(
            _dot(one, spot, names.get(index) or _beside(one, spot), touching[index], numbers.get(index))
            for index, (one, spot) in enumerate(zip(dots, seating.spots, strict=True))
        ),
        viewBox=f"0 0 {number(WIDTH)} {number(HEIGHT)}",
        role="group",
        aria_label=title,
        class_="wp-drawn wp-net",
    )
    used = {one.way for one in strands}
    told = ways_told([(index, way) for index, way in enumerate(ways) if way.href or index in used])
    return element(
        "div",
        told,
        element("div", picture, class_="wp-drawn__frame"),
        kinds_told(kinds, {one.kind for one in dots}),
        _key([dots[index] for index in numbers]),
    )


def _names(
    seating: Seating, dots: Sequence[Dot], sectors: Sequence[str]
) -> tuple[dict[int, Named], dict[int, SafeString]]:
    """Return where the names of things have room beside those of the sectors, and the numbers of the others."""
    frame = Box(0, 0, WIDTH, CENTRE[1] + 12)
    taken = [_box(*name) for name in _sector_names(seating, sectors)]
    found = named(seating.spots, [one.label for one in dots], taken=taken, frame=frame)
    boxes = (_box(lines, *foot, anchor) for foot, anchor, lines in found.values())
    taken += [Box(one.left - 8, one.top, one.width + 16, one.height) for one in boxes]
    taken += [Box(x - MARK, y - MARK, 2 * MARK, 2 * MARK) for x, y in seating.spots]
    left = [index for index in range(len(dots)) if index not in found]
    signs = [str(number) for number in range(1, len(left) + 1)]
    spots = [seating.spots[index] for index in left]
    placed = named(spots, signs, taken=taken, frame=frame)
    numbers = {}
    for place, (index, (x, y)) in enumerate(zip(left, spots, strict=True)):
        foot, anchor, _lines = placed.get(place, ((x + 12, y - 6), "start", []))
        numbers[index] = lettered([signs[place]], x=foot[0], y=foot[1], anchor=anchor, kind="wp-net__number")
    return found, numbers


def _key(numbered: Sequence[Dot]) -> SafeString | str:
    """Name those that stand by their numbers in the picture, which has no room for their names."""
    told = [
        element(
            "li",
            element("b", str(number)),
            element("a", one.label, href=one.href, class_="govuk-link", dir="auto"),
        )
        for number, one in enumerate(numbered, start=1)
    ]
    return element("ul", *told, class_="wp-drawn__kinds wp-net__key") if told else ""


def ways_told(ways: Sequence[tuple[int, Way]]) -> SafeString | str:
    """Name the ways above the picture, each with its line, and where it is shown alone."""
    told = [element("li", _sample(index, way.arrow), _named(way)) for index, way in ways]
    return element("ul", *told, class_="wp-drawn__kinds wp-net__ways") if told else ""


def _named(way: Way) -> SafeString:
    if not way.href:
        return element("span", way.label)
    current = "true" if way.chosen else None
    return element("a", way.label, href=way.href, aria_current=current, class_="govuk-link")


def _sample(way: int, arrow: bool) -> SafeString:  # noqa: FBT001 as a way has it
    drawn = _line((0.0, 10.0), (44.0, 10.0), way, arrow)
    return element(
        "svg", drawn, viewBox="0 0 44 20", width=44, height=20, aria_hidden="true", focusable="false"
    )


def _side_by_side(strands: Sequence[Strand]) -> list[tuple[Strand, float]]:
    """Return each strand with how far it is moved aside, so that several between the same two stand apart."""
    between: defaultdict[frozenset[int], list[Strand]] = defaultdict(list)
    for one in strands:
        between[frozenset((one.first, one.second))].append(one)
    found = []
    for together in between.values():
        for index, one in enumerate(together):
            aside = (index - (len(together) - 1) / 2) * 7
            found.append((one, aside if one.first < one.second else -aside))
    return found


def _strand(seating: Seating, one: Strand, ways: Sequence[Way], aside: float) -> SafeString:
    (x1, y1), (x2, y2) = seating.spots[one.first], seating.spots[one.second]
    long = math.hypot(x2 - x1, y2 - y1) or 1.0
    dx, dy = (x2 - x1) / long, (y2 - y1) / long
    start = (x1 + dx * (MARK + 2) - dy * aside, y1 + dy * (MARK + 2) + dx * aside)
    end = (x2 - dx * (MARK + 3) - dy * aside, y2 - dy * (MARK + 3) + dx * aside)
    return _line(start, end, one.way, ways[one.way].arrow)


def _line(start: Spot, end: Spot, way: int, arrow: bool) -> SafeString:  # noqa: FBT001 as a way has it
    """Draw a line in the colour and the pattern of its way, with a head where it leads one way."""
    long = math.dist(start, end) or 1.0
    dx, dy = (end[0] - start[0]) / long, (end[1] - start[1]) / long
    foot = (end[0] - dx * 10, end[1] - dy * 10) if arrow else end
    line = element(
        "line",
        x1=start[0],
        y1=start[1],
        x2=foot[0],
        y2=foot[1],
        stroke=WAYS[way],
        stroke_width=WIDTHS[way],
        stroke_dasharray=DASHES[way],
        stroke_linecap="round" if way == len(WAYS) - 1 else None,
    )
    if not arrow:
        return line
    corners = [end, (foot[0] - dy * 5, foot[1] + dx * 5), (foot[0] + dy * 5, foot[1] - dx * 5)]
    points = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
    return element("g", line, element("polygon", points=points, fill=WAYS[way]))


def _ground(seating: Seating, sectors: Sequence[str], rings: Sequence[str]) -> list[SafeString]:
    """Draw the rings and the edges of the sectors, and name both."""
    (x, y), drawn = CENTRE, []
    for radius in reversed(seating.rings):
        arc = f"M{number(x - radius)},{y:.0f} A{number(radius)},{number(radius)} 0 0 1 {number(x + radius)},{y:.0f}Z"
        drawn.append(element("path", d=arc, class_="wp-net__ring"))
    for part in seating.sectors[1:]:
        (x1, y1), (x2, y2) = at(part.start, 14.0), at(part.start, RADIUS)
        drawn.append(element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="wp-net__spoke"))
    for lines, left, top, anchor in _sector_names(seating, sectors):
        drawn.append(lettered(lines, x=left, y=top, anchor=anchor, kind="wp-net__sector"))
    return [*drawn, *_ring_names(seating, rings)]


def _ring_names(seating: Seating, rings: Sequence[str]) -> list[SafeString]:
    """Name each ring below its foot, to both sides of the centre."""
    told, inner = [], 0.0
    for radius, name in zip(seating.rings, rings, strict=True):
        middle = (inner + radius) / 2
        for x in (CENTRE[0] - middle, CENTRE[0] + middle):
            lines = lines_of(name, width=max(radius - inner, 48), most=2)
            told.append(lettered(lines, x=x, y=CENTRE[1] + 22, anchor="middle", kind="wp-net__level"))
        inner = radius
    return told


def _sector_names(seating: Seating, sectors: Sequence[str]) -> list[tuple[list[str], float, float, str]]:
    """Return the lines of each sector's name, where its first one stands, and how it is anchored."""
    told = []
    for part, name in zip(seating.sectors, sectors, strict=True):
        lines = _sector_lines(part, name)
        x, y = at(part.middle, RADIUS + 10)
        lean = math.cos(part.middle)
        anchor = "middle" if abs(lean) < 0.2 else "start" if lean > 0 else "end"
        rise = (len(lines) - 1) * LEADING * (0.5 + 0.5 * math.sin(part.middle))
        told.append((lines, x, y - rise + 5 * (1 - math.sin(part.middle)), anchor))
    return told


def _sector_lines(part: Sector, name: str) -> list[str]:
    room = WIDTH / 2 - abs(math.cos(part.middle)) * (RADIUS + 10) - 2
    arc = (part.start - part.end) * RADIUS - 8
    width = max(min(room, arc / max(abs(math.sin(part.middle)), 0.3)), 84.0)
    return lines_of(name, width=min(width, room), most=3)


def _box(lines: Sequence[str], x: float, y: float, anchor: str) -> Box:
    wide = max(width_of(line) for line in lines)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    return Box(left, y - 14, wide, LEADING * len(lines))


def _beside(one: Dot, spot: Spot) -> Named:
    """Return where the name of a mark shows for which there is no room, while one points at it."""
    x, y = spot
    right = x < WIDTH - 200
    words = lines_of(one.label, width=184.0, most=2)
    return (x + 14 if right else x - 14, y + 5), "start" if right else "end", words


def _dot(
    one: Dot, spot: Spot, name: Named, lines: Sequence[SafeString], sign: SafeString | None
) -> SafeString:
    """Draw a mark as a link; its own lines, and its name where it has a number instead, show when one points at it."""
    x, y = spot
    (left, foot), anchor, words = name
    written = lettered(words, x=left, y=foot, anchor=anchor, kind="wp-net__hidden" if sign else "")
    said = f"{one.label}: {one.told}" if one.told else one.label
    return element(
        "a",
        element("title", said),
        element("g", *lines, class_="wp-net__own"),
        element("circle", cx=x, cy=y, r=14, class_="wp-drawn__edge"),
        element(
            "g", any_shape(one.kind), transform=f"translate({x:.1f} {y:.1f}) scale({1 if one.chief else 0.8})"
        ),
        sign or "",
        written,
        href=one.href,
        class_="wp-drawn__link wp-net__mark wp-net__mark--chief"
        if one.chief
        else "wp-drawn__link wp-net__mark",
    )
