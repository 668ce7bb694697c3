"""Settling who in a pool is the same person, and who lives together: a person looks, and says so on record."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.lottery.conditions import convenes, is_set_aside, pool_can_change, registration_counts
from wholeplace.convene.lottery.models import Apart, Lottery, Registration
from wholeplace.convene.lottery.names import Differ
from wholeplace.convene.lottery.typing_in import refuse_where_taken
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Condition, Refused
from wholeplace.kernel.locks import held_alone, held_with_others


@action(
    "registration.set_aside",
    title=_("Set aside a second registration of the same person"),
    says=_("{actor} set aside a registration, because the same person is in the pool by another"),
    may=convenes,
    when=registration_counts,
    on="registration",
    doors=BY_PAGE,
)
def set_aside(act: Act, *, registration: Registration, kept: Registration) -> Registration:
    """Have one of two registrations of the same person not count; it can be brought back."""
    _hold_pool(act, registration, registration_counts)
    kept = held_with_others(kept)
    if kept.lottery_id != registration.lottery_id or kept.pk == registration.pk or not kept.counts:
        raise Refused("gone")
    registration.set_aside, registration.same_as = act.at, kept
    registration.save()
    act.record(registration)
    return registration


@action(
    "registration.bring_back",
    title=_("Bring back a registration that was set aside"),
    says=_("{actor} brought back a registration that had been set aside"),
    may=convenes,
    when=is_set_aside,
    on="registration",
    doors=BY_PAGE,
)
def bring_back(act: Act, *, registration: Registration) -> Registration:
    """Have a registration count again."""
    _hold_pool(act, registration, is_set_aside)
    refuse_where_taken(registration)
    registration.set_aside = registration.same_as = None
    registration.save()
    act.record(registration)
    return registration


@action(
    "lottery.say_apart",
    title=_("Say that two registrations are not what they look like"),
    says=_("{actor} found two registrations that look alike to be apart"),
    may=convenes,
    when=pool_can_change,
    within="lottery",
    doors=BY_PAGE,
)
def say_apart(
    act: Act, *, lottery: Lottery, first: Registration, second: Registration, about: Differ
) -> Apart:
    """Note that two registrations are of two people, or of two homes: they are not shown together again."""
    _of_one_pool(lottery, first, second)
    one, other = sorted((first, second), key=lambda each: str(each.pk))
    there = Apart.objects.filter(first=one, second=other, about=about).first()
    if there is not None:
        return there
    made = Apart.objects.create(
        place=act.place, lottery=lottery, first=one, second=other, about=about, by=act.membership, at=act.at
    )
    act.record(made)
    return made


@action(
    "registration.live_together",
    title=_("Say that somebody in a pool lives with another"),
    says=_("{actor} noted that two people in a pool live together"),
    may=convenes,
    when=registration_counts,
    on="registration",
    doors=BY_PAGE,
)
def live_together(act: Act, *, registration: Registration, other: Registration) -> Registration:
    """Put somebody, and all who live with them, into the household of another."""
    _hold_pool(act, registration, registration_counts)
    _of_one_pool(registration.lottery, registration, other)
    other = held_alone(other)
    if other.is_emptied:
        raise Refused("gone")
    household = other.household or f"with {other.pk}"
    mine = Registration.objects.filter(lottery=registration.lottery, withdrawn=None)
    moved = Q(pk=registration.pk) if not registration.household else Q(household=registration.household)
    for one in (*mine.filter(moved).order_by("pk").select_for_update(no_key=True), other):
        if one.household != household:
            one.household = household
            one.save()
            act.record(one)
    registration.household = household
    return registration


@action(
    "registration.lives_alone",
    title=_("Say that somebody in a pool does not live with the others"),
    says=_("{actor} noted that somebody in a pool does not live with others there"),
    may=convenes,
    when=registration_counts,
    on="registration",
    doors=BY_PAGE,
)
def lives_alone(act: Act, *, registration: Registration) -> Registration:
    """Take somebody out of a household, who has the same address and does not live there with the others."""
    _hold_pool(act, registration, registration_counts)
    registration.household = ""
    registration.save()
    act.record(registration)
    return registration


def _hold_pool(act: Act, registration: Registration, condition: Condition) -> None:
    """Have nobody commit to a draw while somebody in its pool changes; refuse where somebody just did."""
    registration.lottery = held_with_others(registration.lottery)
    if refusal := condition(act.actor, registration):
        raise Refused(refusal.code, **refusal.params)


def _of_one_pool(lottery: Lottery, first: Registration, second: Registration) -> None:
    if {first.lottery_id, second.lottery_id} != {lottery.pk} or first.pk == second.pk:
        raise Refused("gone")
