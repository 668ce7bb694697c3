"""The debiased map finds groups where few votes a person blur them, and says how sure it is."""

import numpy as np
import pytest
from benches.opinion_data import adjusted_rand
from tests.analysis.planted import RECIPES, SIZES, Recipe, plant

from wholeplace.analysis.opinion import debiased, vote_matrix
from wholeplace.analysis.opinion.choice import parity_positions
from wholeplace.analysis.opinion.debiased import debiased_map
from wholeplace.analysis.opinion.debiased_groups import divide, divide_places
from wholeplace.analysis.opinion.heldout import hide_votes
from wholeplace.analysis.opinion.signflip import sign_flip

THREE = Recipe((1, 1, 1), distance=1.0)
YES_SAYERS = Recipe((1, 1, 1), distance=1.0, acquiescence=1.0)


def nothing(votes):
    return np.zeros(votes.statements, dtype=np.bool_)


def small(recipe=THREE, seed=1, people=600):
    return plant(recipe, people=people, statements=120, density=0.25, seed=seed)


def map_of(votes, **how):
    return debiased_map(votes, moderated=nothing(votes), seed=3, **how)


def rand_index(made, positions):
    enough = made.votes.votes_each >= 7
    labels = divide_places(positions[enough], count=int(made.group.max()) + 1, seed=1)
    return adjusted_rand(labels, made.group[enough])


def test_planted_groups_stand_apart_where_the_polis_map_blurs_them():
    made = plant(Recipe((1, 1)), people=2000, statements=400, density=0.08, seed=8)
    polis = rand_index(made, parity_positions(made.votes, moderated=nothing(made.votes), seed=1))
    assert rand_index(made, map_of(made.votes).positions) >= max(0.3, polis + 0.15)


def test_people_who_agree_with_everything_do_not_tilt_the_map():
    made = small(YES_SAYERS)
    enough = made.votes.votes_each >= 7
    best = adjusted_rand(made.best[enough], made.group[enough])
    assert rand_index(made, map_of(made.votes).positions) >= 0.75 * best


def test_a_persons_tendency_is_how_readily_they_agree():
    made = small(YES_SAYERS)
    votes = made.votes
    share = np.bincount(votes.row, votes.value, minlength=votes.people) / np.maximum(votes.votes_each, 1)
    active = votes.votes_each >= 15
    assert np.corrcoef(map_of(votes).tendency[active], share[active])[0, 1] > 0.6


def test_hidden_votes_are_foretold_better_than_by_each_statements_share():
    split = hide_votes(small().votes, moderated=nothing(small().votes), seed=5)
    learning = split.learning
    decided = learning.value != 0
    seen = np.bincount(learning.column[decided], minlength=learning.statements)
    agreed = np.bincount(learning.column[learning.value > 0], minlength=learning.statements)
    usual = split.losses(((agreed + 1) / (seen + 2))[split.statement]).mean()
    found = map_of(learning).predict(split.person, split.statement)
    assert split.losses(found).mean() < usual - 0.01


def test_people_in_another_order_stand_at_the_same_places():
    votes = small().votes
    order = np.random.default_rng(0).permutation(votes.people)
    straight, mixed = map_of(votes), map_of(votes.select_people(order))
    assert np.allclose(mixed.positions, straight.positions[order], atol=2e-3)
    assert np.allclose(mixed.slopes, straight.slopes, atol=2e-3)


def test_the_same_seed_gives_the_same_bytes():
    votes = small().votes
    assert map_of(votes).positions.tobytes() == map_of(votes).positions.tobytes()


def test_whoever_votes_less_stands_nearer_the_middle_and_less_surely():
    votes = small().votes
    found = map_of(votes)
    few, many = votes.votes_each <= 5, votes.votes_each >= 40
    assert found.spread[few].mean() > 2 * found.spread[many].mean()
    assert (found.positions[few] ** 2).mean() < 0.6 * (found.positions[many] ** 2).mean()


def test_axes_go_by_how_far_people_spread_and_point_to_the_strongest_slope():
    found = map_of(small().votes)
    cross = found.positions.T @ found.positions
    assert cross[0, 0] >= cross[1, 1]
    assert abs(cross[0, 1]) < 1e-6 * cross[0, 0]
    strongest = np.abs(found.slopes).argmax(axis=0)
    assert (found.slopes[strongest, range(2)] > 0).all()


