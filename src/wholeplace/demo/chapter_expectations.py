"""The chapter on what parties expect of one another: five cards, two mismatches settled, a third parked, and ground rules."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from wholeplace.convene.expectations.actions import say_how_much, write_card
from wholeplace.convene.expectations.marking import mark
from wholeplace.convene.expectations.models import CardLine, Pairing
from wholeplace.convene.expectations.names import PairingKind
from wholeplace.convene.expectations.ruling import ask_about_rules, draw_up_rules
from wholeplace.convene.expectations.settling import confirm, park, settle
from wholeplace.convene.issues.framing import second_decision
from wholeplace.convene.issues.models import Issue
from wholeplace.demo.chapter_circle import end
from wholeplace.demo.people import DemoPerson
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.behalf import Resource
from wholeplace.kernel.decisions.actions import approve_options
from wholeplace.kernel.decisions.rules import APPROVAL

if TYPE_CHECKING:
    from wholeplace.demo.telling import Teller


@dataclass(frozen=True)
class DemoCard:
    """The card of a party: who writes it, and what stands in each of its lists."""

    by: str
    expects: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()


LIST: Final = "One list of everybody on the hill who lives alone, for which somebody answers"
CHECKED: Final = "Whoever calls at a door was checked before"
NO_LIST: Final = "A list of who lives alone that others can read"
NO_FORM: Final = "A form to fill in before one looks in next door"
ASKED: Final = "I am asked before anybody puts me on a list"
ASK: Final = "Our receptionists ask everybody over 75 once a year what they would like"
POST: Final = "Money for one person on the hill whom everybody knows"
NO_MONEY: Final = "A promise of money before the budget is decided"
SIX_DOORS: Final = "I look in at six doors in my street"

SURGERY: Final = "Dr Helena Strand"
ALAN, MARGARET, DENNIS, GARETH = (
    "Alan Postlewick",
    "Margaret Towle",
    "Cllr Dennis Oakshott",
    "Gareth Pemberly",
)

CARDS: Final = (
    DemoCard(SURGERY, (LIST, CHECKED), (ASK, "A room on Wednesday afternoons"), ("We name no patient to anybody",)),
    DemoCard(DENNIS, ("Something to show before the winter",), ("A letter to every household on the hill",), (NO_MONEY,)),
    DemoCard(GARETH, (POST,), ("A nurse who shows what to look out for",)),
    DemoCard(ALAN, (ASKED,), ("I say how it is up here, whenever somebody wants to know",), (NO_LIST,)),
    DemoCard(MARGARET, ("Neighbours are trusted",), (SIX_DOORS,), (NO_FORM,)),
)  # fmt: skip
"""What the parties of the second issue say, in the order in which they say it."""
HOURS: Final = Decimal(4)
"""How many hours Margaret's doors take her a week."""
KEPT_BY_THE_SURGERY: Final = (
    "The surgery keeps the list, of those alone who said yes, and nobody outside it reads it"
)
RINGS_AND_DOORS: Final = (
    "Whoever rings for the surgery is checked. Whoever looks in next door, as a neighbour, is not"
)
SETTLED: Final = (
    (LIST, NO_LIST, "The surgery wants one list, and Alan wants to be on none that others read", ALAN, SURGERY, KEPT_BY_THE_SURGERY),
    (CHECKED, NO_FORM, "One asks for a check that the other would not pass a door for", SURGERY, MARGARET, RINGS_AND_DOORS),
)  # fmt: skip
"""What does not fit together, why, who says how it is settled, who confirms that, and how it is."""
PARKED: Final = (POST, NO_MONEY, "A post costs money, and there is none to promise yet")
WHY_PARKED: Final = (
    "The budget is decided first. Then we can say whether there is money for a post, or for half of one."
)
PARKED_FOR: Final = dt.timedelta(days=150)
"""So long that it is parked still for whoever tries the demo."""
MARKS: Final = "Shanice Campbell"
DRAWS_UP: Final = "Roza Karimi"
RULES: Final = (
    f"Nobody is put on a list before they were asked.\n{KEPT_BY_THE_SURGERY}.\n{RINGS_AND_DOORS}.\n"
    "Whoever would rather be left alone is left alone."
)
RED_LINES: Final = (
    "Lantern Hill Surgery: we name no patient to anybody.\n"
    "Somebody who lives up here: no list of who lives alone that others can read."
)
WHY: Final = "Five of us wrote down what we expect of one another. Where that did not fit together, two and two found a way."
QUESTION: Final = "Shall we work together on the hill by these ground rules?"
DECIDE_IN, ANSWER = 3, 20
"""Days in which the group decides on them, and how many answer."""


