"""Settling a mismatch between two parties, living with it, or parking it until a day."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.expectations.conditions import (
    can_be_parked,
    can_be_settled,
    confirms_for_the_other,
    day_refused,
    is_one_of_the_parties,
    may_park,
    newest_settling,
    other_party,
    people_of,
    settling_waits,
    speaks_for,
)
from wholeplace.convene.expectations.marking import YOURS
from wholeplace.convene.expectations.models import Pairing, Settling
from wholeplace.convene.expectations.names import Ending
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.locks import held_alone
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.records import Audience


@action(
    "expectation.settle",
    title=_("Say how a mismatch is settled"),
    says=_("{actor} said how a mismatch between two parties is settled"),
    may=is_one_of_the_parties,
    when=can_be_settled,
    on="pairing",
    doors=BY_PERSON,
)
def settle(act: Act, *, pairing: Pairing, how: str) -> Settling:
    """Say for one party how a mismatch is settled; it is once somebody of the other party confirms it."""
    return _ask_the_other(act, pairing, Ending.SETTLED, how)


@action(
    "expectation.live_with",
    title=_("Say that both parties live with a mismatch"),
    says=_("{actor} said that two parties live with a mismatch"),
    may=is_one_of_the_parties,
    when=can_be_settled,
    on="pairing",
    doors=BY_PERSON,
)
def live_with(act: Act, *, pairing: Pairing, why: str) -> Settling:
    """Say for one party that one lives with a mismatch, and why; both do once somebody of the other party confirms it."""
    return _ask_the_other(act, pairing, Ending.ACCEPTED, why)


@action(
    "expectation.park",
    title=_("Park a mismatch until a day"),
    says=_("{actor} parked a mismatch between two parties until a day"),
    may=may_park,
    when=can_be_parked,
    on="pairing",
    doors=BY_PERSON,
)
def park(act: Act, *, pairing: Pairing, until: dt.date, reason: str) -> Settling:
    """Leave a mismatch until a day, and say why; on that day it is open again."""
    if refusal := day_refused(until, today=timezone.localdate(act.at)):
        raise Refused(refusal.code, **refusal.params)
    made = _said(act, pairing, Ending.PARKED, reason, until=until)
    day = date_format(until, "j F Y")
    text = format_lazy(_("Until {day}: {reason}"), day=day, reason=reason)
    people = [*people_of(pairing.line.card), *people_of(pairing.party)]
    title = _("A mismatch is parked that your party is in")
    notify(act, people, title=title, text=text, href=pairing.get_absolute_url(), why=YOURS)
    return made


@action(
    "expectation.confirm",
    title=_("Confirm what the other party said of a mismatch"),
    says=_("{actor} confirmed for the other party what was said of a mismatch"),
    may=confirms_for_the_other,
    when=settling_waits,
    on="settling",
    doors=BY_PERSON,
)
def confirm(act: Act, *, settling: Settling) -> Settling:
    """Confirm for the other party how a mismatch is settled, or that both live with it.

    Nobody says anything else of the mismatch, or takes it back, while that is asked once more.
    """
    settling.pairing = held_alone(settling.pairing)
    if refusal := settling_waits(act.actor, settling):
        raise Refused(refusal.code, **refusal.params)
    settling.confirmed, settling.confirmed_by = act.at, act.membership
    settling.save()
    act.record(settling)
    title = _("The other party confirmed what you said of a mismatch")
    href = settling.get_absolute_url()
    notify(act, [settling.by], title=title, text=settling.words, href=href, why=YOURS)
    return settling


def _ask_the_other(act: Act, pairing: Pairing, kind: Ending, words: str) -> Settling:
    """Keep what one party says of a mismatch, and ask those who take part for the other."""
    made = _said(act, pairing, kind, words)
    waited_for = other_party(made)
    assert waited_for is not None
    title = _("A mismatch waits for your word")
    people = people_of(waited_for)
    notify(act, people, title=title, text=words, href=pairing.get_absolute_url(), why=YOURS)
    return made


def _said(act: Act, pairing: Pairing, kind: Ending, words: str, *, until: dt.date | None = None) -> Settling:
    """Keep what is said of a mismatch, for the party of whoever says it; a convener who parks it speaks for neither."""
    last = newest_settling(pairing)
    parties = (pairing.line.card, pairing.party)
    made = Settling.objects.create(
        place=act.place,
        audience=Audience.PARTNERSHIP,
        pairing=pairing,
        number=last.number + 1 if last is not None else 1,
        kind=kind,
        words=words,
        party=next((one for one in parties if speaks_for(act.actor, one)), None),
        by=act.membership,
        said=act.at,
        until=until,
    )
    act.record(made)
    return made
