"""The chapter on who may speak for their organisation: a nurse and her manager, a word for all, and a letter that waits."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.mandates.actions import ask_mandate, ask_statement
from wholeplace.convene.mandates.answering import give_mandate, send_asking
from wholeplace.convene.mandates.jobs import NAME
from wholeplace.convene.mandates.models import Asking
from wholeplace.convene.mandates.standing import publish_statement, second_statement
from wholeplace.kernel.actors import Actor, machine

if TYPE_CHECKING:
    from wholeplace.demo.telling import Teller

NURSE: Final = "Femi Ogunleye"
HEAD: Final = ("Rachel Tindall", "rachel.tindall@health.tarrowmouth.example")
HEADS_ROLE: Final = "Head of mental health nursing"
NURSES_WORDS: Final = (
    "On Lantern Hill they are talking about who calls on people before the ambulance does. We are rung after midnight,"
    " when it is too late for a visit. I would like to say so, and to offer the nurses' room on Thursdays."
)
LASTS: Final = 300
"""Days for which the nurse asks."""
LIMITS: Final = "Nothing about a patient anybody could recognise."
ASKED_POUNDS, GIVEN_POUNDS, HOURS = Decimal(500), Decimal(200), Decimal(20)

YOUTH_WORKER: Final = "Jo Kettering"
FOR_ALL: Final = (
    "Our workers may speak freely here, in work time. Nobody will be held to account for what they say."
)
CHAIR: Final = ("Ruth Adair", "ruth.adair@tideline.tarrowmouth.example")
CHAIRS_ROLE: Final = "Chair of the trustees"

WAITS: Final = "Bethan Roscoe"
WAITS_FOR: Final = ("Neil Garrity", "neil.garrity@youth.tarrowmouth.example")
WAITING_WORDS: Final = (
    "They ask me each time whether the service knows that I am here. I would like to say yes."
)


def tell_the_mandates(teller: "Teller", issue: Issue) -> None:
    """Have a nurse ask for a mandate in the issue, her manager give a little less, and a project speak for all its people."""
    manager, email = HEAD
    until = teller.moment.date() + dt.timedelta(days=LASTS)
    asked = ask_mandate(
        teller.named(NURSE),
        place=teller.place,
        email=email,
        manager=manager,
        words=NURSES_WORDS,
        issue=issue,
        in_work_time=True,
        own_words=True,
        money=ASKED_POUNDS,
        hours=HOURS,
        until=until,
    )
    terms = replace(_sent(teller, asked).terms, money=GIVEN_POUNDS, limits=LIMITS)
    give_mandate(_later(teller), asking=asked, giver=HEADS_ROLE, terms=terms)
    chair, at = CHAIR
    spoken = ask_statement(
        teller.named(YOUTH_WORKER), place=teller.place, email=at, manager=chair, text=FOR_ALL
    )
    said = publish_statement(_later(teller), asking=_sent(teller, spoken), giver=CHAIRS_ROLE)
    second_statement(replace(teller.convening(), at=teller.later(minutes=30)), for_all=said)


def tell_who_waits(teller: "Teller") -> None:
    """Have somebody ask today, whose manager has yet to answer: whoever tries the demo finds the letter."""
    manager, email = WAITS_FOR
    ask_mandate(
        replace(teller.named(WAITS), at=None),
        place=teller.place,
        email=email,
        manager=manager,
        words=WAITING_WORDS,
        in_work_time=True,
        own_words=True,
        until=teller.moment.date() + dt.timedelta(days=LASTS),
    )


def _sent(teller: "Teller", asked: Asking) -> Asking:
    return send_asking(machine(teller.place, NAME, at=teller.later(minutes=1)), asking=asked)


def _later(teller: "Teller") -> Actor:
    return machine(teller.place, NAME, at=teller.later(minutes=50))
