"""Answering an invitation: by its link or code, recorded by the program, or signed in; and coming in after a yes."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.invitations.conditions import (
    LASTS,
    answer_works,
    is_asked,
    says_yes,
    says_yes_by_code,
    says_yes_by_link,
)
from wholeplace.convene.invitations.letters import tell_that_answered
from wholeplace.convene.invitations.models import SAID, IssueInvitation
from wholeplace.convene.invitations.names import Reply, ReplyBy, State
from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.conditions import takes_part
from wholeplace.convene.stakeholders.actions import speak_for
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, BY_PAGE, Actor, Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, is_machine
from wholeplace.kernel.people import CivicVoice, Membership, Person
from wholeplace.kernel.places import Sector
from wholeplace.kernel.privacy.erasing import Erased, blank
from wholeplace.kernel.text import shows_something
from wholeplace.places.invited.actions import invite_who_answered
from wholeplace.places.joining.actions import join_place
from wholeplace.places.joining.names import Way as Door_In

TOLD_AGAIN = dt.timedelta(hours=1)
"""How long nobody is told anew that somebody answered: whoever changes an answer twice is told of once."""


@dataclass(frozen=True)
class Said:
    """What somebody says with their answer, in their words."""

    because: str = ""
    other_name: str = ""
    other_reach: str = ""

    def with_answer(self, reply: Reply) -> "Said":
        """Return what of it stays with an answer: whom else to ask stays whatever is said, and nothing once it is taken back."""
        return Said() if reply == Reply.WITHDRAWN else self


@action(
    "issue_invitation.answer",
    title=_("Answer an invitation by its link or code"),
    says=_("{actor} recorded an answer to an invitation to speak for a perspective on an issue"),
    may=is_machine,
    when=answer_works,
    on="issue_invitation",
    doors=BY_MACHINE,
    secret=True,
)
def answer_by_link(
    act: Act,
    *,
    issue_invitation: IssueInvitation,
    reply: Reply,
    reply_by: ReplyBy,
    because: str = "",
    other_name: str = "",
    other_reach: str = "",
) -> IssueInvitation:
    """Say yes, maybe or no, whom to ask instead, or take that back; it can be changed until the issue ends.

    What was said already is kept, told and recorded once, however often the button is pressed.
    """
    said = Said(because, other_name, other_reach)
    if not _says(issue_invitation, reply, reply_by, said):
        answered(act, issue_invitation, reply, reply_by, said)
    return issue_invitation


@action(
    "issue_invitation.answer_own",
    title=_("Answer what one is asked as a member"),
    says=_("{actor} answered an invitation to speak for a perspective on an issue"),
    may=is_asked,
    when=answer_works,
    on="issue_invitation",
    doors=BY_PAGE,
)
def answer_own_invitation(
    act: Act,
    *,
    issue_invitation: IssueInvitation,
    reply: Reply,
    because: str = "",
    other_name: str = "",
    other_reach: str = "",
) -> IssueInvitation:
    """Answer as the member one is; whoever says yes takes part, and speaks for the perspective where nobody does."""
    said = Said(because, other_name, other_reach)
    known = _says(issue_invitation, reply, ReplyBy.SIGNED_IN, said)
    if reply == Reply.YES:
        issue_invitation.member = act.membership
    if not known:
        answered(act, issue_invitation, reply, ReplyBy.SIGNED_IN, said)
    if reply == Reply.YES:
        come_in(act.actor, issue_invitation)
    return issue_invitation


def _says(one: IssueInvitation, reply: Reply, reply_by: ReplyBy, said: Said) -> bool:
    """Say whether this is what somebody said already, by the same door."""
    before = Said(one.because, one.other_name, one.other_reach)
    return (one.reply, one.reply_by, before) == (reply, reply_by, said.with_answer(reply))


def answered(
    act: Act,
    one: IssueInvitation,
    reply: Reply,
    reply_by: ReplyBy,
    said: Said,
    *,
    recorded_by: Membership | None = None,
) -> None:
    """Keep what somebody says, in the place of what they said before, and tell whoever asked, at most once an hour."""
    said = said.with_answer(reply)
    if reply == Reply.ASK_OTHER and not (
        shows_something(said.other_name) and shows_something(said.other_reach)
    ):
        raise Refused("name_whom_else")
    tells = one.replied is None or one.replied < act.at - TOLD_AGAIN
    if reply == Reply.WITHDRAWN:
        _take_away(act, one)
    one.reply, one.reply_by, one.replied, one.recorded_by = reply, reply_by, act.at, recorded_by
    one.because, one.other_name, one.other_reach = said.because, said.other_name, said.other_reach
    if one.state == State.WAITING:  # a letter that came before anybody said it was posted
        one.state, one.sent, one.expires = State.SENT, act.at, one.expires or act.at + LASTS
    one.save()
    act.record(one)
    if tells:
        tell_that_answered(act, one)


def _take_away(act: Act, one: IssueInvitation) -> None:
    """Keep nothing of what was said with an answer that is taken back, here and in what the record can open."""
    erased = Erased()
    blank(act, one, SAID, erased)
    act.say(openings=erased.openings, aliases=erased.aliases)


def come_in(actor: Actor, one: IssueInvitation) -> None:
    """Have a member who said yes take part in the issue, and speak for the perspective where nobody does yet and they may."""
    if takes_part(actor, one.issue):
        take_part(actor, issue=one.issue)
    if speak_for.refusal(actor, one.perspective) is None:
        speak_for(actor, perspective=one.perspective)


@action(
    "issue_invitation.join",
    title=_("Join by an invitation to speak for a perspective"),
    says=_("{actor} let somebody join who was invited to speak for a perspective on an issue"),
    may=is_machine,
    when=says_yes_by_link,
    on="issue_invitation",
    doors=BY_MACHINE,
    secret=True,
)
def join_by_invitation(
    act: Act, *, issue_invitation: IssueInvitation, name: str, voice: CivicVoice, sector: Sector
) -> Membership:
    """Make whoever said yes by the link of an e-mail a member, under that address, and have them speak for the perspective."""
    person = Person.objects.named(issue_invitation.email, name=name)
    member = join_place(
        act.actor,
        place=act.place,
        person=person,
        name=name,
        voice=voice,
        sector=sector,
        way=Door_In.LINK,
    )
    let_in(act, issue_invitation, member)
    return member


def let_in(act: Act, one: IssueInvitation, member: Membership) -> None:
    """Note who came by an invitation, and have them take part."""
    one.member = member
    one.save()
    act.record(one)
    come_in(Actor(place=act.place, door=Door.PAGE, membership=member, at=act.actor.at), one)


@action(
    "issue_invitation.ask_link",
    title=_("Ask for a personal link after a yes by code"),
    says=_("{actor} sent a personal link to somebody who said yes to an invitation"),
    may=is_machine,
    when=says_yes_by_code,
    on="issue_invitation",
    doors=BY_MACHINE,
    secret=True,
)
def ask_personal_link(act: Act, *, issue_invitation: IssueInvitation, email: str) -> IssueInvitation:
    """Send a personal link to an address that whoever said yes gives; nothing goes where none may, and nobody is told so."""
    one = issue_invitation
    one.linked = act.at
    one.save()
    act.record(one)
    invite_who_answered(act.actor, by=one.by, email=email, name=one.name, onward=one.pk)
    return one


@action(
    "issue_invitation.come",
    title=_("Come by a personal link after a yes"),
    says=_("{actor} noted who came by an invitation to speak for a perspective on an issue"),
    may=is_machine,
    when=says_yes,
    on="issue_invitation",
    doors=BY_MACHINE,
    secret=True,
)
def note_who_came(act: Act, *, issue_invitation: IssueInvitation, member: Membership) -> IssueInvitation:
    """Note who joined by the personal link that went out after a yes by code."""
    let_in(act, issue_invitation, member)
    return issue_invitation
