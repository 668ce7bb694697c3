"""Keeping what somebody sent for a day, so that they see what it comes to before anything of it is taken in."""

import zlib
from collections.abc import Mapping, Sequence

from django.db import transaction

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.models import SHEETS_KEPT, SentSheet
from wholeplace.convene.stakeholders.names import Ground
from wholeplace.kernel import clock
from wholeplace.kernel.files.grids import Grid, packed, unpacked
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.jobs.queue import enqueue
from wholeplace.kernel.people import Membership
from wholeplace.kernel.places import Place

READING, TAKING_IN = "stakeholders.read_contacts", "stakeholders.take_in_contacts"
"""The jobs that read a file of contacts, and that take it in."""


def keep_sheets(grids: Sequence[Grid], *, issue: Issue, by: Membership, says: str) -> SentSheet:
    """Keep what somebody sent until they say yes to it."""
    with deriving():
        return SentSheet.objects.create(
            place=issue.place,
            issue=issue,
            by=by,
            content=zlib.compress(packed(grids)),
            says=says,
            at=clock.now(),
        )


def keep_contacts(content: bytes, *, place: Place, by: Membership, origin: str, ground: Ground) -> SentSheet:
    """Keep a file of contacts as it came, and have it read after the reply."""
    with deriving(), transaction.atomic():
        sent = SentSheet.objects.create(
            place=place, by=by, content=content, says=origin, ground=ground, at=clock.now(), report={}
        )
        enqueue(READING, place=place, sheet=sent)
    return sent


def ask_to_take_in(sent: SentSheet, chosen: Mapping[str, str]) -> None:
    """Have a file of contacts taken in after the reply, as was chosen; what is asked for twice is done once."""
    with deriving(), transaction.atomic():
        SentSheet.objects.filter(pk=sent.pk).update(
            report={**sent.report, "chosen": dict(chosen), "refused": ""}
        )
        enqueue(TAKING_IN, place=sent.place, once=str(sent.pk), sheet=sent)


def note_read(sent: SentSheet, report: Mapping[str, object], *, content: bytes) -> None:
    """Keep what was found in a file of contacts, and its contacts alone instead of the file."""
    with deriving():
        SentSheet.objects.filter(pk=sent.pk).update(report=dict(report), content=content)


def sheets_in(sent: SentSheet) -> list[Grid]:
    """Return what somebody sent."""
    return unpacked(zlib.decompress(bytes(sent.content)))


def note_taken_in(sent: SentSheet) -> None:
    """Throw away what was taken in, and remember for the rest of the day that it was."""
    with deriving():
        SentSheet.objects.filter(pk=sent.pk).update(content=b"", says="", report={}, done=clock.now())


def forget_sent() -> None:
    """Throw away what was sent more than a day ago."""
    with deriving():
        SentSheet.objects.filter(at__lt=clock.now() - SHEETS_KEPT).delete()
