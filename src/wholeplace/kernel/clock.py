"""The one clock: everything else is told the time."""

import datetime as dt

from django.utils import timezone


def now() -> dt.datetime:
    """Return the present moment in UTC."""
    return timezone.now().astimezone(dt.UTC)  # noqa: TID251 this is the clock
