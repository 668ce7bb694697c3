"""What reports hold about a person: who wrote them, and who wrote down what comes next."""

from django.utils.translation import gettext_lazy as _

from wholeplace.account.reports.models import FollowUp, Paper, Report
from wholeplace.kernel.privacy.personal import PERSONAL, Holding, NotTheirs, by

FOR_THE_PARTNERSHIP = _("What a report says: you wrote it in a hat, for the partnership.")

HELD = (
    Holding(
        Report,
        _("Reports you wrote"),
        by(Report, "by"),
        shown=(
            "conversation",
            "summary",
            "missing",
            "without",
            "expected",
            "not_expected",
            "reason",
            "published",
        ),
        called={
            "conversation": _("Conversation"),
            "summary": _("What you wrote"),
            "missing": _("Who was missing"),
            "without": _("Without whom it went out"),
            "expected": _("What is expected to change"),
            "not_expected": _("What is not expected to change"),
            "reason": _("Why it was changed"),
            "published": _("Out since"),
        },
        names=("by",),
        kept=FOR_THE_PARTNERSHIP,
    ),
    Holding(
        FollowUp,
        _("Next steps you wrote down"),
        by(FollowUp, "by"),
        shown=("conversation", "text", "owner", "due", "made"),
        called={
            "conversation": _("Conversation"),
            "owner": _("Who took it on"),
            "due": _("To be done by"),
            "made": _("Written down on"),
        },
        names=("by",),
        kept=FOR_THE_PARTNERSHIP,
    ),
    NotTheirs(
        Paper,
        frozenset(("content",)),
        because="it is set again from the report whenever somebody asks, and thrown away after a day",
    ),
)


def declare() -> None:
    """Show what reports hold about people in the registry of personal data."""
    for one in HELD:
        PERSONAL.add("account.reports", one)
