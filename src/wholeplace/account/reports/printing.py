"""The page on which a report is had on paper: the file, or how far it is, or a button that asks for it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.text import slugify

from wholeplace.account.reports.gathering import gather
from wholeplace.account.reports.paper import digest_of
from wholeplace.account.reports.queries import (
    conversations_reported,
    paper_of,
    readers_of,
    reports_visible_to,
)
from wholeplace.account.reports.sections import document
from wholeplace.kernel.jobs.models import State
from wholeplace.kernel.jobs.queries import progress_of
from wholeplace.kernel.jobs.queue import enqueue
from wholeplace.kernel.outbox.post import language_of
from wholeplace.ui.requests import PersonRequest, get_or_404


def paper_page(request: PersonRequest, conversation: str, version: int) -> HttpResponse:
    """Send a report as a PDF; one that has yet to be set is set when somebody asks."""
    shown = get_or_404(conversations_reported(request.viewer), conversation)
    found = reports_visible_to(request.viewer, shown).filter(version=version)
    report = found.first()
    if report is None:
        raise Http404
    if request.method == "POST":
        enqueue("reports.print", place=request.place, once=str(report.pk), report=report)
        return redirect(request.path)
    progress = progress_of(("reports.print", report))
    waiting = progress is not None and progress.state in {State.WAITING, State.RUNNING}
    if not waiting and (paper := paper_of(report)):
        with translation.override(language_of(request.place)):
            told = document(gather(readers_of(report), shown).told_in(report))
            fresh = paper.digest == digest_of(told)
        if fresh:
            return _sent(bytes(paper.content), f"{slugify(shown.title) or 'report'}-{version}.pdf", request)
    context = {"conversation": shown, "report": report, "progress": progress, "waiting": waiting}
    return render(request, "reports/paper.html", context | ({"refresh_after": 3} if waiting else {}))


def _sent(content: bytes, name: str, request: PersonRequest) -> HttpResponse:
    """Send the file; the page that waits for it is told to load it."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": request.path, "Cache-Control": "no-store"})
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
