"""What the program does about invitations by itself: sending, keeping back, reminding once, forgetting."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.invitations.actions import REMIND
from wholeplace.convene.invitations.asking import fresh
from wholeplace.convene.invitations.conditions import (
    KEPT,
    REMINDS_AFTER,
    can_be_reminded,
    can_be_sent,
    is_unwanted,
    stays_unsent,
)
from wholeplace.convene.invitations.letters import send_letter, send_reminder
from wholeplace.convene.invitations.models import OPEN, OTHER, SAID, IssueInvitation, LetterFile
from wholeplace.convene.invitations.names import State
from wholeplace.convene.invitations.queries import to_forget
from wholeplace.convene.stakeholders.models import Contact
from wholeplace.kernel import clock
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, Actor
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refusal, is_machine
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.places import Place
from wholeplace.kernel.privacy.erasing import Erased, blank

AT_A_TIME = 200
"""Invitations forgotten in one deed, so that nobody waits long for the database."""
WHO = ("name", "email", "address", "phone", "words", *SAID)
"""What is forgotten of somebody who was asked and did not come."""
SEND, REMIND_ONCE = "issue_invitation.send", "issue_invitation.remind_once"
SENDING = (SEND, REMIND, REMIND_ONCE)
"""The actions each of whose entries is one letter or notice."""


@action(
    SEND,
    title=_("Send an invitation to speak for a perspective"),
    says=_("{actor} sent an invitation to speak for a perspective on an issue"),
    may=is_machine,
    when=can_be_sent,
    on="issue_invitation",
    doors=BY_MACHINE,
)
def send_to_speak(act: Act, *, issue_invitation: IssueInvitation) -> IssueInvitation:
    """Write the letter with the link, of which only a digest is kept; a member is told by a notice."""
    send_letter(act, issue_invitation)
    return issue_invitation


@action(
    "issue_invitation.keep_back",
    title=_("Keep an invitation to speak for a perspective back"),
    says=_("{actor} kept back an invitation to speak for a perspective on an issue"),
    may=is_machine,
    when=stays_unsent,
    on="issue_invitation",
    doors=BY_MACHINE,
)
def keep_back_to_speak(act: Act, *, issue_invitation: IssueInvitation) -> IssueInvitation:
    """Let nothing go in the name of somebody who no longer convenes, nor to whoever wants no invitations."""
    unwanted = is_unwanted(issue_invitation)
    issue_invitation.state = State.REVOKED if unwanted else State.KEPT_BACK
    issue_invitation.save()
    act.record(issue_invitation)
    return issue_invitation


def wants_reminder(actor: Actor, one: IssueInvitation) -> Refusal | None:
    """The convener chose that a reminder goes by itself, and five days went by without an answer."""
    if refusal := can_be_reminded(actor, one):
        return refusal
    at = actor.at or clock.now()
    waits = one.sent is None or one.sent > at - REMINDS_AFTER or not one.reminds
    return Refusal("written_to_lately") if waits else None


@action(
    REMIND_ONCE,
    title=_("Remind somebody of an invitation after five days"),
    says=_("{actor} reminded somebody of an invitation to speak for a perspective on an issue"),
    may=is_machine,
    when=wants_reminder,
    on="issue_invitation",
    doors=BY_MACHINE,
)
def remind_once(act: Act, *, issue_invitation: IssueInvitation) -> IssueInvitation:
    """Write once more to somebody who has not answered in five days, as the convener chose."""
    send_reminder(act, issue_invitation)
    return issue_invitation


@action(
    "issue_invitation.forget",
    title=_("Forget who was invited to speak for perspectives"),
    says=_(
        "{actor} forgot {count} people who were invited to speak for a perspective and did not come, or what they said"
    ),
    may=is_machine,
    within="place",
    doors=BY_MACHINE,
)
def forget_who_was_asked(act: Act, *, place: Place) -> int:
    """Take name, address and words from invitations nobody answered, or answered with no, for 90 days; that they went stays.

    What was said with a no, and of whom, is taken also from those of somebody who came by another way.
    """
    old = list(to_forget(act.at, kept=KEPT).filter(place=place).order_by("due", "pk")[:AT_A_TIME])
    erased = Erased()
    for one in old:
        blank(act, one, WHO if one.member_id is None else SAID, erased)
    act.say(count=len(old), openings=erased.openings, aliases=erased.aliases)
    return len(old)


def forget_with_contacts(act: Act, contacts: Sequence[Contact], erased: Erased) -> None:
    """Forget contacts that are removed from the book also where they were asked and have not come, or were named by others.

    What waits does not go; letters that were set for the post are thrown away, for their pages name them.
    """
    there = IssueInvitation.objects.select_for_update(no_key=True).order_by("pk")
    theirs = list(there.filter(contact__in=contacts, member=None))
    for one in theirs:
        blank(act, one, WHO, erased)
        one.refresh_from_db()
        fresh(one)
        if one.state in OPEN and not one.reply:
            one.state = State.REVOKED
        one.save()
    act.record_many(IssueInvitation, theirs)
    for one in there.filter(other__in=contacts):
        blank(act, one, OTHER, erased)
    with deriving():
        LetterFile.objects.filter(issue__in={one.issue_id for one in theirs}).update(content=b"")
