"""What a viewer may read about people and their hats."""

from django.db.models import QuerySet

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import Hat, HatState, Membership
from wholeplace.kernel.records import visible


def members_visible_to(viewer: Viewer) -> QuerySet[Membership]:
    """Return the present members of the place, by name; visitors see nobody."""
    members = visible(Membership.objects.filter(ended=None), viewer)
    return members.select_related("organisation", "area", "place").order_by("name")


def hats_visible_to(viewer: Viewer) -> QuerySet[Hat]:
    """Return the hats held or waiting for a second word, newest first; visitors see none."""
    hats = visible(Hat.objects.filter(state__in=[HatState.HELD, HatState.PROPOSED]), viewer)
    return hats.select_related("membership", "proposed_by", "place").order_by("state", "-proposed")
