"""Who may see what somebody wrote of an issue: oneself, those who take part, the partnership, or everybody."""

from django.db.models import Q, QuerySet

from wholeplace.convene.issues.models import TakingPart
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import Audience, R, visible

OUTWARD = (Audience.AUTHOR, Audience.ISSUE, Audience.PARTNERSHIP, Audience.PUBLIC)
"""Audiences from the fewest to everybody."""


def visible_within(records: "QuerySet[R]", viewer: Viewer) -> "QuerySet[R]":
    """Return the records that a viewer is among the audience of, each written `by` a member about an `issue`.

    What is for its author is for whoever facilitates there too. Conveners and managers see no more than anybody.
    """
    if viewer.membership is None:
        return visible(records, viewer)
    own = Q(audience=Audience.AUTHOR) & (Q(by__person=viewer.membership.person_id) | _facilitated(viewer))
    parts = TakingPart.objects.filter(member=viewer.membership, left=None).values("issue")
    theirs = Q(audience=Audience.ISSUE) & (Q(issue__in=parts) | Q(by__person=viewer.membership.person_id))
    everyones = Q(audience__in=(Audience.PARTNERSHIP, Audience.PUBLIC))
    return records.filter(own | theirs | everyones, place=viewer.place)


def _facilitated(viewer: Viewer) -> Q:
    """Return what holds of records about issues that the viewer facilitates."""
    scopes = [hat.scope for hat in viewer.hats if hat.kind == HatKind.FACILITATOR]
    if None in scopes:
        return Q(pk__isnull=False)
    return Q(issue__in=scopes)
