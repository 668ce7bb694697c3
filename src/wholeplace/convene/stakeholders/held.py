"""What the map of who an issue needs holds about a person: who put something there, and who speaks for whom."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.history import words_of
from wholeplace.convene.issues.models import Amendment
from wholeplace.convene.stakeholders.book import WORDS
from wholeplace.convene.stakeholders.book_sheets import LABELS
from wholeplace.convene.stakeholders.models import (
    Absence,
    Contact,
    CouldSpeak,
    Interest,
    Note,
    Perspective,
    SentSheet,
    Tie,
)
from wholeplace.convene.stakeholders.wording import HISTORY_LABELS, PERSPECTIVE_LABELS, wording
from wholeplace.kernel.privacy.personal import PERSONAL, Going, Holding, Subject, by

ISSUE = _("Issue")
MAPPED = {
    "issue": ISSUE,
    **PERSPECTIVE_LABELS,
    "hint": _("Who could speak for them"),
    "because": _("Why they should be here"),
    "answer": _("Why"),
    "added": _("Put there on"),
}
REACHED = {
    **LABELS,
    "origin": _("How the place comes to have it"),
    "ground": _("On what ground it is kept"),
    "added": _("Put there on"),
    "used": _("Used last on"),
}
FOR_THE_PARTNERSHIP = _("What is said of a perspective: you wrote it for the partnership.")


def _of_a_perspective(who: Subject) -> QuerySet[Amendment]:
    return by(Amendment, "by", "seconded_by")(who).filter(about__in=Perspective.objects.values("pk"))


def _was_before(one: Amendment) -> str:
    return words_of(one.before, labels=HISTORY_LABELS, worded=wording({}))


def _is_after(one: Amendment) -> str:
    return words_of(one.after, labels=HISTORY_LABELS, worded=wording({}))


def _reaching(subject: Subject) -> QuerySet[Contact]:
    """Return what the book says of somebody: under their own e-mail."""
    return Contact.objects.filter(place=subject.place, email__iexact=subject.person.email)


def _noted_of(subject: Subject) -> QuerySet[CouldSpeak]:
    return CouldSpeak.objects.filter(contact__in=_reaching(subject))


HELD = (
    Holding(
        Perspective,
        _("Perspectives you put on a map"),
        by(Perspective, "by"),
        shown=("issue", "name", "knows", "gains", "loses", "spoken_for_by", "hint", "because", "added"),
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
        shown=("issue", "name", "answer"),
        called=MAPPED,
        names=("settled_by",),
        kept=FOR_THE_PARTNERSHIP,
    ),
    Holding(
        Absence,
        _("Without whom you proposed to go on"),
        by(Absence, "by"),
        shown=("issue", "because", "proposed"),
        called={"issue": ISSUE, "because": _("Why"), "proposed": _("Proposed on")},
        names=("by",),
        kept=_("Without whom it was proposed to go on, and why: you wrote it for the partnership."),
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
        Tie,
        _("What you said is so no longer of how two perspectives stand to one another"),
        by(Tie, "ended_by"),
        shown=("issue", "first", "second", "ended_because", "ended"),
        called={
            "issue": ISSUE,
            "first": _("The one"),
            "second": _("The other"),
            "ended_because": _("Why it is so no longer"),
            "ended": _("Said on"),
        },
        names=("ended_by",),
        kept=_("How the two stand to one another: you said it for the partnership."),
    ),
    Holding(
        Note,
        _("Notes you wrote on perspectives"),
        by(Note, "by"),
        shown=("issue", "perspective", "text", "written", "taken_back"),
        called={
            "issue": ISSUE,
            "perspective": _("Perspective"),
            "written": _("Written on"),
            "taken_back": _("Taken back on"),
        },
        names=("by",),
        words=("text",),
        kept=_("That somebody noted something, and when. It no longer leads to you."),
    ),
    Holding(
        Interest,
        _("Interests you declared"),
        by(Interest, "by"),
        shown=("issue", "text", "declared", "ended"),
        called={"issue": ISSUE, "declared": _("Declared on"), "ended": _("Ended on")},
        names=("by",),
        words=("text",),
        kept=_("That somebody declared an interest, and when. It no longer leads to you."),
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
        CouldSpeak,
        _("For whom conveners noted that you could speak"),
        _noted_of,
        shown=("perspective", "added"),
        called={"perspective": _("Perspective"), "added": _("Noted on")},
        going=Going.GOES,
    ),
    Holding(
        Contact,
        _("What conveners keep of how to reach you"),
        _reaching,
        shown=(
            "name",
            "email",
            "phone",
            "address",
            "organisation",
            "sector",
            "area",
            "note",
            "origin",
            "ground",
            "added",
            "used",
        ),
        called=REACHED,
        erased=WORDS,
        kept=_(
            "That somebody was in the book of contacts, and their sector and area. It no longer says who."
        ),
    ),
    Holding(
        Contact,
        _("Contacts you put in the book or changed"),
        by(Contact, "by"),
        shown=("added",),
        called={"added": _("Put there on")},
        names=("by",),
        kept=_("The contact: it is the place's. It no longer says who put it there."),
    ),
    Holding(
        CouldSpeak,
        _("Your notes of who could speak for whom"),
        by(CouldSpeak, "by"),
        shown=("perspective", "added"),
        called={"perspective": _("Perspective"), "added": _("Noted on")},
        names=("by",),
        kept=_("The note: it is the place's. It no longer says who made it."),
    ),
    Holding(
        SentSheet,
        _("Spreadsheets you sent to be taken in"),
        by(SentSheet, "by"),
        shown=("says", "ground", "at", "done"),
        called={
            "says": _("What you said of where it is from"),
            "ground": _("On what ground"),
            "at": _("Sent on"),
            "done": _("Taken in on"),
        },
        going=Going.GOES,
    ),
)


def declare() -> None:
    """Show what the map holds about people in the registry of personal data."""
    for one in HELD:
        PERSONAL.add("convene.stakeholders", one)
