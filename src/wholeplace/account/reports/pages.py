"""Pages of a report: reading it, writing it, and letting it go out."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.account.reports.actions import draft_report, publish_report
from wholeplace.account.reports.forms import CorrectReportForm, ReportForm
from wholeplace.account.reports.gathering import gather
from wholeplace.account.reports.queries import (
    convenes,
    conversations_drafted,
    conversations_reported,
    debts_of,
    draft_visible_to,
    follow_ups_visible_to,
    reports_visible_to,
)
from wholeplace.account.reports.sections import document
from wholeplace.account.reports.structure import Document
from wholeplace.convene.issues.panels import without_whom
from wholeplace.mediate.conversations.queries import reads_what_is_left_out
from wholeplace.ui.addresses import place_url
from wholeplace.ui.comparing import compared
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not


def report_page(request: PersonRequest, conversation: str) -> HttpResponse:
    """Show the report of a conversation, the newest version or one before it; until it is out, what is still owed."""
    shown = get_or_404(conversations_reported(request.viewer), conversation)
    versions = list(reports_visible_to(request.viewer, shown))
    context: dict[str, Any] = {"conversation": shown, "convenes": convenes(request.viewer, shown)}
    if not versions:
        return _not_out_yet(request, shown, context)
    report = _version(request, versions)
    gathered = gather(request.viewer, shown)
    told = document(gathered.told_in(report))
    before = next((one for one in versions if one.version == report.version - 1), None)
    context |= {
        "report": report,
        "document": told,
        "versions": versions,
        "newest": versions[0] == report,
        "contents": [{"label": one.title, "href": f"#{one.name}"} for one in told.sections],
        "changed": changes(document(gathered.told_in(before)), told) if before else [],
    }
    return render(request, "reports/report.html", context)


def _version(request: PersonRequest, versions: list[Any]) -> Any:
    """Return the version asked for; the newest where none was."""
    asked = request.GET.get("version")
    found = next((one for one in versions if asked is None or str(one.version) == asked), None)
    if found is None:
        raise Http404
    return found


def _not_out_yet(request: PersonRequest, shown: Any, context: dict[str, Any]) -> HttpResponse:
    context |= {
        "debts": debts_of(request.viewer, shown),
        "follow_ups": list(follow_ups_visible_to(request.viewer).filter(conversation=shown)),
        "looks": reads_what_is_left_out(request.viewer, shown),
    }
    return render(request, "reports/not_out.html", context)


@members_only
def write_page(request: PersonRequest, conversation: str) -> HttpResponse:
    """Write the words of a report, or of a correction."""
    shown = get_or_404(conversations_reported(request.viewer), conversation)
    draft = draft_visible_to(request.viewer, shown)
    out = reports_visible_to(request.viewer, shown).first()
    written = draft or (out if convenes(request.viewer, shown) else None)
    words = ("summary", "missing", "expected", "not_expected")
    initial = {name: getattr(written, name) for name in words} if written else {}
    initial |= {"reason": draft.reason} if draft else {}
    form = (ReportForm if out is None else CorrectReportForm)(request.POST or None, initial=initial)
    if form.perform(draft_report, request.actor, conversation=shown):
        said = _("Your words are kept. Read the whole report before it goes out.")
        return done(request, said, place_url(shown.place, "publish_report", conversation=shown.pk))
    context = {
        "conversation": shown,
        "form": form,
        "corrects": out is not None,
        "without": without_whom(request.viewer, shown.issue),
        "refusal": why_not(request, draft_report, shown),
    }
    return render(request, "reports/write.html", context, status=form.status)


@members_only
def publish_page(request: PersonRequest, conversation: str) -> HttpResponse:
    """Show conveners the report as it would go out, and let it go out."""
    shown = get_or_404(conversations_drafted(request.viewer), conversation)
    form = ActionForm(request.POST or None)
    if made := form.perform(publish_report, request.actor, conversation=shown):
        said = _("The report is out, and everybody who takes part is told.")
        return done(request, said, made.get_absolute_url())
    draft = draft_visible_to(request.viewer, shown)
    context = {
        "conversation": shown,
        "form": form,
        "refusal": why_not(request, publish_report, shown),
    }
    if draft is not None:
        context["document"] = document(gather(request.viewer, shown).told_in(draft))
    return render(request, "reports/publish.html", context, status=form.status)


def changes(before: Document, after: Document) -> list[dict[str, Any]]:
    """Return the sections in which two versions differ, their words side by side with what changed marked."""
    earlier = {one.name: one.text for one in before.sections}
    return [
        {"title": one.title, "runs": compared(earlier.get(one.name, ""), one.text)}
        for one in after.sections
        if earlier.get(one.name, "") != one.text
    ]
