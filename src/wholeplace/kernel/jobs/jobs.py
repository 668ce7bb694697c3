"""Regular work of the queue itself."""

import datetime as dt

from wholeplace.kernel.jobs.cron import cron
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.jobs.sweeper import tidy


@cron("jobs.tidy", every=dt.timedelta(days=1), at="03:30")
def tidy_queue(_run: Run) -> None:
    """Throw away what was finished long ago."""
    tidy()
