"""What the map of who an issue needs holds about a person: who put something there, and who speaks for whom."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.history import words_of
from wholeplace.convene.issues.models import Amendment
from wholeplace.convene.stakeholders.models import Perspective, SentSheet, Tie
from wholeplace.convene.stakeholders.wording import PERSPECTIVE_LABELS, wording
from wholeplace.kernel.privacy.personal import PERSONAL, Going, Holding, Subject, by

ISSUE = _("Issue")
MAPPED = {"issue": ISSUE, **PERSPECTIVE_LABELS, "because": _("Why"), "added": _("Put there on")}
FOR_THE_PARTNERSHIP = _("What is said of a perspective: you wrote it for the partnership.")


def _of_a_perspective(who: Subject) -> QuerySet[Amendment]:
    return by(Amendment, "by", "seconded_by")(who).filter(about__in=Perspective.objects.values("pk"))


def _was_before(one: Amendment) -> str:
    return words_of(one.before, labels=PERSPECTIVE_LABELS, worded=wording({}))


def _is_after(one: Amendment) -> str:
    return words_of(one.after, labels=PERSPECTIVE_LABELS, worded=wording({}))


HELD = (
    Holding(
        Perspective,
        _("Perspectives you put on a map"),
        by(Perspective, "by"),
        shown=("issue", "name", "knows", "gains", "loses", "spoken_for_by", "because", "added"),
        called=MAPPED,
        names=("by",),
        kept=FOR_THE_PARTNERSHIP,
    ),
    Holding(
        Perspective,
        _("Perspectives you speak for"),
        by(Perspective, "speaker"),
        shown=("issue", "name"),
        called=MAPPED,
        names=("speaker",),
        kept=_("That the perspective is on the map. That you spoke for it no longer leads to you."),
    ),
    Holding(
        Perspective,
        _("Perspectives you took up, did not take up or set aside"),
        by(Perspective, "settled_by"),
        shown=("issue", "name", "because"),
        called=MAPPED,
        names=("settled_by",),
        kept=FOR_THE_PARTNERSHIP,
    ),
    Holding(
        Tie,
        _("What you said of how two perspectives stand to one another"),
        by(Tie, "by"),
        shown=("issue", "first", "second", "evidence", "said_by", "ended_because", "said"),
        called={
            "issue": ISSUE,
            "first": _("The one"),
            "second": _("The other"),
            "evidence": _("Evidence"),
            "said_by": _("Who says so"),
            "ended_because": _("Why it is so no longer"),
            "said": _("Said on"),
        },
        names=("by",),
        kept=_("How the two stand to one another: you wrote it for the partnership."),
    ),
    Holding(
        Amendment,
        _("Changes you made to perspectives on a map"),
        _of_a_perspective,
        shown=("issue", "about", "before", "after", "reason", "asked"),
        called={
            "issue": ISSUE,
            "about": "",
            "before": _("What it said before"),
            "after": _("What it said then"),
        },
        said={"before": _was_before, "after": _is_after},
        names=("by", "seconded_by"),
        kept=_("What was changed and why: it is said for the partnership."),
    ),
    Holding(
        SentSheet,
        _("Spreadsheets you sent to be taken in"),
        by(SentSheet, "by"),
        shown=("says", "at", "done"),
        called={"says": _("Who says so"), "at": _("Sent on"), "done": _("Taken in on")},
        going=Going.GOES,
    ),
)


def declare() -> None:
    """Show what the map holds about people in the registry of personal data."""
    for one in HELD:
        PERSONAL.add("convene.stakeholders", one)
