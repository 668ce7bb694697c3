"""The part of an issue's page that gives account: reports that are out, and what is still owed."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.account.reports.models import report_url
from wholeplace.account.reports.queries import over_about, owes, reports_visible_to
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Viewer
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.landscapes.afterwards import Afterwards


def panel_context(viewer: Viewer, issue: Issue) -> Mapping[str, Any]:
    """Return an issue's reports, and the answers and reports that are owed."""
    over = over_about(viewer, issue)
    owed = [{"label": _owed(one), "href": report_url(one)} for one in over if owes(one)]
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
    """Say what is owed of a conversation: its report, answers, and what moderators have yet to decide."""
    owed: int = conversation.owed  # type: ignore[attr-defined] # counted by the query
    undecided: int = conversation.undecided  # type: ignore[attr-defined] # counted by the query
    if conversation.out is not None:  # type: ignore[attr-defined] # found by the query
        told = ngettext(
            "An answer to {owed} statement of “{title}” that was put back",
            "An answer to {owed} statements of “{title}” that were put back",
            owed,
        )
    elif owed:
        told = ngettext(
            "The report of “{title}”, and an answer to {owed} statement",
            "The report of “{title}”, and an answer to {owed} statements",
            owed,
        )
    elif undecided:
        told = ngettext(
            "The report of “{title}”, for which {undecided} statement waits for a moderator",
            "The report of “{title}”, for which {undecided} statements wait for a moderator",
            undecided,
        )
    else:
        told = _("The report of “{title}”")
    return told.format(title=conversation.title, owed=f"{owed:,}", undecided=f"{undecided:,}")
