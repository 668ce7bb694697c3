"""Charts that the gallery shows."""

import datetime as dt
import math

from django.utils.safestring import SafeString

from wholeplace.ui.charts import (
    Answer,
    Dot,
    Hexagon,
    Interval,
    Level,
    Mark,
    Outline,
    Part,
    Placed,
    Point,
    Strand,
    Way,
    answer_bar,
    base_bar,
    grid_chart,
    hexagon_map,
    hidden_bar,
    intervals,
    line_chart,
    nearly_bar,
    nearly_none_bar,
    rainbow,
    range_bar,
    trend_chart,
)

WHOLE = answer_bar([Part(Answer.AGREE, 31), Part(Answer.DISAGREE, 9), Part(Answer.PASS, 4)])
MERGED = answer_bar([Part(Answer.AGREE, 31), Part(Answer.DISAGREE_OR_PASS, 13)])
MERGED_OTHERWISE = answer_bar([Part(Answer.DISAGREE, 24), Part(Answer.AGREE_OR_PASS, 7)])
BASE_ONLY = base_bar(14)
NEARLY = nearly_bar(Answer.AGREE, base=27)
NEARLY_NONE = nearly_none_bar(Answer.DISAGREE, base=27)
RANGE = range_bar(Answer.AGREE, low=91, high=95, base=117)
HIDDEN = hidden_bar()


def estimates() -> SafeString:
    """Draw three estimates, one whose range holds nought, and one of which only the range is known."""
    rows = [
        Interval("Residents against professionals", 0.42, 0.21, 0.63),
        Interval("Professionals against the others", None, 0.12, 0.34),
        Interval("Politicians against residents", 0.05, -0.14, 0.24),
        Interval("Professionals against politicians", -0.31, -0.55, -0.07),
    ]
    return intervals(
        rows,
        axis="Difference in agreement, in shares of one",
        left=-1,
        right=1,
        left_label="First disagrees more",
        right_label="First agrees more",
        zero_label="No difference",
    )


def readings() -> SafeString:
    """Draw a year of readings with a target."""
    values = [61, 58, 63, 60, 55, 52, 54, 49, 47, 48, 44, 41]
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    points = [Point(f"{month} 2026", value) for month, value in zip(months, values, strict=True)]
    return line_chart(points, axis="Days from asking for help to being seen", target=40, middle=53)


def trend() -> SafeString:
    """Draw monthly readings with a gap, one that was corrected, a baseline and a target."""
    values = {1: 41, 2: 43, 3: 40, 4: 41, 7: 38, 8: 36, 9: 37, 10: 35}
    marks = [Mark(dt.date(2026, month, 28), value, str(value)) for month, value in values.items()]
    return trend_chart(
        marks,
        struck=[Mark(dt.date(2026, 8, 28), 63, "63")],
        breaks=[3],
        axis="Falls at home (a month)",
        baseline=Level("baseline 41", dt.date(2025, 12, 31), 41),
        target=Level("target 30", dt.date(2027, 3, 31), 30),
    )


def opinion_map() -> SafeString:
    """Draw three groups of people and the reader's own point."""
    hexagons = [
        Hexagon(x, y, count)
        for centre, counts in (
            ((-2.2, 0.4), (38, 21, 17, 14, 12, 24, 19)),
            ((1.6, 1.2), (29, 11, 18, 22, 10, 13, 16)),
            ((0.8, -1.7), (17, 12, 10, 15, 11, 10, 13)),
        )
        for (x, y), count in zip(_ring(*centre), counts, strict=True)
    ]
    outlines = [
        Outline(0, "Safer streets before new roads", [_circle(-2.2, 0.4)]),
        Outline(1, "Jobs first, then the rest", [_circle(1.6, 1.2)]),
        Outline(2, "Keep what we have", [_circle(0.8, -1.7)]),
    ]
    return hexagon_map(
        hexagons,
        radius=0.5,
        title="Where 355 people stand",
        description="Three groups. People who answered alike are close; each hexagon holds ten or more.",
        outlines=outlines,
        own=(-1.6, -0.4),
        notes=["355 of 372 people stand in a hexagon. Where fewer than ten stand, nobody is drawn."],
    )


LEVELS = ["Hardly any", "A little", "Some", "Much", "Very much"]
VOICES = ["Public", "Politicians", "Professionals", "Civic voice not known"]


def grid(*names: str) -> SafeString:
    """Draw perspectives by interest and influence: some by name, some as marks and many as numbers."""
    placed = [Placed(name, "#", 5, 1 + index % 2, index % 3) for index, name in enumerate(names)]
    placed += [Placed(f"Body {number}", "#", 2, 4, number % 3) for number in range(9)]
    placed += [Placed(f"Group {number}", "#", 3, 3, number % 2 or None) for number in range(31)]
    return grid_chart(
        placed,
        across="How much it matters to them",
        up="How much they can do about it",
        steps=LEVELS,
        kinds=VOICES,
        title="Perspectives by interest and influence",
        marked=[(4, 1), (4, 2), (5, 1), (5, 2)],
    )


def network() -> SafeString:
    """Draw six perspectives of three sectors, and five ties between them."""
    dots = [
        Dot("Town council", "#", 0, 0, 1),
        Dot("Adult social care", "#", 0, 2, 2),
        Dot("Age Concern", "#", 1, 2, 2, chief=True),
        Dot("Young carers", "#", 2, 4, 0),
        Dot("Night-shift workers", "#", 2, 3, 0),
        Dot("Harbour traders", "#", 2, 1),
    ]
    pairs = [(0, 1, 1), (0, 2, 0), (2, 3, 3), (1, 2, 3), (0, 5, 5)]
    labels = ["funds", "commissions", "regulates", "works with", "competes with", "is in dispute with"]
    return rainbow(
        dots,
        [Strand(*pair) for pair in pairs],
        sectors=["Council", "Voluntary and community", "Residents"],
        rings=LEVELS[::-1],
        ways=[Way(label, arrow=index < 3) for index, label in enumerate(labels)],
        kinds=VOICES,
        title="Perspectives by sector and influence",
    )


def _ring(x: float, y: float) -> list[tuple[float, float]]:
    step = 0.5 * math.sqrt(3)
    turns = [math.pi / 3 * turn for turn in range(6)]
    return [(x, y), *((x + step * math.cos(turn), y + step * math.sin(turn)) for turn in turns)]


def _circle(x: float, y: float) -> list[tuple[float, float]]:
    turns = [math.tau / 18 * turn for turn in range(18)]
    return [(x + 1.5 * math.cos(turn), y + 1.5 * math.sin(turn)) for turn in turns]
