"""An open conversation, the people who take part in it, and what they answer."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Actor, Door, machine
from wholeplace.kernel.clock import now
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.people import CivicVoice, HatKind, Membership
from wholeplace.kernel.places import Sector
from wholeplace.mediate.conversations.answering import answer_statement
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.names import Answer
from wholeplace.mediate.conversations.opening import close_conversation, open_conversation
from wholeplace.places.people.actions import NewMember, admit_members, confirm_hat, propose_hat

__all__ = ["held", "many", "own_keys", "saltmarsh"]

SEEDS = ["The last bus leaves too early.", "The youth club should open again.", "The pier is a good place."]
WEEK = dt.timedelta(days=7)


@dataclass
class Held:
    """A conversation that is open, and everybody who takes part in its issue, by number."""

    scene: Scene
    conversation: Conversation
    people: list[Membership] = field(default_factory=list)

    def actor(self, number: int) -> Actor:
        """Somebody who takes part, on a page."""
        return Actor(place=self.scene.place, door=Door.PAGE, membership=self.people[number])

    def answers(self, number: int, statement: int, answer: Answer = Answer.AGREE) -> None:
        """Have somebody answer a statement."""
        answer_statement(self.actor(number), conversation=self.conversation, number=statement, answer=answer)

    def close(self) -> Conversation:
        """Let its time be over."""
        return close_conversation(
            machine(self.scene.place, "conversations", at=now() + WEEK * 2), conversation=self.conversation
        )


def refusal_of(deed: Any, *args: Any, **kwargs: Any) -> str:
    """Return the code of the refusal that a deed meets."""
    with pytest.raises(Refused) as refused:
        deed(*args, **kwargs)
    return refused.value.refusal.code


def opened(scene: Scene, *, issue: Issue | None = None, **other: Any) -> Conversation:
    """Open a conversation with three statements for a week."""
    said: dict[str, Any] = {
        "title": "After dark",
        "question": "What would make evenings good?",
        "seeds": SEEDS,
        "closes": now() + WEEK,
        **other,
    }
    return open_conversation(scene.actor("amina"), issue=issue or scene.issue(), **said)


def joined(scene: Scene, *, people: int, issue: Issue | None = None) -> list[Membership]:
    """Admit people who take part in the issue."""
    arrivals = [
        NewMember(f"p{n}@saltmarsh.example", f"Person {n}", CivicVoice.PUBLIC, Sector.RESIDENT)
        for n in range(people)
    ]
    members = admit_members(scene.operator, place=scene.place, people=arrivals)
    for member in members:
        take_part(Actor(place=scene.place, door=Door.PAGE, membership=member), issue=issue or scene.issue())
    return members


def give(held: Held, name: str, kind: HatKind) -> None:
    """Give somebody a hat, by the two conveners' word."""
    proposed = propose_hat(held.scene.actor("amina"), member=held.scene.people[name], kind=kind)
    confirm_hat(held.scene.actor("ben"), hat=proposed)


def wearing(held: Held, name: str) -> Actor:
    """Somebody who may act in any of their hats."""
    return Actor(place=held.scene.place, door=Door.PAGE, membership=held.scene.people[name])


@pytest.fixture
def held(saltmarsh: Scene) -> Held:
    """A conversation with three people who take part."""
    return Held(saltmarsh, opened(saltmarsh), joined(saltmarsh, people=3))


@pytest.fixture
def many(saltmarsh: Scene) -> Held:
    """A conversation with a dozen people who take part: enough for a batch."""
    return Held(saltmarsh, opened(saltmarsh), joined(saltmarsh, people=12))
