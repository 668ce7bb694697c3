"""What waits on an issue's page for somebody who was asked for words of their own, or is asked to speak for a perspective."""

import uuid
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, UUIDField
from django.utils.translation import gettext as _

from wholeplace.convene.invitations.models import IssueInvitation, SponsorWords
from wholeplace.convene.invitations.names import State
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.names import Status
from wholeplace.kernel.actors import Viewer
from wholeplace.places.partnership.home import NextStep
from wholeplace.ui.addresses import place_url

WORDS, ASKED = "words_wanted", "asked_to_speak"
"""Under which an issue says for which perspective the viewer's words are wanted, and by which invitation they are asked."""


def with_what_waits(viewer: Viewer, issues: "QuerySet[Issue]") -> "QuerySet[Issue]":
    """Return issues, each with what waits there for a member: that costs its page no question more."""
    member = viewer.membership
    if member is None:
        return issues
    wanted = SponsorWords.objects.filter(issue=OuterRef("pk"), by=member, written=None, taken_back=None)
    asked = IssueInvitation.objects.filter(
        issue=OuterRef("pk"), invited=member, state=State.SENT, reply="", issue__status=Status.WORKED_ON
    )
    found: Any = issues.annotate(
        **{
            WORDS: Subquery(wanted.order_by("asked").values("perspective")[:1], output_field=UUIDField()),
            ASKED: Subquery(asked.order_by("asked").values("pk")[:1], output_field=UUIDField()),
        }
    )
    return found  # type: ignore[no-any-return] # annotated by name


def answer_first(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Lead a member who is asked to speak for a perspective to their answer."""
    asked: uuid.UUID | None = vars(issue).get(ASKED)
    if asked is None:
        return None
    return NextStep(
        _("You are asked to speak for somebody"),
        _("Say yes, maybe or no, or whom to ask instead."),
        place_url(viewer.place, "your_invitation", issue_invitation=asked),
        _("Read what you are asked"),
    )


def give_words(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Lead somebody to the page on which they write why they would like somebody there, where a convener asked them."""
    wanted: uuid.UUID | None = vars(issue).get(WORDS)
    if wanted is None:
        return None
    return NextStep(
        _("Your words would help"),
        _("A convener would like to invite somebody, and asks for a few words of yours."),
        place_url(viewer.place, "sponsor_words", perspective=wanted),
        _("Write them"),
    )
