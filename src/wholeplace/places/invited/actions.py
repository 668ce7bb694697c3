"""Inviting people by personal links that work once: asked for, sent, accepted, taken back, forgotten."""

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, Actor, Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, is_machine, wears
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import CivicVoice, HatKind, Membership, Person
from wholeplace.kernel.places import Place, Sector
from wholeplace.kernel.privacy.erasing import Erased, blank
from wholeplace.kernel.tokens import digest_of, new_token
from wholeplace.places.invited.conditions import (
    AT_ONCE,
    KEPT,
    LASTS,
    can_be_sent_again,
    invitation_is_open,
    invitation_waits,
    is_unwanted,
    letter_stays,
    link_works,
)
from wholeplace.places.invited.letters import send_letter
from wholeplace.places.invited.lists import Row
from wholeplace.places.invited.models import Invitation
from wholeplace.places.invited.names import InvitationState
from wholeplace.places.invited.onward import enter, leads_somewhere
from wholeplace.places.invited.queries import SENDING, closed_to, days_for, known_of, rows_for
from wholeplace.places.joining.actions import join_place
from wholeplace.places.joining.names import Way

BY_PAGE = frozenset({Door.PAGE, Door.COMMAND})


@action(
    "invitation.invite",
    title=_("Invite people by personal links"),
    says=_("{actor} invited {count} people by personal links"),
    may=wears(HatKind.CONVENER),
    on="place",
    doors=BY_PAGE,
    rationed=True,
)
def invite(
    act: Act, *, place: Place, people: str, words: str = "", onward: uuid.UUID | None = None
) -> list[Invitation]:
    """Invite everybody on a list who can be, each by a letter; 200 letters go in a day, the others on the next days."""
    rows = [row for row in rows_for(act.actor.viewer, people) if not row.why_not]
    if not rows:
        raise Refused("nobody_to_invite")
    if len(rows) > AT_ONCE:
        raise Refused("too_many_to_invite", most=AT_ONCE, count=len(rows))
    if onward is not None and not leads_somewhere(act.actor.viewer, onward):
        raise Refused("leads_nowhere")
    made = _invitations(place, rows)
    for invitation in made:
        invitation.words, invitation.onward = words, onward
    _ask(act, made)
    return made


def _invitations(place: Place, rows: Sequence[Row]) -> list[Invitation]:
    """Return an invitation for each row: the one whose link ran out or that was taken or kept back, or a new one."""
    addresses = [row.email for row in rows]
    before = Invitation.objects.filter(place=place, email__in=addresses).exclude(
        state=InvitationState.ACCEPTED
    )
    known = {one.email: one for one in before}
    made = [known.get(row.email) or Invitation(place=place, email=row.email) for row in rows]
    for invitation, row in zip(made, rows, strict=True):
        invitation.name = row.name or invitation.name
    return made


def _ask(act: Act, invitations: Sequence[Invitation]) -> None:
    """Put letters on their way, in the name of whoever acts, as many in a day as may go."""
    dues = days_for(act.membership, len(invitations), act.at)
    for invitation, due in zip(invitations, dues, strict=True):
        invitation.by, invitation.asked, invitation.due = act.membership, act.at, due
        invitation.state, invitation.digest, invitation.expires = InvitationState.WAITING, "", None
        invitation.save()
    act.record_many(Invitation, invitations)
    act.say(count=len(invitations))
    for due in sorted(set(dues)):
        act.enqueue("invited.send", due=due)


@action(
    "invitation.again",
    title=_("Invite somebody again"),
    says=_("{actor} invited somebody again"),
    may=wears(HatKind.CONVENER),
    when=can_be_sent_again,
    on="invitation",
    doors=BY_PAGE,
    rationed=True,
)
def invite_again(act: Act, *, invitation: Invitation) -> Invitation:
    """Send a new link to somebody whose link ran out or was taken back; the old one stays of no use.

    Words go again only in the letter of whoever wrote them.
    """
    if why := known_of(act.place, [invitation.email]).get(invitation.email):
        raise Refused("cannot_be_invited", why=why)
    if invitation.by_id != act.membership.pk:
        invitation.words = ""
    _ask(act, [invitation])
    return invitation


