"""Filling in the card of one's party, and saying how much of an offer there is."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.expectations.conditions import (
    card_of,
    is_standing_offer,
    marked,
    unfit,
    writes_line,
)
from wholeplace.convene.expectations.models import Card, CardLine
from wholeplace.convene.expectations.names import LineKind
from wholeplace.convene.ground_rules.models import lines_of
from wholeplace.convene.issues.conditions import may_propose
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.behalf import Resource
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.records import Audience
from wholeplace.kernel.text import shows_something

LEAST, MOST = Decimal("0.01"), Decimal("999999999.99")


@action(
    "expectation.write_card",
    title=_("Say what one expects, can offer and cannot accept"),
    says=_("{actor} wrote on a card what a party expects, can offer and cannot accept"),
    may=may_propose,
    within="issue",
    doors=BY_PERSON,
)
def write_card(
    act: Act,
    *,
    issue: Issue,
    expects: str = "",
    offers: str = "",
    refuses: str = "",
    after: int = 0,
    reason: str = "",
) -> Card:
    """Say what the organisation one acts for, or one who acts for themselves, expects, can offer and cannot accept: a thing on each line.

    `after` is the version it changes, nought where there is no card yet. What others had gone by stays readable, with the reason.
    """
    said = {
        kind: list(dict.fromkeys(lines_of(text)))
        for kind, text in zip(LineKind, (expects, offers, refuses), strict=True)
    }
    if refusal := unfit(said):
        raise Refused(refusal.code, **refusal.params)
    card = _card_to_write(act, issue, after=after)
    _say(act, card, said, reason=reason.strip())
    return card


def _card_to_write(act: Act, issue: Issue, *, after: int) -> Card:
    """Return the card of the actor's party, begun or held; another version than the actor read is refused."""
    card = card_of(act.actor, issue).select_for_update(no_key=True).first()
    if (card.version if card is not None else 0) != after:
        raise Refused("card_changed_meanwhile")
    if card is None:
        organisation = act.actor.on_behalf_of
        card = Card(
            place=act.place,
            audience=Audience.PARTNERSHIP,
            issue=issue,
            organisation=organisation,
            member=act.membership if organisation is None else None,
            version=0,
            begun=act.at,
        )
    return card


def _say(act: Act, card: Card, said: Mapping[LineKind, Sequence[str]], *, reason: str) -> None:
    """Drop the lines that are not said again, and add those that were not said before; the others stay as they are."""
    held = CardLine.objects.filter(card=card, dropped=None).order_by("pk").select_for_update(no_key=True)
    standing = {(one.kind, one.text): one for one in held}
    wanted = {
        (kind.value, text): number
        for kind, texts in said.items()
        for number, text in enumerate(texts, start=1)
    }
    dropped = [one for key, one in standing.items() if key not in wanted]
    if not dropped and all(
        key in standing and standing[key].number == number for key, number in wanted.items()
    ):
        raise Refused("nothing_changed")
    _next_version(act, card)
    _drop(act, dropped, reason=reason)
    for key, number in wanted.items():
        line = standing.get(key) or _new(act, card, kind=key[0], text=key[1])
        if line.number != number:
            line.number = number
            line.save()
            act.record(line)


def _next_version(act: Act, card: Card) -> None:
    card.version += 1
    card.save()
    act.record(card)


def _new(act: Act, card: Card, *, kind: str, text: str) -> CardLine:
    return CardLine(
        place=act.place,
        audience=card.audience,
        card=card,
        kind=kind,
        number=0,
        text=text,
        by=act.membership,
        written=act.at,
    )


def _drop(act: Act, lines: Sequence[CardLine], *, reason: str) -> None:
    """Let lines stand no longer; one that others had gone by takes a reason."""
    if not shows_something(reason) and any(map(marked, lines)):
        raise Refused("say_why_card_changed")
    for line in lines:
        line.dropped, line.dropped_by, line.because = act.at, act.membership, reason
        line.save()
        act.record(line)


def _offered_beside(line: CardLine, resource: Resource) -> Decimal:
    """Return how much of the same the other lines of its card offer already."""
    others = CardLine.objects.filter(card=line.card_id, resource=resource, dropped=None).exclude(pk=line.pk)
    offered: Decimal = others.aggregate(offered=Sum("quantity", default=Decimal(0)))["offered"]
    return offered


@action(
    "expectation.say_how_much",
    title=_("Say how much one can offer"),
    says=_("{actor} said how much of something a party can offer"),
    may=writes_line,
    when=is_standing_offer,
    on="line",
    doors=BY_PERSON,
)
def say_how_much(
    act: Act, *, line: CardLine, resource: Resource, quantity: Decimal, reason: str = ""
) -> CardLine:
    """Say how much of what is offered: for an organisation as far as it lets whoever says so promise, all its lines together.

    Less than before can be said in any case.

    Where others had gone by another amount, the offer is said anew, and the one before stays readable with the reason.
    """
    if not LEAST <= quantity <= MOST or quantity != round(quantity, 2):
        raise Refused("amount_out_of_range")
    grows = line.quantity is None or resource != line.resource or quantity > line.quantity
    card = Card.objects.select_for_update(no_key=True).get(pk=line.card_id)
    if grows:
        act.within_limits(resource, quantity + _offered_beside(line, resource), body=line.card.organisation)
    if (line.resource, line.quantity) == (resource, quantity):
        raise Refused("nothing_changed")
    _next_version(act, card)
    if line.quantity is not None and marked(line):
        _drop(act, [line], reason=reason.strip())
        number, line = line.number, _new(act, card, kind=line.kind, text=line.text)
        line.number = number
    line.resource, line.quantity = resource, quantity
    line.save()
    act.record(line)
    return line
