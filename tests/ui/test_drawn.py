"""A grid and a rainbow: every thing is a link by its name, nothing covers anything else, and nobody's words become markup."""

import math
import re
from collections.abc import Sequence
from itertools import combinations
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from tests.ui.test_charts import check, nasty

from wholeplace.ui.charts import Dot, Placed, Strand, Way, grid_chart, rainbow
from wholeplace.ui.charts.lettering import Box, lines_of, width_of
from wholeplace.ui.charts.seating import RADIUS, at, named, seat

STEPS = ["Hardly any", "A little", "Some", "Much", "Very much"]
KINDS = ["Public", "Politicians", "Professionals", "Not known"]
WAYS = [Way("funds", arrow=True), *(Way(f"way {number}", arrow=False) for number in range(5))]


def grid(placed: Sequence[Placed]) -> ET.Element:
    told = {"across": "Matters", "up": "Can do", "steps": STEPS, "kinds": KINDS, "title": "Grid"}
    drawn = grid_chart(placed, marked=[(5, 1)], **told)
    check(drawn)
    return ET.fromstring(drawn)


def network(dots: Sequence[Dot], strands: Sequence[Strand], ways: Sequence[Way] = WAYS) -> ET.Element:
    drawn = rainbow(
        dots, strands, sectors=["Council", "Health"], rings=STEPS, ways=ways, kinds=KINDS, title="Network"
    )
    check(drawn)
    return ET.fromstring(drawn)


def read(one: ET.Element) -> str:
    return " ".join("".join(one.itertext()).split())


@given(nasty, nasty)
def test_names_and_addresses_are_escaped(name: str, href: str) -> None:
    (link,) = grid([Placed(name, href, 5, 1)]).iter("a")
    title = link.find("title")
    assert title is not None
    assert read(title) == " ".join(re.sub(r"\r\n?", "\n", name).split())
    network([Dot(name, href, 0, 0, told=name), Dot(name, href, 1, 4)], [Strand(0, 1, 0)])


@given(nasty.filter(lambda text: text.split()), st.floats(30, 300), st.integers(1, 3))
def test_lines_are_no_wider_than_their_room_and_lose_nothing_unless_they_say_so(
    text: str, width: float, most: int
) -> None:
    lines = lines_of(text, width=width, most=most)
    assert len(lines) <= most
    assert all(width_of(line.removesuffix(" ")) <= width for line in lines)
    if not lines[-1].endswith("…"):
        assert "".join(lines) == " ".join(text.split())


def test_few_in_a_cell_stand_by_name_more_as_marks_and_many_as_numbers() -> None:
    few = grid([Placed(f"Body {number}", "/x", 1, 1, 0) for number in range(5)])
    assert next(read(link) for link in few.iter("a")) == "Body 0Body 0"
    more = grid([Placed(f"Body {number}", "/x", 1, 1, 0) for number in range(6)])
    assert len(list(more.iter("a"))) == 6
    assert "6 here" in read(more)
    many = grid([Placed(f"Body {number}", "/x", 1, 1, number % 2 or None) for number in range(16)])
    assert list(many.iter("a")) == []
    assert "16 here8 politicians8 not known" in read(many)


def test_a_mark_knows_its_cell_so_that_it_can_be_moved_from_there() -> None:
    drawn = grid([Placed("Young carers", "/carers/place/", 5, 2)])
    (link,) = drawn.iter("a")
    assert (link.get("data-across"), link.get("data-up"), link.get("href")) == ("5", "2", "/carers/place/")
    assert len([cell for cell in drawn.iter("rect") if cell.get("data-across")]) == 25


seats = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), max_size=40)


