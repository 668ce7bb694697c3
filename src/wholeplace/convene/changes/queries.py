"""What a viewer may read of what is expected to change, and of its readings."""

import datetime as dt

from django.db.models import OuterRef, QuerySet, Subquery

from wholeplace.convene.changes.models import ExpectedChange, Reading
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.records import visible


def changes_visible_to(viewer: Viewer) -> "QuerySet[ExpectedChange]":
    """Return what is expected to change and what is not, each with its newest reading that stands, if any."""
    return _with_readings(viewer, Reading.objects.filter(corrected_by=None))


def changes_at(viewer: Viewer, issue: Issue, moment: dt.datetime) -> "QuerySet[ExpectedChange]":
    """Return what an issue was expected to change at a moment, with the readings that had been given and stood then."""
    given = Reading.objects.filter(given__lte=moment).exclude(corrected_by__given__lte=moment)
    return _with_readings(viewer, given).filter(issue=issue, declared__lte=moment)


def _with_readings(viewer: Viewer, readings: "QuerySet[Reading]") -> "QuerySet[ExpectedChange]":
    standing = readings.filter(change=OuterRef("pk"))
    first, last = standing.order_by("day"), standing.order_by("-day")
    changes = visible(ExpectedChange.objects.select_related("issue__place", "place", "declared_by"), viewer)
    return changes.annotate(
        first_value=Subquery(first.values("value")[:1]),
        first_day=Subquery(first.values("day")[:1]),
        last_value=Subquery(last.values("value")[:1]),
        last_day=Subquery(last.values("day")[:1]),
    ).order_by("expectation", "declared", "pk")


def readings_visible_to(viewer: Viewer) -> "QuerySet[Reading]":
    """Return readings, the newest day first, each with the one that corrects it."""
    given = Reading.objects.select_related("by", "corrected_by", "change__issue__place", "change__place")
    return visible(given, viewer).order_by("-day", "-given", "pk")
