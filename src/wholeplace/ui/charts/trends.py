"""A chart of readings over time, at their true distances: its gaps left open, its target drawn, what was corrected struck."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wholeplace.ui.charts.svg import element, percent

HEIGHT = 260
TOP = 32
BOTTOM = 212
LEFT, RIGHT = 0.02, 0.96
LATE = 0.85
"""From which part of the time on a number has no room behind its dot."""


@dataclass(frozen=True)
class Mark:
    """A reading: its day, how much, and that as it is written."""

    day: dt.date
    value: float
    written: str


@dataclass(frozen=True)
class Level:
    """A baseline or a target: what it is called with its number, its day, and how much."""

    label: str
    day: dt.date
    value: float


@dataclass(frozen=True)
class _Sheet:
    first: dt.date
    last: dt.date
    low: float
    high: float

    def x(self, day: dt.date) -> str:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return percent(LEFT + share * (RIGHT - LEFT))

    def y(self, value: float) -> float:
        return BOTTOM - (value - self.low) / (self.high - self.low) * (BOTTOM - TOP)


def trend_chart(
    marks: Sequence[Mark],
    *,
    axis: str,
    struck: Sequence[Mark] = (),
    breaks: Collection[int] = (),
    baseline: Level | None = None,
    target: Level | None = None,
) -> SafeString:
    """Draw at least one reading or level, in the order of the days; after each index in `breaks` the line is left open.

    What was corrected sets no scale: a wrong year or a nought too many stands at the edge, with its month or number.
    """
    levels = [one for one in (baseline, target) if one is not None]
    sheet = _sheet([*marks, *levels])
    shapes = _ground(sheet)
    shapes += [_open(sheet, marks[one], marks[one + 1]) for one in breaks]
    shapes += [_level(sheet, baseline, "middle")] if baseline else []
    shapes += [_level(sheet, target, "target")] if target else []
    shapes += [
        _line(sheet, one, other) for index, (one, other) in enumerate(pairwise(marks)) if index not in breaks
    ]
    shapes += [_cross(sheet, one) for one in struck]
    shapes += [
        element("circle", cx=sheet.x(one.day), cy=sheet.y(one.value), r=4, class_="wp-line__dot")
        for one in marks
    ]
    shapes += [_ring(sheet, baseline)] if baseline else []
    shapes += _words(sheet, marks, levels)
    picture = element("svg", *shapes, width="100%", height=HEIGHT, aria_hidden="true", focusable="false")
    return element(
        "div", element("p", axis, class_="wp-line__axis"), picture, class_="wp-line wp-line--trend"
    )


def _sheet(drawn: Sequence[Mark | Level]) -> _Sheet:
    days = [one.day for one in drawn]
    values = [0.0, *(one.value for one in drawn)]
    return _Sheet(min(days), max(days), min(values), max(*values, min(values) + 1))


def _ground(sheet: _Sheet) -> list[SafeString]:
    return [
        element("line", x1="0", x2="100%", y1=sheet.y(value), y2=sheet.y(value), class_="wp-line__level")
        for value in dict.fromkeys((sheet.low, 0.0))
    ]


def _line(sheet: _Sheet, one: Mark, other: Mark) -> SafeString:
    ends = {
        "x1": sheet.x(one.day),
        "y1": sheet.y(one.value),
        "x2": sheet.x(other.day),
        "y2": sheet.y(other.value),
    }
    return element("line", class_="wp-line__stroke", **ends)


def _open(sheet: _Sheet, one: Mark, other: Mark) -> SafeString:
    """Leave room where nothing was measured, with its edges drawn."""
    edges = [
        element("line", x1=sheet.x(day), x2=sheet.x(day), y1=TOP, y2=BOTTOM, class_="wp-line__edge")
        for day in (one.day, other.day)
    ]
    middle = sheet.x(one.day + (other.day - one.day) / 2)
    words = element(
        "text",
        gettext("gap"),
        x=middle,
        y=TOP - 6,
        text_anchor="middle",
        class_="wp-line__label wp-line__gap",
    )
    return element("g", *edges, words)


def _level(sheet: _Sheet, level: Level, kind: str) -> SafeString:
    y = sheet.y(level.value)
    return element("line", x1="0", x2="100%", y1=y, y2=y, class_=f"wp-line__level wp-line__level--{kind}")


def _ring(sheet: _Sheet, baseline: Level) -> SafeString:
    return element(
        "circle", cx=sheet.x(baseline.day), cy=sheet.y(baseline.value), r=8, class_="wp-line__ring"
    )


def _cross(sheet: _Sheet, mark: Mark) -> SafeString:
    """Draw what was corrected as a ring crossed out, apart from the line; beyond the edge, at it and by name."""
    day = min(max(mark.day, sheet.first), sheet.last)
    value = min(max(mark.value, sheet.low), sheet.high)
    beyond = [mark.written] * (value != mark.value) + [date_format(mark.day, "M Y")] * (day != mark.day)
    here = {"x": sheet.x(day), "y": sheet.y(value), "overflow": "visible", "width": 1, "height": 1}
    last = day == sheet.last and day != sheet.first
    words = {"x": -12 if last else 12, "y": 6, "text_anchor": "end" if last else "start"}
    return element(
        "svg",
        element("circle", r=5, class_="wp-line__struck"),
        element("line", x1=-7, y1=7, x2=7, y2=-7, class_="wp-line__struck"),
        *([element("text", ", ".join(beyond), class_="wp-line__label", **words)] if beyond else []),
        **here,
    )


def _words(sheet: _Sheet, marks: Sequence[Mark], levels: Sequence[Level]) -> list[SafeString]:
    """Write baseline and target at the right, the newest reading beside its dot, and the first and last month below."""
    told = [element("text", "0", x="0", y=sheet.y(0) - 6, class_="wp-line__label")]
    told += _called(sheet, marks, levels)
    if marks:
        told.append(_newest(sheet, marks[-1]))
    ends = (
        [(sheet.first, "0", "start"), (sheet.last, "100%", "end")]
        if sheet.last > sheet.first
        else [(sheet.first, "0", "start")]
    )
    told += [
        element(
            "text", date_format(day, "M Y"), x=x, y=HEIGHT - 20, text_anchor=anchor, class_="wp-line__label"
        )
        for day, x, anchor in ends
    ]
    return told


def _called(sheet: _Sheet, marks: Sequence[Mark], levels: Sequence[Level]) -> list[SafeString]:
    """Write each level's name at the right: of two, the higher one above its line and the lower one below."""
    below = {id(one) for one in sorted(levels, key=lambda one: -one.value)[1:]}
    if len(levels) == 1 and marks and sheet.y(marks[-1].value) <= sheet.y(levels[0].value):
        below = {id(levels[0])}
    return [
        element(
            "text",
            one.label,
            x="100%",
            y=sheet.y(one.value) + (20 if id(one) in below else -8),
            text_anchor="end",
            class_="wp-line__label",
        )
        for one in levels
    ]


def _newest(sheet: _Sheet, mark: Mark) -> SafeString:
    """Write how much the newest reading is: after its dot, where nothing is drawn yet, or above it at the very end."""
    x, y = sheet.x(mark.day), sheet.y(mark.value)
    late = (mark.day - sheet.first).days > LATE * max((sheet.last - sheet.first).days, 1)
    place: dict[str, object] = {"y": y - 12, "text_anchor": "middle"} if late else {"y": y + 6, "dx": 12}
    return element("text", mark.written, class_="wp-line__label wp-line__now", x=x, **place)
