"""Somebody asks their manager, who answers by the link of a letter."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from tests.kernel.scene import Scene

from wholeplace.convene.mandates.actions import ask_mandate, ask_statement, ask_withdrawal
from wholeplace.convene.mandates.answering import give_mandate, send_asking
from wholeplace.convene.mandates.models import Asking, Mandate, StandingStatement, Terms
from wholeplace.convene.mandates.standing import publish_statement, second_statement
from wholeplace.kernel.actors import Actor, machine
from wholeplace.kernel.clock import now
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.outbox.models import Mail

BOSS = "head@health.example"
GIVER = "Head of nursing"
UNTIL = now().date() + dt.timedelta(days=300)
TERMS = {"in_work_time": True, "own_words": True, "money": Decimal(500), "hours": Decimal(20)}
SAID = "Our staff may speak freely here."


def program(scene: Scene) -> Actor:
    return machine(scene.place, "mandates")


def ask(scene: Scene, name: str = "tariq", **other: Any) -> Asking:
    """Have somebody ask their manager for a mandate."""
    said = {"email": BOSS, "manager": "Sam Head", "words": "They need a nurse", "until": UNTIL, **TERMS}
    return ask_mandate(scene.actor(name), place=scene.place, **{**said, **other})


def sent(scene: Scene, asking: Asking | None = None, **other: Any) -> Asking:
    """Have the letter of an asking written."""
    return send_asking(program(scene), asking=asking or ask(scene, **other))


def terms(**other: Any) -> Terms:
    return Terms(**{"until": UNTIL, **TERMS, **other})


def given(scene: Scene, asking: Asking | None = None, *, said: Terms | None = None, **other: Any) -> Mandate:
    """Have a manager give what was asked for, or less."""
    asked = sent(scene, asking, **other)
    return give_mandate(program(scene), asking=asked, giver=GIVER, terms=said or asked.terms)


def published(scene: Scene, text: str = SAID, **other: Any) -> StandingStatement:
    """Have an organisation give its word for all of its people, with the second word of a convener."""
    return second_statement(scene.actor("amina"), for_all=said_for_all(scene, text, **other))


def said_for_all(scene: Scene, text: str = SAID, **other: Any) -> StandingStatement:
    """Have a manager say it, so that it waits for a second word."""
    said = {"email": BOSS, "text": text, **other}
    asked = ask_statement(scene.actor("tariq"), place=scene.place, **said)
    return publish_statement(program(scene), asking=sent(scene, asked), giver=GIVER)


def to_withdraw(scene: Scene) -> Asking:
    return sent(scene, ask_withdrawal(scene.actor("ben"), place=scene.place, email=BOSS))


def link_to(email: str = BOSS) -> str:
    """Return the address that the last letter to a manager leads to."""
    text = Mail.objects.filter(to=email).latest("asked").text
    return re.findall(r"^http://localhost:8000(/\S+/mandates/\S+/)$", text, re.MULTILINE)[-1]


def later(**by: float) -> None:
    """Let time go by for everything that was asked and given."""
    past = dt.timedelta(**by)
    with migrating():
        for asking in Asking.objects.all():
            for name in ("asked", "expires", "over", "answered"):
                setattr(asking, name, getattr(asking, name) and getattr(asking, name) - past)
            asking.save()
        for mandate in Mandate.objects.all():
            mandate.given, mandate.until = mandate.given - past, mandate.last_day - past
            mandate.ended = mandate.ended and mandate.ended - past
            mandate.save()
