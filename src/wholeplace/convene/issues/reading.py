"""An issue with what other features read along for its own page, in the one statement that reads it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import Count, QuerySet, Subquery
from django.db.models.functions import Coalesce

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.kernel.actors import Viewer

Asked = Callable[[Viewer, "QuerySet[Issue]"], "QuerySet[Issue]"]

ALONG: list[Asked] = []
"""What is asked for along with an issue."""


INTERESTED = "people_with_interests"
"""Under which name an issue has, read along, the people who declared an interest of their own in it, where it is told."""


def interested_in(issue: Issue) -> frozenset[uuid.UUID]:
    """Return the people who declared an interest of their own in an issue that was read with all along, where it is told."""
    return frozenset(uuid.UUID(one) for one in vars(issue).get(INTERESTED) or ())


def declare_read_along(asked: Asked) -> None:
    """Have something of another feature read along with an issue that is shown on its own page."""
    ALONG.append(asked)


def issues_with_all_along(viewer: Viewer) -> QuerySet[Issue]:
    """Return the issues a viewer may read, each with all that its own page reads along."""
    found = issues_visible_to(viewer)
    for along in ALONG:
        found = along(viewer, found)
    return found


def counted_along(found: "QuerySet[Any]") -> Coalesce:
    """Return how many of an issue were found, to be read along with it; `found` is told by an `OuterRef` of which issue."""
    counted = found.values("issue").annotate(number=Count("pk", distinct=True)).values("number")
    return Coalesce(Subquery(counted), 0)
