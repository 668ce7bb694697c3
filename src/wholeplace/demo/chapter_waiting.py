"""The last chapter: what waits when the story ends, for whoever tries the demo to give the second word or decline."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from wholeplace.convene.changes.actions import give_reading, restate_change
from wholeplace.convene.changes.models import ExpectedChange
from wholeplace.convene.issues.models import Issue
from wholeplace.demo.chapter_issues import FALLS, said
from wholeplace.demo.chapter_steps import tell_the_steps
from wholeplace.demo.hill import RUNG
from wholeplace.demo.people import NAMED
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.clock import now
from wholeplace.kernel.people import HatKind
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.opening import open_conversation, propose_close
from wholeplace.places.people.actions import propose_hat

if TYPE_CHECKING:
    from wholeplace.demo.telling import Teller

DOCTOR: Final = "Dr Helena Strand"
SOONER: Final = 28
RUNG_NOW: Final = 8
WHERE_READ: Final = "The list the receptionists keep"
WHY_SOONER: Final = (
    "Eight people are rung already, sooner than we thought. We can look for a little more than we did."
)
NEXT_TITLE: Final = "After the first films"
NEXT_QUESTION: Final = "You were rung, or came to a film: what was good, and what should change?"
NEXT_DESCRIPTION: Final = (
    "For people on the hill who are rung or came to a film, and for whoever rings or drives."
)
NEXT_SEEDS: Final = (
    "The rings come at a good time of day.",
    "I would rather be rung by somebody I have met.",
    "The lift down the hill matters more than the film.",
    "Once a month is too seldom.",
)
OPENS_IN, OPEN_FOR = dt.timedelta(days=9), dt.timedelta(days=14)
SPONSOR: Final = "Jo Kettering"
WHY_CLOSE: Final = (
    "The bus company settles its timetable next week, and asks to have what was said before it does."
)


def tell_what_waits(teller: "Teller", hill: Issue, asked_now: Conversation) -> None:
    """Have each of what two people decide together wait for the second of them; all of it is of today."""
    second_convener = teller.member(teller.wearers("convener")[1], hat=HatKind.CONVENER)
    propose_close(_today(second_convener), conversation=asked_now, reason=WHY_CLOSE)
    (sponsor,) = [teller.members[one.email] for one in NAMED if one.name == SPONSOR]
    propose_hat(_today(second_convener), member=sponsor, kind=HatKind.SPONSOR)
    falls = ExpectedChange.objects.get(issue=hill, outcome=FALLS.outcome)
    told = said(teller, replace(FALLS, target=SOONER), first=falls.baseline_day)
    doctor = _today(teller.named(DOCTOR))
    rung = ExpectedChange.objects.get(issue=hill, outcome=RUNG.outcome)
    give_reading(doctor, change=rung, day=now().date(), value=Decimal(RUNG_NOW), source=WHERE_READ)
    restate_change(doctor, change=falls, **told, reason=WHY_SOONER)
    tell_the_steps(teller)
    opens = (now() + OPENS_IN).replace(hour=9, minute=0, second=0, microsecond=0)
    open_conversation(
        _today(teller.convening()),
        issue=hill,
        title=NEXT_TITLE,
        question=NEXT_QUESTION,
        description=NEXT_DESCRIPTION,
        seeds=list(NEXT_SEEDS),
        opens=opens,
        closes=opens + OPEN_FOR,
    )


def _today(actor: Actor) -> Actor:
    return replace(actor, at=None)
