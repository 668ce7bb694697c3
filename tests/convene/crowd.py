"""More people than can decide by consent together, and the circle they choose among themselves."""

from dataclasses import dataclass
from typing import Any

from tests.convene.deciding import Group
from tests.convene.test_issues import FIVE
from tests.kernel.scene import Scene

from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.circles import ask_for_circle, stand_for_circle, withdraw_candidacy
from wholeplace.convene.issues.framing import second_decision
from wholeplace.convene.issues.models import Candidacy, Circle
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector
from wholeplace.places.people.actions import NewMember, admit_members

MORE = tuple(f"more{number:02}" for number in range(18))
"""Those who make the five twenty-three: the public, and every third a professional."""
STAND = ("rosa", "ben", "cllr", "tariq", *MORE[:4])
"""The public, a professional, a politician; the last but one stands alone with few behind them."""


@dataclass
class Crowd(Group):
    """Twenty-three people who take part in an issue."""

    def come_together(self) -> "Crowd":
        people = [
            NewMember(
                f"{name}@saltmarsh.example",
                name.title(),
                CivicVoice.PUBLIC if number % 3 else CivicVoice.PROFESSIONAL,
                Sector.RESIDENT,
                None,
            )
            for number, name in enumerate(MORE)
        ]
        admitted = admit_members(self.scene.operator, place=self.scene.place, people=people)
        self.scene.people |= dict(zip(MORE, admitted, strict=True))
        for name in (*FIVE, *MORE):
            take_part(self.scene.actor(name), issue=self.issue)
        return self

    def stand(self, name: str, words: str = "") -> Candidacy:
        return stand_for_circle(self.actor(name), issue=self.issue, words=words)

    def withdraw(self, candidacy: Candidacy, by: str) -> Candidacy:
        return withdraw_candidacy(self.actor(by), candidacy=candidacy)

    def ask_circle(self, by: str = "rosa", **other: Any) -> Decision:
        terms = {
            "question": "Who sits in it?",
            "seats": 5,
            "days": 7,
            "quorum": 10,
            "voice_quorum": 1,
            **other,
        }
        return ask_for_circle(self.actor(by), issue=self.issue, **terms)

    def open_circle(self, **other: Any) -> Decision:
        """Have eight people stand, and everybody asked which of them sit in a circle of five."""
        standing = set(Candidacy.objects.filter(circle=None, withdrawn=None).values_list("member", flat=True))
        for name in STAND:
            if self.scene.people[name].pk not in standing:
                self.stand(name)
        return second_decision(self.actor("tariq"), decision=self.ask_circle(**other))

    def choose(self, **other: Any) -> Circle:
        """Let sixteen people choose: eleven would fill every seat with theirs, five have others in mind."""
        decision = self.open_circle(**other)
        for name in ("rosa", "ben", *MORE[4:13]):
            self.approve(decision, name, 1, 2, 4, 5, 6)
        for name in ("cllr", *MORE[13:17]):
            self.approve(decision, name, 3, 7)
        self.wait(7)
        self.close(decision)
        return Circle.objects.get(decision=decision)

    def choose_nine(self) -> Circle:
        """Have nine people stand, and give each of them a seat."""
        for name in (*STAND[:3], *MORE[:6]):
            self.stand(name)
        decision = second_decision(self.actor("tariq"), decision=self.ask_circle(seats=9))
        for name in (*STAND[:3], *MORE[:9]):
            self.approve(decision, name, *range(1, 10))
        self.wait(7)
        self.close(decision)
        return Circle.objects.get(decision=decision)

    def members_of(self, circle: Circle) -> list[str]:
        names = {member.pk: name for name, member in self.scene.people.items()}
        return sorted(names[one.member_id] for one in circle.seats.all())

    def decide_by(self, circle: Circle, **other: Any) -> Decision:
        """Have a framing decided on by consent of the circle."""
        return self.decide(self.propose(), circle=circle, **other)


def crowd(scene: Scene) -> Crowd:
    return Crowd(scene).come_together()
