"""Five given landscapes, and word for word what the page says of them."""

import json
from collections import Counter

import numpy as np

from wholeplace.analysis.opinion.landscape import analyse
from wholeplace.analysis.opinion.votes import vote_matrix
from wholeplace.demo.statements import STATEMENTS
from wholeplace.mediate.conversations.queries import Answers
from wholeplace.mediate.landscapes.payload import payload_of
from wholeplace.mediate.landscapes.sentences import sentences
from wholeplace.mediate.landscapes.shown import Figures

TEXTS = {one.number: one.text for one in STATEMENTS}
PASSING, UNSEEN = 0.05, 0.2


def landscape(chances, *, seed, voices=None, seen=1 - UNSEEN, on_record=None):
    """Return the figures of people who agree with each statement with these chances (people x statements)."""
    draw = np.random.default_rng(seed)
    people, statements = chances.shape
    person, statement = np.nonzero(draw.random(chances.shape) < seen)
    agree = draw.random(len(person)) < chances[person, statement]
    passed = draw.random(len(person)) < PASSING
    value = np.where(passed, 0, np.where(agree, 1, -1)).astype(np.int8)
    votes = vote_matrix(person, statement, value, people=people, statements=statements)
    moderated = np.zeros(statements, dtype=bool)
    answers = Answers(
        numbers=np.arange(1, statements + 1),
        moderated=moderated,
        person=person,
        statement=statement,
        value=value,
        voices=tuple(voices or [""] * people),
        sectors=("",) * people,
        on_record=Counter(on_record or {}),
    )
    found = analyse(votes, moderated=moderated, seed=seed)
    return Figures(json.loads(payload_of(answers, votes, found)))


def said(figures):
    return [one.text for one in sentences(figures, TEXTS)]


SHARED = [0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.35, 0.15]
"""How likely anybody is to agree with each of the first twelve statements; of the others about half."""
LEANING = 0.8
"""How likely one side is to agree with each of the last thirty statements; the other side is as likely not to."""


def everybody(people, *, statements=60):
    """Return the chances of people who are all alike: what they share, and then what splits each of them."""
    row = np.concatenate([SHARED, np.full(statements - len(SHARED), 0.5)])
    return np.tile(row, (people, 1))


def two_sides(one, other):
    """Return the chances of two sides of so many people: alike in the first thirty statements, opposed in the rest."""
    chances = everybody(one + other)
    sides = np.linspace(0.65, 0.9, 30)
    chances[:one, 30:] = sides
    chances[one:, 30:] = 1 - sides
    return chances


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
BRIDGED = (
    "Across their differences, the groups share this: “Young people should be in the room when we decide about"
    " evenings.” 103 of 159 people agree, 47 disagree and 9 pass."
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
        BRIDGED,
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
        BRIDGED,
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
