"""The one clock: everything else is told the time."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_TOLD_OF: ContextVar[dt.datetime | None] = ContextVar("told_of", default=None)


def now() -> dt.datetime:
    """Return the present moment in UTC."""
    return _TOLD_OF.get() or timezone.now().astimezone(dt.UTC)  # noqa: TID251 this is the clock


@contextmanager
def telling_of(moment: dt.datetime) -> Iterator[None]:
    """Do what is in the block as at an earlier moment: of a story, the work after the replies was done in its time too."""
    before = _TOLD_OF.set(moment)
    try:
        yield
    finally:
        _TOLD_OF.reset(before)
