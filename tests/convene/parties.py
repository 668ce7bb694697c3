"""Three parties of an issue, and what they say, mark and settle in a few words each."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from tests.convene.deciding import Group

from wholeplace.convene.expectations.actions import write_card
from wholeplace.convene.expectations.marking import mark
from wholeplace.convene.expectations.models import Card, CardLine, Pairing, ProposedRules, Settling
from wholeplace.convene.expectations.names import PairingKind
from wholeplace.convene.expectations.ruling import ask_about_rules, draw_up_rules
from wholeplace.convene.expectations.settling import settle
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.decisions.models import Decision

LAMPS = "The lamps stay on until eleven"
EVENING = "Two evenings a month in our hall"
UNIFORMS = "Officers in uniform at every meeting"
NO_UNIFORM = "We cannot sit with anybody in uniform"
PLAIN = "Officers come when they are asked, in plain clothes"
HALL = "Evenings in a hall"
FIT = "The hall is where we would meet"


@dataclass
class Parties(Group):
    """The council (Amina, Dee), the trust (Ben, Tariq) and Rosa, who is of no organisation."""

    def actor(self, name: str) -> Actor:
        """Somebody about to act for their organisation, or who is of none."""
        actor = super().actor(name)
        return replace(actor, on_behalf_of=self.scene.people[name].organisation)

    def card(self, name: str, *, after: int = 0, **said: str) -> Card:
        """Have somebody write the card of their party."""
        return write_card(self.actor(name), issue=self.issue, after=after, **said)

    def fill_in(self) -> "Parties":
        """Have each party fill in its card."""
        self.card("amina", expects=f"{LAMPS}\n{UNIFORMS}", offers=EVENING)
        self.card("ben", expects="Somewhere to meet that is not ours", offers="A nurse on Tuesdays")
        self.card("rosa", expects=HALL, refuses=NO_UNIFORM)
        return self

    def line(self, text: str) -> CardLine:
        return CardLine.objects.get(text=text, dropped=None)

    def mark(
        self,
        one: str,
        other: str,
        kind: PairingKind = PairingKind.MISMATCH,
        *,
        by: str = "ben",
        why: str = FIT,
    ) -> Pairing:
        return mark(self.actor(by), line=self.line(one), other=self.line(other), kind=kind, why=why)

    def differ(self) -> Pairing:
        """Fill in the cards, and have Ben mark where the council and Rosa differ."""
        self.fill_in()
        return self.mark(UNIFORMS, NO_UNIFORM, why="One wants uniforms, the other leaves if they come")

    def settle(self, pairing: Pairing, *, by: str = "rosa", how: str = PLAIN) -> Settling:
        return settle(self.actor(by), pairing=pairing, how=how)

    def on(self, name: str, *, days: int) -> Any:
        """Somebody, so many days later."""
        return replace(self.actor(name), at=self.at + dt.timedelta(days=days))


class Ruling(Parties):
    """The parties, who bring what they settled to the group."""

    def draw_up(self, **other: Any) -> ProposedRules:
        lines = [self.line(UNIFORMS).pk, self.line(NO_UNIFORM).pk]
        told = {"rules": PLAIN, "reason": "The parties met", "lines": lines, **other}
        return draw_up_rules(self.actor("rosa"), issue=self.issue, **told)

    def put(self, drawn: ProposedRules, **other: Any) -> Decision:
        return ask_about_rules(self.actor("rosa"), **{**self.terms(drawn), **other})

    def terms(self, drawn: ProposedRules) -> dict[str, Any]:
        """What the group is asked about ground rules, and how."""
        terms = {"question": "Shall these be our rules?", "rule": "consent", "days": 7, "quorum": 3}
        return {"issue": self.issue, "proposed": drawn, **terms}
