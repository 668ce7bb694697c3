"""Released counts that are not what the ballots say are found, of everybody and of each voice."""

import pytest
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_tree import converse

from wholeplace.mediate.conversations.models import Ballot
from wholeplace.mediate.landscapes.shown import HIDDEN, Answers
from wholeplace.mediate.landscapes.tally import _row_agrees

__all__ = ["elsewhere", "own_keys", "saltmarsh"]


@pytest.fixture
def answers(saltmarsh: Scene) -> list[str]:
    converse(saltmarsh)
    return list(Ballot.objects.values_list("answers", flat=True))


def counted(answers: list[str], number: int) -> Answers:
    given = [one[number] for one in answers if number < len(one) and one[number] != "."]
    return Answers("", len(given), given.count("a"), given.count("d"), given.count("p"))


def test_what_the_ballots_say_agrees(answers: list[str]) -> None:
    row = counted(answers, 1)
    assert _row_agrees(row, answers, 1)
    assert _row_agrees(Answers("", HIDDEN, HIDDEN, HIDDEN, HIDDEN), answers, 1)
    assert _row_agrees(Answers("", row.base, row.agree, HIDDEN, HIDDEN), answers, 1)


@pytest.mark.parametrize("change", [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)])
def test_one_more_or_less_is_found(answers: list[str], change: tuple[int, ...]) -> None:
    row = counted(answers, 1)
    figures = (row.base, row.agree, row.disagree, row.passed)
    changed = [figure + more for figure, more in zip(figures, change, strict=True)]
    assert not _row_agrees(Answers("", *changed), answers, 1)
