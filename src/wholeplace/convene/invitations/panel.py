"""What waits on an issue's page for somebody who was asked for words of their own, or is asked to speak for a perspective."""

import uuid
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery, UUIDField
from django.utils.translation import gettext as _

from wholeplace.convene.invitations.models import AccessNeeds, IssueInvitation, SponsorWords
from wholeplace.convene.invitations.names import Reply, State
from wholeplace.convene.invitations.queries import own_invitations
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.names import Status
from wholeplace.kernel.actors import Viewer
from wholeplace.places.partnership.home import NextStep
from wholeplace.ui.addresses import place_url

WORDS, ASKED, UNSAID = "words_wanted", "asked_to_speak", "needs_unsaid"
"""Under which an issue says for which perspective the viewer's words are wanted, by which invitation they are asked, and
whether they came by one and were never asked what they need."""


def with_what_waits(viewer: Viewer, issues: "QuerySet[Issue]") -> "QuerySet[Issue]":
    """Return issues, each with what waits there for a member: that costs its page no question more."""
    member = viewer.membership
    if member is None:
        return issues
    wanted = SponsorWords.objects.filter(issue=OuterRef("pk"), by=member, written=None, taken_back=None)
    asked = IssueInvitation.objects.filter(
        issue=OuterRef("pk"), invited=member, state=State.SENT, reply="", issue__status=Status.WORKED_ON
    )
    came = IssueInvitation.objects.filter(issue=OuterRef("pk"), member=member, reply=Reply.YES)
    found: Any = issues.annotate(
        **{
            WORDS: Subquery(wanted.order_by("asked").values("perspective")[:1], output_field=UUIDField()),
            ASKED: Subquery(asked.order_by("asked").values("pk")[:1], output_field=UUIDField()),
            UNSAID: Exists(came) & ~Exists(AccessNeeds.objects.filter(member=member)),
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


def answer_in_place(viewer: Viewer) -> NextStep | None:
    """Lead somebody who is asked to speak for a perspective to their answer, from the first page of the place."""
    if not viewer.is_member:
        return None
    asked = own_invitations(viewer).filter(reply="", issue__status=Status.WORKED_ON).first()
    if asked is None:
        return None
    text = _("{issue}. Say yes, maybe or no, or whom to ask instead.")
    return NextStep(
        _("You are asked to speak for somebody"),
        text.format(issue=asked.issue.title),
        place_url(viewer.place, "your_invitation", issue_invitation=asked.pk),
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


def say_what_one_needs(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Ask somebody who came by an invitation, once, what they need to take part."""
    if not vars(issue).get(UNSAID):
        return None
    return NextStep(
        _("Do you need anything to take part?"),
        _(
            "A way in without steps, a language, somebody to look after a child, the fare: say it once, for every event."
        ),
        place_url(viewer.place, "your_needs"),
        _("Say what you need"),
    )
