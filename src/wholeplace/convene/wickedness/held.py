"""What the wickedness check holds about a person: which question they answered last, and their reason."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.wickedness.models import WickednessAnswer
from wholeplace.kernel.privacy.personal import PERSONAL, Holding, by

HELD = (
    Holding(
        WickednessAnswer,
        _("Answers you gave to the questions of the wickedness check"),
        by(WickednessAnswer, "answered_by"),
        shown=("issue", "about", "answer", "reason", "answered"),
        called={"issue": _("Issue"), "about": _("Question")},
        names=("answered_by",),
        kept=_("The answer and its reason: those who take part share one set of answers."),
    ),
)


def declare() -> None:
    """Show what the wickedness check holds about people in the registry of personal data."""
    for one in HELD:
        PERSONAL.add("convene.wickedness", one)
