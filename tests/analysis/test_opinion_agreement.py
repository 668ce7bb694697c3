"""Intervals, tests and what is called shared or dividing."""

from itertools import combinations_with_replacement, product
from math import comb

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from wholeplace.analysis.opinion import compare, vote_matrix
from wholeplace.analysis.opinion.agreement import agreement, surest_gap
from wholeplace.analysis.opinion.comparison import _holm
from wholeplace.analysis.opinion.counts import Counts
from wholeplace.analysis.opinion.proportions import (
    discovery_rates,
    fisher,
    heterogeneity,
    more_than_half,
    wilson,
)

few = st.integers(0, 12)
tables = st.lists(st.tuples(few, few), min_size=2, max_size=3)


def counts(agree: list[list[int]], disagree: list[list[int]]) -> Counts:
    passed = np.zeros_like(np.array(agree))
    return Counts(np.array(agree), np.array(disagree), passed)


@given(few, few)
def test_wilson_bounds_are_the_shares_a_z_test_would_just_accept(yes, no):
    n = yes + no
    assume(n)
    for bound in wilson(np.array([yes]), np.array([n])):
        p = float(bound[0])
        if 0 < p < 1:
            assert abs(yes / n - p) / np.sqrt(p * (1 - p) / n) == pytest.approx(1.959963984540054)


def test_without_votes_anything_is_possible():
    lower, upper = wilson(np.array([0]), np.array([0]))
    assert (lower[0], upper[0]) == (0.0, 1.0)


@given(few, few)
def test_more_than_half_is_the_binomial_tail(yes, no):
    n = yes + no
    tail = sum(comb(n, k) for k in range(yes, n + 1)) / 2**n
    assert more_than_half(np.array([yes]), np.array([n]))[0] == pytest.approx(tail, rel=1e-12)


@given(tables)
def test_two_categories_with_few_votes_are_tested_exactly(table):
    (a, b), (c, d) = table[:2]
    p = fisher(np.array([a]), np.array([a + b]), yes=np.array([a + c]), everyone=np.array([a + b + c + d]))
    assert p[0] == pytest.approx(stats.fisher_exact([[a, b], [c, d]]).pvalue, rel=1e-9)


@pytest.mark.parametrize(
    "trials", [*combinations_with_replacement(range(1, 7), 3), (9, 9), (2, 15), (1, 2, 12)]
)
def test_small_tables_never_claim_more_than_the_exact_test_of_the_whole_table(trials):
    """Under one rate, tables as surprising as p come up with probability at most p."""
    for yes in range(sum(trials) + 1):
        possible = [t for t in product(*(range(n + 1) for n in trials)) if sum(t) == yes]
        weights = np.array([np.prod([comb(n, a) for n, a in zip(trials, t, strict=True)]) for t in possible])
        p = heterogeneity(np.array(possible).T, np.repeat(np.array(trials)[:, None], len(possible), axis=1))
        for level in (0.01, 0.05, 0.2):
            assert weights[p <= level].sum() / weights.sum() <= level + 1e-9


def test_many_votes_are_tested_by_chi_square():
    agree, seen = np.array([[60], [40], [55]]), np.array([[100], [100], [90]])
    expected = stats.chi2_contingency(np.array([[60, 40, 55], [40, 60, 35]]), correction=False).pvalue
    assert heterogeneity(agree, seen)[0] == pytest.approx(expected, rel=1e-9)


def test_a_category_nobody_of_which_voted_changes_nothing():
    agree, seen = np.array([[60], [40], [0]]), np.array([[100], [100], [0]])
    assert heterogeneity(agree, seen)[0] == heterogeneity(agree[:2], seen[:2])[0]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_discovery_rates_are_those_of_benjamini_and_hochberg(p):
    found = discovery_rates(np.array(p), among=np.ones(len(p), dtype=bool))
    assert found == pytest.approx(stats.false_discovery_control(p))


def test_what_was_not_tested_counts_neither_way():
    p = np.array([0.01, 0.001, 0.04])
    found = discovery_rates(p, among=np.array([True, False, True]))
    assert found == pytest.approx([0.02, 1.0, 0.04])


def test_bridging_is_the_lower_bound_in_the_least_agreeing_group():
    found = agreement(counts([[90], [12]], [[10], [8]]), moderated=np.array([False]))
    assert found.bridging[0] == wilson(np.array([12]), np.array([20]))[0][0]
    assert found.bridging_disagreement[0] == wilson(np.array([10]), np.array([100]))[0][0]


def test_few_votes_do_not_make_a_bridge():
    many = agreement(counts([[80], [80]], [[20], [20]]), moderated=np.array([False]))
    few_votes = agreement(counts([[80], [2]], [[20], [0]]), moderated=np.array([False]))
    assert few_votes.bridging[0] < many.bridging[0]


