"""The vote matrix: last answers, in order, whatever order they came in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeplace.analysis.opinion import VoteMatrix, vote_matrix

PEOPLE, STATEMENTS = 9, 6
answers = st.lists(
    st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, STATEMENTS - 1), st.integers(-1, 1)), max_size=80
)


def build(rows: list[tuple[int, int, int]], people: int = PEOPLE, statements: int = STATEMENTS) -> VoteMatrix:
    person, statement, value = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return vote_matrix(person, statement, value, people=people, statements=statements)


def entries(matrix: VoteMatrix) -> dict[tuple[int, int], int]:
    cells = zip(matrix.row.tolist(), matrix.column.tolist(), matrix.value.tolist(), strict=True)
    return {(i, j): v for i, j, v in cells}


@given(answers)
def test_the_last_answer_of_a_person_to_a_statement_is_the_one_kept(rows):
    matrix = build(rows)
    assert entries(matrix) == {(i, j): v for i, j, v in rows}
    assert matrix.votes == len(entries(matrix))


@given(answers, st.randoms(use_true_random=False))
def test_the_order_in_which_different_pairs_were_answered_never_matters(rows, chance):
    once = list({(i, j): (i, j, v) for i, j, v in rows}.values())
    mixed = once[:]
    chance.shuffle(mixed)
    assert build(mixed).code.tobytes() == build(once).code.tobytes()
    assert build(mixed).indptr.tobytes() == build(once).indptr.tobytes()


@given(answers)
def test_statements_ascend_within_each_person(rows):
    matrix = build(rows)
    key = matrix.row.astype(np.int64) * STATEMENTS + matrix.column
    assert np.all(np.diff(key) > 0)


@given(answers, st.lists(st.integers(0, PEOPLE - 1), unique=True, max_size=PEOPLE))
def test_selected_people_keep_their_answers_in_the_order_asked_for(rows, chosen):
    matrix = build(rows)
    selected = matrix.select_people(np.array(chosen, dtype=np.int64))
    assert entries(selected) == {
        (chosen.index(i), j): v for (i, j), v in entries(matrix).items() if i in chosen
    }


def test_a_mask_selects_people_as_their_numbers_do():
    matrix = build([(0, 1, 1), (2, 0, -1), (5, 5, 0), (5, 1, 1)])
    mask = np.zeros(PEOPLE, dtype=np.bool_)
    mask[[2, 5]] = True
    assert entries(matrix.select_people(mask)) == entries(matrix.select_people(np.array([2, 5])))


def test_votes_left_out_leave_people_and_statements_in_place():
    matrix = build([(0, 1, 1), (2, 0, -1), (5, 5, 0), (5, 1, 1)])
    fewer = matrix.keep_votes(matrix.column != 1)
    assert (fewer.people, fewer.statements) == (PEOPLE, STATEMENTS)
    assert entries(fewer) == {(2, 0): -1, (5, 5): 0}


def test_more_people_than_one_block_holds_are_sorted_just_the_same():
    draw = np.random.default_rng(4)
    rows = np.stack((draw.integers(0, 10_000, 30_000), draw.integers(0, 3, 30_000)), axis=1)
    value = draw.integers(-1, 2, 30_000)
    matrix = vote_matrix(rows[:, 0], rows[:, 1], value, people=10_000, statements=3)
    expected = {(i, j): v for (i, j), v in zip(map(tuple, rows.tolist()), value.tolist(), strict=True)}
    assert entries(matrix) == expected
    by_person = np.argsort(rows[:, 0], kind="stable")
    again = vote_matrix(*rows[by_person].T, value[by_person], people=10_000, statements=3)
    assert again.code.tobytes() == matrix.code.tobytes()


@pytest.mark.parametrize("statements", [21_845, 21_846, 65_537])
def test_statements_past_what_sixteen_bits_hold_are_told_apart(statements):
    last = statements - 1
    matrix = build([(1, last, 1), (0, 0, -1), (0, last, -1)], people=2, statements=statements)
    assert entries(matrix) == {(0, 0): -1, (0, last): -1, (1, last): 1}


def test_unsigned_short_numbers_do_not_overflow():
    person, statement = np.array([0, 0], dtype=np.uint8), np.array([200, 100], dtype=np.uint8)
    matrix = vote_matrix(person, statement, np.array([1, -1], dtype=np.int8), people=1, statements=250)
    assert entries(matrix) == {(0, 200): 1, (0, 100): -1}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([(0, 0, 1), (9, 0, 1)], "person at position 1 is 9, outside 0 to 8"),
        ([(-1, 0, 1)], "person at position 0 is -1, outside 0 to 8"),
        ([(0, 0, 1), (0, 1, 1), (0, 6, 1)], "statement at position 2 is 6, outside 0 to 5"),
        ([(0, 0, 2)], "value at position 0 is 2, outside -1 to 1"),
    ],
)
def test_an_impossible_answer_is_refused_by_its_position(rows, message):
    with pytest.raises(ValueError, match=message):
        build(rows)


def test_numbers_that_are_not_whole_and_lengths_that_differ_are_refused():
    with pytest.raises(ValueError, match="whole numbers"):
        vote_matrix([0.5], [0], [1], people=1, statements=1)
    with pytest.raises(ValueError, match="equal length"):
        vote_matrix([0, 0], [0], [1], people=1, statements=1)


def test_nobody_and_nothing_make_an_empty_matrix():
    matrix = vote_matrix([], [], [], people=0, statements=0)
    assert (matrix.votes, matrix.density) == (0, 0.0)


def test_density_is_the_share_of_answers_given():
    assert build([(0, 0, 1), (1, 1, 0), (0, 0, -1)]).density == 2 / (PEOPLE * STATEMENTS)
