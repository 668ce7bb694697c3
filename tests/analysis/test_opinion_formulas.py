"""Every figure equals Polis's formula, written down a second time in plain Python, to 1e-9."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis import polis_formulas as oracle

from wholeplace.analysis.opinion import VoteMatrix, vote_matrix
from wholeplace.analysis.opinion.agreement import agreement
from wholeplace.analysis.opinion.counts import Counts, count_answers, count_by_group
from wholeplace.analysis.opinion.priority import vote_priority
from wholeplace.analysis.opinion.representative import (
    Representative,
    majority_statements,
    representative_statements,
    side_figures,
)

PEOPLE, STATEMENTS = 24, 7
Votes = dict[tuple[int, int], int]
conversations = st.tuples(
    st.dictionaries(
        st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, STATEMENTS - 1)),
        st.integers(-1, 1),
        max_size=140,
    ),
    st.lists(st.integers(-1, 2), min_size=PEOPLE, max_size=PEOPLE).filter(lambda labels: 2 in labels),
    st.sets(st.integers(0, STATEMENTS - 1), max_size=3),
)


def matrix_of(votes: Votes) -> VoteMatrix:
    person, statement, value = (
        np.array([(i, j, v) for (i, j), v in votes.items()], dtype=int).reshape(-1, 3).T
    )
    return vote_matrix(person, statement, value, people=PEOPLE, statements=STATEMENTS)


def grouped(votes: Votes, labels: list[int]) -> Counts:
    return count_by_group(matrix_of(votes), np.array(labels), groups=max(labels) + 1)


def mask(out: set[int]) -> np.ndarray:
    return np.isin(np.arange(STATEMENTS), list(out))


def near(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-9)


@given(conversations)
def test_counts_are_those_of_counting_one_by_one(conversation):
    votes, labels, _ = conversation
    counts = grouped(votes, labels)
    for g in range(3):
        group = {i for i, label in enumerate(labels) if label == g}
        for j in range(STATEMENTS):
            found = (counts.agree[g, j], counts.disagree[g, j], counts.seen[g, j])
            assert found == oracle.count(votes, group, j)


@given(conversations)
def test_groups_and_those_in_none_add_up_to_everybody(conversation):
    votes, labels, _ = conversation
    shifted = np.array(labels) + 1
    parts, whole = (
        count_by_group(matrix_of(votes), shifted, groups=4).total(),
        count_answers(matrix_of(votes)),
    )
    for name in ("agree", "disagree", "passed", "seen"):
        assert np.array_equal(getattr(parts, name), getattr(whole, name))


@given(conversations)
def test_shares_ratios_and_their_tests_follow_the_formulas(conversation):
    votes, labels, _ = conversation
    counts = grouped(votes, labels)
    expected = oracle.group_figures(votes, labels, STATEMENTS)
    for letter, inside in (("a", counts.agree), ("d", counts.disagree)):
        side = side_figures(inside, counts.seen)
        for g in range(3):
            for j in range(STATEMENTS):
                figures = expected[g][j]
                assert side.share[g, j] == near(figures[f"p{letter}"])
                assert side.share_test[g, j] == near(figures[f"p{letter}t"])
                assert side.ratio[g, j] == near(figures[f"r{letter}"])
                assert side.ratio_test[g, j] == near(figures[f"r{letter}t"])


@given(conversations)
def test_each_group_is_represented_by_the_statements_the_rules_choose(conversation):
    votes, labels, out = conversation
    chosen = representative_statements(grouped(votes, labels), moderated=mask(out))
    expected = oracle.group_figures(votes, labels, STATEMENTS)
    for g, statements in enumerate(chosen):
        assert [(s.statement, s.direction, s.best_agree) for s in statements] == oracle.select(
            expected[g], out
        )
        for s in statements:
            assert_figures(s, expected[g][s.statement])


def assert_figures(found: Representative, expected: dict[str, float]) -> None:
    letter = found.direction[0]
    assert (found.successes, found.trials) == (expected[f"n{letter}"], expected["ns"])
    assert found.share == near(expected[f"p{letter}"])
    assert found.share_test == near(expected[f"p{letter}t"])
    assert found.ratio == near(expected[f"r{letter}"])
    assert found.ratio_test == near(expected[f"r{letter}t"])


def test_a_group_that_rejects_everything_still_gets_statements():
    votes = {(i, j): -1 if i < 12 else 1 for i in range(PEOPLE) for j in range(STATEMENTS)}
    chosen = representative_statements(grouped(votes, [0] * 12 + [1] * 12), moderated=mask(set()))
    assert [(s.direction, s.best_agree) for s in chosen[0]] == [("disagree", False)] * 5
    assert [s.direction for s in chosen[1]] == ["agree"] * 5


@given(conversations)
def test_most_agreed_and_most_rejected_statements_follow_the_rules(conversation):
    votes, _, out = conversation
    overall = count_answers(matrix_of(votes))
    each = [oracle.count(votes, set(range(PEOPLE)), j) for j in range(STATEMENTS)]
    for index, direction in enumerate(("agree", "disagree")):
        found = majority_statements(overall, moderated=mask(out), direction=direction)
        assert [m.statement for m in found] == oracle.consensus(each, out, index)


@given(conversations, st.lists(st.floats(0, 9), min_size=STATEMENTS, max_size=STATEMENTS))
def test_priority_follows_the_formula(conversation, extremity):
    votes, labels, _ = conversation
    within = grouped(votes, labels).total()
    found = vote_priority(within, extremity=np.array(extremity))
    taking = {i for i, label in enumerate(labels) if label >= 0}
    for j in range(STATEMENTS):
        assert found[j] == near(oracle.priority(*oracle.count(votes, taking, j), extremity[j]))


@given(conversations)
def test_group_aware_consensus_is_the_product_over_groups(conversation):
    votes, labels, _ = conversation
    found = agreement(grouped(votes, labels), moderated=mask(set())).group_aware_consensus
    expected = oracle.group_figures(votes, labels, STATEMENTS)
    for j in range(STATEMENTS):
        assert found[j] == near(expected[0][j]["pa"] * expected[1][j]["pa"] * expected[2][j]["pa"])
