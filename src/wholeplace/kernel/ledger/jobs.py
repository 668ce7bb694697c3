"""The ledger's own work: putting entries into the tree, and signing it daily and at each close."""

import datetime as dt

from wholeplace.kernel.jobs.cron import cron
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.runs import GiveUp, Run
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.ledger.keyfiles import KeyFileError
from wholeplace.kernel.ledger.sequencer import sequence
from wholeplace.kernel.places import Place


@job("ledger.sequence")
def sequence_entries(_run: Run, *, place: Place) -> None:
    """Put a place's committed entries into its tree."""
    sequence(place)


@job("ledger.checkpoint")
def sign_checkpoint(_run: Run, *, place: Place) -> None:
    """Sign a place's tree as it stands."""
    try:
        checkpoint(place)
    except KeyFileError as error:
        raise GiveUp(str(error)) from error


@cron("ledger.checkpoint_daily", every=dt.timedelta(days=1), at="02:00")
def sign_daily(run: Run) -> None:
    """Sign the tree of every place that has changed since its last checkpoint."""
    places = list(Place.objects.order_by("slug"))
    missing: list[str] = []
    for done, place in enumerate(places, start=1):
        try:
            checkpoint(place)
        except KeyFileError as error:
            missing.append(str(error))
        run.progress(done, len(places), place.name)
    if missing:
        raise GiveUp(" ".join(missing))
