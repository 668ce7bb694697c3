"""What a viewer may read about people and their hats."""

from django.db.models import Q, QuerySet

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import Hat, HatKind, HatState, Membership
from wholeplace.kernel.records import visible
from wholeplace.places.people.conditions import GIVEN_BY_TWO, hat_needed_for


def members_visible_to(viewer: Viewer) -> QuerySet[Membership]:
    """Return the present members of the place, by name; visitors see nobody."""
    members = visible(Membership.objects.filter(ended=None), viewer)
    return members.select_related("organisation", "area", "place").order_by("name")


def hats_visible_to(viewer: Viewer) -> QuerySet[Hat]:
    """Return the hats held or waiting for a second word, newest first; visitors see none."""
    hats = visible(Hat.objects.filter(state__in=[HatState.HELD, HatState.PROPOSED]), viewer)
    return hats.select_related("membership", "proposed_by", "place").order_by("state", "-proposed")


def hats_waiting_for(viewer: Viewer) -> QuerySet[Hat]:
    """Return the hats, to be put on or taken off, that wait for a second word which this viewer could give."""
    kinds = [kind for kind in HatKind if viewer.wears(hat_needed_for(kind))]
    somebody_elses = hats_visible_to(viewer).filter(kind__in=kinds).exclude(membership=viewer.membership)
    put_on = Q(state=HatState.PROPOSED) & ~Q(proposed_by=viewer.membership)
    taken_off = Q(end_proposed_by__isnull=False) & ~Q(end_proposed_by=viewer.membership)
    return somebody_elses.filter(put_on | taken_off)


def removals_visible_to(viewer: Viewer) -> QuerySet[Membership]:
    """Return the members somebody proposed to remove: to those who could agree all, to anybody else at most themselves."""
    proposed = (
        members_visible_to(viewer).exclude(removal_proposed_by=None).select_related("removal_proposed_by")
    )
    if any(viewer.wears(kind) for kind in GIVEN_BY_TWO):
        return proposed
    return proposed.filter(pk=viewer.membership.pk) if viewer.membership is not None else proposed.none()


def words_waited_for(viewer: Viewer) -> int:
    """Return how many proposals, about hats and removals, wait for a second word which this viewer could give."""
    if not viewer.hats:
        return 0
    removals = removals_visible_to(viewer).exclude(pk=viewer.membership.pk)  # type: ignore[union-attr] # hats are worn by members
    return hats_waiting_for(viewer).count() + removals.exclude(removal_proposed_by=viewer.membership).count()
