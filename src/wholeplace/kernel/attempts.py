"""Refused attempts on what belongs to a group, put on record for everybody to see."""

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import Actor, Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.clock import now
from wholeplace.kernel.conditions import Refusal, is_member
from wholeplace.kernel.ledger.models import Entry

AT_MOST_EVERY = dt.timedelta(minutes=1)


@action(
    "attempt.refuse",
    says=_("{actor} tried “{attempted}” and was refused: {reason}"),
    may=is_member,
    doors=frozenset({Door.PAGE, Door.API, Door.COMMAND}),
)
def refuse_attempt(act: Act, *, attempted: str, code: str) -> None:
    """Record that somebody with a powerful hat tried to act around what belongs to a group."""
    act.say(attempted=attempted, code=code, by=str(act.membership.pk))


def recent_attempts(actor: Actor) -> QuerySet[Entry]:
    """Return the refused attempts of the last minute in the actor's place."""
    return Entry.objects.filter(place=actor.place, action="attempt.refuse", at__gt=now() - AT_MOST_EVERY)


def keep_attempt(actor: Actor, attempted: str, refusal: Refusal) -> None:
    """Record a refused attempt, at most once a minute for one actor and one action."""
    mark = f'"attempted":"{attempted}","by":"{actor.membership.pk if actor.membership else ""}"'
    if not recent_attempts(actor).filter(leaves__part=0, leaves__data__contains=mark).exists():
        refuse_attempt(actor.keyed(""), attempted=attempted, code=refusal.code)
