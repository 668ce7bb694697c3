"""A conversation that is over, in which two people wrote a statement, and the answers and report they are owed."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from tests.kernel.scene import own_keys, saltmarsh
from tests.mediate.conversations.live import Held, held

from wholeplace.account.reports.actions import (
    add_follow_up,
    carry_statements,
    draft_report,
    leave_statements,
    publish_report,
)
from wholeplace.account.reports.models import FollowUp, Report
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.notices.queries import notices_for
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.saying import say

__all__ = ["held", "over", "own_keys", "saltmarsh"]

ROSES = "More roses, fewer cars \U0001f339 أقل سيارات 少一些汽车"
LAMPS = "The lamps on the pier are out."
REASON = "The bus company cannot pay for it this year"
WORDS = {"summary": "We asked how evenings should be. People want a way home.", "missing": "Shift workers.",
         "expected": "A later bus.", "not_expected": "The fare."}  # fmt: skip


@dataclass
class Over:
    """A conversation of five statements that has closed: three by the convener, two by the first two people."""

    held: Held
    conversation: Conversation

    @property
    def convener(self) -> Actor:
        return self.held.scene.actor("amina")

    def next_step(self, **other: Any) -> FollowUp:
        said = {"text": "Try a later bus", "owner": "The bus company", "due": dt.date(2999, 5, 3), **other}
        return add_follow_up(self.convener, conversation=self.conversation, **said)

    def carry(self, *numbers: int, into: Any) -> None:
        carry_statements(self.convener, conversation=self.conversation, numbers=list(numbers), into=into.pk)

    def leave(self, *numbers: int, because: str = REASON) -> None:
        leave_statements(
            self.convener, conversation=self.conversation, numbers=list(numbers), because=because
        )

    def draft(self, **other: Any) -> Report:
        return draft_report(self.convener, conversation=self.conversation, **{**WORDS, **other})

    def publish(self) -> Report:
        return publish_report(self.convener, conversation=self.conversation)

    def report(self) -> Report:
        """Answer everybody, and let the report go out."""
        self.carry(1, 4, into=self.next_step())
        self.leave(2, 3, 5)
        self.draft()
        return self.publish()

    def told(self, number: int) -> list[tuple[str, str]]:
        """What somebody who takes part was told, the newest first."""
        viewer = self.held.actor(number).viewer
        return [(one.title, one.text) for one in notices_for(viewer)]


@pytest.fixture
def over(held: Held) -> Over:
    """The conversation, closed."""
    say(held.actor(0), conversation=held.conversation, text=ROSES)
    say(held.actor(1), conversation=held.conversation, text=LAMPS)
    return Over(held, held.close())
