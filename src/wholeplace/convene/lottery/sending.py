"""Keeping a file of people for a day, so that one sees what it comes to before anybody of it is in the pool."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from wholeplace.convene.lottery.models import Lottery, SentPool
from wholeplace.convene.lottery.pool_sheets import packed
from wholeplace.convene.lottery.reading import Sheet
from wholeplace.kernel import clock
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.jobs.queue import enqueue
from wholeplace.kernel.people import Membership

TAKING_IN = "lottery.take_in_file"
"""The job that takes a file into a pool."""
SENT_KEPT = dt.timedelta(days=1)
"""How long a file is kept until somebody says yes to it."""


def keep_file(
    sheet: Sheet, *, lottery: Lottery, by: Membership, columns: Mapping[str, Sequence[str]]
) -> SentPool:
    """Keep a file as it was read, and which columns seem to hold what."""
    with deriving():
        return SentPool.objects.create(
            place=lottery.place,
            lottery=lottery,
            by=by,
            name=sheet.name[:200],
            content=packed(sheet),
            report={"columns": {what: list(names) for what, names in columns.items()}},
            at=clock.now(),
        )


def choose_columns(sent: SentPool, columns: Mapping[str, Sequence[str]]) -> None:
    """Keep which columns hold what, as somebody says."""
    note(sent, {**sent.report, "columns": {what: list(names) for what, names in columns.items()}})


def ask_to_take_in(sent: SentPool) -> None:
    """Have a file taken into the pool after the reply; what is asked for twice is done once."""
    with deriving(), transaction.atomic():
        SentPool.objects.filter(pk=sent.pk).update(report={**sent.report, "asked": True, "refused": ""})
        enqueue(TAKING_IN, place=sent.place, once=str(sent.pk), sent=sent)


def note(sent: SentPool, report: Mapping[str, object], *, content: bytes | None = None) -> None:
    """Keep what is known of a file."""
    with deriving():
        kept = SentPool.objects.filter(pk=sent.pk)
        kept.update(report=dict(report))
        if content is not None:
            kept.update(content=content)


def throw_away(sent: SentPool) -> None:
    """Throw away a file nobody wants to take in any more, before its day is over."""
    with deriving():
        SentPool.objects.filter(pk=sent.pk).delete()


def kept_until(sent: SentPool) -> dt.datetime:
    """Return when a file is thrown away by itself."""
    return sent.at + SENT_KEPT


def note_taken_in(sent: SentPool, *, count: int) -> None:
    """Throw away a file that was taken in, and remember for the rest of the day that it was."""
    with deriving():
        SentPool.objects.filter(pk=sent.pk).update(
            content=b"", name="", report={"count": count}, done=clock.now()
        )


def forget_sent() -> None:
    """Throw away files that were sent more than a day ago."""
    with deriving():
        SentPool.objects.filter(at__lt=clock.now() - SENT_KEPT).delete()
