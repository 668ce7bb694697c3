"""What a convener does about a lottery: set it up, change its terms, open and close registration, end it."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.lottery.conditions import (
    can_be_ended,
    convenes,
    issue_takes_lottery,
    registration_is_open,
    terms_can_change,
)
from wholeplace.convene.lottery.models import Lottery
from wholeplace.convene.lottery.names import Asked, Fairness
from wholeplace.convene.lottery.opened_with import digest_of_terms
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused


@action(
    "lottery.set_up",
    title=_("Set up a panel that is drawn by lot"),
    says=_("{actor} set up a panel of {seats} that is drawn by lot"),
    may=convenes,
    when=issue_takes_lottery,
    within="issue",
    doors=BY_PAGE,
)
def set_up_lottery(
    act: Act, *, issue: Issue, title: str, about: str, seats: int, method: Fairness = Fairness.LEXIMIN
) -> Lottery:
    """Say what a panel is for and how many people sit on it; whom it should resemble is said next."""
    _refuse_where_called_so(issue, title)
    made = Lottery.objects.create(
        place=issue.place,
        audience=issue.audience,
        issue=issue,
        by=act.membership,
        title=title,
        about=about,
        seats=seats,
        method=method,
        made=act.at,
    )
    act.record(made)
    act.say(seats=seats)
    return made


def _refuse_where_called_so(issue: Issue, title: str) -> None:
    """Refuse that two panels of an issue are called the same while both go on."""
    if Lottery.objects.filter(issue=issue, title=title, ended=None).exists():
        raise Refused("panel_by_that_title")


@action(
    "lottery.change",
    title=_("Change the terms of a lottery"),
    says=_("{actor} changed the terms of a lottery"),
    may=convenes,
    when=terms_can_change,
    on="lottery",
    doors=BY_PAGE,
)
def change_lottery(
    act: Act,
    *,
    lottery: Lottery,
    title: str,
    about: str,
    seats: int,
    method: Fairness,
    one_of_a_household: bool,
    after: str = "",
) -> Lottery:
    """Say anew what the panel is, how many sit on it, and how it is drawn, until a draw is committed to.

    `after` is the digest of the terms as they were read: whoever read before somebody else's change reads that first.
    """
    if after and after != digest_of_terms(lottery):
        raise Refused("lottery_changed_meanwhile")
    if title != lottery.title:
        _refuse_where_called_so(lottery.issue, title)
    lottery.title, lottery.about, lottery.seats = title, about, seats
    lottery.method, lottery.one_of_a_household = method, one_of_a_household
    lottery.save()
    act.record(lottery)
    return lottery


@action(
    "lottery.open_registration",
    title=_("Open registration for a lottery"),
    says=_("{actor} opened registration for a lottery"),
    may=convenes,
    when=terms_can_change,
    on="lottery",
    doors=BY_PAGE,
)
def open_registration(
    act: Act, *, lottery: Lottery, closes: dt.datetime, asks: Sequence[Asked], consent: str
) -> Lottery:
    """Let people register on an open page until a date; once somebody did, what they agreed to stays as it was."""
    if closes <= act.at:
        raise Refused("closes_in_the_past")
    if not lottery.features.exists():
        raise Refused("no_targets_yet")
    wanted = [one.value for one in asks]
    if lottery.opened is not None and (wanted, consent) != (lottery.asks, lottery.consent):
        raise Refused("registration_was_opened")
    lottery.asks, lottery.consent, lottery.closes, lottery.closed = wanted, consent, closes, None
    lottery.opened = lottery.opened or act.at
    lottery.save()
    act.record(lottery)
    return lottery


@action(
    "lottery.close_registration",
    title=_("Close registration for a lottery"),
    says=_("{actor} closed registration for a lottery"),
    may=convenes,
    when=registration_is_open,
    on="lottery",
    doors=BY_PAGE,
)
def close_registration(act: Act, *, lottery: Lottery) -> Lottery:
    """Let nobody register on the page any more; whoever registered can still withdraw."""
    lottery.closed = act.at
    lottery.save()
    act.record(lottery)
    return lottery


@action(
    "lottery.end",
    title=_("End a lottery"),
    says=_("{actor} ended a lottery"),
    may=convenes,
    when=can_be_ended,
    on="lottery",
    doors=BY_PAGE,
)
def end_lottery(act: Act, *, lottery: Lottery) -> Lottery:
    """Say that the panel has met, or is given up: everybody in the pool is forgotten some time after."""
    lottery.ended = act.at
    lottery.save()
    act.record(lottery)
    return lottery
