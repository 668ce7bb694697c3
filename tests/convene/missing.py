"""A group that goes on without some whom its issue needs, in a few words each."""

from typing import Any

from tests.convene.deciding import Group

from wholeplace.convene.issues.framing import second_decision
from wholeplace.convene.stakeholders.going_without import ask_about_absence, propose_absence
from wholeplace.convene.stakeholders.models import Absence, Perspective
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.people import CivicVoice

WHY = "We asked three times, and nobody is free before autumn"


class Missing(Group):
    """The people who take part, and whom they do without."""

    def propose_without(
        self, *perspectives: Perspective, voices: list[CivicVoice] | None = None, by: str = "rosa"
    ) -> Absence:
        """Have somebody propose to go on without these."""
        chosen = [one.pk for one in perspectives]
        return propose_absence(
            self.actor(by), issue=self.issue, because=WHY, perspectives=chosen, voices=voices
        )

    def put(self, absence: Absence, *, by: str = "rosa", **other: Any) -> Decision:
        """Have it put to the group."""
        terms = {
            "question": "Shall we go on without them?",
            "rule": "consent",
            "days": 7,
            "quorum": 3,
            **other,
        }
        return ask_about_absence(self.actor(by), issue=self.issue, absence=absence, **terms)

    def decide(self, absence: Absence, *names: str) -> Decision:
        """Have it put to the group, seconded, and consented to by these."""
        decision = second_decision(self.actor("tariq"), decision=self.put(absence))
        self.consent(decision, *names)
        self.wait(8)
        self.close(decision)
        return decision
