import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeplace.analysis.disclosure import (
    Breakdown,
    Partition,
    Row,
    printed_ranges,
    release_counts,
    release_overall,
    release_sizes,
)

from .rounds import make_round, quick

seeds = st.integers(0, 10**6)


def overall_of(*answers: int):
    return release_overall(np.array([answers]))


@pytest.mark.parametrize(
    ("answers", "partition", "cells", "nearly"),
    [
        ((4, 3, 2), Partition.NOTHING, [-1, -1, -1], -1),
        ((20, 10, 5), Partition.EVERY_ANSWER, [20, 10, 5], -1),
        ((20, 10, 4), Partition.AGREE_OR_NOT, [20, -1, -1], 1),
        ((20, 1, 12), Partition.AGREE_OR_NOT, [20, -1, -1], 2),
        ((20, 4, 4), Partition.AGREE_OR_NOT, [20, -1, -1], -1),
        ((4, 20, 9), Partition.DISAGREE_OR_NOT, [-1, 20, -1], 2),
        ((30, 0, 0), Partition.BASE, [-1, -1, -1], 0),
        ((30, 2, 2), Partition.BASE, [-1, -1, -1], 0),
        ((4, 4, 30), Partition.BASE, [-1, -1, -1], -1),
    ],
)
def test_the_overall_row_is_shown_in_the_finest_safe_parts(answers, partition, cells, nearly):
    shown = overall_of(*answers)
    assert (shown.partition[0], shown.cells[0].tolist(), shown.nearly[0]) == (partition, cells, nearly)


def test_a_unanimous_row_prints_the_same_as_one_with_four_against():
    unanimous, split = overall_of(30, 0, 0), overall_of(26, 3, 1)
    assert [field.tolist() for field in vars(unanimous).values()] == [
        field.tolist() for field in vars(split).values()
    ]


@quick
@given(seeds)
def test_every_printed_number_is_true_and_none_is_small(seed):
    made = make_round(seed)
    released = release_counts(made.overall, made.attributes, people=made.people)
    for name, table in released.tables.items():
        truth = made.attributes[name].counts
        printed = table.cells >= 0
        assert (table.cells[printed] == truth[printed]).all()
        assert (table.cells[printed] >= 5).all()
        assert (table.base[table.shown] == truth.sum(axis=2)[table.shown]).all()
        assert (table.base[table.shown] >= 10).all()
        assert (table.cells[~table.shown] == -1).all()
        assert (table.base[~table.shown] == -1).all()


@quick
@given(seeds)
def test_nearly_rows_say_what_is_so(seed):
    made = make_round(seed)
    released = release_counts(made.overall, made.attributes, people=made.people)
    for name, table in released.tables.items():
        truth = made.attributes[name].counts
        for s, c in np.argwhere(np.isin(table.rows, [Row.NEARLY_ALL, Row.NEARLY_NONE])):
            bare = table.partition[s] == Partition.BASE
            answer = released.overall.nearly[s] if bare else table.partition[s] - Partition.AGREE_OR_NOT
            against = truth[s, c, answer] if table.rows[s, c] == Row.NEARLY_NONE else None
            assert (truth[s, c].sum() - truth[s, c, answer] if against is None else against) <= 4


@quick
@given(seeds)
def test_what_is_left_after_the_exact_rows_is_ten_people_or_nobody(seed):
    made = make_round(seed)
    released = release_counts(made.overall, made.attributes, people=made.people)
    for table in released.tables.values():
        left = made.overall.sum(axis=1) - np.where(table.shown, table.base, 0).sum(axis=1)
        shows = table.shown.any(axis=1)
        assert ((left[shows] == 0) | (left[shows] >= 10)).all()


@quick
@given(seeds)
def test_no_table_is_finer_than_the_overall_row(seed):
    made = make_round(seed)
    released = release_counts(made.overall, made.attributes, people=made.people)
    for table in released.tables.values():
        printed = (table.cells >= 0).any(axis=1)
        assert not (printed & (released.overall.cells < 0)).any()


@quick
@given(seeds)
def test_the_order_of_statements_makes_no_difference(seed):
    made = make_round(seed)
    turned = {name: Breakdown(each.counts[::-1], each.people) for name, each in made.attributes.items()}
    one = release_counts(made.overall, made.attributes, people=made.people)
    other = release_counts(made.overall[::-1], turned, people=made.people)
    for name, table in one.tables.items():
        assert (table.rows == other.tables[name].rows[::-1]).all()
        assert (table.cells == other.tables[name].cells[::-1]).all()


