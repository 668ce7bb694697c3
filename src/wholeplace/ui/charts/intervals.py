"""Estimates with the range they may lie in: a dot on a line, one row each, with the zero line drawn.

Of what is known as a range only, the range is drawn and no dot.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wholeplace.ui.charts.svg import element, number, percent

HEIGHT = 28
MIDDLE = HEIGHT / 2


@dataclass(frozen=True)
class Interval:
    """One estimate: what it is of, the value (None where it is withheld), and the range it may lie in."""

    label: str
    value: float | None
    low: float
    high: float


def intervals(
    rows: Sequence[Interval],
    *,
    axis: str,
    left: float,
    right: float,
    left_label: str = "",
    right_label: str = "",
    zero_label: str = "0",
) -> SafeString:
    """Draw estimates between `left` and `right`; `axis` says in words, with the unit, what is measured."""
    drawn = [_row(row, left, right) for row in rows]
    foot = _at_zero(zero_label, left, right) if left <= 0 <= right else ""
    ends = element(
        "p",
        element("span", left_label or number(left)),
        element("span", right_label or number(right)),
        class_="wp-intervals__ends",
    )
    words = element("p", axis, class_="wp-intervals__axis")
    return element("div", words, ends, element("ul", *drawn), foot, class_="wp-intervals")


def _row(row: Interval, left: float, right: float) -> SafeString:
    low, high = (_share(end, left, right) for end in (row.low, row.high))
    shapes = [_line("track", 0.0, 1.0)]
    if left <= 0 <= right:
        zero = percent(_share(0.0, left, right))
        shapes.append(element("line", x1=zero, x2=zero, y1=0, y2=HEIGHT, class_="wp-intervals__zero"))
    shapes.append(_line("range", low, high))
    if row.value is not None:
        dot = percent(_share(row.value, left, right))
        shapes.append(element("circle", cx=dot, cy=MIDDLE, r=7, class_="wp-intervals__dot"))
    picture = element("svg", *shapes, width="100%", height=HEIGHT, aria_hidden="true", focusable="false")
    words = element(
        "span",
        element("b", row.label, dir="auto"),
        " ",
        element("span", _said(row)),
        class_="wp-intervals__words",
    )
    return element("li", words, picture)


def _said(row: Interval) -> str:
    """Say the estimate with its range, or the range alone and why."""
    ends = {"low": number(float(row.low)), "high": number(float(row.high))}
    if row.value is None:
        return gettext("between %(low)s and %(high)s: only a range, because figures are withheld") % ends
    return gettext("%(value)s, between %(low)s and %(high)s") % {"value": number(float(row.value)), **ends}


def _line(kind: str, start: float, end: float) -> SafeString:
    """Draw a level line between two shares of the width."""
    return element(
        "line",
        x1=percent(start),
        x2=percent(end),
        y1=MIDDLE,
        y2=MIDDLE,
        class_=f"wp-intervals__{kind}",
    )


def _at_zero(label: str, left: float, right: float) -> SafeString:
    """Write what the zero line stands for, below it."""
    words = element(
        "text",
        label,
        x=percent(_share(0.0, left, right)),
        y=16,
        text_anchor="middle",
        class_="wp-intervals__at-zero",
    )
    return element("svg", words, width="100%", height=22, aria_hidden="true", focusable="false")


def _share(value: float, left: float, right: float) -> float:
    return min(1.0, max(0.0, (value - left) / (right - left)))
