"""Keeping what somebody sent for a day, so that they see what it comes to before anything of it is taken in."""

import zlib
from collections.abc import Sequence

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.models import SHEETS_KEPT, SentSheet
from wholeplace.kernel import clock
from wholeplace.kernel.files.grids import Grid, packed, unpacked
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.people import Membership


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


def sheets_in(sent: SentSheet) -> list[Grid]:
    """Return what somebody sent."""
    return unpacked(zlib.decompress(bytes(sent.content)))


def note_taken_in(sent: SentSheet) -> None:
    """Throw away what was taken in, and remember for the rest of the day that it was."""
    with deriving():
        SentSheet.objects.filter(pk=sent.pk).update(content=b"", says="", done=clock.now())


def forget_sent() -> None:
    """Throw away what was sent more than a day ago."""
    with deriving():
        SentSheet.objects.filter(at__lt=clock.now() - SHEETS_KEPT).delete()
