"""What a viewer may read about people and their hats."""

from django.db.models import Case, Q, QuerySet, When

from wholeplace.kernel.actors import Actor, Viewer
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.people import Hat, HatState, Membership
from wholeplace.kernel.places import Place
from wholeplace.kernel.records import visible
from wholeplace.places.people.conditions import (
    GIVEN_BY_TWO,
    end_can_be_done,
    ends_hat_as_second,
    gives_second_word,
    hat_can_be_given,
    removal_can_be_done,
    removes_as_second,
)

WAITS = Q(state=HatState.PROPOSED) | Q(end_proposed_by__isnull=False)
"""A hat that is to be put on or taken off, and waits for a second word."""


def members_visible_to(viewer: Viewer) -> QuerySet[Membership]:
    """Return the present members of the place, by name; visitors see nobody."""
    members = visible(Membership.objects.filter(ended=None), viewer)
    return members.select_related("organisation", "area", "place").order_by("name")


def member_at(place: Place, email: str) -> Membership | None:
    """Return the present member of a place who signs in with this address: for whoever runs the machine."""
    return Membership.objects.filter(place=place, person__email=email.strip().lower(), ended=None).first()


def hats_visible_to(viewer: Viewer) -> QuerySet[Hat]:
    """Return the hats held or proposed, those that wait for a second word first, then the newest; visitors see none."""
    hats = visible(Hat.objects.filter(state__in=[HatState.HELD, HatState.PROPOSED]), viewer)
    return hats.select_related("membership", "proposed_by", "place").order_by(
        Case(When(WAITS, then=0), default=1), "-proposed"
    )


def removals_visible_to(viewer: Viewer) -> QuerySet[Membership]:
    """Return the members somebody proposed to remove: to those who could agree all, to anybody else at most themselves."""
    proposed = (
        members_visible_to(viewer).exclude(removal_proposed_by=None).select_related("removal_proposed_by")
    )
    if any(viewer.wears(kind) for kind in GIVEN_BY_TWO):
        return proposed
    return proposed.filter(pk=viewer.membership.pk) if viewer.membership is not None else proposed.none()


def waits_for_word_of(viewer: Viewer) -> bool:
    """Say whether a proposal, about a hat or a removal, waits for a second word which this viewer could give now."""
    if viewer.membership is None or not viewer.hats:
        return False
    actor = viewer.acting()
    hats = hats_visible_to(viewer).filter(Q(state=HatState.PROPOSED) | Q(end_proposed_by__isnull=False))
    return any(_hat_waits_for_others(actor, hat) is None for hat in hats) or any(
        (removes_as_second(actor, one) or removal_can_be_done(actor, one)) is None
        for one in removals_visible_to(viewer)
    )


def _hat_waits_for_others(actor: Actor, hat: Hat) -> Refusal | None:
    if hat.state == HatState.PROPOSED:
        return gives_second_word(actor, hat) or hat_can_be_given(actor, hat)
    return ends_hat_as_second(actor, hat) or end_can_be_done(actor, hat)
