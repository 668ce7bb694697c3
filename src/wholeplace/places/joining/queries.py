"""What a viewer may read about who joined by themselves."""

from django.db.models import QuerySet

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import visible
from wholeplace.places.joining.models import Arrival


def arrivals_visible_to(viewer: Viewer) -> QuerySet[Arrival]:
    """Return the present members who joined by themselves, the newest first; to conveners alone."""
    arrivals = visible(Arrival.objects.filter(member__ended=None), viewer).select_related("member", "place")
    return arrivals.order_by("-member__joined", "pk") if viewer.wears(HatKind.CONVENER) else arrivals.none()
