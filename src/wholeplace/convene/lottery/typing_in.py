"""What conveners put into a pool themselves: forms on paper, what somebody corrects on the phone, and a link somebody lost."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.lottery.conditions import (
    can_withdraw,
    convenes,
    link_can_go,
    pool_can_change,
)
from wholeplace.convene.lottery.letters import send_moved, send_registered
from wholeplace.convene.lottery.models import Lottery, Registration
from wholeplace.convene.lottery.names import Source
from wholeplace.convene.lottery.registering import Details, as_kept, fitting, in_pool, send_link_anew
from wholeplace.convene.lottery.tickets import household_of
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.locks import held_with_others
from wholeplace.kernel.tokens import new_token


@action(
    "registration.type_in",
    title=_("Type in a registration from paper"),
    says=_("{actor} typed in a registration from paper"),
    may=convenes,
    when=pool_can_change,
    within="lottery",
    doors=BY_PAGE,
)
def type_in(act: Act, *, lottery: Lottery, details: Details, answers: Mapping[str, str]) -> Registration:
    """Put somebody into the pool who filled in and signed a form; where they gave an e-mail, their link goes there."""
    link = new_token() if details.email else ""
    by = act.membership
    made = in_pool(act, lottery, details, answers, source=Source.PAPER, link=link, typed_in_by=by)
    act.record(made)
    if link:
        send_registered(act, made, link)
    return made


@action(
    "registration.change",
    title=_("Correct a registration"),
    says=_("{actor} corrected a registration"),
    may=convenes,
    when=can_withdraw,
    on="registration",
    doors=BY_PAGE,
)
def change_registration(
    act: Act, *, registration: Registration, details: Details, answers: Mapping[str, str]
) -> Registration:
    """Say otherwise how somebody can be reached; by what they are drawn stays once a draw is committed to.

    Where their e-mail address is another from now on, they are told so at the one before.
    """
    said, before = as_kept(details), registration.email
    registration.lottery = held_with_others(registration.lottery)
    counted = fitting(registration.lottery, answers)
    moved = household_of(said["address"]) != household_of(registration.address)
    if counted != registration.answers or moved:
        if refusal := pool_can_change(act.actor, registration.lottery):
            raise Refused(refusal.code, **refusal.params)
        registration.answers = counted
    if moved:
        registration.household = household_of(said["address"])
    for name, text in said.items():
        setattr(registration, name, text)
    refuse_where_taken(registration)
    registration.save()
    act.record(registration)
    if before not in {"", registration.email}:
        send_moved(act, registration, to=before)
    return registration


def refuse_where_taken(registration: Registration) -> None:
    """Refuse that two people who registered on the page count under one e-mail address: its link leads to one of them."""
    if registration.source != Source.PAGE or not registration.email:
        return
    others = Registration.objects.filter(
        lottery=registration.lottery,
        source=Source.PAGE,
        email=registration.email,
        withdrawn=None,
        set_aside=None,
    )
    if others.exclude(pk=registration.pk).exists():
        raise Refused("is_in_pool_already")


@action(
    "registration.send_link",
    title=_("Send somebody in a pool a new link"),
    says=_("{actor} sent somebody in a pool a new link to their own page"),
    may=convenes,
    when=link_can_go,
    on="registration",
    doors=BY_PAGE,
)
def send_link(act: Act, *, registration: Registration) -> Registration:
    """Send a new link to somebody who lost theirs; the one before leads nowhere from now on."""
    return send_link_anew(act, registration)
