"""Reads: what the reader may see of issues, conversations, releases and the record."""

import datetime as dt
import uuid
from typing import Annotated, Any

from django.http import Http404
from ninja import Query, Router, Schema
from ninja.pagination import paginate

from wholeplace.account.scrutiny.queries import lines_visible_to
from wholeplace.api.answers import Pages
from wholeplace.api.writes import Problem
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.kernel.decisions.queries import decisions_visible_to
from wholeplace.kernel.search.finding import FURTHEST, Found, find
from wholeplace.mediate.conversations.queries import conversations_visible_to
from wholeplace.mediate.landscapes.queries import figures_shown, landscape_visible_to
from wholeplace.ui.requests import PersonRequest


class IssueOut(Schema):
    """An issue."""

    id: uuid.UUID
    title: str
    happening: str
    for_whom: str
    tried: str
    named: dt.datetime
    people: int


class DecisionOut(Schema):
    """A decision: the question, its terms and its end; who answered what is read on its page, by members."""

    id: uuid.UUID
    about: uuid.UUID
    question: str
    rule: str
    in_force: str
    quorum: int
    voice_quorum: int
    days: int
    fallback_days: int
    seats: int
    circle: uuid.UUID | None
    electors: int
    state: str
    asked: dt.datetime
    opened: dt.datetime | None
    deadline: dt.datetime | None
    closed: dt.datetime | None
    outcome: str
    chosen: int | None
    seats_given: list[int]


class OptionOut(Schema):
    """One thing a decision chooses from: its number, and the record it names."""

    number: int
    record: uuid.UUID


class DecisionWithOptionsOut(DecisionOut):
    """A decision with what it chooses from."""

    options: list[OptionOut]


class ConversationOut(Schema):
    """A conversation."""

    id: uuid.UUID
    issue_id: uuid.UUID
    title: str
    question: str
    state: str
    began: dt.datetime


class LineOut(Schema):
    """A line of the record."""

    index: int | None
    entry: uuid.UUID
    at: dt.datetime
    action: str
    sentence: str


class FoundOut(Schema):
    """One record that was found: its kind, and what of its title and text is shown."""

    kind: str
    id: uuid.UUID
    title: str
    text: str
    address: str


class ResultsOut(Schema):
    """What was found, and whether there is more; how much more is told to nobody."""

    found: list[FoundOut]
    more: bool


class ReleaseOut(Schema):
    """A release: the one snapshot of figures that may be seen."""

    number: int
    base: int
    taken: dt.datetime
    figures: dict[str, Any]


REFUSED = {404: Problem, 422: Problem}
"""There is no such place or record; the question cannot be understood."""


def reads() -> Router:
    """Return a router of everything that may be read."""
    router = Router(tags=["reading"])

    @router.get("/issues", response={200: list[IssueOut], **REFUSED}, operation_id="issues")
    @paginate(Pages)
    def issues(request: PersonRequest) -> Any:
        """List the issues of the place."""
        return issues_visible_to(request.viewer)

    @router.get("/issues/{issue}", response={200: IssueOut, **REFUSED}, operation_id="issue")
    def issue_(request: PersonRequest, issue: uuid.UUID) -> Any:
        """Show one issue."""
        return _one(issues_visible_to(request.viewer), issue)

    @router.get("/decisions", response={200: list[DecisionOut], **REFUSED}, operation_id="decisions")
    @paginate(Pages)
    def decisions(request: PersonRequest) -> Any:
        """List the decisions of the place, the newest first."""
        return decisions_visible_to(request.viewer)

    @router.get(
        "/decisions/{decision}",
        response={200: DecisionWithOptionsOut, **REFUSED},
        operation_id="decision",
    )
    def decision_(request: PersonRequest, decision: uuid.UUID) -> Any:
        """Show one decision, with what it chooses from."""
        return _one(decisions_visible_to(request.viewer).prefetch_related("options"), decision)

    @router.get(
        "/conversations", response={200: list[ConversationOut], **REFUSED}, operation_id="conversations"
    )
    @paginate(Pages)
    def conversations(request: PersonRequest) -> Any:
        """List the conversations of the place."""
        return conversations_visible_to(request.viewer)

    @router.get(
        "/conversations/{conversation}/landscape",
        response={200: ReleaseOut, **REFUSED},
        operation_id="landscape",
    )
    def landscape(request: PersonRequest, conversation: uuid.UUID) -> Any:
        """Show the newest released landscape of a conversation."""
        found = _one(conversations_visible_to(request.viewer), conversation)
        release = landscape_visible_to(request.viewer, found)
        if release is None:
            raise Http404
        return {
            "number": release.number,
            "base": release.base,
            "taken": release.taken,
            "figures": figures_shown(request.viewer, found, release),
        }

    @router.get("/record", response={200: list[LineOut], **REFUSED}, operation_id="record")
    @paginate(Pages)
    def record(request: PersonRequest) -> Any:
        """List the ledger's lines, the newest first."""
        return lines_visible_to(request.viewer)

    @router.get("/search", response={200: ResultsOut, **REFUSED}, operation_id="search")
    def search(
        request: PersonRequest,
        q: Annotated[str, Query(max_length=10_000)] = "",
        kind: Annotated[str, Query(max_length=40)] = "",
        start: Annotated[int, Query(ge=0, le=FURTHEST)] = 0,
    ) -> Any:
        """Find records by their words: all of them, the last of which may be only begun."""
        results = find(request.viewer, q, kind=kind, start=start)
        return {"found": [_found(one) for one in results.found], "more": results.more}

    return router


def _found(one: Found) -> dict[str, Any]:
    title, text = ("".join(run.text for run in runs) for runs in (one.title, one.text))
    return {"kind": one.kind.name, "id": one.record.pk, "title": title, "text": text, "address": one.href}


def _one(records: Any, record: uuid.UUID) -> Any:
    found = records.filter(pk=record).first()
    if found is None:
        raise Http404
    return found
