"""What must hold of the conversation that is held to its end in the story, whatever the draw."""

import re

import numpy as np
import pytest

from wholeplace.demo.chapter_hill import GUESTS, SHEETS, drawn, numbers
from wholeplace.demo.hill import BY_GUESTS, FRAMINGS, LEFT, NEXT_STEPS, SEEDS, STATEMENTS, WRITTEN, Becomes
from wholeplace.demo.people import NAMED
from wholeplace.mediate.conversations.conditions import LONGEST


def test_every_statement_is_one_short_sentence_and_none_is_there_twice() -> None:
    for one in STATEMENTS:
        assert re.fullmatch(r"[A-Z][^.?!]+\.", one.text), one.text
        assert len(one.text) <= LONGEST
    assert len({one.text for one in STATEMENTS}) == len(STATEMENTS) == 20


def test_people_of_the_cast_and_guests_wrote_more_than_half_of_them() -> None:
    names = {one.name for one in NAMED}
    assert {one.by for one in WRITTEN} | {one.by for one in FRAMINGS} <= names
    assert (len(SEEDS), len(WRITTEN), len(BY_GUESTS)) == (8, 10, 2)


def test_something_became_of_every_statement_and_each_answer_is_given_to_some() -> None:
    told = [*NEXT_STEPS, *LEFT, Becomes.CHANGE, Becomes.FRAMING, Becomes.DECISION]
    assert sorted(told, key=str) == sorted(Becomes, key=str)
    assert sorted(number for one in told for number in numbers(one)) == list(range(1, 21))
    assert all(numbers(one) for one in told)


@pytest.mark.parametrize("seed", [1, 6, 30])
def test_the_same_draw_gives_the_same_answers_and_most_people_answer_all(seed: int) -> None:
    twice = [
        [drawn(chance, works_for_one=False) for _ in range(GUESTS + SHEETS)]
        for chance in (np.random.default_rng(seed), np.random.default_rng(seed))
    ]
    assert twice[0] == twice[1]
    assert {len(one) for one in twice[0]} == {16, 20}
