"""The page on which a report is had on paper: the file, or how far it is, or a button that asks for it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.text import slugify

from wholeplace.account.reports.gathering import gather
from wholeplace.account.reports.models import Report
from wholeplace.account.reports.names import PRINTED_BY, Sheet
from wholeplace.account.reports.paper import digest_of, told_on
from wholeplace.account.reports.queries import (
    conversations_reported,
    paper_of,
    readers_of,
    reports_visible_to,
)
from wholeplace.kernel.jobs.models import State
from wholeplace.kernel.jobs.queries import progress_of
from wholeplace.kernel.jobs.queue import enqueue
from wholeplace.kernel.outbox.post import language_of
from wholeplace.ui.requests import PersonRequest, asks_within, get_or_404
from wholeplace.ui.sending import to_show

SUFFIX = {Sheet.WHOLE: "", Sheet.BRIEF: "-brief"}


def paper_page(request: PersonRequest, conversation: str, version: int) -> HttpResponse:
    """Send a report as a PDF; one that has yet to be set is set when somebody asks."""
    return _paper(request, conversation, version, Sheet.WHOLE)


def brief_page(request: PersonRequest, conversation: str, version: int) -> HttpResponse:
    """Send a report's brief of one page as a PDF."""
    return _paper(request, conversation, version, Sheet.BRIEF)


def _paper(request: PersonRequest, conversation: str, version: int, sheet: Sheet) -> HttpResponse:
    shown = get_or_404(conversations_reported(request.viewer), conversation)
    report = reports_visible_to(request.viewer, shown).filter(version=version).first()
    if report is None:
        raise Http404
    if request.method == "POST":
        enqueue(PRINTED_BY[sheet], place=request.place, once=str(report.pk), report=report)
        return redirect(request.path)
    progress = progress_of((PRINTED_BY[sheet], report))
    waiting = progress is not None and progress.state in {State.WAITING, State.RUNNING}
    if not waiting and (content := _fresh(request, shown, report, sheet)):
        return _sent(content, f"{slugify(shown.title) or 'report'}-{version}{SUFFIX[sheet]}.pdf", request)
    context = {
        "conversation": shown, "report": report, "progress": progress, "waiting": waiting,
        "is_brief": sheet is Sheet.BRIEF,
    }  # fmt: skip
    return render(request, "reports/paper.html", context | ({"refresh_after": 3} if waiting else {}))


def _fresh(request: PersonRequest, shown: Any, report: Report, sheet: Sheet) -> bytes:
    """Return the file, if it still says what the report says."""
    paper = paper_of(report, sheet=sheet)
    if paper is None:
        return b""
    with translation.override(language_of(request.place)):
        told = told_on(sheet, gather(readers_of(report), shown).told_in(report))
        return bytes(paper.content) if paper.digest == digest_of(told) else b""


def _sent(content: bytes, name: str, request: PersonRequest) -> HttpResponse:
    """Send the file; the page that waits for it is told to load it."""
    if asks_within(request):
        return HttpResponse(headers={"HX-Redirect": request.path, "Cache-Control": "no-store"})
    response = to_show(content, name=name, kind="application/pdf")
    response["Cache-Control"] = "private, no-store"
    return response
