import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wholeplace.analysis.disclosure import (
    Breakdown,
    Row,
    printed_counts,
    printed_ranges,
    release_counts,
    safe_score,
)

from .rounds import make_round, quick


def least_agreement(counts):
    return ((counts[:, :, 0] + 1) / (counts.sum(axis=2) + 2)).min(axis=1)


def group_aware(counts):
    return ((counts[:, :, 0] + 1) / (counts.sum(axis=2) + 2)).prod(axis=1)


def scored(counts, score=least_agreement):
    counts = np.array(counts)
    people = counts.sum(axis=2).max(axis=0)
    overall = counts.sum(axis=1) + np.array([6, 5, 5])
    breakdown = Breakdown(counts, people)
    released = release_counts(overall, {"group": breakdown}, people=int(people.sum()) + 16)
    table = released.tables["group"]
    return safe_score(score, released.overall, table, np.arange(counts.shape[1])), table


def test_a_score_of_exact_rows_is_exact():
    counts = [[[20, 10, 10], [15, 14, 11]]]
    result, _ = scored(counts)
    assert result.values.tolist() == least_agreement(np.array(counts)).tolist()
    assert result.about.tolist() == [False]


def test_a_score_with_a_hidden_row_is_left_out():
    result, table = scored([[[40, 20, 20], [15, 14, 11], [3, 2, 1]]])
    assert table.rows.tolist() == [[Row.EXACT, Row.EXACT, Row.HIDDEN]]
    assert np.isnan(result.values).all()


def test_a_score_of_nearly_rows_is_about_right_and_cannot_tell_unanimous_from_nearly():
    mixed = [15, 14, 11]
    unanimous, _ = scored([[[40, 0, 0], [0, 40, 0], mixed]], group_aware)
    nearly, _ = scored([[[38, 2, 0], [2, 38, 0], mixed]], group_aware)
    assert unanimous.about.tolist() == [True]
    assert unanimous.values.tolist() == nearly.values.tolist()


def test_the_true_score_would_have_told_them_apart():
    mixed = [15, 14, 11]
    unanimous = group_aware(np.array([[[40, 0, 0], [0, 40, 0], mixed]]))
    assert unanimous != group_aware(np.array([[[38, 2, 0], [2, 38, 0], mixed]]))


@quick
@given(st.integers(0, 10**6))
def test_stand_in_counts_add_up_to_the_base_and_repeat_what_is_printed(seed):
    made = make_round(seed)
    released = release_counts(made.overall, made.attributes, people=made.people)
    for table in released.tables.values():
        counts = printed_counts(released.overall, table)
        told = ~np.isnan(counts).any(axis=2)
        assert (counts[told] >= 0).all()
        assert np.allclose(counts[told].sum(axis=1), table.base[told])
        assert (counts[table.cells >= 0] == table.cells[table.cells >= 0]).all()
        ranged = printed_ranges(released.overall, table).low >= 0
        assert (told == (np.isin(table.rows, [Row.EXACT, Row.NEARLY_ALL, Row.NEARLY_NONE]) | ranged)).all()
