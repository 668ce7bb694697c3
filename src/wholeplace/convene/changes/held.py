"""What expected changes hold about a person: who declared them, and who brought a reading."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.changes.models import ExpectedChange, Reading
from wholeplace.convene.changes.telling import figure
from wholeplace.convene.changes.wording import CHANGE_LABELS, worded
from wholeplace.convene.issues.history import words_of
from wholeplace.convene.issues.models import Amendment
from wholeplace.kernel.privacy.personal import PERSONAL, Holding, Subject, by

FOR_THE_PARTNERSHIP = _(
    "What is expected to change and how it is measured: you wrote it for the partnership."
)

READ = {
    "change": _("What is expected to change"),
    "day": _("Measured on"),
    "value": _("Value"),
    "source": _("Where it is from"),
    "note": _("Note"),
    "reason": _("What was wrong before"),
    "given": _("Brought on"),
}


def _figure(one: Reading) -> str:
    return figure(one.value)


def _of_a_change(who: Subject) -> QuerySet[Amendment]:
    return by(Amendment, "by", "seconded_by")(who).filter(about__in=ExpectedChange.objects.values("pk"))


def _was_before(one: Amendment) -> str:
    return words_of(one.before, labels=CHANGE_LABELS, worded=worded)


def _is_after(one: Amendment) -> str:
    return words_of(one.after, labels=CHANGE_LABELS, worded=worded)


HELD = (
    Holding(
        ExpectedChange,
        _("Expected changes you declared"),
        by(ExpectedChange, "declared_by"),
        shown=("issue", "outcome", "for_whom", "why", "said_by", "indicator", "unit"),
        called={"issue": _("Issue"), **CHANGE_LABELS},
        names=("declared_by",),
        kept=FOR_THE_PARTNERSHIP,
    ),
    Holding(
        Reading,
        _("Readings you brought"),
        by(Reading, "by"),
        shown=("change", "day", "value", "source", "note", "reason", "given"),
        called=READ,
        said={"value": _figure},
        names=("by",),
        kept=FOR_THE_PARTNERSHIP,
    ),
    Holding(
        Amendment,
        _("Changes you made to what is expected to change"),
        _of_a_change,
        shown=("issue", "about", "before", "after", "reason", "asked"),
        called={
            "issue": _("Issue"),
            "about": "",
            "before": _("What it said before"),
            "after": _("What it said then"),
        },
        said={"before": _was_before, "after": _is_after},
        names=("by", "seconded_by"),
        kept=_("What was changed and why: it is said for the partnership."),
    ),
)


def declare() -> None:
    """Show what expected changes hold about people in the registry of personal data."""
    for one in HELD:
        PERSONAL.add("convene.changes", one)
