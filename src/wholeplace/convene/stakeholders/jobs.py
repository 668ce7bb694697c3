"""Work on sheets that somebody sent, after the reply."""

import datetime as dt

from wholeplace.convene.stakeholders.sending import forget_sent
from wholeplace.kernel.jobs.cron import cron
from wholeplace.kernel.jobs.runs import Run


@cron("stakeholders.forget_sent", every=dt.timedelta(hours=1))
def forget_sheets(_run: Run) -> None:
    """Throw away sheets that were sent more than a day ago."""
    forget_sent()
