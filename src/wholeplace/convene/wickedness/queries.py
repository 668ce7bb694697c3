"""What a viewer may read of how wicked an issue is."""

from django.db.models import QuerySet

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.wickedness.models import WickednessAnswer
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.records import visible


def answers_visible_to(viewer: Viewer, issue: Issue) -> "QuerySet[WickednessAnswer]":
    """Return every answer about an issue, the newest first."""
    given = WickednessAnswer.objects.filter(issue=issue).select_related("answered_by")
    return visible(given, viewer).order_by("-answered", "pk")
