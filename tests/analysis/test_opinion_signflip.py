"""Groups are drawn only where flipping signs would destroy something."""

import numpy as np
import pytest
from benches.opinion_quality import SMALL_SIZES, draws_groups, null_test, small_null
from tests.analysis.planted import NONE_WITH_YES_SAYERS, Recipe, plant

from wholeplace.analysis.opinion import vote_matrix
from wholeplace.analysis.opinion.signflip import FLIPS, SignFlip, flips_needed, sign_flip, sign_flip_ratio


def three_groups(seed=1):
    return plant(Recipe((1, 1, 1), distance=1.2), people=600, statements=120, density=0.25, seed=seed).votes


def nothing(votes):
    return np.zeros(votes.statements, dtype=np.bool_)


def test_conversations_without_groups_have_none_drawn():
    assert sum(null_test(seed).enough for seed in range(8)) <= 1


@pytest.mark.soak
def test_of_a_hundred_conversations_without_groups_at_most_six_have_some_drawn():
    assert sum(null_test(seed).enough for seed in range(100)) <= 6


def test_small_conversations_without_groups_hardly_ever_pass():
    found = [small_null(size, seed).votes for size in SMALL_SIZES for seed in range(6)]
    assert np.mean([sign_flip(votes, moderated=nothing(votes), seed=1).enough for votes in found]) <= 0.06


def test_small_conversations_without_groups_have_none_drawn():
    drawn = [draws_groups(small_null(size, seed)) for size in SMALL_SIZES for seed in range(2)]
    assert sum(drawn) <= 1


@pytest.mark.soak
def test_of_small_conversations_without_groups_at_most_six_in_a_hundred_have_some_drawn():
    drawn = [draws_groups(small_null(size, seed)) for size in SMALL_SIZES for seed in range(50)]
    assert np.mean(drawn) <= 0.06


@pytest.mark.parametrize(("people", "statements"), [(400, 10), (1000, 12)])
def test_what_centring_alone_makes_statements_share_is_no_evidence(people, statements):
    """In a dozen statements it exceeds chance by far, the more so the more people answer."""
    ratios = [
        sign_flip(made.votes, moderated=nothing(made.votes), seed=1).ratio
        for seed in range(6)
        for made in [
            plant(NONE_WITH_YES_SAYERS, people=people, statements=statements, density=0.9, seed=seed)
        ]
    ]
    assert np.mean(ratios) == pytest.approx(1, abs=0.1)


def test_flips_are_few_only_where_many_votes_fall_on_many_statements():
    assert flips_needed(200_000, statements=500) == 10
    assert flips_needed(200_000, statements=20) == flips_needed(2_000, statements=500) == FLIPS == 39


def test_planted_groups_are_evidence_enough():
    found = sign_flip(three_groups(), moderated=nothing(three_groups()), seed=1)
    assert found.enough
    assert found.ratio == found.ratios[0] > 1.2


def test_a_ratio_that_flips_reach_by_chance_is_not_enough():
    assert SignFlip((1.2, 1.15), chance=1.1).axes == 2
    assert SignFlip((1.2, 1.15), chance=1.18).axes == 1
    assert not SignFlip((1.09,), chance=1.0).enough
    assert not SignFlip((1.2,), chance=1.25).enough


def test_three_groups_need_two_axes():
    assert sign_flip(three_groups(), moderated=nothing(three_groups()), seed=1).axes == 2


def test_ratios_go_from_the_largest():
    ratios = sign_flip(three_groups(), moderated=nothing(three_groups()), seed=1).ratios
    assert list(ratios) == sorted(ratios, reverse=True)


def test_the_ratio_alone_is_the_same_ratio():
    votes = three_groups()
    how = {"moderated": nothing(votes), "seed": 2, "flips": 4}
    assert sign_flip_ratio(votes, **how) == sign_flip(votes, **how).ratio


def test_votes_on_statements_moderated_out_are_no_evidence():
    votes = three_groups()
    noisy = np.random.default_rng(0).choice([-1, 1], votes.votes)
    blurred = np.where(votes.column < 60, noisy, votes.value)
    mixed = vote_matrix(votes.row, votes.column, blurred, people=votes.people, statements=120)
    moderated = np.arange(120) >= 60
    assert sign_flip(mixed, moderated=nothing(mixed), seed=1).enough
    assert not sign_flip(mixed, moderated=moderated, seed=1).enough


@pytest.mark.parametrize(
    ("person", "statement", "value", "people", "statements"),
    [
        ([], [], [], 0, 0),
        ([], [], [], 3, 4),
        ([0], [0], [1], 1, 1),
        ([0, 0, 1, 1], [0, 1, 0, 1], [1, 1, 1, 1], 2, 2),
        ([0, 0, 1, 1], [0, 1, 0, 1], [0, 0, 0, 0], 2, 2),
    ],
    ids=["empty", "silent", "one", "alike", "all pass"],
)
def test_where_nothing_differs_there_is_no_evidence(person, statement, value, people, statements):
    votes = vote_matrix(person, statement, value, people=people, statements=statements)
    assert not sign_flip(votes, moderated=nothing(votes), seed=1).enough
