"""What mandates hold about people: those who asked, those who have one, and the managers who were asked."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.mandates.models import Asking, Mandate, StandingStatement
from wholeplace.kernel.privacy.personal import PERSONAL, Holding, NotTheirs, Subject, by

CALLED = {
    "issue": _("Issue"),
    "about": _("What you asked for"),
    "words": _("What you wrote to them"),
    "text": _("What your organisation was to say"),
    "manager": _("Whom you asked"),
    "reason": _("What they answered"),
    "in_work_time": _("In work time"),
    "own_words": _("In your own words"),
    "money": _("Promise money, in pounds, at most"),
    "hours": _("Promise hours at most"),
    "goods": _("Promise goods, by their value in pounds, at most"),
    "until": _("Until"),
    "limits": _("Limits"),
    "giver": _("By word of"),
    "ended": _("Ended on"),
    "ending": _("Why it ended"),
}
TERMS = ("in_work_time", "own_words", "money", "hours", "goods", "until", "limits")


def _asked_of(subject: Subject) -> "QuerySet[Any]":
    """Return what somebody was asked as a manager, at their address."""
    return Asking.objects.filter(place=subject.place, email__iexact=subject.person.email)


HELD = (
    Holding(
        Asking,
        _("What you asked your organisation for"),
        by(Asking, "by"),
        shown=(
            *("about", "organisation", "issue", "manager", "email", "words", "text", *TERMS),
            *("asked", "state", "answered", "reason"),
        ),
        called=CALLED,
        names=("by",),
        erased=("manager", "email", "limits", "reason"),
        words=("words", "text"),
        kept=_("That somebody of an organisation asked it for its word, and what became of it."),
    ),
    Holding(
        Asking,
        _("What you were asked as a manager"),
        _asked_of,
        shown=("about", "organisation", "words", "asked", "state", "reason"),
        called={
            "about": _("What you were asked for"),
            "words": _("What they wrote to you"),
            "reason": _("What you answered"),
        },
        erased=("manager", "email"),
        words=("reason",),
        kept=_("That somebody of an organisation was asked for its word, and what became of it."),
    ),
    Holding(
        Mandate,
        _("Your mandates"),
        by(Mandate, "member"),
        shown=("organisation", "issue", *TERMS, "giver", "given", "ended", "ending"),
        called=CALLED,
        names=("member",),
        erased=("limits",),
        kept=_("That an organisation gave somebody a mandate, by whose word and until when."),
    ),
    Holding(
        StandingStatement,
        _("Where you gave a second word to what an organisation says for all"),
        by(StandingStatement, "seconded_by"),
        shown=("organisation", "text", "seconded"),
        called=CALLED | {"text": _("What it says"), "seconded": _("When you gave your word")},
        names=("seconded_by",),
        kept=_("That a third gave a second word to what an organisation says for all of its people."),
    ),
)


def declare() -> None:
    """Show what mandates hold about people in the registry of personal data."""
    for one in HELD:
        PERSONAL.add("convene.mandates", one)
    digest = "it lets a link be known again, and says nothing of anybody"
    PERSONAL.add("convene.mandates", NotTheirs(Asking, frozenset(("digest",)), because=digest))
    ties = frozenset(("renews", "statement"))
    beside = "they lead to a mandate or a word that says itself whose it is"
    PERSONAL.add("convene.mandates", NotTheirs(Asking, ties, because=beside))
    said = frozenset(("text", "giver"))
    public = "the organisation says it in public, by a role and under no name"
    PERSONAL.add("convene.mandates", NotTheirs(StandingStatement, said, because=public))
