"""Every release goes through one function, which keeps no two from which a few people could be worked out."""

import copy
import json
import re
from typing import Any

import pytest
from tests.house.source import SRC
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.kernel.actors import machine
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.models import Entry
from wholeplace.kernel.releases import Release
from wholeplace.mediate.conversations.actions import (
    HeardBallot,
    HeardElsewhere,
    HeardStatement,
    take_in_conversation,
)
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.names import Moderation
from wholeplace.mediate.landscapes.actions import release_landscape

__all__ = ["own_keys", "saltmarsh"]


@pytest.fixture
def released(saltmarsh: Scene) -> Release:
    """The first release about a conversation of 60 people in three sectors."""
    statements = tuple(HeardStatement(n, f"Bus {n} is late.", Moderation.IN, seed=False) for n in range(6))
    ballots = tuple(
        HeardBallot("aaaddp" if n % 3 else "dadapa", "public", ("resident", "health", "voluntary")[n // 20])
        for n in range(60)
    )
    heard = HeardElsewhere("polis", "0" * 64, statements, ballots, votes=360)
    take_in_conversation(
        saltmarsh.actor("amina"), issue=saltmarsh.issue(), title="Late", question="", heard=heard
    )
    run_all_now()
    return Release.objects.get()


def release(first: Release, figures: dict[str, Any], *, people: int = 60) -> Release:
    return release_landscape(
        machine(first.place, "analysis"),
        conversation=Conversation.objects.get(),
        payload=json.dumps(figures, ensure_ascii=False, separators=(",", ":")),
        people=people,
    )


def test_the_same_figures_again_are_the_same_release_and_no_line_in_the_record(released: Release) -> None:
    before = Entry.objects.count()
    assert release(released, released.figures) == released
    assert Entry.objects.count() == before


def one_more(figures: dict[str, Any]) -> None:
    figures["people"] += 1


def one_more_in_a_sector(figures: dict[str, Any]) -> None:
    next(band for band in figures["attributes"]["sector"] if band[1] > 0)[1] += 1


def another_answer(figures: dict[str, Any]) -> None:
    row = figures["statements"][0]["all"]
    row[2], row[3] = row[2] + 1, row[3] - 1


def another_answer_in_a_sector(figures: dict[str, Any]) -> None:
    row = next(row for row in figures["statements"][0]["sector"] if row[1] > 0)
    row[2] += 1


def a_sector_hidden(figures: dict[str, Any]) -> None:
    row = next(row for row in figures["statements"][0]["sector"] if row[1] > 0)
    row[1:] = [-1, -1, -1, -1, "", ""]


CHANGES = [one_more, one_more_in_a_sector, another_answer, another_answer_in_a_sector, a_sector_hidden]


@pytest.mark.parametrize("change", CHANGES)
def test_figures_too_near_to_those_released_before_are_refused(released: Release, change: Any) -> None:
    figures = copy.deepcopy(released.figures)
    change(figures)
    assert figures != released.figures
    with pytest.raises(Refused) as refused:
        release(released, figures, people=figures["people"])
    assert refused.value.refusal.code == "release_too_near"
    assert Release.objects.count() == 1


def test_a_base_less_than_ten_away_is_refused_whatever_the_tables_say(released: Release) -> None:
    with pytest.raises(Refused, match="released before"):
        release(released, released.figures | {"mode": "another"}, people=69)


def test_figures_near_to_a_release_before_the_last_are_refused_too(released: Release) -> None:
    plain = {"people": 80, "votes": 500, "attributes": {}, "statements": []}
    assert release(released, plain, people=80).number == 2
    with pytest.raises(Refused, match="released before"):
        release(released, plain | {"people": 61, "votes": 361}, people=61)


def test_fewer_than_ten_are_never_released(released: Release) -> None:
    with pytest.raises(Refused, match="Figures of fewer than 10"):
        release(released, released.figures | {"people": 9}, people=9)


def test_what_is_said_besides_of_the_same_people_may_change(released: Release) -> None:
    assert release(released, released.figures | {"why": None, "mode": "another"}).number == 2


def test_nothing_else_makes_a_release() -> None:
    makers = [
        path.relative_to(SRC).as_posix()
        for path in SRC.rglob("*.py")
        if re.search(
            r"\bRelease\((?!Record)|Release\.objects\.(bulk_|update_or_|get_or_)?create", path.read_text()
        )
    ]
    assert makers == ["kernel/releases.py"]
