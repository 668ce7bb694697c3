"""The part of an issue's page that gives account: reports that are out, and what is still owed."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.account.reports.models import report_url
from wholeplace.account.reports.queries import conversations_over, reports_visible_to
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Viewer
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.landscapes.afterwards import Afterwards


def panel_context(viewer: Viewer, issue: Issue) -> Mapping[str, Any]:
    """Return an issue's reports, and the answers and reports that are owed."""
    over = list(conversations_over(viewer).filter(issue=issue))
    owed = [{"label": _owed(one), "href": report_url(one)} for one in over if one.out is None]  # type: ignore[attr-defined] # found by the query
    reports = [(one, report_url(one)) for one in over if one.out is not None]  # type: ignore[attr-defined] # found by the query
    return {"reports": reports, "owed": owed, "sentence": _sentence(len(reports))}


def report_out(viewer: Viewer, conversation: Conversation) -> Afterwards | None:
    """Lead from a conversation to its report, once one is out."""
    if not reports_visible_to(viewer, conversation).exists():
        return None
    return Afterwards(
        _("Read the report: what was decided, and what became of each statement"), report_url(conversation)
    )


def panel_sentences(_viewer: Viewer, _issues: Sequence[Issue]) -> Mapping[uuid.UUID, str]:
    """Say nothing of the state of each issue: a report that goes out is told among what changed lately."""
    return {}


def _sentence(reports: int) -> str:
    if not reports:
        return ""
    return ngettext("{count} report is out", "{count} reports are out", reports).format(count=reports)


def _owed(conversation: Conversation) -> str:
    owed: int = conversation.owed  # type: ignore[attr-defined] # counted by the query
    if not owed:
        return _("The report of “{title}”").format(title=conversation.title)
    said = ngettext(
        "The report of “{title}”, and an answer to {owed} statement",
        "The report of “{title}”, and an answer to {owed} statements",
        owed,
    )
    return said.format(title=conversation.title, owed=f"{owed:,}")
