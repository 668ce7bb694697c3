import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeplace.analysis.disclosure import hexagons

from .rounds import quick


def clouds(seed: int, people: int, groups: int):
    rng = np.random.default_rng(seed)
    group = rng.integers(-1, groups, people)
    return rng.normal(size=(people, 2)) + 4 * np.stack([group, group % 2], axis=1), group


drawings = st.tuples(st.integers(0, 10**6), st.integers(0, 400), st.integers(1, 5))


@quick
@given(drawings)
def test_every_group_in_a_hexagon_is_ten_people_or_not_shown(drawing):
    positions, groups = clouds(*drawing)
    drawn = hexagons(positions, groups, groups_shown=drawing[2])
    assert ((drawn.by_group == 0) | (drawn.by_group >= 10)).all()
    assert (drawn.people == drawn.by_group.sum(axis=1)).all()
    assert (drawn.people >= 10).all()


@quick
@given(drawings)
def test_what_is_not_shown_of_a_group_is_ten_people_or_nobody(drawing):
    positions, groups = clouds(*drawing)
    drawn = hexagons(positions, groups, groups_shown=drawing[2])
    sizes = np.array([(groups == group).sum() for group in range(drawing[2])])
    shown = drawn.by_group.sum(axis=0)
    left = (sizes - shown)[shown > 0]
    assert ((left == 0) | (left >= 10)).all()


@quick
@given(drawings)
def test_each_hexagon_counts_no_more_people_than_stand_in_it(drawing):
    positions, groups = clouds(*drawing)
    drawn = hexagons(positions, groups, groups_shown=drawing[2])
    inside = positions[groups >= 0]
    for centre, people in zip(drawn.centres, drawn.people, strict=True):
        near = np.hypot(*(inside - centre).T) <= drawn.size * (1 + 1e-9)
        assert people <= near.sum()


def test_everybody_within_a_hexagon_is_counted_there():
    rng = np.random.default_rng(5)
    positions = rng.uniform(-3, 3, size=(3000, 2))
    drawn = hexagons(positions, np.zeros(3000, dtype=int), groups_shown=1)
    away = np.hypot(*(positions[:, None] - drawn.centres).transpose(2, 0, 1))
    surely = (away < drawn.size * np.sqrt(3) / 2).sum(axis=0)
    assert (surely <= drawn.people).all()
    assert surely.sum() > 1500


def test_a_crowd_is_drawn_finely_and_a_handful_coarsely():
    many = hexagons(*clouds(1, 4000, 1), groups_shown=1)
    few = hexagons(*clouds(1, 60, 1), groups_shown=1)
    assert many.size < few.size
    assert many.people.sum() >= 0.8 * (clouds(1, 4000, 1)[1] == 0).sum()


def area(rings):
    """The area within rings, holes taken off."""
    turned = (np.roll(ring, -1, axis=0) for ring in rings)
    return sum(
        float((ring[:, 0] * after[:, 1] - after[:, 0] * ring[:, 1]).sum()) / 2
        for ring, after in zip(rings, turned, strict=True)
    )


def within(rings, point):
    """Whether a point lies within rings: a ray from it crosses them an odd number of times."""
    crossed = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
            if (y1 > point[1]) != (y2 > point[1]):
                crossed += point[0] < x1 + (point[1] - y1) * (x2 - x1) / (y2 - y1)
    return crossed % 2 == 1


@quick
@given(drawings)
def test_an_outline_goes_round_the_hexagons_where_its_group_is_shown_most_and_round_nothing_else(drawing):
    drawn = hexagons(*clouds(*drawing), groups_shown=drawing[2])
    one = 1.5 * np.sqrt(3) * drawn.size**2
    for group, rings in enumerate(drawn.outlines):
        most = drawn.by_group.argmax(axis=1) == group
        own = most if most.any() else drawn.by_group[:, group] > 0
        assert area(rings) == pytest.approx(own.sum() * one)
        assert [within(rings, centre) for centre in drawn.centres] == own.tolist()


def test_a_group_that_is_nowhere_the_largest_is_outlined_within_the_others():
    positions = np.repeat([[0.0, 0.0], [0.0, 0.0], [9.0, 0.0]], [30, 12, 40], axis=0)
    drawn = hexagons(positions, np.repeat([0, 1, 0], [30, 12, 40]), groups_shown=2)
    (inner,) = drawn.outlines[1]
    assert area([inner]) == pytest.approx(1.5 * np.sqrt(3) * drawn.size**2)
    assert inner.mean(axis=0) == pytest.approx([0, 0])


def test_a_group_without_a_hexagon_has_no_outline():
    assert hexagons(*clouds(2, 900, 2), groups_shown=3).outlines[2] == ()


def test_nine_people_are_not_drawn():
    drawn = hexagons(np.zeros((9, 2)), np.zeros(9, dtype=int), groups_shown=1)
    assert (len(drawn.people), drawn.outlines) == (0, ((),))


def test_ten_people_at_one_point_are_one_hexagon():
    assert hexagons(np.ones((10, 2)), np.zeros(10, dtype=int), groups_shown=1).people.tolist() == [10]


@pytest.mark.parametrize("positions", [np.zeros((3, 3)), np.full((2, 2), np.nan)])
def test_positions_that_are_none_are_refused(positions):
    with pytest.raises(ValueError, match="position"):
        hexagons(positions, np.zeros(2, dtype=int), groups_shown=1)
