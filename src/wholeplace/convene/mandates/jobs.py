"""Sending the letters that ask for an organisation's word, and forgetting whom they went to."""

import datetime as dt
from contextlib import suppress

from wholeplace.convene.mandates.answering import forget_managers, send_asking
from wholeplace.convene.mandates.conditions import to_forget
from wholeplace.convene.mandates.models import Asking
from wholeplace.kernel import clock
from wholeplace.kernel.actors import machine
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.jobs.cron import cron
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.places import Place

NAME = "mandates"
"""Under which the program stands in the record when it sends, records what a link's holder says, and forgets."""


@job("mandates.send", attempts=20, limit=dt.timedelta(minutes=2))
def send(_run: Run, *, place: Place, asking: Asking) -> None:
    """Send the letter of an asking; one that was taken back meanwhile is left as it is."""
    with suppress(Refused):
        send_asking(machine(place, NAME), asking=asking)


@cron("mandates.forget", every=dt.timedelta(days=1), at="03:40")
def forget(_run: Run) -> None:
    """Forget the managers who did not answer, or whose word stands no more, for long."""
    for place in Place.objects.filter(pk__in=to_forget(clock.now()).values("place")):
        forget_managers(machine(place, NAME), place=place)
