"""The index's own work: making it again after an upgrade, and leaving nothing in it of what is gone."""

import datetime as dt

from wholeplace.kernel.jobs.cron import cron
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.places import Place
from wholeplace.kernel.search.indexing import rebuild, tidy, understand


@job("search.rebuild")
def rebuild_index(_run: Run, *, place: Place | None) -> None:  # noqa: ARG001 the index is of all places
    """Make the index of words again from the records."""
    rebuild()


@job("search.understand")
def understand_what_is_new(_run: Run, *, place: Place | None) -> None:  # noqa: ARG001 the index is of all places
    """Read some of what is compared by its meaning and was not read yet."""
    understand()


@cron("search.understand_all", every=dt.timedelta(days=1), at="03:40")
def understand_the_rest(_run: Run) -> None:
    """Read what was there before the extra was installed."""
    understand()


@cron("search.tidy", every=dt.timedelta(days=1), at="03:30")
def tidy_index(_run: Run) -> None:
    """Leave nothing in the index of the words of what was changed or removed."""
    tidy()
