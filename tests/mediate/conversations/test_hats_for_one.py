"""A hat for one issue counts for whatever stands in it, is named in the record, and counts nowhere else."""

import datetime as dt
import json
import uuid
from dataclasses import replace
from typing import Any

from tests.convene.deciding import Group
from tests.convene.test_changes import FALLS, at
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import Held, held, refusal_of, wearing
from tests.places.test_leaving import signed_in

from wholeplace.convene.changes.actions import declare_change, restate_change
from wholeplace.kernel.attempts import recent_attempts
from wholeplace.kernel.clock import now
from wholeplace.kernel.decisions.actions import reply_to_objection
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.people import CivicVoice, Hat, HatKind, HatState
from wholeplace.kernel.places import Sector
from wholeplace.mediate.conversations.names import Answer
from wholeplace.mediate.conversations.opening import close_early, propose_close
from wholeplace.mediate.conversations.paper import type_sheet
from wholeplace.mediate.conversations.rooms import end_room, open_room

__all__ = ["held", "own_keys", "saltmarsh"]


def wears_for(scene: Scene, name: str, kind: HatKind, scope: uuid.UUID) -> Hat:
    """Give somebody a hat for one record alone."""
    with migrating():
        return Hat.objects.create(
            place=scene.place, membership=scene.people[name], kind=kind,
            scope=scope, state=HatState.HELD, proposed=now(),
        )  # fmt: skip


def hat_in(action: str) -> Any:
    leaf = Leaf.objects.filter(entry__action=action, part=0).latest("pk")
    return json.loads(leaf.data)["actor"].get("hat")


def loses(hat: Hat) -> None:
    hat.state = HatState.ENDED
    with migrating():
        hat.save()


class TestTheRecordNamesIt:
    def test_of_whoever_convenes_the_issue_of_a_conversation(self, held: Held) -> None:
        wears_for(held.scene, "rosa", HatKind.CONVENER, held.conversation.issue_id)
        rosa = wearing(held, "rosa")
        propose_close(rosa, conversation=held.conversation, reason="So")
        assert hat_in("conversation.propose_close") == "convener"

    def test_of_whoever_convenes_the_issue_of_a_room(self, held: Held) -> None:
        wears_for(held.scene, "rosa", HatKind.CONVENER, held.conversation.issue_id)
        with migrating():
            held.conversation.audience = "public"
            held.conversation.save()
        until = now() + dt.timedelta(hours=1)
        room = open_room(
            wearing(held, "rosa"), conversation=held.conversation, most=9, opens=now(), closes=until
        )
        end_room(wearing(held, "rosa"), room=room)
        assert (hat_in("room.open"), hat_in("room.end")) == ("convener", "convener")

    def test_of_whoever_facilitates_the_issue_and_types_in_a_sheet(self, held: Held) -> None:
        wears_for(held.scene, "rosa", HatKind.FACILITATOR, held.conversation.issue_id)
        said = {"voice": CivicVoice.PUBLIC, "sector": Sector.RESIDENT, "answers": {1: Answer.AGREE}}
        type_sheet(wearing(held, "rosa"), conversation=held.conversation, number=1, **said)
        assert hat_in("conversation.type_sheet") == "facilitator"

    def test_of_whoever_convenes_the_issue_of_an_expected_change(self, held: Held) -> None:
        wears_for(held.scene, "rosa", HatKind.CONVENER, held.conversation.issue_id)
        change = declare_change(at(wearing(held, "rosa")), issue=held.conversation.issue, **FALLS)
        restate_change(
            at(wearing(held, "rosa")), change=change, **{**FALLS, "outcome": "Otherwise"}, reason="So"
        )
        assert hat_in("change.restate") == "convener"

    def test_of_whoever_convenes_the_issue_a_decision_is_about(self, saltmarsh: Scene) -> None:
        group = Group(saltmarsh).come_together()
        objection = group.object(group.decide(group.propose()))
        wears_for(saltmarsh, "cllr", HatKind.CONVENER, group.issue.pk)
        by, said = (
            replace(group.actor("cllr"), hat=None),
            {"objection": objection.pk, "reply": "A place of our own"},
        )
        reply_to_objection(by, decision=objection.decision, **said)
        assert hat_in("decision.reply") == "convener"

    def test_and_of_an_attempt_that_is_refused(self, held: Held) -> None:
        wears_for(held.scene, "rosa", HatKind.CONVENER, held.conversation.issue_id)
        propose_close(wearing(held, "rosa"), conversation=held.conversation, reason="So")
        refusal_of(close_early, wearing(held, "rosa"), conversation=held.conversation)
        assert recent_attempts(held.scene.place).count() == 1


def test_the_issues_page_offers_them_to_bring_a_conversation_in_or_open_one(saltmarsh: Scene) -> None:
    issue = saltmarsh.name_issue()
    rosa = signed_in(saltmarsh, "rosa")
    assert "Open a conversation" not in rosa.get(issue.get_absolute_url()).content.decode()
    wears_for(saltmarsh, "rosa", HatKind.CONVENER, issue.pk)
    assert "Open a conversation" in rosa.get(issue.get_absolute_url()).content.decode()


class TestItCountsNowhereElse:
    def test_than_in_its_issue(self, held: Held) -> None:
        other = held.scene.name_issue(title="Another")
        wears_for(held.scene, "rosa", HatKind.CONVENER, other.pk)
        said = {"conversation": held.conversation, "reason": "So"}
        assert refusal_of(propose_close, wearing(held, "rosa"), **said) == "needs_hat"

    def test_and_a_first_word_lapses_with_it_whatever_else_one_convenes(self, held: Held) -> None:
        here = wears_for(held.scene, "rosa", HatKind.CONVENER, held.conversation.issue_id)
        wears_for(held.scene, "rosa", HatKind.CONVENER, held.scene.name_issue(title="Another").pk)
        propose_close(wearing(held, "rosa"), conversation=held.conversation, reason="So")
        loses(here)
        said = {"conversation": held.conversation}
        assert refusal_of(close_early, held.scene.actor("ben"), **said) == "first_word_lapsed"

    def test_and_a_first_word_counts_while_one_wears_it(self, held: Held) -> None:
        wears_for(held.scene, "rosa", HatKind.CONVENER, held.conversation.issue_id)
        propose_close(wearing(held, "rosa"), conversation=held.conversation, reason="So")
        closed = close_early(held.scene.actor("ben"), conversation=held.conversation)
        assert closed.state == "closed"

    def test_nor_while_another_hat_is_chosen(self, held: Held) -> None:
        wears_for(held.scene, "rosa", HatKind.CONVENER, held.conversation.issue_id)
        rosa = replace(wearing(held, "rosa"), hat=HatKind.PARTICIPANT)
        said = {"conversation": held.conversation, "reason": "So"}
        assert refusal_of(propose_close, rosa, **said) == "in_another_hat"
