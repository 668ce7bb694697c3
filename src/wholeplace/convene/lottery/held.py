"""What lotteries hold about people: those who registered, those who sit, and those who set them up."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.lottery.models import (
    Apart,
    Draw,
    Feature,
    Lottery,
    Registration,
    Seat,
    SentPool,
    Target,
)
from wholeplace.kernel.privacy.personal import PERSONAL, Going, Holding, NotTheirs, Subject, by

CALLED = {
    "lottery": _("Lottery"),
    "draw": _("Draw"),
    "source": _("How it came"),
    "at": _("When"),
    "ticket": _("Ticket"),
    "outside_id": _("What told you apart in a file"),
    "phone": _("Phone"),
    "address": _("Postal address"),
    "household": _("Household"),
    "answers": _("What you answered"),
    "state": _("How it stands"),
    "because": _("What you said with it"),
}


def _registered(subject: Subject) -> "QuerySet[Any]":
    """Return somebody's registrations, by their address."""
    return Registration.objects.filter(place=subject.place, email__iexact=subject.person.email)


def _drawn(subject: Subject) -> "QuerySet[Any]":
    """Return the seats somebody was drawn for."""
    return Seat.objects.filter(registration__in=_registered(subject))


HELD = (
    Holding(
        Registration,
        _("Your registration for a lottery"),
        _registered,
        shown=(
            "lottery",
            "source",
            "at",
            "ticket",
            "outside_id",
            "name",
            "email",
            "phone",
            "address",
            "household",
            "answers",
        ),
        called=CALLED,
        erased=("outside_id", "name", "email", "phone", "address", "household", "answers"),
        kept=_("That there was such a ticket. It no longer leads to you."),
    ),
    Holding(
        Seat,
        _("A seat on a panel you were drawn for"),
        _drawn,
        shown=("draw", "state", "because"),
        called=CALLED,
        erased=("because",),
        kept=_("That a ticket was drawn. It no longer leads to you."),
    ),
    Holding(
        Lottery,
        _("Lotteries you set up"),
        by(Lottery, "by"),
        shown=("title", "about", "consent", "made"),
        called={
            "title": _("What it is called"),
            "about": _("What it is for"),
            "consent": _("What people agree to"),
            "made": _("When"),
        },
        names=("by",),
        kept=_("That a lottery was set up in a hat. It no longer says who wore it."),
    ),
    Holding(
        Draw,
        _("Draws you committed to"),
        by(Draw, "by"),
        shown=("lottery", "committed", "because"),
        called={**CALLED, "committed": _("When"), "because": _("Why you took it back")},
        names=("by",),
        words=("because",),
        kept=_("That a draw was committed to in a hat. It no longer says who wore it."),
    ),
    Holding(
        Registration,
        _("Registrations you typed in"),
        by(Registration, "typed_in_by"),
        shown=("lottery", "at"),
        called=CALLED,
        names=("typed_in_by",),
        kept=_("That a registration was typed in. It no longer says by whom."),
    ),
    Holding(
        Seat,
        _("Answers of people who were drawn that you typed in"),
        by(Seat, "told_by"),
        shown=("draw", "state"),
        called=CALLED,
        names=("told_by",),
        kept=_("That an answer was typed in. It no longer says by whom."),
    ),
    Holding(
        Apart,
        _("Registrations you found to be of two people"),
        by(Apart, "by"),
        shown=("lottery", "at"),
        called=CALLED,
        names=("by",),
        kept=_("That somebody found two registrations to be of two people. It no longer says who."),
    ),
    Holding(
        SentPool,
        _("Files of people you sent to come into a pool"),
        by(SentPool, "by"),
        shown=("lottery", "name", "at", "done"),
        called={**CALLED, "name": _("What the file is called"), "done": _("Taken in on")},
        going=Going.GOES,
    ),
)


def declare() -> None:
    """Show what lotteries hold about people in the registry of personal data."""
    for one in HELD:
        PERSONAL.add("convene.lottery", one)
    mark = "it lets a link be known again, and says nothing of anybody"
    PERSONAL.add(
        "convene.lottery", NotTheirs(Registration, frozenset(("digest", "digest_again")), because=mark)
    )
    gone = "it keeps files from bringing back whoever withdrew, and nobody can read from it who that is"
    PERSONAL.add("convene.lottery", NotTheirs(Registration, frozenset(("gone_as",)), because=gone))
    other = "it leads to what is held elsewhere, where it can be downloaded and erased"
    PERSONAL.add("convene.lottery", NotTheirs(Registration, frozenset(("same_as",)), because=other))
    PERSONAL.add("convene.lottery", NotTheirs(Apart, frozenset(("first", "second")), because=other))
    PERSONAL.add("convene.lottery", NotTheirs(Seat, frozenset(("registration",)), because=other))
    office = "it is what conveners tell those who are drawn, whoever of them wrote it"
    PERSONAL.add("convene.lottery", NotTheirs(Lottery, frozenset(("to_drawn",)), because=office))
    panel = "it says whom a panel should resemble, and names nobody"
    PERSONAL.add("convene.lottery", NotTheirs(Feature, frozenset(("name", "question")), because=panel))
    PERSONAL.add("convene.lottery", NotTheirs(Target, frozenset(("value",)), because=panel))
    sent = "whoever sent it reads it for a day, and then it is thrown away"
    PERSONAL.add("convene.lottery", NotTheirs(SentPool, frozenset(("content", "report")), because=sent))
    chance = "it is one half of the chance by which people are drawn, and says nothing of anybody"
    columns = frozenset(("awaits", "value", "value_source", "kinds", "tickets", "never"))
    PERSONAL.add("convene.lottery", NotTheirs(Draw, columns, because=chance))
