"""Charts say what they are given, and nothing anybody wrote becomes markup."""

import datetime as dt
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeplace.ui.charts import (
    Answer,
    Hexagon,
    Interval,
    Level,
    Mark,
    Outline,
    Part,
    Point,
    answer_bar,
    base_bar,
    hexagon_map,
    hidden_bar,
    intervals,
    line_chart,
    nearly_bar,
    nearly_none_bar,
    range_bar,
    trend_chart,
)
from wholeplace.ui.charts.svg import element

KNOWN = {
    "a",
    "svg",
    "g",
    "rect",
    "line",
    "circle",
    "polygon",
    "path",
    "text",
    "tspan",
    "title",
    "desc",
    "div",
    "p",
    "span",
    "ul",
    "li",
    "b",
}
printable = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=40
)
nasty = st.one_of(
    printable, st.sampled_from(["<script>x</script>", '" onload="x', "'><img src=x>", "&lt;", "]]>"])
)
finite = st.floats(-1e6, 1e6)


class Elements(HTMLParser):
    def __init__(self, drawn: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(drawn)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def check(drawn: str) -> Elements:
    """Only elements of ours, no style, no handler; well formed, so that nothing broke out."""
    found = Elements(drawn)
    assert found.names <= KNOWN
    assert not [name for name in found.attributes if name == "style" or name.startswith("on")]
    ET.fromstring(drawn)
    return found


@given(nasty, nasty)
def test_an_element_escapes_its_words_and_its_attributes(words: str, value: str) -> None:
    read = ET.fromstring(element("text", words, data_note=value))
    assert "".join(read.itertext()) == words.replace("\r", "\n")
    assert read.attrib == {"data-note": re.sub(r"[\r\n\t]", " ", value)}


@given(nasty, st.none() | finite, finite, finite)
def test_intervals_escape_their_labels(label: str, value: float | None, low: float, high: float) -> None:
    found = check(
        intervals([Interval(label, value, low, high)], axis=label, left=-1, right=1, left_label=label)
    )
    assert label in "".join(found.words)


@given(st.lists(st.tuples(nasty, finite), max_size=5), nasty)
def test_lines_escape_their_labels(readings: list[tuple[str, float]], axis: str) -> None:
    check(line_chart([Point(*reading) for reading in readings], axis=axis, target=3, middle=None))


days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))


@given(st.lists(st.tuples(days, finite), min_size=1, max_size=5), nasty, days, finite)
def test_trends_escape_their_words(
    readings: list[tuple[dt.date, float]], words: str, day: dt.date, value: float
) -> None:
    marks = [Mark(*reading, words) for reading in sorted(readings)]
    level = Level(words, day, value)
    breaks = range(len(marks) - 1)
    found = check(trend_chart(marks, axis=words, struck=marks, breaks=breaks, baseline=level, target=level))
    assert "".join(found.words).count(words) >= 4


def test_a_trend_stands_at_its_true_distances_and_alone_where_only_a_baseline_is_known() -> None:
    days = [dt.date(2026, 1, 1), dt.date(2026, 1, 11), dt.date(2026, 4, 11)]
    drawn = trend_chart([Mark(day, 4, "4") for day in days], axis="Falls")
    spots = [float(x) for x in re.findall(r'<circle cx="([\d.]+)%"', drawn)]
    assert (spots[2] - spots[0]) / (spots[1] - spots[0]) == pytest.approx(10, abs=0.01)
    assert "wp-line__ring" in trend_chart([], axis="Falls", baseline=Level("baseline 4", days[0], 4))


@given(nasty, nasty, st.lists(st.tuples(finite, finite, st.integers(10, 500)), max_size=6), finite)
def test_maps_escape_their_names(
    name: str, title: str, spots: list[tuple[float, float, int]], own: float
) -> None:
    outline = Outline(0, name, [[(0, 0), (1, 0), (1, 1)]])
    hexagons = [Hexagon(*spot) for spot in spots]
    found = check(
        hexagon_map(hexagons, radius=0.5, title=title, description=title, outlines=[outline], own=(own, own))
    )
    assert name in "".join(found.words)


def widths(drawn: str) -> list[float]:
    return [float(width) for width in re.findall(r'<rect x="[^"]*" y="0" width="([\d.]+)%"', drawn)]


@given(st.lists(st.integers(0, 10_000), min_size=3, max_size=3).filter(any))
def test_the_parts_of_a_bar_fill_it(counts: list[int]) -> None:
    parts = [
        Part(answer, count)
        for answer, count in zip((Answer.AGREE, Answer.DISAGREE, Answer.PASS), counts, strict=True)
    ]
    drawn = answer_bar(parts)
    check(drawn)
    assert sum(widths(drawn)) == pytest.approx(100, abs=0.02)
    said = "".join(Elements(drawn).words)
    assert f"of {sum(counts):,} p" in said
    assert f"{counts[0]:,} agree" in said


