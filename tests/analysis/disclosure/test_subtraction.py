"""Any two releases that are let out differ by ten people or more, or in nothing that is said of anybody."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeplace.analysis.disclosure import PrintedTable, gives_away_a_few, release_counts

from .rounds import CATEGORIES, count_round, quick

STATEMENTS = 2


def people_of(rng, size):
    """Draw people: how each answers every statement (-1 for not), and in which category of each attribute each is."""
    answers = rng.choice([-1, 0, 1, 2], (STATEMENTS, size), p=[0.1, 0.5, 0.25, 0.15])
    return answers, {name: rng.choice(number + 1, size) for name, number in CATEGORIES.items()}


def printed(answers, members):
    """Release these people's figures, and return the tables as printed."""
    made = count_round(answers, members)
    released = release_counts(made.overall, made.attributes, people=made.people)
    tables = {"all": PrintedTable(max(released.people, 0), rows_of([[released.people]]))}
    for number in range(STATEMENTS):
        base = max(int(released.overall.base[number]), 0)
        row = [base, *released.overall.cells[number].tolist(), int(released.overall.nearly[number])]
        tables["all", number] = PrintedTable(max(released.people, 0), rows_of([row]))
        for name, table in released.tables.items():
            rows = np.column_stack([table.base[number], table.cells[number], table.rows[number]]).tolist()
            tables[name, number] = PrintedTable(base, rows_of(rows))
    for name, sizes in released.sizes.items():
        tables[name] = PrintedTable(max(released.people, 0), rows_of([[n] for n in sizes.people.tolist()]))
    return tables


def rows_of(rows):
    return {place: tuple(row) for place, row in enumerate(rows) if row[0] > 0}


def changed(rng, answers, members, people):
    """Return the same conversation with so many people who joined, left, changed their mind or moved, in any mixture."""
    answers, members = answers.copy(), {name: of.copy() for name, of in members.items()}
    leaving = []
    for person in rng.choice(answers.shape[1], people, replace=False):
        kind = rng.choice(["left", "mind", "moved", "replaced"])
        if kind in ("left", "replaced"):
            leaving.append(person)
        if kind in ("mind", "replaced"):
            answers[:, person] = rng.choice([-1, 0, 1, 2], STATEMENTS)
        if kind in ("moved", "replaced"):
            for name, number in CATEGORIES.items():
                members[name][person] = rng.integers(number + 1)
    leaving = leaving[: len(leaving) // 2]
    keep = np.setdiff1d(np.arange(answers.shape[1]), leaving)
    return answers[:, keep], {name: of[keep] for name, of in members.items()}


@quick
@given(st.integers(0, 10**6), st.integers(1, 9))
def test_releases_that_fewer_than_ten_people_set_apart_are_let_out_only_if_nothing_differs(seed, few):
    rng = np.random.default_rng(seed)
    answers, members = people_of(rng, int(rng.integers(12, 200)))
    before, now = printed(answers, members), printed(*changed(rng, answers, members, few))
    assert gives_away_a_few(before, now) == (before != now)


def test_such_releases_do_differ_so_that_letting_them_out_would_tell():
    rng = np.random.default_rng(1)
    differ = 0
    for _ in range(20):
        answers, members = people_of(rng, 100)
        differ += printed(answers, members) != printed(*changed(rng, answers, members, 1))
    assert differ > 10


@pytest.mark.parametrize("size", [40, 150])
def test_ten_people_more_who_answer_everything_are_let_out_without_a_breakdown(size):
    rng = np.random.default_rng(size)
    answers, _ = people_of(rng, size)
    more = np.concatenate([answers, rng.choice(3, (STATEMENTS, 10))], axis=1)
    before, now = (
        {name: table for name, table in printed(given, none(given)).items() if name not in CATEGORIES}
        for given in (answers, more)
    )
    assert not gives_away_a_few(before, now)
    fewer = printed(more[:, :-1], none(more[:, :-1]))
    assert gives_away_a_few(before, fewer)


def none(answers):
    """Return people of whom no category is known."""
    return {name: np.full(answers.shape[1], number) for name, number in CATEGORIES.items()}


@pytest.mark.parametrize(
    ("before", "now", "gives_away"),
    [
        ({"a": (20, 12)}, {"a": (20, 12)}, False),
        ({"a": (20, 12)}, {"a": (20, 13)}, True),
        ({"a": (20, 12)}, {"a": (29, 12)}, True),
        ({"a": (20, 12)}, {"a": (30, 12)}, False),
        ({"a": (20, 12)}, {"a": (20, 12), "b": (11, 6)}, True),
        ({"a": (20, 12), "b": (40, 9)}, {"a": (20, 12)}, True),
    ],
    ids=["same", "another answer", "nine more", "ten more", "a name more", "a name less"],
)
def test_one_table_beside_another_of_as_many_people(before, now, gives_away):
    tables = [{"sector": PrintedTable(100, rows)} for rows in (before, now)]
    assert gives_away_a_few(*tables) is gives_away


def test_the_rest_nobody_names_is_compared_too():
    before = {"sector": PrintedTable(100, {"a": (50,)})}
    assert gives_away_a_few(before, {"sector": PrintedTable(110, {"a": (60,), "b": (12,)})})
    assert not gives_away_a_few(before, {"sector": PrintedTable(110, {"a": (50,), "b": (12,)})})
    assert not gives_away_a_few(before, {"sector": PrintedTable(120, {"a": (60,), "b": (12,)})})


def test_a_table_that_was_not_printed_before_stands_beside_the_others_as_it_does_in_one_release():
    everybody = {"all": PrintedTable(100, {"all": (100, 60)})}
    assert not gives_away_a_few(everybody, everybody | {"sector": PrintedTable(100, {"a": (50,)})})
