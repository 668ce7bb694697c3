"""Whom a personal link leads on that went out after somebody said yes by a code: to their issue, to speak for a perspective."""

from django.utils.translation import gettext as _

from wholeplace.convene.invitations.conditions import says_yes
from wholeplace.convene.invitations.jobs import NAME
from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.convene.invitations.replying import note_who_came
from wholeplace.kernel.actors import Actor, Viewer, machine
from wholeplace.kernel.text import one_line
from wholeplace.places.invited.onward import Onward


def _none_to_choose(_viewer: Viewer) -> list[IssueInvitation]:
    """Offer none to choose from: it leads on whoever said yes, and nobody else."""
    return []


def _about(one: IssueInvitation) -> str:
    said = _("“{issue}”, where you speak for: {perspective}")
    return said.format(issue=one.issue.title, perspective=one.perspective.name)


def _why(one: IssueInvitation) -> str:
    said = _(
        "You get this because this address was given with a yes to {by}, who invited somebody. If that was not you, do nothing."
    )
    return said.format(by=one_line(one.by.name))


def _enter(actor: Actor, one: IssueInvitation) -> None:
    program = machine(actor.place, NAME, at=actor.at)
    if actor.membership is not None and says_yes(program, one) is None:
        note_who_came(program, issue_invitation=one, member=actor.membership)


ARRIVING = Onward(
    IssueInvitation, _none_to_choose, _about, _enter, lambda one: str(one.issue.get_absolute_url()), _why
)
