"""What a landscape's map says of itself: what its lines go round, and who is not drawn."""

import pytest

from wholeplace.mediate.landscapes.bars import left_out, map_of, notes_on, outlines_of
from wholeplace.mediate.landscapes.shown import Figures

WIDE = [[-0.5, -0.5], [2.5, -0.5], [2.5, 0.5], [-0.5, 0.5]]
INNER = [[0.5, -0.5], [1.5, -0.5], [1.5, 0.5], [0.5, 0.5]]


def figures(outlines: list[object], *, people: int = 40) -> Figures:
    """A release of three hexagons of ten people each."""
    drawn = {
        "size": 0.5,
        "groups": ["A", "B"],
        "cells": [[0, 0, 10], [1, 0, 10], [2, 0, 10]],
        "outlines": outlines,
    }
    return Figures({"people": people, "map": drawn})


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (30, "The hexagons hold all 30 people."),
        (31, "The hexagons hold 30 of 31 people. The other 1 is not drawn:"),
        (1030, "The hexagons hold 30 of 1,030 people. The other 1,000 are not drawn:"),
    ],
)
def test_a_map_says_how_many_people_it_does_not_draw(people: int, said: str) -> None:
    assert left_out(figures([[WIDE], []], people=people)).startswith(said)


def test_a_group_that_is_nowhere_the_largest_is_named_so() -> None:
    beside = figures([[[*WIDE[:2], [2.5, 0.5], [-0.5, 0.5]]], []])
    within = figures([[WIDE], [INNER]])
    assert "nowhere" not in notes_on(beside)[0]
    assert "Group B is nowhere the largest" in notes_on(within)[0]
    assert "Group A" not in notes_on(within)[0]


def test_a_release_of_earlier_days_with_one_ring_a_group_is_drawn_the_same() -> None:
    before, now = figures([WIDE, INNER]), figures([[WIDE], [INNER]])
    assert outlines_of(before, {}) == outlines_of(now, {})
    assert map_of(before, {}) == map_of(now, {})


def test_a_map_without_groups_has_no_lines_to_explain() -> None:
    assert [note.split(" of ")[0] for note in notes_on(figures([[], []]))] == ["The hexagons hold 30"]
