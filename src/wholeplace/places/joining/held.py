"""What joining holds about a person: by which way they came, and whether they said they hold an office."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.privacy.personal import PERSONAL, Holding, by
from wholeplace.places.joining.models import Arrival


def declare() -> None:
    """Show what joining holds about people in the registry of personal data."""
    arrived = Holding(
        Arrival,
        _("How you joined"),
        by(Arrival, "member"),
        shown=("way", "office"),
        called={"way": _("By which way"), "office": _("Whether you hold an office")},
        names=("member",),
        kept=_("That somebody joined by themselves, and by which way. It no longer leads to you."),
    )
    PERSONAL.add("places.joining", arrived)
