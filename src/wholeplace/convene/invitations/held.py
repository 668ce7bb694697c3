"""What invitations to speak for perspectives hold about people: those asked, those who asked, sponsors and those who called."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.invitations.models import (
    OTHER,
    AccessNeeds,
    IssueInvitation,
    LetterFile,
    SponsorWords,
)
from wholeplace.kernel.privacy.personal import PERSONAL, Going, Holding, NotTheirs, Subject, by

CALLED = {
    "issue": _("Issue"),
    "perspective": _("To speak for"),
    "words": _("What the convener wrote"),
    "address": _("Postal address"),
    "phone": _("Phone"),
    "reply": _("What was answered"),
    "reply_by": _("How the answer came"),
    "other_name": _("Whom to ask instead"),
    "other_reach": _("How to reach them"),
    "because": _("What was said with it"),
    "call": _("What became of the call"),
    "called": _("Called on"),
    "written": _("Written on"),
    "way": _("By which way"),
}


def _to(subject: Subject) -> "QuerySet[Any]":
    """Return the invitations that ask somebody: as a member, at their address, or that they came by."""
    theirs = Q(invited__in=subject.members) | Q(member__in=subject.members)
    at = Q(place=subject.place, email__iexact=subject.person.email)
    return IssueInvitation.objects.filter(theirs | at)


def _named(subject: Subject) -> "QuerySet[Any]":
    """Return the invitations in answer to which somebody named the subject, by their address, as whom to ask instead."""
    return IssueInvitation.objects.filter(place=subject.place, other_reach__iexact=subject.person.email)


HELD = (
    Holding(
        IssueInvitation,
        _("What you are asked to speak for"),
        _to,
        shown=(
            *("issue", "perspective", "way", "name", "email", "address", "phone", "asked", "state"),
            *("reply", "reply_by", "replied", "because", "other_name", "other_reach", "call"),
        ),
        called=CALLED,
        names=("invited", "member"),
        erased=("name", "email", "address", "phone", "other_name", "other_reach"),
        words=("because",),
        kept=_(
            "That somebody was asked to speak for a perspective, and what they said. It no longer leads to you."
        ),
    ),
    Holding(
        IssueInvitation,
        _("Whom you asked to speak for a perspective"),
        by(IssueInvitation, "by"),
        shown=("issue", "perspective", "way", "asked", "words", "state"),
        called={**CALLED, "words": _("What you wrote")},
        names=("by",),
        words=("words",),
        kept=_("That you invited somebody in a hat. It no longer says who wore it."),
    ),
    Holding(
        IssueInvitation,
        _("Answers you typed in after a call"),
        by(IssueInvitation, "recorded_by"),
        shown=("issue", "perspective", "called"),
        called=CALLED,
        names=("recorded_by",),
        kept=_("What somebody said on the phone. It no longer says who typed it in."),
    ),
    Holding(
        IssueInvitation,
        _("Where somebody named you as whom to ask instead"),
        _named,
        shown=("issue", "perspective", *OTHER),
        called=CALLED,
        erased=OTHER,
        kept=_("That somebody named another. It no longer says that it was you."),
    ),
    Holding(
        SponsorWords,
        _("Why you would like somebody there"),
        by(SponsorWords, "by"),
        shown=("issue", "perspective", "asked", "written", "text", "taken_back"),
        called=CALLED,
        names=("by",),
        words=("text",),
        kept=_("That a sponsor wrote for a perspective. It no longer leads to you."),
    ),
    Holding(
        SponsorWords,
        _("Whom you asked for their words"),
        by(SponsorWords, "asked_by"),
        shown=("issue", "perspective", "asked"),
        called=CALLED,
        names=("asked_by",),
        kept=_("That a convener asked for words. It no longer says who."),
    ),
    Holding(
        AccessNeeds,
        _("What you need to take part"),
        by(AccessNeeds, "member"),
        shown=("access", "language", "childcare", "travel", "said"),
        called={
            "access": _("To come in and follow"),
            "language": _("Language"),
            "childcare": _("Care"),
            "travel": _("Travel"),
            "said": _("Said on"),
        },
        names=("member",),
        erased=("access", "language", "childcare", "travel"),
        kept=_("That somebody said what they need. What they said is gone."),
    ),
    Holding(LetterFile, _("Letters you had set for the post"), by(LetterFile, "by"), going=Going.GOES),
)


def declare() -> None:
    """Show what invitations to speak for perspectives hold about people in the registry of personal data."""
    for one in HELD:
        PERSONAL.add("convene.invitations", one)
    mark = "it lets a link or code be known again, and says nothing of anybody"
    PERSONAL.add(
        "convene.invitations", NotTheirs(IssueInvitation, frozenset(("digest", "code")), because=mark)
    )
    other = "it leads to what is held elsewhere, where it can be downloaded and erased"
    columns = frozenset(("contact", "sponsor", "other"))
    PERSONAL.add("convene.invitations", NotTheirs(IssueInvitation, columns, because=other))
