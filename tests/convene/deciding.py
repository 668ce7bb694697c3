"""Six people who frame an issue together, and what they do about it in a few words each."""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from tests.convene.test_issues import FIVE, all_take_part
from tests.kernel.scene import Scene

from wholeplace.convene.issues.framing import ask_decision, propose_framing, second_decision
from wholeplace.convene.issues.models import Amendment, Framing, Issue, ProposedFraming
from wholeplace.convene.issues.rewording import amend_proposal
from wholeplace.kernel.actors import Actor, machine
from wholeplace.kernel.clock import now
from wholeplace.kernel.decisions.actions import (
    answer_decision,
    approve_options,
    close_decision,
    reply_to_objection,
)
from wholeplace.kernel.decisions.models import Decision, Objection
from wholeplace.kernel.decisions.names import Stance
from wholeplace.kernel.people import Hat, HatKind
from wholeplace.kernel.privacy.personal import holdings, subject_of
from wholeplace.places.people.actions import confirm_hat, propose_hat

YOUNG = "We have nowhere that is ours, so we are in everybody's way"
ABOVE = "Nobody has agreed when the evening ends"
MET = "We have nowhere that is ours, and those above us sleep from eleven"
MEETS = "Whoever lives above is in it now"
HARM = "It says nothing of those who live above it"


@dataclass
class Group:
    """The people who take part in the issue of a place, and the clock they share."""

    scene: Scene
    at: dt.datetime = field(default_factory=now)

    @property
    def issue(self) -> Issue:
        return self.scene.issue()

    def come_together(self) -> "Group":
        all_take_part(self.scene, FIVE)
        return self

    def actor(self, name: str) -> Actor:
        self.at += dt.timedelta(seconds=1)
        return replace(self.scene.actor(name), at=self.at)

    def propose(self, name: str = "rosa", *, text: str = YOUNG, **other: Any) -> ProposedFraming:
        said = {"standpoint": "young people on the seafront", "text": text, **other}
        return propose_framing(self.actor(name), issue=self.issue, **said)

    def ask(self, *proposed: ProposedFraming, by: str = "rosa", **other: Any) -> Decision:
        terms = {
            "question": "Shall we frame it so, for now?",
            "rule": "consent",
            "days": 7,
            "quorum": 3,
            "voice_quorum": 1,
            **other,
        }
        framings = [one.pk for one in proposed]
        return ask_decision(self.actor(by), issue=self.issue, framings=framings, **terms)

    def decide(self, *proposed: ProposedFraming, **other: Any) -> Decision:
        """Ask, and have somebody else second it."""
        return second_decision(self.actor("tariq"), decision=self.ask(*proposed, **other))

    def consent(self, decision: Decision, *names: str) -> None:
        for name in names:
            answer_decision(self.actor(name), decision=decision, answer=Stance.CONSENT)

    def object(self, decision: Decision, name: str = "ben", *, words: str = HARM) -> Objection:
        answer_decision(self.actor(name), decision=decision, answer=Stance.OBJECT, objection=words)
        return Objection.objects.get(decision=decision, text=words, withdrawn=None)

    def approve(self, decision: Decision, name: str, *options: int) -> None:
        approve_options(self.actor(name), decision=decision, options=list(options))

    def reply(self, objection: Objection, name: str = "rosa") -> Objection:
        return reply_to_objection(
            self.actor(name),
            decision=objection.decision,
            objection=objection.pk,
            reply="A place of our own quietens the rest",
        )

    def amend(self, decision: Decision, name: str = "rosa", **other: str) -> Decision:
        """Have whoever proposed it amend what the group is asked about."""
        return amend_proposal(self.actor(name), decision=decision, **{"text": MET, "why": MEETS, **other})

    def wait(self, days: int) -> None:
        self.at += dt.timedelta(days=days)

    def close(self, decision: Decision) -> Decision:
        return close_decision(machine(self.scene.place, "decisions", at=self.at), decision=decision)

    def amendments_held(self, name: str) -> list[Amendment]:
        """Return the amendments shown among what is held about somebody."""
        subject = subject_of(self.scene.people[name])
        return [row for one in holdings() if one.model is Amendment for row in one.of(subject)]

    def adopt(self, proposed: ProposedFraming) -> Decision:
        """Have a framing adopted, with everybody's consent."""
        decision = self.decide(proposed)
        self.consent(decision, *FIVE)
        return self.close(decision)

    @property
    def framing(self) -> Framing:
        """The framing in force."""
        found = self.issue.framings.first()
        assert found is not None
        return found


def wears(scene: Scene, name: str, kind: HatKind = HatKind.FACILITATOR) -> Hat:
    """Give somebody a hat, by two people's word."""
    proposed = propose_hat(scene.actor("amina"), member=scene.people[name], kind=kind)
    return confirm_hat(scene.actor("ben"), hat=proposed)
