"""The panels drawn by lot for an issue, as its page shows them: the newest, and how many there are."""

from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, UUIDField

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.lottery.conditions import stage_of
from wholeplace.convene.lottery.models import Lottery
from wholeplace.convene.lottery.names import Stage
from wholeplace.convene.lottery.queries import lotteries_listed
from wholeplace.convene.lottery.showing import KINDS, stage_in_words
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import visible

NEWEST = "newest_lottery"
"""Under which name an issue says which lottery was set up for it last."""


def with_lotteries(viewer: Viewer, issues: "QuerySet[Issue]") -> "QuerySet[Issue]":
    """Return issues, each with the lottery that was set up last for it."""
    there = visible(Lottery.objects.filter(issue=OuterRef("pk")), viewer).order_by("-made", "pk")
    found: Any = issues.annotate(**{NEWEST: Subquery(there.values("pk")[:1], output_field=UUIDField())})
    return found  # type: ignore[no-any-return] # annotated by name


def panel_context(viewer: Viewer, issue: Issue) -> Mapping[str, Any]:
    """Return what the issue's page shows: the lotteries there are, and whether the viewer can set one up."""
    there = list(lotteries_listed(viewer).filter(issue=issue)) if vars(issue).get(NEWEST) is not None else []
    return {
        "lotteries": [_told(one) for one in there],
        "issue": issue,
        "sentence": "",
        "convenes": viewer.wears(HatKind.CONVENER),
    }


def _told(lottery: Lottery) -> Mapping[str, Any]:
    stage = stage_of(lottery, clock.now())
    return {
        "lottery": lottery,
        "label": stage.label,
        "kind": KINDS.get(stage, ""),
        "said": stage_in_words(lottery, stage),
        "open": stage == Stage.OPEN,
    }
