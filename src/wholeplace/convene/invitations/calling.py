"""Inviting on the phone: what became of a call, what was said, and a code by which it can be changed."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.invitations.codes import code_digest, new_code
from wholeplace.convene.invitations.conditions import LASTS, call_can_be_told, is_to_be_called, may_call
from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.convene.invitations.names import Called, Reply, ReplyBy, State
from wholeplace.convene.invitations.replying import Said, answered
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE
from wholeplace.kernel.acts import Act


@action(
    "issue_invitation.call",
    title=_("Say what became of a call"),
    says=_("{actor} said what became of a call to invite somebody"),
    may=may_call,
    when=call_can_be_told,
    on="issue_invitation",
    doors=BY_PAGE,
)
def record_call(
    act: Act,
    *,
    issue_invitation: IssueInvitation,
    call: Called,
    reply: Reply | None = None,
    because: str = "",
    other_name: str = "",
    other_reach: str = "",
) -> IssueInvitation:
    """Keep whether somebody was reached, and what they said: typed in by whoever called, whose name stands beside it."""
    one = issue_invitation
    one.call, one.called, one.tries = call, act.at, one.tries + 1
    if call == Called.REACHED:
        one.state, one.sent = State.SENT, one.sent or act.at
        one.expires = one.expires or act.at + LASTS
    if call != Called.REACHED or reply is None:
        one.save()
        act.record(one)
        return one
    said = Said(because, other_name, other_reach)
    answered(act, one, reply, ReplyBy.PHONE, said, recorded_by=act.membership)
    return one


@action(
    "issue_invitation.draw_code",
    title=_("Draw a code to read out"),
    says=_("{actor} drew a code by which somebody who was called can change their answer"),
    may=may_call,
    when=is_to_be_called,
    on="issue_invitation",
    doors=BY_PAGE,
    secret=True,
)
def draw_code(act: Act, *, issue_invitation: IssueInvitation) -> str:
    """Return a code to read out to somebody who was called: only its digest is kept, and one drawn before works no more."""
    code = new_code()
    issue_invitation.code = code_digest(act.place, code)
    issue_invitation.state, issue_invitation.sent = State.SENT, issue_invitation.sent or act.at
    issue_invitation.expires = issue_invitation.expires or act.at + LASTS
    issue_invitation.save()
    act.record(issue_invitation)
    return code
