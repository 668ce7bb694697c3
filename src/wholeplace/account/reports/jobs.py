"""Setting reports on paper, after the reply, and throwing papers away again."""

import datetime as dt

from django.utils import translation
from django.utils.translation import gettext_noop

from wholeplace.account.reports.gathering import gather
from wholeplace.account.reports.models import Paper, Report
from wholeplace.account.reports.paper import digest_of, pdf_of
from wholeplace.account.reports.queries import readers_of
from wholeplace.account.reports.sections import document
from wholeplace.kernel import clock
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.jobs.cron import cron
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.outbox.post import language_of
from wholeplace.kernel.places import Place

KEPT = dt.timedelta(days=1)
"""How long a paper is kept: it is set again for whoever asks later."""


@job("reports.print")
def print_report(run: Run, *, place: Place, report: Report) -> None:
    """Set a report on paper, as everybody reads it who may read the conversation."""
    run.progress(0, 2, gettext_noop("Gathering what the report tells of"))
    with translation.override(language_of(place)):
        told = document(gather(readers_of(report), report.conversation).told_in(report))
        run.progress(1, 2, gettext_noop("Setting the pages"))
        content = pdf_of(told)
        digest = digest_of(told)
    with deriving():
        Paper.objects.update_or_create(
            report=report, defaults={"digest": digest, "content": content, "made": clock.now()}
        )
    run.progress(2, 2)


@cron("reports.forget_papers", every=dt.timedelta(days=1), at="04:10")
def forget_papers(_run: Run) -> None:
    """Throw away papers, so that nothing stays on them that was erased where it stood."""
    with deriving():
        Paper.objects.filter(made__lt=clock.now() - KEPT).delete()
