"""Work on imports after the reply."""

import datetime as dt

from wholeplace.account.exchange.staging import forget_old
from wholeplace.kernel.jobs.cron import cron
from wholeplace.kernel.jobs.runs import Run


@cron("exchange.forget_staged", every=dt.timedelta(hours=1))
def forget_staged(_run: Run) -> None:
    """Throw away exports that were read more than a day ago and never imported."""
    forget_old()
