"""Taking a file into a pool after the reply, and forgetting by night."""

import datetime as dt

from django.utils.translation import gettext_noop

from wholeplace.convene.lottery.forgetting import AT_ONCE, forget_pools, to_forget
from wholeplace.convene.lottery.models import SentPool
from wholeplace.convene.lottery.pool_sheets import people_in, unpacked
from wholeplace.convene.lottery.queries import features_of
from wholeplace.convene.lottery.registering import NAME
from wholeplace.convene.lottery.sending import TAKING_IN, forget_sent, note, note_taken_in
from wholeplace.convene.lottery.taking_in import parts_in, planned, take_in
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor, Door, machine
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.jobs.cron import cron
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Place


@job(TAKING_IN, limit=dt.timedelta(minutes=10))
def take_in_file(run: Run, *, place: Place, sent: SentPool) -> None:
    """Take a file into the pool, part after part, each in a deed of whoever sent it; a run that is broken off goes on where it was."""
    if sent.done is not None or not sent.report.get("asked"):
        return
    content = as_sent = bytes(sent.content)
    report = dict(sent.report)
    if not report.get("planned"):
        run.progress(0, 1, gettext_noop("Checking every row"))
        sheet = unpacked(content, name=sent.name)
        found = people_in(sheet, sent.lottery, features_of(sent.lottery), report["columns"])
        content, report = planned(found.new), {**report, "planned": True}
        note(sent, report, content=content)
    parts = list(parts_in(content))
    for number, part in enumerate(parts):
        run.progress(number, len(parts), gettext_noop("Putting people in the pool"))
        key = f"{sent.pk} {number}"
        actor = Actor(place=place, door=Door.PAGE, membership=sent.by, hat=HatKind.CONVENER, key=key)
        try:
            take_in(actor, lottery=sent.lottery, part=part)
        except Refused as refused:
            told = {**sent.report, "asked": False, "refused": str(refused)}
            note(sent, told, content=as_sent)
            return
    note_taken_in(sent, count=sum(len(part.people) for part in parts))
    run.progress(len(parts), len(parts))


@cron("lottery.forget_sent", every=dt.timedelta(hours=1))
def forget_files(_run: Run) -> None:
    """Throw away files of people that were sent more than a day ago."""
    forget_sent()


@cron("lottery.forget", every=dt.timedelta(days=1), at="03:55")
def forget(_run: Run) -> None:
    """Forget who was in the pools of lotteries that ended long ago, some at a time."""
    for place in Place.objects.filter(pk__in=to_forget(clock.now()).values("place")):
        while forget_pools(machine(place, NAME), place=place) == AT_ONCE:
            continue
