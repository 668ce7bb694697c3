"""A small line chart of readings over time, with a target and a middle line where there are some."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wholeplace.ui.charts.svg import element, number, percent

HEIGHT = 220
TOP = 28
BOTTOM = 190
INSET = 0.02


@dataclass(frozen=True)
class Point:
    """One reading: when, and how much."""

    label: str
    value: float


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float

    def y(self, value: float) -> float:
        return BOTTOM - (value - self.low) / (self.high - self.low) * (BOTTOM - TOP)


def line_chart(
    points: Sequence[Point], *, axis: str, target: float | None = None, middle: float | None = None
) -> SafeString:
    """Draw readings in their order; `axis` says in words, with the unit, what is measured."""
    named = [(gettext("target"), target, "target"), (gettext("middle"), middle, "middle")]
    values = [point.value for point in points] + [value for _, value, _ in named if value is not None]
    scale = _Scale(min(0.0, *values), max(*values, min(0.0, *values) + 1))
    levels = [("", scale.low, "ground"), ("", scale.high, "ground")]
    levels += [(label, value, kind) for label, value, kind in named if value is not None]
    shapes = [_level(scale, value, kind) for _, value, kind in levels]
    shapes += _readings(points, scale)
    shapes += [_words(scale, value, label) for label, value, _ in levels]
    picture = element("svg", *shapes, width="100%", height=HEIGHT, aria_hidden="true", focusable="false")
    return element("div", element("p", axis, class_="wp-line__axis"), picture, class_="wp-line")


def _level(scale: _Scale, value: float, kind: str) -> SafeString:
    y = scale.y(value)
    return element("line", x1="0", x2="100%", y1=y, y2=y, class_=f"wp-line__level wp-line__level--{kind}")


def _words(scale: _Scale, value: float, label: str) -> SafeString:
    """Write a level's words on top of everything, named ones at the right."""
    words = f"{label} {number(float(value))}".strip()
    at_end = {"x": "100%", "text_anchor": "end"} if label else {"x": "0"}
    return element("text", words, y=scale.y(value) - 6, class_="wp-line__label", **at_end)


def _readings(points: Sequence[Point], scale: _Scale) -> list[SafeString]:
    """Draw the line, its dots, and the words for the first and last of them."""
    step = (1 - 2 * INSET) / max(1, len(points) - 1)
    spots = [(percent(INSET + step * index), scale.y(point.value)) for index, point in enumerate(points)]
    lines = [
        element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="wp-line__stroke")
        for (x1, y1), (x2, y2) in pairwise(spots)
    ]
    dots = [element("circle", cx=x, cy=y, r=4.5, class_="wp-line__dot") for x, y in spots]
    ends = [element("text", points[0].label, x="0", y=HEIGHT - 8, class_="wp-line__label")] if points else []
    if len(points) > 1:
        ends.append(
            element(
                "text", points[-1].label, x="100%", y=HEIGHT - 8, text_anchor="end", class_="wp-line__label"
            )
        )
    return [*lines, *dots, *ends]
