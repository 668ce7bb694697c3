"""Setting reports on paper, after the reply, and throwing papers away again."""

import datetime as dt

from django.utils import translation
from django.utils.translation import gettext_noop

from wholeplace.account.reports.gathering import gather
from wholeplace.account.reports.models import Paper, Report
from wholeplace.account.reports.names import PRINTED_BY, Sheet
from wholeplace.account.reports.paper import digest_of, set_on, told_on
from wholeplace.account.reports.queries import readers_of
from wholeplace.kernel import clock
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.jobs.cron import cron
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.outbox.post import language_of
from wholeplace.kernel.places import Place

KEPT = dt.timedelta(days=1)
"""How long a paper is kept: it is set again for whoever asks later."""


@job(PRINTED_BY[Sheet.WHOLE])
def print_report(run: Run, *, place: Place, report: Report) -> None:
    """Set a report on paper, as everybody reads it who may read the conversation."""
    _print(run, place, report, Sheet.WHOLE)


@job(PRINTED_BY[Sheet.BRIEF])
def print_brief(run: Run, *, place: Place, report: Report) -> None:
    """Set a report on one page, as everybody reads it who may read the conversation."""
    _print(run, place, report, Sheet.BRIEF)


def _print(run: Run, place: Place, report: Report, sheet: Sheet) -> None:
    run.progress(0, 2, gettext_noop("Gathering what the report tells of"))
    with translation.override(language_of(place)):
        gathered = gather(readers_of(report), report.conversation).told_in(report)
        run.progress(1, 2, gettext_noop("Setting the pages"))
        content = set_on(sheet, gathered)
        digest = digest_of(told_on(sheet, gathered))
    with deriving():
        Paper.objects.update_or_create(
            report=report,
            sheet=sheet,
            defaults={"digest": digest, "content": content, "made": clock.now()},
        )
    run.progress(2, 2)


@cron("reports.forget_papers", every=dt.timedelta(days=1), at="04:10")
def forget_papers(_run: Run) -> None:
    """Throw away papers, so that nothing stays on them that was erased where it stood."""
    with deriving():
        Paper.objects.filter(made__lt=clock.now() - KEPT).delete()
