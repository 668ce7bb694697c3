"""Leaving a place: by oneself at once, or removed by two people's word. What one did stays in the record."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.decisions.leaving import look_again
from wholeplace.kernel.people import Hat, HatState, Membership
from wholeplace.kernel.staying import STAY, see_that_enough_stay
from wholeplace.kernel.text import shows_something
from wholeplace.places.people.actions import hold_others_of_its_kind
from wholeplace.places.people.conditions import (
    can_leave,
    declines_removal,
    is_oneself,
    proposes_removal,
    removal_can_be_done,
    removal_is_open,
    removal_is_proposed,
    removes_as_second,
)
from wholeplace.places.people.letters import tell


@action(
    "member.leave",
    title=_("Leave the partnership"),
    says=_("{actor} left the partnership"),
    may=is_oneself,
    when=can_leave,
    on="member",
    doors=BY_PERSON,
)
def leave(act: Act, *, member: Membership) -> Membership:
    """Leave a place oneself: hats end with it; what one said and how one voted stays counted."""
    see_that_enough_stay(member, *STAY)
    member.removal_proposed_by, member.removal_reason = None, ""
    return end_membership(act, member)


@action(
    "member.propose_removal",
    title=_("Propose to remove a member"),
    says=_("{actor} proposed to remove a member"),
    may=proposes_removal,
    when=removal_is_open,
    on="member",
    by_two=True,
    doors=BY_PERSON,
)
def propose_removal(act: Act, *, member: Membership, reason: str) -> Membership:
    """Propose that somebody is no longer a member; they stay one until somebody else agrees."""
    if not shows_something(reason):
        raise Refused("left_empty")
    member.removal_proposed_by, member.removal_reason = act.membership, reason
    member.save()
    act.record(member)
    tell(act, member, "people/mail/removal_proposed.txt")
    return member


@action(
    "member.remove",
    title=_("Give the second word for removing a member"),
    says=_("{actor} gave the second word for removing a member"),
    may=removes_as_second,
    when=removal_can_be_done,
    on="member",
    by_two=True,
    doors=BY_PERSON,
)
def remove_member(act: Act, *, member: Membership) -> Membership:
    """Give the second word: they are no longer a member, and their hats end."""
    tell(act, member, "people/mail/removed.txt")
    return end_membership(act, member)


@action(
    "member.keep",
    title=_("Keep a member who was to be removed"),
    says=_("{actor} decided that a member stays"),
    may=declines_removal,
    when=removal_is_proposed,
    on="member",
    by_two=True,
    doors=BY_PERSON,
)
def keep_member(act: Act, *, member: Membership) -> Membership:
    """Decline or withdraw the proposal to remove somebody."""
    _drop_removal(act, member)
    return member


def end_membership(act: Act, member: Membership) -> Membership:
    """End a membership, its hats, the proposals about it, and what the member proposed and nobody has confirmed.

    Somebody who comes back does so under a new membership: were their first word left standing, they could give the
    second to it themselves. Decisions they could answer are looked at again, for they may never come to count now.
    """
    member.ended = act.at
    member.save()
    act.record(member)
    theirs = Q(membership=member, state__in=[HatState.PROPOSED, HatState.HELD])
    proposed = Q(proposed_by=member, state=HatState.PROPOSED) | Q(end_proposed_by=member, state=HatState.HELD)
    for hat in Hat.objects.filter(theirs | proposed).order_by("pk").select_for_update(no_key=True):
        _let_go(act, hat, member)
    for other in Membership.objects.filter(removal_proposed_by=member, ended=None).select_for_update(
        no_key=True
    ):
        _drop_removal(act, other)
    look_again(act, member)
    return member


def _let_go(act: Act, hat: Hat, member: Membership) -> None:
    """End a hat of a member who goes, or withdraw the proposal about it."""
    hat.end_proposed_by = None
    if hat.state == HatState.PROPOSED:
        hat.state, hat.decided, hat.decided_by = HatState.DECLINED, act.at, act.actor.membership
    elif hat.membership_id == member.pk:
        hold_others_of_its_kind(hat)
        hat.state, hat.decided, hat.decided_by = HatState.ENDED, act.at, act.actor.membership
    hat.save()
    act.record(hat)


def _drop_removal(act: Act, member: Membership) -> None:
    member.removal_proposed_by, member.removal_reason = None, ""
    member.save()
    act.record(member)
    tell(act, member, "people/mail/removal_dropped.txt")
