"""What a viewer may read about issues."""

import uuid
from collections import Counter

from django.db.models import Count, Q, QuerySet

from wholeplace.convene.issues.models import Framing, Issue, TakingPart
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.records import visible


def issues_visible_to(viewer: Viewer) -> QuerySet[Issue]:
    """Return the issues a viewer may read, newest first, each with how many people take part."""
    issues = visible(Issue.objects.select_related("place", "named_by"), viewer)
    counted = issues.annotate(people=Count("taking_part", filter=Q(taking_part__left=None)))
    return counted.order_by("-named", "pk")


def framings_visible_to(viewer: Viewer, issue: Issue) -> QuerySet[Framing]:
    """Return an issue's framings, the newest first."""
    return visible(Framing.objects.filter(issue=issue).select_related("by"), viewer)


def taking_part_by_voice(viewer: Viewer, issue: Issue) -> dict[str, int]:
    """Return how many people of each civic voice take part, for members only."""
    if not viewer.is_member:
        return {}
    voices = Counter(
        TakingPart.objects.filter(issue=issue, left=None).values_list("member__voice", flat=True)
    )
    return {str(label): voices.get(voice, 0) for voice, label in CivicVoice.choices}


def viewer_takes_part(viewer: Viewer, issue_id: uuid.UUID) -> bool:
    """Say whether the viewer takes part in an issue."""
    if viewer.membership is None:
        return False
    return TakingPart.objects.filter(issue=issue_id, member=viewer.membership, left=None).exists()
