"""What the program deletes by itself, and after how long: declared by the constants that its jobs go by."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import ngettext

from wholeplace.kernel.registries import Registry

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Period:
    """One kind of thing that goes by itself, and how long it stays."""

    what: str | Promise
    stays: dt.timedelta

    @property
    def in_words(self) -> str:
        """How long, as people say it: in days, or in hours where it is less than a day."""
        if self.stays >= DAY:
            return ngettext("{count} day", "{count} days", self.stays // DAY).format(count=self.stays // DAY)
        return ngettext("{count} hour", "{count} hours", self.stays // HOUR).format(count=self.stays // HOUR)


PERIODS: Registry[Period] = Registry("what goes by itself")
"""Everything that goes by itself, for the table at the foot of the notice on privacy."""
