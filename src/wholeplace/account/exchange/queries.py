"""What a viewer may read about imports that wait."""

from django.db.models import QuerySet

from wholeplace.account.exchange.models import Staged
from wholeplace.kernel.actors import Viewer


def staged_visible_to(viewer: Viewer) -> QuerySet[Staged]:
    """Return the exports this viewer staged."""
    if viewer.membership is None:
        return Staged.objects.none()
    return Staged.objects.filter(place=viewer.place, by=viewer.membership).select_related("issue", "place")
