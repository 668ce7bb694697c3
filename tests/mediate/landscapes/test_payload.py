"""The released landscape where groups, voices or sectors are too small to be shown."""

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


def three_camps():
    """Camps of 60, 40 and 20, of which 5 answered the first statement, and 20 whose answers are too few for a group."""
    people, statements, camp = 140, 12, np.repeat([0, 1, 2, 0], [60, 40, 20, 20])
    person, statement = np.divmod(np.arange(people * statements), statements)
    value = np.where((statement + camp[person]) % 3 == 0, 1, -1)
    value[(person + statement) % 9 == 0] *= -1
    kept = ((statement > 0) | (camp[person] < 2) | (person >= 115)) & ((person < 120) | (statement < 4))
    return Answers(
        numbers=np.arange(1, statements + 1),
        moderated=np.zeros(statements, dtype=bool),
        person=person[kept],
        statement=statement[kept],
        value=value[kept].astype(np.int8),
        voices=("",) * people,
        sectors=("",) * people,
        on_record={},
    )


def test_a_statement_divides_the_groups_that_are_shown_where_another_is_too_small():
    given = three_camps()
    votes = vote_matrix(given.person, given.statement, given.value, people=140, statements=12)
    landscape = analyse(votes, moderated=given.moderated, seed=1, mode="parity")
    payload = json.loads(payload_of(given, votes, landscape))
    assert payload["attributes"]["group"] == [["A", 60], ["B", 40], ["C", 20]]
    first = payload["statements"][0]
    assert [row[1] for row in first["group"]] == [60, 40, -1]
    assert first["divide"] > 0
    assert "C" not in [group for group, _answer in first["for"]]
    assert {"common", "bridge"} & first.keys() == set()
