"""What a viewer may read about organisations and areas."""

from django.db.models import Count, Q, QuerySet

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.places import Area, Organisation
from wholeplace.kernel.records import visible


def organisations_visible_to(viewer: Viewer) -> QuerySet[Organisation]:
    """Return the organisations at work in the place, each with how many members act on its behalf."""
    organisations = visible(Organisation.objects.select_related("place"), viewer)
    return organisations.annotate(people=Count("members", filter=Q(members__ended=None))).order_by("name")


def areas_visible_to(viewer: Viewer) -> QuerySet[Area]:
    """Return the areas of the place."""
    return visible(Area.objects.all(), viewer)
