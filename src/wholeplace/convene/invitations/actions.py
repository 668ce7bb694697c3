"""What a convener does about invitations: ask somebody, or many, take that back, ask again, remind, take up who was named."""

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.invitations.asking import Whom, ask_them, fresh, whom_of
from wholeplace.convene.invitations.conditions import (
    AT_ONCE,
    can_be_reminded,
    can_go_again,
    convenes,
    issue_goes_on,
    named_somebody,
    perspective_asks,
    waits_for_answer,
)
from wholeplace.convene.invitations.letters import send_reminder
from wholeplace.convene.invitations.models import IssueInvitation, SponsorWords
from wholeplace.convene.invitations.names import State, Way
from wholeplace.convene.invitations.planning import planned
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.book import add_contact, note_speaker
from wholeplace.convene.stakeholders.models import Contact, CouldSpeak, Perspective
from wholeplace.convene.stakeholders.names import Ground, Standing
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.people import Membership

REMIND = "issue_invitation.remind"


@action(
    "issue_invitation.invite",
    title=_("Invite somebody to speak for a perspective"),
    says=_("{actor} invited somebody to speak for a perspective on an issue"),
    may=convenes,
    when=perspective_asks,
    within="perspective",
    doors=BY_PAGE,
    rationed=True,
)
def invite_to_speak(
    act: Act,
    *,
    perspective: Perspective,
    way: Way,
    contact: Contact | None = None,
    invited: Membership | None = None,
    name: str = "",
    email: str = "",
    address: str = "",
    phone: str = "",
    origin: str = "",
    ground: Ground | None = None,
    sponsor: SponsorWords | None = None,
    words: str = "",
    reminds: bool = False,
) -> IssueInvitation:
    """Ask one contact, one member, or somebody new, who is put into the book; it goes out when it may."""
    if name or email or address or phone:
        if contact is not None or invited is not None or ground is None:
            raise Refused("whom_to_ask")
        contact = add_contact(
            act.actor,
            place=act.place,
            name=name,
            email=email,
            address=address,
            phone=phone,
            origin=origin,
            ground=ground,
        )
    whom = whom_of(act, perspective, contact=contact, invited=invited, way=way)
    made = ask_them(act, [whom], words=words, sponsor=sponsor, reminds=reminds)
    act.record(made[0])
    return made[0]


@action(
    "issue_invitation.invite_many",
    title=_("Invite many to speak for perspectives"),
    says=_("{actor} invited {count} people to speak for perspectives on an issue"),
    may=convenes,
    when=issue_goes_on,
    within="issue",
    doors=BY_PAGE,
    rationed=True,
)
def invite_many(
    act: Act, *, issue: Issue, guesses: Sequence[uuid.UUID], words: str = "", reminds: bool = False
) -> list[IssueInvitation]:
    """Ask contacts who are noted as able to speak for perspectives, each by the way that is known; some go on later days."""
    needed = {"perspective__issue": issue, "perspective__standing": Standing.NEEDED}
    noted = CouldSpeak.objects.filter(place=act.place, pk__in=guesses, **needed)
    chosen = planned(act.place, noted.select_related("contact", "perspective__issue").order_by("pk"))
    good = [one for one in chosen if one.way is not None]
    if not good:
        raise Refused("nobody_to_ask")
    if len(good) > AT_ONCE:
        raise Refused("too_many_to_ask", most=AT_ONCE)
    people = [Whom(one.perspective, one.way, contact=one.contact) for one in good if one.way is not None]
    made = ask_them(act, people, words=words, sponsor=None, reminds=reminds)
    act.record_many(IssueInvitation, made)
    act.say(count=len(made))
    return made


@action(
    "issue_invitation.again",
    title=_("Ask somebody again to speak for a perspective"),
    says=_("{actor} invited somebody again to speak for a perspective on an issue"),
    may=convenes,
    when=can_go_again,
    on="issue_invitation",
    doors=BY_PAGE,
    rationed=True,
)
def invite_to_speak_again(act: Act, *, issue_invitation: IssueInvitation) -> IssueInvitation:
    """Ask somebody again whom the invitation did not reach in time, or from whom it was taken back; the old link stays of no use.

    A convener's words go again only in the letter of whoever wrote them, and a sponsor's unless they were taken back.
    """
    before = issue_invitation
    words = before.words if before.by_id == act.membership.pk else ""
    whom = whom_of(
        act, before.perspective, contact=before.contact, invited=before.invited, way=Way(before.way)
    )
    made = ask_them(act, [whom], words=words, sponsor=before.vouched, reminds=before.reminds)
    act.record(made[0])
    return made[0]


@action(
    "issue_invitation.take_back",
    title=_("Take an invitation to speak for a perspective back"),
    says=_("{actor} took back an invitation to speak for a perspective on an issue"),
    may=convenes,
    when=waits_for_answer,
    on="issue_invitation",
    doors=BY_PAGE,
)
def take_back_to_speak(act: Act, *, issue_invitation: IssueInvitation) -> IssueInvitation:
    """Take an invitation back: its link and code no longer work, and what waits does not go."""
    issue_invitation.state = State.REVOKED
    fresh(issue_invitation)
    issue_invitation.save()
    act.record(issue_invitation)
    return issue_invitation


@action(
    REMIND,
    title=_("Remind somebody of an invitation"),
    says=_("{actor} reminded somebody of an invitation to speak for a perspective on an issue"),
    may=convenes,
    when=can_be_reminded,
    on="issue_invitation",
    doors=BY_PAGE,
    rationed=True,
)
def remind(act: Act, *, issue_invitation: IssueInvitation) -> IssueInvitation:
    """Write once more to somebody who has not answered, with a new link; nobody is reminded twice of one invitation."""
    send_reminder(act, issue_invitation)
    return issue_invitation


@action(
    "issue_invitation.take_up",
    title=_("Put somebody who was named into the book"),
    says=_("{actor} put somebody into the book who was named in answer to an invitation"),
    may=convenes,
    when=named_somebody,
    on="issue_invitation",
    doors=BY_PAGE,
)
def take_up_other(
    act: Act,
    *,
    issue_invitation: IssueInvitation,
    name: str,
    origin: str,
    ground: Ground,
    email: str = "",
    phone: str = "",
    address: str = "",
) -> Contact:
    """Put whoever was named into the book of contacts, noted as able to speak for the same perspective."""
    made = add_contact(
        act.actor,
        place=act.place,
        origin=origin,
        ground=ground,
        name=name,
        email=email,
        phone=phone,
        address=address,
    )
    note_speaker(act.actor, contact=made, perspective=issue_invitation.perspective)
    issue_invitation.other = made
    issue_invitation.save()
    act.record(issue_invitation)
    return made
