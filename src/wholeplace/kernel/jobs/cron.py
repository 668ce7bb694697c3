"""Regular work: any number of schedulers may look at the clock, and each tick is done by one."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from wholeplace.kernel import clock
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.jobs.handlers import ATTEMPTS, LIMIT, job
from wholeplace.kernel.jobs.models import CronTick
from wholeplace.kernel.jobs.queue import enqueue
from wholeplace.kernel.jobs.runs import Run

Regular = Callable[[Run], None]

KEPT_TICKS = 10
DAY = dt.timedelta(days=1)

CRONS: dict[str, "Cron"] = {}
"""Everything regular by its name, filled as the features' jobs.py are imported."""


@dataclass(frozen=True)
class Cron:
    """Something to be done again and again: every so often, or at a time of day."""

    name: str
    every: dt.timedelta
    at: dt.time | None

    def latest_due(self, now: dt.datetime) -> dt.datetime:
        """Return the last moment at or before now at which it fell due; the same for every scheduler."""
        if self.at is None:
            epoch = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
            return epoch + (now - epoch) // self.every * self.every
        local = timezone.localtime(now)
        days = self.every // DAY
        day = local.date() - dt.timedelta(days=local.date().toordinal() % days)
        due = dt.datetime.combine(day, self.at, tzinfo=timezone.get_current_timezone())
        if due > local:
            due = dt.datetime.combine(day - self.every, self.at, tzinfo=timezone.get_current_timezone())
        return due.astimezone(dt.UTC)


def cron(
    name: str,
    *,
    every: dt.timedelta,
    at: str = "",
    attempts: int = ATTEMPTS,
    limit: dt.timedelta = LIMIT,
) -> Callable[[Regular], Regular]:
    """Register work to be done every so often, `at` a local time of day when `every` is in whole days.

    It becomes a job of that name without a place, done at least once each tick. Ticks missed while no worker ran are
    made good by one; so the first worker ever started does each of them once.
    """
    if at and every % DAY:
        raise ValueError(f"{name}: a time of day needs whole days.")

    def register(handler: Regular) -> Regular:
        def handle(run: Run, *, place: None) -> None:  # noqa: ARG001 regular work belongs to no place
            handler(run)

        CRONS[name] = Cron(name, every, dt.time.fromisoformat(at) if at else None)
        job(name, attempts=attempts, limit=limit)(handle)
        return handler

    return register


def tick() -> int:
    """Put on the queue whatever has fallen due and nobody has put there yet, and return how much that was."""
    now = clock.now()
    return sum(_ticked(regular, regular.latest_due(now)) for regular in CRONS.values())


def _ticked(regular: Cron, due: dt.datetime) -> bool:
    """Claim one tick and enqueue its work, both or neither; False when another scheduler has it."""
    ticks = CronTick.objects.filter(name=regular.name)
    if ticks.filter(due__gte=due).exists():
        return False
    with deriving(), transaction.atomic():
        _, mine = CronTick.objects.get_or_create(name=regular.name, due=due)
        if mine:
            enqueue(regular.name, place=None)
            ticks.filter(due__lt=due - KEPT_TICKS * regular.every).delete()
    return mine
