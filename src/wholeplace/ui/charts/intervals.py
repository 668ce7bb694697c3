"""Estimates with the range they may lie in: a dot on a line, one row each, with the zero line drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wholeplace.ui.charts.svg import element, number, percent

HEIGHT = 28
MIDDLE = HEIGHT / 2


@dataclass(frozen=True)
class Interval:
    """One estimate: what it is of, the value, and the range it may lie in."""

    label: str
    value: float
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
    at = {
        name: _share(value, left, right)
        for name, value in (("low", row.low), ("high", row.high), ("dot", row.value))
    }
    said = gettext("%(value)s, between %(low)s and %(high)s") % {
        "value": number(float(row.value)),
        "low": number(float(row.low)),
        "high": number(float(row.high)),
    }
    shapes = [element("line", x1="0", x2="100%", y1=MIDDLE, y2=MIDDLE, class_="wp-intervals__track")]
    if left <= 0 <= right:
        zero = percent(_share(0.0, left, right))
        shapes.append(element("line", x1=zero, x2=zero, y1=0, y2=HEIGHT, class_="wp-intervals__zero"))
    shapes += [
        element(
            "line",
            x1=percent(at["low"]),
            x2=percent(at["high"]),
            y1=MIDDLE,
            y2=MIDDLE,
            class_="wp-intervals__range",
        ),
        element("circle", cx=percent(at["dot"]), cy=MIDDLE, r=7, class_="wp-intervals__dot"),
    ]
    picture = element("svg", *shapes, width="100%", height=HEIGHT, aria_hidden="true", focusable="false")
    words = element(
        "span", element("b", row.label, dir="auto"), " ", element("span", said), class_="wp-intervals__words"
    )
    return element("li", words, picture)


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
