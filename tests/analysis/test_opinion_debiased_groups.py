"""Groups of unequal size are found, and everyone is told how sure theirs is."""

import numpy as np
import pytest
from benches.opinion_data import adjusted_rand
from benches.opinion_quality import CLEAR_SIZES, clear_camps, draws_groups
from tests.analysis.planted import Recipe, plant

from wholeplace.analysis.opinion import vote_matrix
from wholeplace.analysis.opinion.debiased import debiased_map
from wholeplace.analysis.opinion.debiased_groups import divide, divide_best, divide_places

UNEQUAL = Recipe((0.75, 0.15, 0.1), distance=1.0)


def drawn(recipe, *, people=900, axes=2, seed=2):
    made = plant(recipe, people=people, statements=120, density=0.3, seed=seed)
    found = debiased_map(made.votes, moderated=np.zeros(120, dtype=np.bool_), seed=1, axes=axes)
    return made, found, made.votes.votes_each >= 7


def test_a_small_group_is_found_beside_a_large_one_where_k_means_cuts_the_large_one():
    made, found, enough = drawn(UNEQUAL)
    mixture = divide(found, count=3, among=enough, seed=1).labels[enough]
    k_means = divide_places(found.positions[enough], count=3, seed=1)
    truth = made.group[enough]
    assert adjusted_rand(mixture, truth) > 0.6
    assert adjusted_rand(mixture, truth) > adjusted_rand(k_means, truth) + 0.1


def test_the_largest_group_comes_first():
    _, found, enough = drawn(UNEQUAL)
    sizes = np.bincount(divide(found, count=3, among=enough, seed=1).labels[enough])
    assert (np.diff(sizes) <= 0).all()


@pytest.mark.parametrize("groups", [2, 3])
def test_as_many_groups_are_drawn_as_there_are(groups):
    _, found, enough = drawn(Recipe((1,) * groups, distance=1.0))
    assert divide_best(found, among=enough, seed=1).number == groups


def test_where_opinions_do_not_differ_one_group_is_enough():
    _, found, enough = drawn(Recipe((1,), distance=0.0))
    divisions = divide_best(found, among=enough, seed=1)
    assert divisions.number == 1
    assert (divisions.best.labels == 0).all()


def test_two_clear_camps_of_a_few_people_are_divided():
    drawn_each = [draws_groups(clear_camps((40, 30), seed)) for seed in range(6)]
    assert sum(drawn_each) >= 5


@pytest.mark.soak
@pytest.mark.parametrize(("size", "least"), CLEAR_SIZES.items())
def test_two_clear_camps_are_mostly_drawn_in_small_conversations(size, least):
    assert np.mean([draws_groups(clear_camps(size, seed)) for seed in range(50)]) >= least


def test_whoever_votes_little_belongs_less_surely():
    made, found, _ = drawn(UNEQUAL)
    each = made.votes.votes_each
    certainty = divide(found, count=3, among=each > 0, seed=1).certainty
    assert certainty[each < 7].mean() < certainty[each > 40].mean() - 0.1
    assert ((certainty > 1 / 3) & (certainty <= 1)).all()


def test_five_groups_need_more_than_two_axes():
    recipe = Recipe((1,) * 5, distance=1.0)
    (made, flat, enough), (_, deep, _) = drawn(recipe, axes=2), drawn(recipe, axes=4)
    one, two = (divide(found, count=5, among=enough, seed=1).labels[enough] for found in (flat, deep))
    assert adjusted_rand(two, made.group[enough]) > adjusted_rand(one, made.group[enough]) + 0.1


def test_the_same_seed_divides_alike():
    _, found, enough = drawn(UNEQUAL)
    one, two = (divide(found, count=3, among=enough, seed=4) for _ in range(2))
    assert one.labels.tobytes() == two.labels.tobytes()


def test_nobody_and_one_person_can_be_divided():
    for people in (0, 1):
        votes = vote_matrix([0] * people, [1] * people, [1] * people, people=people, statements=3)
        found = debiased_map(votes, moderated=np.zeros(3, dtype=np.bool_), seed=1)
        divisions = divide_best(found, among=np.ones(people, dtype=np.bool_), seed=1)
        assert divisions.number == 1
        assert divisions.best.labels.tolist() == [0] * people