def test_nobody_at_all_is_drawn_as_nothing() -> None:
    assert widths(answer_bar([Part(Answer.AGREE, 0)])) == [0]


def test_answers_shown_together_are_named_together() -> None:
    said = "".join(Elements(answer_bar([Part(Answer.AGREE, 31), Part(Answer.DISAGREE_OR_PASS, 13)])).words)
    assert said == "31 agree13 disagree or passof 44 people"


def test_nearly_all_never_says_how_many() -> None:
    assert "".join(Elements(nearly_bar(Answer.AGREE, base=27)).words) == "Nearly all of 27 people agree"
    assert "".join(Elements(nearly_none_bar(Answer.AGREE, base=27)).words) == "Hardly any of 27 people agree"
    assert widths(nearly_bar(Answer.AGREE, base=27)) == widths(nearly_bar(Answer.AGREE, base=2700))


def test_a_range_is_told_by_both_its_ends() -> None:
    drawn = range_bar(Answer.AGREE, low=910, high=1914, base=2170)
    assert "".join(Elements(drawn).words) == "910 to 1,914 agreeof 2,170 people"


def test_merged_answers_say_which_of_them_nearly_all_gave() -> None:
    drawn = answer_bar([Part(Answer.AGREE, 10), Part(Answer.DISAGREE_OR_PASS, 15, Answer.DISAGREE)])
    assert "15 disagree or pass (nearly all of them disagree)" in "".join(Elements(drawn).words)


def test_what_is_hidden_says_only_that() -> None:
    assert "".join(Elements(hidden_bar()).words) == "Too few to show"
    assert "".join(Elements(base_bar(14)).words) == "14 people answered"


def test_a_map_is_read_out_by_title_and_description() -> None:
    drawn = hexagon_map([Hexagon(0, 0, 12)], radius=0.5, title="Where people stand", description="One group.")
    assert 'role="img"><title>Where people stand</title><desc>One group.</desc>' in drawn.replace(
        ' class="wp-map" focusable="false"', ""
    )


SQUARE = [(-1.5, -1.5), (1.5, -1.5), (1.5, 1.5), (-1.5, 1.5)]


def labelled(drawn: str) -> dict[str, tuple[float, float]]:
    """Where each group's label stands, by its letter."""
    titled = [(one, one.find("title")) for one in ET.fromstring(drawn).iter("g") if one.get("transform")]
    found = {(title.text or "")[0]: one.get("transform", "") for one, title in titled if title is not None}
    return {letter: spot(place) for letter, place in found.items()}


def spot(transform: str) -> tuple[float, float]:
    x, y = re.findall(r"-?[\d.]+", transform)
    return float(x), float(y)


def test_the_labels_of_groups_stand_apart_even_where_one_group_lives_within_another() -> None:
    hexagons = [Hexagon(x, y, 10 + x + y) for x in range(6) for y in range(6)]
    whole = [(-0.5, -0.5), (5.5, -0.5), (5.5, 5.5), (-0.5, 5.5)]
    inner = [(1.5, 1.5), (3.5, 1.5), (3.5, 3.5), (1.5, 3.5)]
    outlines = [Outline(0, "Wide", [whole]), Outline(1, "Within", [inner])]
    at = labelled(hexagon_map(hexagons, radius=0.5, title="", description="", outlines=outlines))
    assert at.keys() == {"A", "B"}
    assert abs(at["A"][0] - at["B"][0]) >= 82 or abs(at["A"][1] - at["B"][1]) >= 48


def test_a_hexagon_has_the_colour_of_the_widest_group_it_lies_in() -> None:
    hexagons = [Hexagon(0, 0, 10), Hexagon(1, 0, 10), Hexagon(9, 9, 10)]
    outlines = [
        Outline(0, "Within", [[(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]]),
        Outline(1, "Wide", [SQUARE]),
    ]
    drawn = hexagon_map(hexagons, radius=0.5, title="", description="", outlines=outlines)
    fills = re.findall(r'<polygon points="[^"]*" fill="(#\w+)" fill-opacity', drawn)
    assert fills[:3] == ["#d55e00", "#d55e00", "#5b6474"]


def test_a_map_says_how_many_people_its_palest_and_its_darkest_hexagon_hold_and_who_is_left_out() -> None:
    hexagons = [Hexagon(0, 0, 12), Hexagon(1, 0, 40)]
    drawn = hexagon_map(hexagons, radius=0.5, title="", description="", notes=["65 are not drawn."])
    assert Elements(drawn).words[-3:] == ["12 people", "40 people", "65 are not drawn."]
