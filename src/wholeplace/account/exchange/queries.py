"""What a viewer may read about imports that wait."""

from django.db.models import QuerySet

from wholeplace.account.exchange.models import KEPT, Staged
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.clock import now


def staged_visible_to(viewer: Viewer) -> QuerySet[Staged]:
    """Return the exports this viewer staged."""
    if viewer.membership is None:
        return Staged.objects.none()
    return Staged.objects.filter(
        place=viewer.place, by=viewer.membership, at__gt=now() - KEPT
    ).select_related("issue", "place", "made__place")
