"""What expected changes hold about a person: who declared them, and who brought a reading."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.changes.models import ExpectedChange, Reading
from wholeplace.kernel.privacy.personal import PERSONAL, Holding, by

FOR_THE_PARTNERSHIP = _(
    "What is expected to change and how it is measured: you wrote it for the partnership."
)

HELD = (
    Holding(
        ExpectedChange,
        _("Expected changes you declared"),
        by(ExpectedChange, "declared_by"),
        shown=("issue", "outcome", "for_whom", "why", "said_by", "indicator", "unit"),
        names=("declared_by",),
        kept=FOR_THE_PARTNERSHIP,
    ),
    Holding(
        Reading,
        _("Readings you brought"),
        by(Reading, "by"),
        shown=("change", "day", "value", "source", "note", "reason", "given"),
        names=("by",),
        kept=FOR_THE_PARTNERSHIP,
    ),
)


def declare() -> None:
    """Show what expected changes hold about people in the registry of personal data."""
    for one in HELD:
        PERSONAL.add("convene.changes", one)