def test_common_ground_needs_every_group_and_a_divide_is_measured():
    table = counts([[90, 90, 10, 50], [80, 10, 20, 50]], [[10, 10, 90, 50], [20, 90, 80, 50]])
    found = agreement(table, moderated=np.zeros(4, dtype=bool))
    assert found.common_ground.tolist() == [True, False, False, False]
    assert found.shared_disagreement.tolist() == [False, False, True, False]
    assert found.divisive.tolist() == pytest.approx([0.0, 0.69483, 0.0, 0.0], abs=1e-5)


def test_a_gap_is_as_sure_as_newcombe_published():
    """His first example, 56 of 70 beside 48 of 80: 0.0524 to 0.3339 by his tenth method."""
    assert surest_gap(np.array([[56], [48]]), np.array([[70], [80]]))[0] == pytest.approx(0.0524, abs=5e-5)


def test_few_votes_do_not_make_a_divide():
    """All of 3 against none of 10 is a wider gap than 500 of 658 against 55 of 361, and less sure."""
    few, many = surest_gap(np.array([[3, 500], [0, 55]]), np.array([[3, 658], [10, 361]]))
    assert 0 < few < many


def test_a_group_that_did_not_vote_makes_no_divide():
    assert surest_gap(np.array([[40], [0]]), np.array([[50], [0]])).tolist() == [0.0]


def test_a_statement_moderated_out_is_neither_shared_nor_dividing():
    table = counts([[90, 90], [80, 10]], [[10, 10], [20, 90]])
    found = agreement(table, moderated=np.array([True, True]))
    assert not found.common_ground.any()
    assert found.divisive.tolist() == [0.0, 0.0]


def test_voices_are_compared_statement_by_statement():
    category = np.repeat([0, 1, 2, -1], 40)
    person = np.tile(np.arange(160), 2)
    statement = np.repeat([0, 1], 160)
    first = np.concatenate((np.ones(40), -np.ones(40), np.ones(40), -np.ones(40)))
    value = np.concatenate((first, np.ones(160))).astype(int)
    votes = vote_matrix(person, statement, value, people=160, statements=2)
    found = compare(votes, category=category, categories=3, moderated=np.zeros(2, dtype=bool))
    assert found.people.tolist() == [40, 40, 40]
    assert found.counts.agree.tolist() == [[40, 40], [0, 40], [40, 40]]
    assert found.q[0] < 1e-9
    assert found.q[1] == 1.0
    assert found.pairs_differ[0].tolist() == [[False, True, False], [True, False, True], [False, True, False]]
    assert not found.pairs_differ[1].any()
    lower = wilson(np.array([40]), np.array([40]))[0][0]
    assert found.bridging.tolist() == [0.0, lower]
    assert found.share[:, 0].tolist() == [1.0, 0.0, 1.0]


def test_people_who_did_not_say_are_in_no_category():
    votes = vote_matrix([0, 1], [0, 0], [1, -1], people=2, statements=1)
    found = compare(votes, category=np.array([-1, -1]), categories=2, moderated=np.array([False]))
    assert found.people.tolist() == [0, 0]
    assert found.counts.seen.tolist() == [[0], [0]]
    assert (found.p[0], found.bridging[0]) == (1.0, 0.0)


def test_a_category_out_of_range_is_refused():
    votes = vote_matrix([0], [0], [1], people=1, statements=1)
    with pytest.raises(ValueError, match="between -1 and 1"):
        compare(votes, category=np.array([2]), categories=2, moderated=np.array([False]))
    with pytest.raises(ValueError, match="one entry a person"):
        compare(votes, category=np.array([0, 1]), categories=2, moderated=np.array([False]))


def test_after_the_first_pair_that_fails_no_surer_looking_one_stands():
    assert _holm(np.array([[0.001], [0.03], [0.04]]), tests=np.array([3]))[:, 0].tolist() == [
        True,
        False,
        False,
    ]
    assert _holm(np.array([[0.04], [0.001], [0.02]]), tests=np.array([3]))[:, 0].tolist() == [
        True,
        True,
        True,
    ]


def test_a_pair_differs_only_on_statements_that_stand_among_all_that_were_tested():
    category = np.repeat([0, 1], 40)
    person, statement = np.divmod(np.arange(80 * 10), 10)
    half = np.where(person % 2, 1, -1)
    more = np.where((person >= 40) & (person < 60), 1, half)
    value = np.where(statement == 0, more, half)
    votes = vote_matrix(person, statement, value, people=80, statements=10)
    alone = compare(votes, category=category, categories=2, moderated=np.arange(10) > 0)
    among_ten = compare(votes, category=category, categories=2, moderated=np.zeros(10, dtype=bool))
    assert alone.q[0] == alone.p[0] == pytest.approx(0.0209, abs=1e-3)
    assert alone.pairs_differ[0].any()
    assert among_ten.q[0] > 0.05
    assert not among_ten.pairs_differ.any()
