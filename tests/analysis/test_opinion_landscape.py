"""The landscape as a whole: laws that hold whatever people answer, and what it says of hard cases."""

import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wholeplace.analysis.opinion import Landscape, VoteMatrix, analyse, vote_matrix

STATEMENTS = 12


def camps(people: int, *, seed: int, seen: float = 0.8, agreed: int = 4) -> VoteMatrix:
    """Two thirds of people hold one view of eight statements, a third the opposite; all agree on the rest."""
    draw = np.random.default_rng(seed)
    person, statement = np.divmod(np.arange(people * STATEMENTS), STATEMENTS)
    view = np.where(person % 3 == 0, -1, 1) * np.where(statement % 2, 1, -1)
    value = np.where(statement < agreed, 1, view)
    value = np.where(draw.random(len(value)) < 0.1, draw.integers(-1, 2, len(value)), value)
    kept = draw.random(len(value)) < seen
    return vote_matrix(person[kept], statement[kept], value[kept], people=people, statements=STATEMENTS)


def everybody(people: int, statements: int, answers: Any) -> VoteMatrix:
    person, statement = np.divmod(np.arange(people * statements), max(statements, 1))
    value = np.broadcast_to(answers(person, statement), person.shape)
    return vote_matrix(person, statement, value, people=people, statements=statements)


def none_out(votes: VoteMatrix) -> np.ndarray:
    return np.zeros(votes.statements, dtype=np.bool_)


def parity(votes: VoteMatrix, *, seed: int = 1) -> Landscape:
    return analyse(votes, moderated=none_out(votes), seed=seed, mode="parity")


def contents(value: Any) -> Any:
    """Turn a result into something that is equal only if every byte is."""
    if isinstance(value, np.ndarray):
        return (value.dtype.str, value.shape, value.tobytes())
    if dataclasses.is_dataclass(value):
        return [contents(getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, tuple):
        return [contents(item) for item in value]
    return repr(value)


@pytest.mark.parametrize("mode", ["parity", "debiased", "auto"])
def test_the_same_votes_and_seed_give_the_same_bytes(mode):
    votes = camps(60, seed=3)
    first, second = (analyse(votes, moderated=none_out(votes), seed=5, mode=mode) for _ in range(2))
    assert contents(first) == contents(second)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=20)
def test_people_in_another_order_get_the_same_groups(seed):
    votes = camps(60, seed=seed)
    order = np.random.default_rng(seed).permutation(votes.people)
    there, here = parity(votes.select_people(order)), parity(votes)
    assert np.array_equal(there.labels, here.labels[order])
    assert there.positions == pytest.approx(here.positions[order], abs=1e-6)
    assert np.array_equal(there.by_group.agree, here.by_group.agree)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=20)
def test_another_seed_finds_the_same_parity_landscape(seed):
    votes = camps(45, seed=11)
    one, other = parity(votes, seed=seed), parity(votes, seed=1)
    assert np.array_equal(one.labels, other.labels)
    assert one.positions == pytest.approx(other.positions, abs=1e-6)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=20)
def test_groups_are_numbered_largest_first_and_add_up_to_those_taking_part(seed):
    found = parity(camps(40, seed=seed))
    assert np.all(np.diff(found.group_sizes) <= 0)
    assert found.group_sizes.sum() == found.taking_part.sum() == (found.labels >= 0).sum()
    assert np.array_equal(found.by_group.total().seen, found.within.seen)


def test_two_camps_are_found_with_what_they_share_and_what_divides_them():
    found = parity(camps(90, seed=2, seen=1.0))
    assert found.evidence.drawn
    assert found.group_sizes.tolist() == [60, 30]
    assert len(set(found.labels[::3])) == 1
    assert found.common_ground.tolist() == [True] * 4 + [False] * 8
    assert (found.divisive > 0.5).tolist() == [False] * 4 + [True] * 8


@pytest.mark.parametrize("mode", ["debiased", "auto"])
def test_the_other_modes_find_the_camps_too_and_say_how_sure_they_are(mode):
    votes = camps(120, seed=2, seen=1.0)
    found = analyse(votes, moderated=none_out(votes), seed=4, mode=mode)
    assert found.evidence.ratio > 1.10
    camp = np.arange(120) % 3 == 0
    for group in range(found.groups):
        assert len(set(camp[found.labels == group])) == 1
    assert found.group_sizes.sum() == 120
    assert (found.why is None) == (mode == "debiased")


def test_without_evidence_no_groups_are_drawn_but_the_figures_stand():
    draw = np.random.default_rng(8)
    votes = everybody(300, 150, lambda person, _: draw.choice([-1, 1], len(person)))
    votes = votes.keep_votes(draw.random(votes.votes) < 0.2)
    found = analyse(votes, moderated=none_out(votes), seed=4)
    assert (found.evidence.drawn, found.evidence.reason) == (False, "no_evidence")
    assert found.groups == 0
    assert set(found.labels) == {-1}
    assert found.by_group.agree.shape == (0, 150)
    assert np.array_equal(found.within.agree, found.overall.agree)
    assert found.representative == ()
    assert found.divisive.tolist() == [0.0] * 150


def test_axes_are_the_two_leading_eigenvectors_of_the_imputed_votes():
    votes = camps(50, seed=6)
    table = np.full((50, STATEMENTS), np.nan)
    table[votes.row, votes.column] = votes.value
    centred = np.nan_to_num(table - np.nanmean(table, axis=0))
    expected = np.linalg.eigh(centred.T @ centred)[1][:, :-3:-1]
    found = parity(votes)
    assert np.abs(np.sum(found.axes * expected, axis=0)) == pytest.approx([1.0, 1.0], abs=1e-9)
    stretch = np.sqrt(STATEMENTS / votes.votes_each)[:, None]
    assert found.positions == pytest.approx(centred @ found.axes * stretch, abs=1e-9)
    means = np.nanmean(table, axis=0)
    reach = (1 - means)[:, None] * found.axes * np.sqrt(STATEMENTS)
    assert found.extremity == pytest.approx(np.hypot(*reach.T), abs=1e-9)


