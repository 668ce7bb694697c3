"""Hidden votes choose the map, and every person's votes count together."""

import os
from pathlib import Path

import numpy as np
import pytest
from benches.opinion_data import conversations
from benches.opinion_quality import foretell
from tests.analysis.planted import NONE, Recipe, plant

from wholeplace.analysis.opinion import heldout, vote_matrix
from wholeplace.analysis.opinion.choice import RIDGES, VARIANTS, Mode, choose_mode
from wholeplace.analysis.opinion.heldout import compare, held_out_by_groups, hide_votes, splits

YES_SAYERS = Recipe((1, 1, 1), distance=1.2, acquiescence=0.8)


def votes_of(recipe, *, people=500, seed=1):
    return plant(recipe, people=people, statements=100, density=0.25, seed=seed).votes


def nothing(votes):
    return np.zeros(votes.statements, dtype=np.bool_)


def choice_of(votes, seed=1):
    return choose_mode(votes, moderated=nothing(votes), seed=seed)


def test_the_debiased_map_is_chosen_where_it_foretells_clearly_better():
    found = choice_of(votes_of(YES_SAYERS))
    assert found.mode is Mode.DEBIASED
    assert found.difference < -found.standard_error < 0
    assert found.difference == pytest.approx(found.debiased_loss - found.parity_loss)


def test_the_mode_follows_the_rule_of_one_standard_error():
    for seed in range(4):
        found = choice_of(votes_of(NONE, people=60, seed=seed))
        assert (found.mode is Mode.DEBIASED) == (found.difference < -found.standard_error)


def test_each_map_is_given_its_best_setting():
    found = choice_of(votes_of(YES_SAYERS, people=200))
    assert set(found.parity_losses) == set(RIDGES)
    assert set(found.debiased_losses) == set(VARIANTS)
    assert found.parity_loss == min(found.parity_losses.values()) == found.parity_losses[found.ridge]
    assert found.debiased_loss == min(found.debiased_losses.values()) == found.debiased_losses[found.variant]


def test_the_same_seed_chooses_alike_and_another_hides_other_votes():
    votes = votes_of(YES_SAYERS, people=150)
    assert choice_of(votes) == choice_of(votes)
    assert choice_of(votes).parity_loss != choice_of(votes, seed=2).parity_loss


@pytest.mark.parametrize(
    ("person", "statement", "value", "people", "statements"),
    [
        ([], [], [], 0, 0),
        ([], [], [], 3, 2),
        ([0], [0], [1], 1, 1),
        ([0, 0, 1, 1], [0, 1, 0, 1], [0, 0, 0, 0], 2, 2),
    ],
    ids=["empty", "silent", "one", "all pass"],
)
def test_with_nothing_to_hide_the_polis_map_stays(person, statement, value, people, statements):
    votes = vote_matrix(person, statement, value, people=people, statements=statements)
    found = choice_of(votes)
    assert (found.mode, found.hidden, found.difference) == (Mode.PARITY, 0, 0.0)


def test_a_tenth_of_the_decided_votes_is_hidden_and_nothing_else():
    votes = votes_of(YES_SAYERS)
    moderated = np.arange(votes.statements) < 10
    split = hide_votes(votes, moderated=moderated, seed=1)
    able = (votes.value != 0) & ~moderated[votes.column]
    assert len(split.agreed) == pytest.approx(0.1 * able.sum(), rel=0.1)
    assert split.learning.votes + len(split.agreed) == votes.votes
    assert (split.learning.value == 0).sum() == (votes.value == 0).sum()
    assert not moderated[split.statement].any()


def test_hidden_votes_are_nowhere_among_those_learned_from():
    votes = votes_of(YES_SAYERS)
    split = hide_votes(votes, moderated=nothing(votes), seed=1)
    given = split.learning.row.astype(np.int64) * votes.statements + split.learning.column
    assert not np.isin(split.person * votes.statements + split.statement, given).any()
    agreed = {
        (int(i), int(j)): value > 0 for i, j, value in zip(votes.row, votes.column, votes.value, strict=True)
    }
    assert all(
        agreed[int(i), int(j)] == yes
        for i, j, yes in zip(split.person, split.statement, split.agreed, strict=True)
    )


def test_a_loss_is_small_only_for_whoever_was_right():
    votes = votes_of(YES_SAYERS, people=50)
    split = hide_votes(votes, moderated=nothing(votes), seed=1)
    sure = np.where(split.agreed, 0.9, 0.1)
    assert np.allclose(split.losses(sure), -np.log(0.9))
    assert np.allclose(split.losses(1 - sure), -np.log(0.1))


def test_a_conversation_too_large_is_sampled_by_person(monkeypatch):
    votes = votes_of(YES_SAYERS)
    monkeypatch.setattr(heldout, "MOST_VOTES", 3000)
    for split in splits(votes, moderated=nothing(votes), seed=1):
        assert 2000 < split.learning.votes + len(split.agreed) <= 3000


def test_votes_of_one_person_count_as_one_witness():
    draw = np.random.default_rng(3)
    by_person = draw.standard_normal(200)
    losses = np.repeat(by_person, 10)
    apart = compare(losses, np.zeros(2000), person=np.arange(2000))
    together = compare(losses, np.zeros(2000), person=np.repeat(np.arange(200), 10))
    assert together.difference == apart.difference == pytest.approx(by_person.mean())
    assert together.standard_error == pytest.approx(by_person.std(ddof=1) / np.sqrt(200))
    assert together.standard_error > 3 * apart.standard_error


def test_as_many_groups_as_were_planted_foretell_better_than_fewer():
    votes = votes_of(Recipe((1, 1, 1), distance=1.5))
    found = held_out_by_groups(votes, moderated=nothing(votes), seed=1)
    assert set(found) == {1, 2, 3, 4, 5}
    assert found[3] < found[2] - 0.005 < found[1] - 0.01


def test_without_votes_no_number_of_groups_foretells_anything():
    votes = vote_matrix([], [], [], people=0, statements=0)
    assert held_out_by_groups(votes, moderated=nothing(votes), seed=1) == {}


@pytest.mark.data
@pytest.mark.soak
def test_on_no_published_conversation_is_the_chosen_map_clearly_worse_and_on_average_it_is_better():
    if "WHOLEPLACE_DATA" not in os.environ:
        pytest.skip("set WHOLEPLACE_DATA to the folder of real inputs")
    differences = []
    for conversation in conversations(Path(os.environ["WHOLEPLACE_DATA"]) / "polis"):
        votes = conversation.matrix()
        runs = [foretell(votes, moderated=conversation.moderated, seed=seed) for seed in range(3)]
        auto, tuned, person = (
            np.concatenate([getattr(run, part) for run in runs]) for part in ("auto", "tuned", "person")
        )
        found = compare(auto, tuned, person=person)
        assert found.difference <= max(0.01, 1.5 * found.standard_error)
        differences.append(found.difference)
    assert np.mean(differences) <= -0.003