def tell_what_they_expect(teller: "Teller", issue: Issue) -> None:
    """Have parties fill in their cards, settle two mismatches between them, and park a third until the budget is decided."""
    for card in CARDS:
        write_card(
            for_body(teller.named(card.by)),
            issue=issue,
            expects=_lines(card.expects),
            offers=_lines(card.offers),
            refuses=_lines(card.refuses),
        )
    doors = _line(issue, SIX_DOORS)
    say_how_much(for_body(teller.named(MARGARET)), line=doors, resource=Resource.TIME, quantity=HOURS)
    why = "Alan asks to be asked, and the surgery asks"
    _mark(teller, issue, ASKED, ASK, kind=PairingKind.MATCH, why=why)
    for one, other, why, says, confirms, how in SETTLED:
        pairing = _mark(teller, issue, one, other, kind=PairingKind.MISMATCH, why=why)
        settling = settle(for_body(teller.named(says)), pairing=pairing, how=how)
        confirm(for_body(teller.named(confirms)), settling=settling)
    post, no_money, why = PARKED
    pairing = _mark(teller, issue, post, no_money, kind=PairingKind.MISMATCH, why=why)
    until = teller.moment.date() + PARKED_FOR
    park(for_body(teller.named(DENNIS)), pairing=pairing, until=until, reason=WHY_PARKED)


def for_body(actor: Actor) -> Actor:
    """Have somebody act for the organisation they belong to; whoever is of none acts for themselves."""
    body = actor.membership.organisation if actor.membership is not None else None
    return replace(actor, on_behalf_of=body)


def tell_what_holds(teller: "Teller", issue: Issue, people: Sequence[DemoPerson]) -> None:
    """Have ground rules drawn up from what was settled, and adopted by those who take part."""
    texts = (ASKED, ASK, *(text for one, other, *_rest in SETTLED for text in (one, other)))
    drawn = draw_up_rules(
        teller.named(DRAWS_UP),
        issue=issue,
        rules=RULES,
        red_lines=RED_LINES,
        reason=WHY,
        lines=[_line(issue, text).pk for text in texts],
    )
    asked = ask_about_rules(
        teller.named(DRAWS_UP),
        issue=issue,
        proposed=drawn,
        question=QUESTION,
        rule=APPROVAL,
        days=DECIDE_IN,
        quorum=ANSWER // 2,
    )
    decision = second_decision(teller.named(ALAN), decision=asked)
    for place, person in enumerate(people[:ANSWER]):
        approve_options(teller.member(person), decision=decision, options=[1] if place % 9 else [])
    end(teller, decision, days=DECIDE_IN)


def _lines(said: Sequence[str]) -> str:
    return "\n".join(said)


def _line(issue: Issue, text: str) -> CardLine:
    return CardLine.objects.get(card__issue=issue, text=text)


def _mark(teller: "Teller", issue: Issue, one: str, other: str, *, kind: PairingKind, why: str) -> Pairing:
    line, beside = _line(issue, one), _line(issue, other)
    return mark(teller.named(MARKS), line=line, other=beside, kind=kind, why=why)