@given(seats)
def test_everything_sits_in_its_sector_and_ring(marks: list[tuple[int, int]]) -> None:
    seating = seat(marks, sectors=4, rings=5)
    middle = at(0, 0)
    for (sector, ring), (x, y) in zip(marks, seating.spots, strict=True):
        angle, part = math.atan2(middle[1] - y, x - middle[0]), seating.sectors[sector]
        assert part.end <= angle <= part.start
        inner = seating.rings[ring - 1] if ring else 0
        assert inner <= math.dist((x, y), middle) <= seating.rings[ring] <= RADIUS + 1e-6


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), max_size=16))
def test_marks_stand_apart(marks: list[tuple[int, int]]) -> None:
    spots = seat(marks, sectors=4, rings=5).spots
    assert all(math.dist(one, other) > 14 for one, other in combinations(spots, 2))


@given(seats)
def test_no_name_covers_a_mark_or_another_name(marks: list[tuple[int, int]]) -> None:
    spots = seat(marks, sectors=4, rings=5).spots
    labels = [f"Perspective {number}" for number in range(len(marks))]
    found = named(spots, labels, taken=[], frame=Box(0, 0, 960, 490))
    boxes = []
    for (x, foot), anchor, lines in found.values():
        wide = max(width_of(line) for line in lines)
        boxes.append(
            Box(
                x - {"start": 0, "middle": wide / 2, "end": wide}[anchor],
                foot - 13,
                wide,
                19 * len(lines) - 2,
            )
        )
    assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]
    assert not [box for box in boxes for x, y in spots if box.meets(Box(x - 9, y - 9, 18, 18))]


def test_a_line_that_leads_one_way_has_a_head_and_each_mark_holds_its_own_lines() -> None:
    dots = [Dot("Council", "/a", 0, 0, 2), Dot("Age Concern", "/b", 1, 3, 0), Dot("Carers", "/c", 1, 4)]
    drawn = network(dots, [Strand(0, 1, 0), Strand(1, 2, 3)])
    (lines,) = [one for one in drawn.iter("g") if one.get("class") == "wp-net__lines"]
    assert [len(list(lines.iter(kind))) for kind in ("line", "polygon")] == [2, 1]
    own = [
        len(
            [
                one
                for group in link.iter("g")
                if group.get("class") == "wp-net__own"
                for one in group.iter("line")
            ]
        )
        for link in drawn.iter("a")
    ]
    assert own == [1, 2, 1]


def test_a_mark_whose_name_finds_no_room_has_a_number_and_stands_below_by_it() -> None:
    dots = [Dot(f"A name that takes two lines {number}", f"/{number}", 0, 1) for number in range(30)]
    drawn = network(dots, [])
    told = [read(one) for one in drawn.iter("text") if "wp-net__number" in (one.get("class") or "")]
    (key,) = [one for one in drawn.iter("ul") if "wp-net__key" in (one.get("class") or "")]
    assert told == [str(number) for number in range(1, len(key) + 1)]
    hidden = [one for one in drawn.iter("text") if "wp-net__hidden" in (one.get("class") or "")]
    assert 0 < len(hidden) == len(key) < len(dots)
    assert {str(one.find("a").get("href")) for one in key} < {one.href for one in dots}  # type: ignore[union-attr]


def test_a_name_read_from_the_right_keeps_its_comma_at_its_own_end() -> None:
    drawn = network([Dot("\u05e7\u05d4\u05dc,", "/a", 0, 0), Dot("Council,", "/b", 1, 4)], [])
    names = [read(one) for one in drawn.iter("text") if (one.get("class") or "") == "wp-drawn__words"]
    assert names == ["\u2068\u05e7\u05d4\u05dc,\u2069", "Council,"]


def test_only_the_ways_that_are_drawn_or_lead_somewhere_are_named() -> None:
    dots = [Dot("One", "/a", 0, 0), Dot("Two", "/b", 1, 0)]
    assert "way 1" not in read(network(dots, [Strand(0, 1, 0)]))
    led = [*WAYS[:2], Way("competes with", arrow=False, href="?kind=competes", chosen=True), *WAYS[3:]]
    (link,) = [one for one in network(dots, [Strand(0, 1, 0)], led).iter("a") if one.text == "competes with"]
    assert (link.get("href"), link.get("aria-current")) == ("?kind=competes", "true")
