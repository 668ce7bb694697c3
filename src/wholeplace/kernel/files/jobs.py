"""Clearing the shelves: what was taken back or erased goes at once, what no deed committed goes in the night."""

import datetime as dt
from contextlib import suppress

from wholeplace.kernel.actors import machine
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.files.models import KeptFile
from wholeplace.kernel.files.shelves import clear
from wholeplace.kernel.files.taking_down import come_back
from wholeplace.kernel.jobs.cron import cron
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.places import Place


@job("files.clear")
def clear_shelf(_run: Run, *, place: Place) -> None:
    """Take from a place's shelf what no row wants."""
    clear(place)


@job("files.come_back")
def let_come_back(_run: Run, *, place: Place, file: KeptFile) -> None:
    """Let a file come back whose time is over; one that was decided about meanwhile is left as it is."""
    with suppress(Refused):
        come_back(machine(place, "files"), file=file)


@cron("files.tidy", every=dt.timedelta(days=1), at="03:35")
def clear_shelves(_run: Run) -> None:
    """Take from every shelf what no row wants."""
    for place in Place.objects.order_by("slug"):
        clear(place)