@action(
    SENDING,
    title=_("Send an invitation"),
    says=_("{actor} sent an invitation"),
    may=is_machine,
    when=invitation_waits,
    on="invitation",
    doors=BY_MACHINE,
)
def send_invitation(act: Act, *, invitation: Invitation) -> Invitation:
    """Write the letter with the link, of which only a digest is kept."""
    token = new_token()
    invitation.digest, invitation.expires = digest_of(token), act.at + LASTS
    invitation.state = InvitationState.SENT
    invitation.save()
    act.record(invitation)
    send_letter(invitation, token=token, until=invitation.expires)
    return invitation


@action(
    "invitation.keep_back",
    title=_("Keep an invitation back"),
    says=_("{actor} kept back the letter of an invitation"),
    may=is_machine,
    when=letter_stays,
    on="invitation",
    doors=BY_MACHINE,
)
def keep_back_invitation(act: Act, *, invitation: Invitation) -> Invitation:
    """Let no letter go in the name of somebody who no longer convenes, nor to whoever wants none.

    Another convener can invite again in their own name, but not whoever wants none.
    """
    unwanted = is_unwanted(invitation)
    invitation.state = InvitationState.REVOKED if unwanted else InvitationState.KEPT_BACK
    invitation.save()
    act.record(invitation)
    return invitation


@action(
    "invitation.take_back",
    title=_("Take an invitation back"),
    says=_("{actor} took an invitation back"),
    may=wears(HatKind.CONVENER),
    when=invitation_is_open,
    on="invitation",
    doors=BY_PAGE,
)
def take_back_invitation(act: Act, *, invitation: Invitation) -> Invitation:
    """Take an invitation back: its link no longer works, and a letter that waits does not go."""
    invitation.state, invitation.digest = InvitationState.REVOKED, ""
    invitation.save()
    act.record(invitation)
    return invitation


@action(
    "invitation.accept",
    title=_("Join by a personal link"),
    says=_("{actor} let somebody join by their personal link"),
    may=is_machine,
    when=link_works,
    on="invitation",
    doors=BY_MACHINE,
    secret=True,
)
def accept_invitation(
    act: Act, *, invitation: Invitation, name: str, voice: CivicVoice, sector: Sector
) -> Membership:
    """Make whoever holds the link a member, once, under the address it was sent to, and lead them on.

    The digest stays, by which the link leads its own member on whenever they open it again; nobody else is let in by it.
    """
    person = Person.objects.named(invitation.email, name=name)
    member = join_place(
        act.actor, place=act.place, person=person, name=name, voice=voice, sector=sector, way=Way.LINK
    )
    invitation.state, invitation.member = InvitationState.ACCEPTED, member
    invitation.save()
    act.record(invitation)
    enter(Actor(place=act.place, door=Door.PAGE, membership=member, at=act.actor.at), invitation.onward)
    return member


@action(
    "invitation.forget",
    title=_("Forget whom invitations went to"),
    says=_("{actor} forgot the addresses of {count} people who were invited and did not join"),
    may=is_machine,
    on="place",
    doors=BY_MACHINE,
)
def forget_invitations(act: Act, *, place: Place) -> int:
    """Take address, name and words from invitations that nobody accepted in 90 days; that they were sent stays."""
    old = Invitation.objects.filter(place=place, due__lt=act.at - KEPT).exclude(email=ERASED)
    unanswered = list(old.exclude(state=InvitationState.ACCEPTED))
    erased = Erased()
    for invitation in unanswered:
        blank(act, invitation, ("email", "name", "words"), erased)
    act.say(count=len(unanswered), openings=erased.openings, aliases=erased.aliases)
    return len(unanswered)


@action(
    "invitation.answered",
    title=_("Send a personal link to somebody who said yes"),
    says=_("{actor} sent a personal link to somebody who said yes to an invitation"),
    may=is_machine,
    doors=BY_MACHINE,
    secret=True,
)
def invite_who_answered(
    act: Act, *, by: Membership, email: str, name: str, onward: uuid.UUID
) -> Invitation | None:
    """Send a personal link to an address that whoever said yes gives, in the name of whoever asked; none where none may go.

    Where a link to that address works already, another goes in its place, that leads where their yes does.
    """
    address = email.strip().lower()
    if closed_to(act.place, [address]):
        act.say(count=0)
        return None
    (made,) = _invitations(act.place, [Row(1, address, address, name)])
    made.by, made.asked, made.due, made.onward = by, act.at, act.at, onward
    made.state, made.digest, made.expires, made.words = InvitationState.WAITING, "", None, ""
    made.save()
    act.record(made)
    act.enqueue("invited.send", due=act.at)
    return made
