"""What reports show on the first page of a place and on an issue's: answers that are owed, and reports that are out."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.account.reports.queries import conversations_over, reports_lately
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.places.partnership.home import Lately, NextStep
from wholeplace.ui.addresses import place_url

SHOWN = 3


def answer_in_place(viewer: Viewer) -> NextStep | None:
    """Lead a convener to the conversation whose people have waited longest for an answer."""
    if not viewer.wears(HatKind.CONVENER):
        return None
    conversation = conversations_over(viewer).filter(out=None).first()  # type: ignore[misc] # found by the query
    return _step(viewer, conversation) if conversation else None


def answer_on_issue(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Lead whoever convenes to the conversation about an issue whose people have waited longest for an answer."""
    if not viewer.wears(HatKind.CONVENER, scope=issue.pk):
        return None
    conversation = conversations_over(viewer).filter(issue=issue, out=None).first()  # type: ignore[misc] # found by the query
    return _step(viewer, conversation) if conversation else None


def _step(viewer: Viewer, conversation: Conversation) -> NextStep:
    owed: int = conversation.owed  # type: ignore[attr-defined] # counted by the query
    if not owed:
        return NextStep(
            title=_("Write the report"),
            text=_("Every statement has its answer: {title}").format(title=conversation.title),
            href=place_url(viewer.place, "write_report", conversation=conversation.pk),
            label=_("Write the report"),
        )
    said = ngettext(
        "{owed} statement is still owed an answer: {title}",
        "{owed} statements are still owed an answer: {title}",
        owed,
    )
    return NextStep(
        title=_("Answer those who spoke"),
        text=said.format(owed=f"{owed:,}", title=conversation.title),
        href=place_url(viewer.place, "fates", conversation=conversation.pk) + "?told=owed",
        label=_("Say what became of it"),
    )


def lately(viewer: Viewer) -> Sequence[Lately]:
    """Return the reports that went out lately."""
    return [
        Lately(
            report.published,
            _("A report is out: {title}").format(title=report.conversation.title),
            report.get_absolute_url(),
        )
        for report in reports_lately(viewer)[:SHOWN]
        if report.published is not None
    ]
