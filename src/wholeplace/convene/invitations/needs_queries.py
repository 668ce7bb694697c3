"""What a viewer may read of what people need to take part: their own, and whoever sets events up all of them."""

from django.db.models import Q, QuerySet

from wholeplace.convene.invitations.models import AccessNeeds
from wholeplace.convene.issues.conditions import taking_part_now
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind


def needs_visible_to(viewer: Viewer) -> "QuerySet[AccessNeeds]":
    """Return what people need to take part: one's own, and to conveners and facilitators everybody's; what was taken back is gone."""
    said = AccessNeeds.objects.filter(place=viewer.place, withdrawn=None, member__ended=None)
    told = said.select_related("place", "member__organisation").order_by("member__name", "pk")
    if viewer.membership is None:
        return told.none()
    if viewer.wears(HatKind.CONVENER) or viewer.wears(HatKind.FACILITATOR):
        return told
    return told.filter(member__person=viewer.membership.person_id)


def needs_in(viewer: Viewer, issue: Issue) -> "QuerySet[AccessNeeds]":
    """Return what those who take part in an issue need, but of those who need nothing."""
    nothing = Q(access="", language="", childcare="", travel="")
    return (
        needs_visible_to(viewer)
        .filter(member__in=taking_part_now(issue.pk).values("member"))
        .exclude(nothing)
    )


def own_needs(viewer: Viewer) -> AccessNeeds | None:
    """Return what the viewer said they need; nothing where they have not."""
    if viewer.membership is None:
        return None
    return needs_visible_to(viewer).filter(member__person=viewer.membership.person_id).first()