def test_two_groups_that_each_agree_among_themselves_are_told_as_nearly_all_and_nearly_none():
    counts = np.array([[[40, 0, 0], [1, 36, 3], [15, 14, 11]]])
    breakdown = Breakdown(counts, np.array([40, 40, 40]))
    overall = counts.sum(axis=1) + np.array([6, 4, 2])
    table = release_counts(overall, {"group": breakdown}, people=132).tables["group"]
    assert table.rows.tolist() == [[Row.NEARLY_ALL, Row.NEARLY_NONE, Row.EXACT]]
    assert table.partition.tolist() == [Partition.AGREE_OR_NOT]
    assert table.cells[0, 2].tolist() == [15, -1, -1]


def test_rows_that_would_give_each_other_away_are_hidden():
    counts = np.array([[[40, 0, 0], [50, 0, 0], [10, 20, 0]]])
    breakdown = Breakdown(counts, np.array([40, 50, 30]))
    table = release_counts(counts.sum(axis=1), {"group": breakdown}, people=120).tables["group"]
    assert (table.cells == -1).all()
    assert not np.isin(table.rows, [Row.EXACT]).any()


def test_the_largest_row_shows_its_base_alone_so_that_a_small_one_need_not_be_hidden():
    counts = np.array([[[38, 81, 15], [22, 79, 9], [32, 3, 5]], [[95, 14, 8], [80, 16, 15], [40, 1, 3]]])
    breakdown = Breakdown(counts, np.array([150, 120, 50]))
    released = release_counts(counts.sum(axis=1), {"group": breakdown}, people=320)
    table = released.tables["group"]
    assert table.rows.tolist() == [
        [Row.EXACT, Row.EXACT, Row.EXACT],
        [Row.BASE_ONLY, Row.EXACT, Row.NEARLY_ALL],
    ]
    ranges = printed_ranges(released.overall, table)
    assert (ranges.low[1].tolist(), ranges.high[1].tolist()) == ([91, -1, -1], [95, -1, -1])


@quick
@given(seeds)
def test_a_range_holds_the_truth_and_five_numbers_or_more_unless_it_is_of_everybody(seed):
    made = make_round(seed)
    released = release_counts(made.overall, made.attributes, people=made.people)
    for name, table in released.tables.items():
        ranges, truth = printed_ranges(released.overall, table), made.attributes[name].counts
        own = truth[np.arange(len(truth)), :, np.maximum(ranges.answer, 0)]
        told = ranges.low >= 0
        assert ((ranges.low <= own) & (own <= ranges.high))[told].all()
        everybody = table.base == released.overall.base[:, None]
        assert (ranges.high - ranges.low >= 4)[told & ~everybody].all()


def test_a_row_hidden_for_the_sake_of_others_is_told_apart_from_one_that_too_few_answered():
    counts = np.array([[[23, 30, 20], [11, 3, 13], [8, 2, 1], [6, 0, 3]]])
    breakdown = Breakdown(counts, np.array([100, 50, 30, 20]))
    table = release_counts(counts.sum(axis=1), {"group": breakdown}, people=200).tables["group"]
    assert table.shown.tolist() == [[True, True, False, False]]
    assert table.held.tolist() == [[False, False, True, False]]


def test_the_smallest_category_hides_with_the_few_it_would_give_away():
    sizes = release_sizes(63, np.array([30, 16, 3, 14]))
    assert sizes.people.tolist() == [30, 16, -1, -1]
    assert sizes.total == 46


def test_a_list_of_sizes_that_leaves_nobody_is_shown_whole():
    assert release_sizes(30, np.array([20, 10, 0])).people.tolist() == [20, 10, -1]


def test_fewer_than_ten_people_release_nothing():
    counts = np.array([[[5, 4, 0]]])
    released = release_counts(counts.sum(axis=1), {"voice": Breakdown(counts, np.array([9]))}, people=9)
    assert (released.people, released.overall.base[0], released.sizes["voice"].people[0]) == (-1, -1, -1)


@pytest.mark.parametrize(
    ("overall", "counts", "sizes", "people"),
    [
        ([[5, 5, 5]], [[[6, 0, 0]]], [9], 20),
        ([[5, 5, 5]], [[[5, 5, 0]]], [9], 20),
        ([[5, 5, 5]], [[[5, 5, 0]]], [30], 20),
        ([[5, 5, 5]], [[[5, 5, 0]]], [10], 14),
        ([[5, 5]], [[[5, 5]]], [10], 20),
        ([[-1, 5, 5]], [[[-1, 5, 5]]], [10], 20),
    ],
)
def test_counts_that_do_not_add_up_are_refused(overall, counts, sizes, people):
    breakdown = Breakdown(np.array(counts), np.array(sizes))
    with pytest.raises(ValueError, match=r"statement|categor|Counts|breakdown"):
        release_counts(np.array(overall), {"voice": breakdown}, people=people)


def test_a_thousand_statements_take_less_than_a_second():
    made = make_round(3, statements=1000)
    began = time.process_time()
    release_counts(made.overall, made.attributes, people=made.people)
    assert time.process_time() - began < 1
