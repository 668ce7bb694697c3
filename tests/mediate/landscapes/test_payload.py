"""The released landscape of a conversation whose groups, voices and sectors are all too small to be shown."""

import json

import numpy as np
import pytest

from wholeplace.analysis.opinion.landscape import analyse
from wholeplace.analysis.opinion.votes import vote_matrix
from wholeplace.mediate.conversations.queries import Answers
from wholeplace.mediate.landscapes.payload import payload_of

PEOPLE, STATEMENTS = 12, 6


def answers(voices):
    """Two camps of people who differ on every other statement; nobody passes."""
    person, statement = np.divmod(np.arange(PEOPLE * STATEMENTS), STATEMENTS)
    return Answers(
        numbers=np.arange(1, STATEMENTS + 1),
        moderated=np.zeros(STATEMENTS, dtype=bool),
        person=person,
        statement=statement,
        value=np.where((person % 2 == 0) == (statement % 2 == 0), 1, -1).astype(np.int8),
        voices=voices,
        sectors=("",) * PEOPLE,
        on_record={},
    )


@pytest.mark.parametrize(
    "voices", [("",) * PEOPLE, ("public",) * 4 + ("politician",) * 4 + ("professional",) * 4]
)
def test_a_landscape_with_no_category_large_enough_to_show_speaks_of_everybody_only(voices):
    given = answers(voices)
    votes = vote_matrix(given.person, given.statement, given.value, people=PEOPLE, statements=STATEMENTS)
    payload = json.loads(payload_of(given, votes, analyse(votes, moderated=given.moderated, seed=1)))
    assert payload["people"] == PEOPLE
    assert [row["all"][1] for row in payload["statements"]] == [PEOPLE] * STATEMENTS
    assert not [row for row in payload["statements"] if {"bridge", "for", "apart"} & row.keys()]
