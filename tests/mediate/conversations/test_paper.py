"""Answers on paper: a sheet to print, typed in once by a helper, and its origin kept."""

import json
from typing import Any

from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import SEEDS, Held, held, refusal_of
from tests.places.test_leaving import signed_in

from wholeplace.kernel.actors import Door
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.people import CivicVoice, Hat, HatKind
from wholeplace.kernel.places import Sector
from wholeplace.mediate.conversations.models import Ballot, Sheet, WaitingAnswer
from wholeplace.mediate.conversations.names import Answer, Origin
from wholeplace.mediate.conversations.paper import type_sheet

__all__ = ["held", "own_keys", "saltmarsh"]

SAYS = {1: Answer.AGREE, 3: Answer.PASS}


def typed(held: Held, name: str = "amina", *, number: int = 7, **other: Any) -> Sheet:
    said = {"voice": CivicVoice.PUBLIC, "sector": Sector.FAITH, "answers": SAYS, **other}
    actor = held.scene.actor(name, door=Door.PAPER)
    return type_sheet(actor, conversation=held.conversation, number=number, **said)


def test_a_sheet_waits_as_all_answers_do_and_its_origin_stays_with_it(held: Held) -> None:
    typed(held)
    waits = WaitingAnswer.objects.order_by("number")
    assert [(one.number, one.answer, one.origin, one.sector) for one in waits] == [
        (1, "a", Origin.PAPER, "faith"),
        (3, "p", Origin.PAPER, "faith"),
    ]
    held.answers(0, 1)
    held.close()
    assert sorted(Ballot.objects.values_list("origin", "answers")) == [("here", ".a"), ("paper", ".a.p")]


def test_its_entry_says_who_typed_it_by_which_door_and_nothing_of_what_it_says(held: Held) -> None:
    typed(held)
    told = json.loads(Leaf.objects.get(entry__action="conversation.type_sheet", part=0).data)
    assert (told["actor"]["hat"], told["door"]) == ("convener", "paper")
    assert [row["open"]["number"] for row in told["rows"]] == [7]
    assert (told["facts"], told["rows"][0].get("committed")) == ({}, None)


def test_a_sheet_is_typed_once_and_says_something(held: Held) -> None:
    typed(held)
    assert refusal_of(typed, held, "ben") == "sheet_typed_already"
    assert refusal_of(typed, held, number=8, answers={}) == "sheet_says_nothing"
    assert refusal_of(typed, held, number=9, answers={1: Answer.PASS, 99: Answer.PASS}) == "no_such_statement"
    assert (Sheet.objects.count(), WaitingAnswer.objects.count()) == (1, 2)


def test_whether_somebody_speaks_as_a_politician_cannot_be_checked_on_paper(held: Held) -> None:
    assert refusal_of(typed, held, voice=CivicVoice.POLITICIAN) == "voice_unchecked"
    client = signed_in(held.scene, "amina")
    paper = f"/saltmarsh/conversations/live/{held.conversation.pk}/paper/"
    said = {"number": "12", "voice": "politician", "sector": "resident", "s2": "disagree"}
    assert client.post(f"{paper}type/", said).context["form"].errors["voice"]
    assert "elected member" not in client.get(paper).text
    assert (Sheet.objects.count(), WaitingAnswer.objects.count()) == (0, 0)


def test_who_convenes_or_facilitates_types_it_and_only_while_it_is_open(held: Held) -> None:
    assert refusal_of(typed, held, "rosa") == "needs_hat"
    rosa = held.scene.actor("rosa", hat=HatKind.FACILITATOR)
    vars(rosa.viewer)["held"] = (Hat(kind=HatKind.FACILITATOR, scope=held.conversation.pk),)
    assert type_sheet.refusal(rosa, held.conversation) is None
    held.close()
    assert refusal_of(typed, held) == "conversation_is_closed"


def test_the_sheet_lists_what_is_asked_and_the_page_takes_its_boxes(saltmarsh: Scene, held: Held) -> None:
    client = signed_in(saltmarsh, "amina")
    paper = f"/saltmarsh/conversations/live/{held.conversation.pk}/paper/"
    shown = client.get(paper).content.decode()
    assert [text in shown for text in SEEDS] == [True, True, True]
    said = {"number": "12", "voice": "public", "sector": "resident", "s2": "disagree"}
    client.post(f"{paper}type/", said)
    assert WaitingAnswer.objects.get().answer == "d"
    again = client.post(f"{paper}type/", said).content.decode()
    assert "Sheet 12 was typed in already" in again
