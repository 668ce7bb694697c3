"""What the exchange holds about a person: what they brought to be read, for a day."""

from django.utils.translation import gettext_lazy as _

from wholeplace.account.exchange.models import Staged
from wholeplace.kernel.privacy.personal import Going, Holding, by

STAGED = Holding(
    Staged,
    _("Files you brought to be read"),
    by(Staged, "by"),
    shown=("title", "question", "at"),
    called={},
    going=Going.GOES,
)