def test_votes_on_a_statement_moderated_out_change_nothing():
    votes = small().votes
    moderated = nothing(votes)
    moderated[7] = True
    value = np.where(votes.column == 7, 1, votes.value)
    other = vote_matrix(votes.row, votes.column, value, people=votes.people, statements=votes.statements)
    assert map_of(votes).positions.tobytes() != map_of(other).positions.tobytes()
    one, two = (debiased_map(each, moderated=moderated, seed=3) for each in (votes, other))
    assert one.positions.tobytes() == two.positions.tobytes()
    assert (one.slopes[7] == 0).all()


def test_people_outside_the_sample_are_placed_as_if_they_were_in_it(monkeypatch):
    votes = small(people=1500).votes
    whole = map_of(votes)
    monkeypatch.setattr(debiased, "SAMPLE_VOTES", votes.votes // 2)
    part = map_of(votes)
    assert part.positions.shape == whole.positions.shape
    assert (
        adjusted_rand(
            divide_places(part.positions, count=3, seed=1), divide_places(whole.positions, count=3, seed=1)
        )
        > 0.7
    )


def test_one_pass_places_people_nearly_where_many_rounds_do():
    votes = small().votes
    whole = map_of(votes)
    everybody = debiased._everybody(votes, whole.fit, kept=~nothing(votes)).mean[1:].T
    for axis in range(2):
        assert np.corrcoef(everybody[:, axis], whole.positions[:, axis])[0, 1] > 0.99


@pytest.mark.parametrize(
    ("person", "statement", "value", "people", "statements"),
    [
        ([], [], [], 0, 0),
        ([], [], [], 0, 5),
        ([], [], [], 4, 3),
        ([0], [0], [1], 1, 1),
        ([0, 1, 2], [0, 0, 0], [1, -1, 1], 3, 1),
        ([0, 0, 1, 1, 2, 2], [0, 1] * 3, [1] * 6, 3, 2),
        ([0, 0, 1, 1, 2, 2], [0, 1] * 3, [0] * 6, 3, 2),
        ([0, 1, 2], [0, 1, 2], [1, 0, -1], 3, 3),
    ],
    ids=["empty", "nobody", "silent", "one", "one statement", "alike", "all pass", "apart"],
)
def test_small_and_odd_conversations_have_a_map(person, statement, value, people, statements):
    votes = vote_matrix(person, statement, value, people=people, statements=statements)
    found = map_of(votes)
    assert found.positions.shape == found.spread.shape == (people, 2)
    assert found.slopes.shape == (statements, 2)
    assert all(
        np.isfinite(part).all() for part in (found.positions, found.spread, found.slopes, found.intercepts)
    )


def test_everybody_alike_stand_together():
    votes = vote_matrix(np.repeat(range(30), 5), [0, 1, 2, 3, 4] * 30, [1] * 150, people=30, statements=5)
    assert np.ptp(map_of(votes).positions, axis=0).max() < 1e-6


@pytest.mark.soak
@pytest.mark.parametrize("density", SIZES)
def test_planted_groups_of_seven_kinds_are_found_far_better_than_on_the_polis_map(density):
    people, statements = SIZES[density]
    found, polis, best = [], [], []
    for recipe in RECIPES.values():
        made = plant(recipe, people=people, statements=statements, density=density, seed=11)
        enough = made.votes.votes_each >= 7
        best.append(adjusted_rand(made.best[enough], made.group[enough]))
        polis.append(rand_index(made, parity_positions(made.votes, moderated=nothing(made.votes), seed=1)))
        axes = sign_flip(made.votes, moderated=nothing(made.votes), seed=1).axes
        deep = map_of(made.votes, axes=max(2, axes))
        labels = divide(deep, count=len(recipe.weights), among=enough, seed=1).labels[enough]
        found.append(adjusted_rand(labels, made.group[enough]))
    assert np.mean(found) >= 0.6 * np.mean(best)
    assert np.mean(found) >= np.mean(polis) + 0.2
