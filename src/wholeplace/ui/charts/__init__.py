"""Charts drawn by the server as SVG and words; the data stands beside each as a table."""

from wholeplace.ui.charts.answers import (
    Answer,
    Part,
    answer_bar,
    base_bar,
    hidden_bar,
    nearly_bar,
    nearly_none_bar,
    range_bar,
)
from wholeplace.ui.charts.grids import Placed, grid_chart
from wholeplace.ui.charts.hexagons import Hexagon, Outline, hexagon_map
from wholeplace.ui.charts.intervals import Interval, intervals
from wholeplace.ui.charts.lines import Point, line_chart
from wholeplace.ui.charts.marks import group_letter, group_mark
from wholeplace.ui.charts.rainbows import Dot, Strand, Way, rainbow
from wholeplace.ui.charts.trends import Level, Mark, trend_chart

__all__ = [
    "Answer",
    "Dot",
    "Hexagon",
    "Interval",
    "Level",
    "Mark",
    "Outline",
    "Part",
    "Placed",
    "Point",
    "Strand",
    "Way",
    "answer_bar",
    "base_bar",
    "grid_chart",
    "group_letter",
    "group_mark",
    "hexagon_map",
    "hidden_bar",
    "intervals",
    "line_chart",
    "nearly_bar",
    "nearly_none_bar",
    "rainbow",
    "range_bar",
    "trend_chart",
]
