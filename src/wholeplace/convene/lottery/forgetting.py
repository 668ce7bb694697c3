"""Forgetting everybody in a pool some time after its lottery ended, as if each had withdrawn."""

import datetime as dt
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.lottery.models import Registration
from wholeplace.convene.lottery.registering import empty
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import is_machine
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.places import Place
from wholeplace.kernel.privacy.erasing import Erased, blank

KEPT: Final = dt.timedelta(days=90)
"""How long after a lottery ended it is kept who was in its pool."""
AT_ONCE: Final = 200
"""Registrations forgotten in one deed, so that nobody waits long for the database."""


def to_forget(at: dt.datetime) -> "QuerySet[Registration]":
    """Return those in the pools of lotteries that ended so long ago that they are forgotten, and members who had themselves erased.

    Of whoever had withdrawn before, the marks go then by which no file brought them back.
    """
    over, there = Q(lottery__ended__lt=at - KEPT), Q(withdrawn=None)
    return Registration.objects.filter(there & (over | Q(name=ERASED)) | over & ~there & ~Q(gone_as=[]))


@action(
    "lottery.forget",
    title=_("Forget who was in pools whose time is over"),
    says=_("{actor} forgot {count} people who were in pools"),
    may=is_machine,
    on="place",
    doors=BY_MACHINE,
)
def forget_pools(act: Act, *, place: Place) -> int:
    """Keep nothing of who somebody is, some at a time; that there was such a ticket stays."""
    going = list(to_forget(act.at).filter(place=place).order_by("pk")[:AT_ONCE])
    erased = Erased()
    for one in going:
        if one.withdrawn is None:
            empty(act, one, erased)
        else:
            _let_go(act, one, erased)
    if going:
        act.say(count=len(going), openings=erased.openings, aliases=erased.aliases)
    return len(going)


def _let_go(act: Act, registration: Registration, erased: Erased) -> None:
    """Keep not even the marks by which no file brought somebody back who had withdrawn."""
    blank(act, registration, ("gone_as",), erased)
    registration.gone_as = []
    registration.save(update_fields=["gone_as"])
    act.record(registration)
