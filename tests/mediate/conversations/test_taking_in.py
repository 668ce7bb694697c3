"""What may be taken in: never so few that the record would tell of them, and never one conversation twice."""

import json
from typing import Any

import pytest
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh

from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.models import Entry, Leaf
from wholeplace.kernel.ledger.sentences import sentence_of
from wholeplace.kernel.records import Audience
from wholeplace.kernel.releases import Release
from wholeplace.mediate.conversations.actions import (
    HeardBallot,
    HeardElsewhere,
    HeardStatement,
    take_in_conversation,
)
from wholeplace.mediate.conversations.models import Ballot, Conversation
from wholeplace.mediate.conversations.names import Moderation

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

STATEMENTS = tuple(HeardStatement(n, f"The bus is late {n}.", Moderation.IN, seed=False) for n in range(8))
UNNAMED = HeardBallot("aadpaadd", "public", "resident")
SILENT = HeardBallot("........", "public", "resident")
NAMED = HeardBallot("dddddddd", "politician", "council", "Cllr Dee Marsh")


def heard(*ballots: HeardBallot, statements: tuple[HeardStatement, ...] = STATEMENTS) -> HeardElsewhere:
    votes = sum(len(one.answers.replace(".", "")) for one in ballots)
    return HeardElsewhere("polis", "0" * 64, statements, ballots, votes=votes)


def take_in(scene: Scene, conversation: HeardElsewhere, **other: Any) -> Conversation:
    issue = other.pop("issue", None) or scene.issue()
    return take_in_conversation(
        scene.actor("amina"), issue=issue, title="Late buses", question="", heard=conversation
    )


def refused(scene: Scene, conversation: HeardElsewhere) -> Refused:
    with pytest.raises(Refused) as caught:
        take_in(scene, conversation)
    return caught.value


@pytest.mark.parametrize(
    "ballots",
    [
        (UNNAMED,) * 9,
        (*(UNNAMED,) * 3, *(NAMED,) * 2),
        (*(UNNAMED,) * 9, *(NAMED,) * 20),
        (*(UNNAMED,) * 9, *(SILENT,) * 20),
    ],
    ids=["nine", "three beside two named", "nine beside many named", "nine beside many who said nothing"],
)
def test_fewer_than_ten_who_answer_in_no_name_are_not_taken_in_and_leave_no_trace(
    saltmarsh: Scene, ballots: tuple[HeardBallot, ...]
) -> None:
    saltmarsh.issue()
    before = Entry.objects.count()
    refusal = refused(saltmarsh, heard(*ballots)).refusal
    assert refusal.code == "too_few_to_take_in"
    assert "named round" in str(refusal)
    assert (Entry.objects.count(), Conversation.objects.count(), Ballot.objects.count()) == (before, 0, 0)


def test_ten_who_answer_in_no_name_are_and_every_number_in_the_record_is_what_happened(
    saltmarsh: Scene,
) -> None:
    take_in(saltmarsh, heard(*(UNNAMED,) * 10, NAMED, SILENT))
    run_all_now()
    assert (Ballot.objects.count(), Ballot.objects.filter(on_record="").count()) == (11, 10)
    leaves = Leaf.objects.filter(
        part=0, entry__action__in=["conversation.take_in", "landscape.release"]
    ).order_by("pk")
    said = [sentence_of(json.loads(one.data)) for one in leaves]
    assert "11 people, 8 statements, 88 votes" in said[0]
    assert "release 1, 10 people" in said[1]
    assert Release.objects.get().base == 10


def test_a_conversation_is_not_taken_in_twice_however_its_statements_are_spaced(saltmarsh: Scene) -> None:
    take_in(saltmarsh, heard(*(UNNAMED,) * 10))
    spaced = tuple(
        HeardStatement(one.number, f" {one.text.upper()}  ", Moderation.IN, seed=False) for one in STATEMENTS
    )
    assert "“Late buses”" in str(refused(saltmarsh, heard(*(UNNAMED,) * 11, statements=spaced)))


def test_nor_into_another_place_whose_refusal_names_nothing_of_the_first(
    saltmarsh: Scene, elsewhere: Scene
) -> None:
    take_in(saltmarsh, heard(*(UNNAMED,) * 10), issue=saltmarsh.name_issue(audience=Audience.PUBLIC))
    refusal = refused(elsewhere, heard(*(UNNAMED,) * 11)).refusal
    assert (refusal.code, refusal.params) == ("taken_in_elsewhere", {})
    assert "Late buses" not in str(refusal)
    assert not Conversation.objects.filter(place=elsewhere.place).exists()


def test_other_statements_are_taken_in_beside_it(saltmarsh: Scene, elsewhere: Scene) -> None:
    take_in(saltmarsh, heard(*(UNNAMED,) * 10))
    others = tuple(HeardStatement(n, f"Light {n} is out.", Moderation.IN, seed=False) for n in range(5))
    made = take_in(elsewhere, heard(*(UNNAMED,) * 10, statements=(*others, *STATEMENTS[5:])))
    assert made in Conversation.objects.filter(place=elsewhere.place)
