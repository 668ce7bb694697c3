"""Given landscapes: what people answer is drawn from chances that are stated."""

import copy
import json
from collections import Counter

import numpy as np

from wholeplace.analysis.opinion.landscape import analyse
from wholeplace.analysis.opinion.votes import vote_matrix
from wholeplace.demo.statements import STATEMENTS
from wholeplace.mediate.conversations.queries import Answers
from wholeplace.mediate.landscapes.payload import payload_of
from wholeplace.mediate.landscapes.shown import Figures

TEXTS = {one.number: one.text for one in STATEMENTS}
PASSING, UNSEEN = 0.05, 0.2


def landscape(chances, *, seed, voices=None, seen=1 - UNSEEN, on_record=None, out=()):
    """Return the figures of people who agree with each statement with these chances (people x statements)."""
    draw = np.random.default_rng(seed)
    people, statements = chances.shape
    person, statement = np.nonzero(draw.random(chances.shape) < seen)
    agree = draw.random(len(person)) < chances[person, statement]
    passed = draw.random(len(person)) < PASSING
    value = np.where(passed, 0, np.where(agree, 1, -1)).astype(np.int8)
    votes = vote_matrix(person, statement, value, people=people, statements=statements)
    moderated = np.isin(np.arange(1, statements + 1), out)
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


SHARED = [0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.35, 0.15]
"""How likely anybody is to agree with each of the first twelve statements; of the others about half."""
LEANING = 0.8
"""How likely one side is to agree with each of the last thirty statements; the other side is as likely not to."""


def without(figures, number, group):
    """Return figures in which a group's row of a statement is hidden, so that nothing is said of every group."""
    payload = copy.deepcopy(figures.payload)
    (row,) = (one for one in payload["statements"] if one["n"] == number)
    row["group"] = [[group, -1, -1, -1, -1, "", ""] if told[0] == group else told for told in row["group"]]
    row.pop("common", None)
    return Figures(payload)


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


def bridged(one, other):
    """Return the chances of two sides who both want the third and fourth statement, one side of them far more."""
    chances = two_sides(one, other)
    chances[:one, 2:4] = 0.97
    chances[one:, 2:4] = 0.75, 0.7
    return chances
