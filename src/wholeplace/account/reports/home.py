"""What reports show on the first page of a place and on an issue's: answers that are owed, and reports that are out."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.account.reports.queries import answers_owed, debts_of, over_about, owes, reports_lately
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
    conversation = answers_owed(viewer).first()
    return _step(viewer, conversation) if conversation else None


def answer_on_issue(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Lead whoever convenes to the conversation about an issue whose people have waited longest for an answer."""
    if not viewer.wears(HatKind.CONVENER, scope=issue.pk):
        return None
    conversation = next(filter(owes, over_about(viewer, issue)), None)
    return _step(viewer, conversation) if conversation else None


def _step(viewer: Viewer, conversation: Conversation) -> NextStep:
    debts = debts_of(viewer, conversation)
    if debts.owed:
        return _answer(viewer, conversation, debts.owed)
    if not debts.undecided:
        return NextStep(
            title=_("Write the report"),
            text=_("Every statement has its answer: {title}").format(title=conversation.title),
            href=place_url(viewer.place, "write_report", conversation=conversation.pk),
            label=_("Write the report"),
        )
    said = ngettext(
        "{undecided} statement is held or waits for a moderator before the report goes out: {title}",
        "{undecided} statements are held or wait for a moderator before the report goes out: {title}",
        debts.undecided,
    )
    return NextStep(
        title=_("See what moderators have yet to decide"),
        text=said.format(undecided=f"{debts.undecided:,}", title=conversation.title),
        href=place_url(viewer.place, "moderation", live=conversation.pk),
        label=_("See the statements"),
    )


def _answer(viewer: Viewer, conversation: Conversation, owed: int) -> NextStep:
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