def test_a_statement_moderated_out_counts_as_everybodys_vote_and_moves_nobody():
    votes = camps(50, seed=6)
    out = np.arange(STATEMENTS) == 5
    found = analyse(votes, moderated=out, seed=1, mode="parity")
    fewer = votes.keep_votes(votes.column != 5)
    rest = parity(fewer)
    assert found.axes[5].tolist() == [0.0, 0.0]
    assert found.extremity[5] == 0.0
    shrunk = np.sqrt(fewer.votes_each / (fewer.votes_each + 1))[:, None]
    assert found.positions == pytest.approx(rest.positions * shrunk, abs=1e-9)
    assert found.overall.seen[5] == (votes.column == 5).sum()
    listed = [s.statement for group in found.representative for s in group]
    listed += [m.statement for m in (*found.majority_agree, *found.majority_disagree)]
    assert listed
    assert 5 not in listed


def test_people_who_voted_too_little_are_placed_but_in_no_group():
    votes = camps(60, seed=1, seen=1.0)
    votes = votes.keep_votes((votes.row != 7) | (votes.column < 6))
    found = parity(votes)
    assert found.labels[7] == -1
    assert not found.taking_part[7]
    assert np.any(found.positions[7] != 0)
    assert found.overall.seen[0] - found.within.seen[0] == 1


def test_when_few_voted_enough_the_most_active_take_part():
    votes = camps(30, seed=1, seen=1.0)
    votes = votes.keep_votes(votes.column < np.where(votes.row < 20, 5, 4))
    assert np.flatnonzero(parity(votes).taking_part).tolist() == list(range(20))


@pytest.mark.parametrize(
    ("votes", "reason"),
    [
        (vote_matrix([], [], [], people=0, statements=0), "too_few_people"),
        (vote_matrix([], [], [], people=0, statements=3), "too_few_people"),
        (vote_matrix([], [], [], people=20, statements=3), "too_few_people"),
        (everybody(1, 5, lambda _, statement: statement % 3 - 1), "too_few_people"),
        (everybody(9, 5, lambda person, _: person % 2), "too_few_people"),
        (
            vote_matrix(np.arange(30), np.arange(30) % 6, np.ones(30, int), people=30, statements=6),
            "too_few_votes",
        ),
        (everybody(30, 8, lambda person, _: 0 * person), "no_evidence"),
        (everybody(30, 8, lambda _, statement: statement % 3 - 1), "no_evidence"),
    ],
    ids=[
        "nothing",
        "nobody",
        "silence",
        "one person",
        "nine people",
        "one vote each",
        "all pass",
        "all alike",
    ],
)
@pytest.mark.parametrize("mode", ["parity", "debiased", "auto"])
def test_where_there_is_too_little_to_go_on_the_reason_is_said(votes, reason, mode):
    found = analyse(votes, moderated=none_out(votes), seed=1, mode=mode)
    assert (found.evidence.drawn, found.evidence.reason) == (False, reason)
    assert found.groups == 0
    assert np.isfinite(found.positions).all()
    assert np.isfinite(found.priority).all()


def test_one_statement_is_enough_to_part_people():
    found = parity(everybody(30, 1, lambda person, _: np.where(person % 3, 1, -1)))
    assert found.group_sizes.tolist() == [20, 10]


def test_a_statement_nobody_answered_stays_in_the_middle():
    votes = camps(40, seed=9)
    wider = vote_matrix(votes.row, votes.column, votes.value, people=40, statements=STATEMENTS + 1)
    found = parity(wider)
    assert found.axes[STATEMENTS].tolist() == [0.0, 0.0]
    assert found.overall.seen[STATEMENTS] == 0
    assert found.priority[STATEMENTS] == pytest.approx((0.5 * 0.5 * 9) ** 2)
    assert not found.common_ground[STATEMENTS]


def test_more_statements_than_sixteen_bits_count_are_analysed():
    votes = camps(40, seed=9)
    far = vote_matrix(
        votes.row, votes.column.astype(np.int64) * 2_000, votes.value, people=40, statements=22_001
    )
    found = parity(far)
    assert np.array_equal(found.labels, parity(votes).labels)
    assert np.array_equal(found.overall.agree[::2_000], parity(votes).overall.agree)


def test_thousands_of_people_stand_for_themselves_on_a_grid_and_camps_are_still_found():
    found = parity(camps(6_000, seed=12))
    camp = np.arange(6_000) % 3 == 0
    assert found.group_sizes.sum() == found.taking_part.sum()
    assert len(found.group_sizes) == 2
    agreed = (found.labels == 1)[found.taking_part] == camp[found.taking_part]
    assert agreed.mean() > 0.98


def test_progress_is_told_in_order_from_start_to_end():
    told: list[tuple[str, float]] = []
    votes = camps(30, seed=1)
    analyse(
        votes,
        moderated=none_out(votes),
        seed=1,
        mode="parity",
        report=lambda stage, share: told.append((stage, share)),
    )
    assert [stage for stage, _ in told] == [
        "counting",
        "choosing",
        "mapping",
        "grouping",
        "comparing",
        "done",
    ]
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert told[-1][1] == 1.0


def test_a_mask_of_the_wrong_length_is_refused():
    votes = camps(30, seed=1)
    with pytest.raises(ValueError, match="12 statements"):
        analyse(votes, moderated=np.zeros(3, dtype=bool), seed=1)
