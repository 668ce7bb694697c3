"""The panels drawn by lot for an issue, as its page shows them: the newest, and how many there are."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, F, IntegerField, JSONField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.lottery.conditions import AWAITED, DRAWN_ON, stage_of
from wholeplace.convene.lottery.models import Lottery
from wholeplace.convene.lottery.names import Stage
from wholeplace.convene.lottery.queries import lotteries_listed
from wholeplace.convene.lottery.showing import KINDS, stage_in_words
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind

NEWEST, HOW_MANY = "newest_lottery", "how_many_lotteries"
"""Under which names an issue says what its page tells of the lottery that was set up for it last, and how many there are."""
MOMENTS = ("opened", "closes", "closed", "ended", AWAITED, DRAWN_ON)


def with_lotteries(viewer: Viewer, issues: "QuerySet[Issue]") -> "QuerySet[Issue]":
    """Return issues, each with the lottery that was set up last for it, one that goes on before any that ended: that costs its page no question more."""
    there = lotteries_listed(viewer).filter(issue=OuterRef("pk"))
    there = there.order_by(F("ended").asc(nulls_first=True), "-made", "pk")
    told = there.values(told=JSONObject(id="pk", title="title", **{name: name for name in MOMENTS}))
    count = there.order_by().values("issue").annotate(count=Count("pk")).values("count")
    found: Any = issues.annotate(
        **{
            NEWEST: Subquery(told[:1], output_field=JSONField()),
            HOW_MANY: Subquery(count, output_field=IntegerField()),
        }
    )
    return found  # type: ignore[no-any-return] # annotated by name


def panel_context(viewer: Viewer, issue: Issue) -> Mapping[str, Any]:
    """Return what the issue's page shows: the newest lottery, how many others there are, and whether the viewer can set one up."""
    told = vars(issue).get(NEWEST)
    return {
        "newest": _told(issue, told) if told else None,
        "others": (vars(issue).get(HOW_MANY) or 1) - 1,
        "issue": issue,
        "sentence": "",
        "convenes": viewer.wears(HatKind.CONVENER),
    }


def _told(issue: Issue, told: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what is told of a lottery that was read along with its issue."""
    moments = {name: _moment(told[name]) for name in MOMENTS}
    known = {name: moments[name] for name in MOMENTS if name not in {AWAITED, DRAWN_ON}}
    lottery = Lottery(pk=uuid.UUID(told["id"]), place=issue.place, issue=issue, title=told["title"], **known)
    vars(lottery).update({name: moments[name] for name in (AWAITED, DRAWN_ON)})
    stage = stage_of(lottery, clock.now())
    return {
        "lottery": lottery,
        "label": stage.label,
        "kind": KINDS.get(stage, ""),
        "said": stage_in_words(lottery, stage),
        "open": stage == Stage.OPEN,
    }


def _moment(text: str | None) -> dt.datetime | None:
    """Return a moment as the database writes it into JSON: SQLite leaves out that it is UTC."""
    moment = parse_datetime(text) if text else None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=dt.UTC)
