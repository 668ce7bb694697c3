"""What a viewer may read of ground rules, and of how many agree to them."""

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from wholeplace.convene.ground_rules.models import Agreement, GroundRules
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.records import visible


def ground_rules_visible_to(viewer: Viewer) -> "QuerySet[GroundRules]":
    """Return ground rules, the newest version first, each with how many of those who take part agree."""
    told = GroundRules.objects.select_related("place", "issue__place", "declared_by", "decision__place")
    there = Q(
        agreements__member__ended=None,
        agreements__member__takes_part_in__issue=F("issue"),
        agreements__member__takes_part_in__left=None,
    )
    found = visible(told, viewer).annotate(agreeing=Count("agreements", filter=there, distinct=True))
    mine = Agreement.objects.filter(ground_rules=OuterRef("pk"), member=viewer.membership)
    return found.annotate(mine=Exists(mine)).order_by("-version", "pk")


def rules_in_force(viewer: Viewer, issue: Issue) -> GroundRules | None:
    """Return the ground rules by which people work on an issue now, if any."""
    return next((one for one in ground_rules_visible_to(viewer).filter(issue=issue) if one.in_force), None)
