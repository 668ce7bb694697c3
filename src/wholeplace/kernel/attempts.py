"""Refused attempts on what belongs to a group, put on record for everybody to see."""

import datetime as dt
from dataclasses import replace

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import POWERFUL, action
from wholeplace.kernel.actors import Actor, Door
from wholeplace.kernel.acts import Act, reference
from wholeplace.kernel.clock import now
from wholeplace.kernel.conditions import Refusal, hat_for, in_hat, is_member
from wholeplace.kernel.ledger.models import Entry
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Place

AT_MOST_EVERY = dt.timedelta(minutes=1)


@in_hat(*HatKind)
def holds_power(actor: Actor, record: object) -> Refusal | None:
    """A member with a hat acts: they stand in the record by it."""
    return is_member(actor, record)


@action(
    "attempt.refuse",
    title=_("Refused attempt"),
    says=_("{actor} tried “{attempted}” and was refused: {reason}"),
    may=holds_power,
    on="place",
    doors=frozenset({Door.PAGE, Door.API, Door.COMMAND}),
)
def refuse_attempt(act: Act, *, place: Place, attempted: str, refusal: Refusal, about: object) -> None:
    """Record that somebody with a powerful hat tried to act around what belongs to a group, once a minute."""
    act.hat = act.hat or hat_for(act.actor, about, *POWERFUL)
    by = str(act.membership.pk)
    mark = f'"attempted":"{attempted}","by":"{by}"'
    if not recent_attempts(place).filter(leaves__part=0, leaves__data__contains=mark).exists():
        told = {"about": reference(about)} if isinstance(about, models.Model) else {}
        act.say(attempted=attempted, code=refusal.code, by=by, params=impersonal(refusal), **told)


def recent_attempts(place: Place) -> QuerySet[Entry]:
    """Return the refused attempts of the last minute in a place."""
    return Entry.objects.filter(place=place, action="attempt.refuse", at__gt=now() - AT_MOST_EVERY)


def keep_attempt(actor: Actor, attempted: str, refusal: Refusal, *, about: object) -> None:
    """Record a refused attempt, at most once a minute for one actor and one action."""
    refuse_attempt(
        replace(actor, key="", hat=None), place=actor.place, attempted=attempted, refusal=refusal, about=about
    )


def impersonal(refusal: Refusal) -> dict[str, int | str]:
    """Return what a refusal names that the record may show openly: counts, and words of the program's own."""
    with translation.override(settings.LANGUAGE_CODE):
        return {
            name: value if isinstance(value, int) else str(value)
            for name, value in refusal.params.items()
            if isinstance(value, int | Promise)
        }
