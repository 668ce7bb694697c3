"""What scrutiny holds about a person: how far they had read the record."""

from django.utils.translation import gettext_lazy as _

from wholeplace.account.scrutiny.models import LastVisit
from wholeplace.kernel.privacy.personal import Going, Holding, by

LAST_VISIT = Holding(
    LastVisit,
    _("How far you had read the record"),
    by(LastVisit, "member"),
    shown=("size", "at"),
    called={"size": _("Lines of the record until then")},
    going=Going.GOES,
)
