"""Six given landscapes, and word for word what the page says of them."""

import numpy as np
import pytest

from wholeplace.mediate.landscapes.sentences import FAR_APART, _surest_pair, gap, sentences
from wholeplace.mediate.landscapes.shown import Answers

from .given import TEXTS, bridged, everybody, landscape, two_sides, without


def said(figures):
    return [one.text for one in sentences(figures, TEXTS)]


SHARED_BY_BOTH = (
    "Most people in every group of opinion agree: “More officers on the seafront at weekends would make evenings"
    " better.” 130 of 149 people agree, 11 disagree and 8 pass."
)
BOTH_SIDES = (
    "200 people gave 9,523 answers. Their answers fall into 2 groups of opinion: A with 119 people and B with 81"
    " people."
)
WHERE_THEY_PART = (
    "The groups differ most on: “Drivers, door staff and shop workers should learn how to spot a child who needs"
    " help.” In group A 87 of 95 people agree, in group B 7 of 70."
)
VOICES = ["public"] * 120 + ["professional"] * 80


def test_a_consensus_is_told_as_one():
    agreed = np.tile(np.linspace(0.97, 0.75, 60), (150, 1))
    assert said(landscape(agreed, seed=1)) == [
        (
            "Nearly everybody agrees: “All the money spent on evenings should be shown in one place, whoever spends it.”"
            " 126 people answered it."
        ),
        "150 people gave 7,164 answers. Their answers do not fall into clear groups of opinion.",
    ]


def test_two_camps_are_told_with_what_they_share_and_where_they_part():
    assert said(landscape(two_sides(120, 80), seed=2)) == [
        SHARED_BY_BOTH,
        BOTH_SIDES,
        WHERE_THEY_PART,
    ]


def test_what_most_of_both_sides_want_though_one_wants_it_far_more_is_told_as_a_bridge():
    assert said(landscape(bridged(120, 80), seed=2)) == [
        SHARED_BY_BOTH,
        (
            "200 people gave 9,523 answers. Their answers fall into 2 groups of opinion: A with 120 people and B with 80"
            " people."
        ),
        (
            "The groups differ most on: “Drivers, door staff and shop workers should learn how to spot a child who needs"
            " help.” In group A 88 of 96 people agree, in group B 6 of 69."
        ),
        (
            "Some groups agree with this clearly more than others, and yet most people in each of them do: “One"
            " organisation could put this right on its own.” 146 of 168 people agree, 22 disagree or pass (nearly all of"
            " them disagree)."
        ),
    ]


def test_what_more_agree_with_than_with_any_common_ground_is_told_though_a_group_is_hidden():
    whole = landscape(two_sides(120, 80), seed=2)
    assert said(without(whole, 1, "B"))[:3] == [
        (
            "Most people in every group of opinion agree: “Somewhere to go would cut trouble more than extra patrols"
            " would.” 115 of 146 people agree, 22 disagree and 9 pass."
        ),
        (
            "An even larger share of people agree with this, but it cannot be said of every group, because the figures of"
            " one group or another may not be shown: “More officers on the seafront at weekends would make evenings"
            " better.” 130 of 149 people agree, 11 disagree and 8 pass."
        ),
        BOTH_SIDES,
    ]
    assert said(without(whole, 2, "B"))[:2] == [SHARED_BY_BOTH, BOTH_SIDES]


def test_what_most_agree_with_is_told_where_nothing_can_be_said_of_every_group():
    hidden = landscape(two_sides(120, 80), seed=2)
    for number in range(1, 31):
        hidden = without(hidden, number, "B")
    assert said(hidden)[:2] == [
        (
            "Most people agree with this, but it cannot be said of every group, because the figures of one group or another"
            " may not be shown: “More officers on the seafront at weekends would make evenings better.” 130 of 149 people"
            " agree, 11 disagree and 8 pass."
        ),
        BOTH_SIDES,
    ]


def test_too_few_votes_are_told_as_too_few():
    assert said(landscape(everybody(14), seed=3, seen=0.02)) == [
        "14 people gave 19 answers. That is too few answers to look for groups of opinion.",
    ]


def test_a_voice_that_is_missing_is_named():
    assert said(landscape(two_sides(120, 80), seed=2, voices=VOICES)) == [
        SHARED_BY_BOTH,
        BOTH_SIDES,
        WHERE_THEY_PART,
        (
            "The civic voices differ most on: “Drivers, door staff and shop workers should learn how to spot a child"
            " who needs help.” Of the public 87 of 95 people agree, of the professionals 7 of 70."
        ),
        "Still missing: too few of the politicians answered for their voice to be shown.",
    ]


def test_answers_without_groups_are_told_without_groups():
    assert said(landscape(everybody(150), seed=5)) == [
        (
            "Most people agree: “More officers on the seafront at weekends would make evenings better.”"
            " 108 of 123 people agree, 10 disagree and 5 pass."
        ),
        "150 people gave 7,202 answers. Their answers do not fall into clear groups of opinion.",
        (
            "People are most evenly split on: “Trying something for ten weeks beats arguing for a year.”"
            " 55 of 119 people agree, 55 disagree and 9 pass."
        ),
    ]


def test_office_holders_who_answer_by_name_are_not_called_missing():
    figures = landscape(two_sides(120, 80), seed=2, voices=VOICES, on_record={"politician": 6})
    told = said(figures)
    assert told[-1] == "6 of the politicians answered by name, and are in none of these figures."
    assert not [sentence for sentence in told if sentence.startswith("Still missing")]


def test_fewer_than_ten_people_are_told_nothing_of():
    assert said(landscape(everybody(9), seed=6)) == []


def test_voices_dealt_at_random_are_not_said_to_differ():
    """A quarter apart by chance alone is common among sixty people and sixty statements."""
    draw = np.random.default_rng(5)
    dealt = [
        landscape(
            everybody(60),
            seed=seed,
            voices=draw.permutation(["public"] * 35 + ["professional"] * 25).tolist(),
        )
        for seed in range(8)
    ]
    far = [max(gap(one.rows("voice")) for one in figures.statements.values()) for figures in dealt]
    assert sum(one >= FAR_APART for one in far) >= 6
    assert [line for figures in dealt for line in said(figures) if "civic voices differ" in line] == []


def test_the_pair_named_is_the_one_most_surely_apart_rather_than_the_widest_gap():
    few, many, least = (
        Answers("C", 30, 25, 5, 0), Answers("A", 200, 160, 40, 0), Answers("B", 200, 40, 160, 0)
    )  # fmt: skip
    assert _surest_pair((few, many, least)) == (least, many)


def test_of_ranges_the_nearer_ends_are_taken():
    wide = Answers("C", 200, -1, -1, -1, between=["agree", 100, 200])
    clear, least = Answers("A", 200, 150, 50, 0), Answers("B", 200, 40, 160, 0)
    assert _surest_pair((wide, clear, least)) == (least, clear)


@pytest.mark.parametrize(("low", "high", "clear"), [(100, 120, True), (100, 121, False), (0, 4, True)])
def test_a_range_wider_than_a_tenth_of_the_people_is_too_much_to_judge_by(low, high, clear):
    assert Answers("A", 200, -1, -1, -1, between=["agree", low, high]).clear is clear
