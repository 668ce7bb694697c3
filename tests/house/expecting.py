"""What two parties of a place expect of one another: the council, by its convener, and the trust, by the second convener."""

from dataclasses import dataclass

from tests.house.houses import House

from wholeplace.convene.expectations.actions import write_card
from wholeplace.convene.expectations.marking import mark
from wholeplace.convene.expectations.models import Card, CardLine, Pairing, ProposedRules, Settling
from wholeplace.convene.expectations.names import LineKind, PairingKind
from wholeplace.convene.expectations.ruling import draw_up_rules
from wholeplace.convene.expectations.settling import settle
from wholeplace.kernel.records import Audience


@dataclass(frozen=True)
class Expected:
    """What the two say of an issue: the council's card and its offer, what was marked on it, said of that, and drawn up."""

    card: Card
    line: CardLine
    beside: CardLine
    """A line of the other party that nothing was marked with."""
    pairing: Pairing
    settling: Settling
    drawn: ProposedRules


def expect(house: House, audience: Audience) -> Expected:
    """Have both fill in a card, the second drop a line again, mark a mismatch, say how it is settled, and draw up rules."""

    def word(what: str) -> str:
        return house.word(f"{what}{audience.value}")

    issue, convener, second = house.issues[audience], house.actor("convener"), house.actor("second")
    told = {name: word(name) for name in LineKind.values}
    card = write_card(convener, issue=issue, **told)
    other = {"expects": word("wishes"), "refuses": word("minds")}
    own = write_card(second, issue=issue, **other, offers=word("thoughtbetter"))
    write_card(second, issue=issue, after=1, **other)
    lines = {one.text: one for one in CardLine.objects.filter(card__in=(card, own))}
    pairing = mark(
        second,
        line=lines[told["expects"]],
        other=lines[other["refuses"]],
        kind=PairingKind.MISMATCH,
        why=word("whypaired"),
    )
    settling = settle(second, pairing=pairing, how=word("howsettled"))
    drawn = draw_up_rules(
        second, issue=issue, rules=word("drawnrule"), red_lines=f"{word('drawnholder')}: {word('drawnred')}",
        reason=word("whydrawn"), lines=[pairing.line_id],
    )  # fmt: skip
    return Expected(card, lines[told["offers"]], lines[other["expects"]], pairing, settling, drawn)
