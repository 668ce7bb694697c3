"""Saying a framing anew that one proposed, or withdrawing it: whatever was said stays readable."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.amending import amend_at_once
from wholeplace.convene.issues.conditions import (
    can_be_said_anew,
    is_ones_own_still,
    proposed_it,
    proposed_it_and_takes_part,
    was_put_to_them,
)
from wholeplace.convene.issues.framing import propose, refuse_without_reason
from wholeplace.convene.issues.models import ProposedFraming
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.lineage.kin import declare_link
from wholeplace.kernel.text import shows_something

declare_link("says_anew", came=_("said before as"), led=_("said anew as"))


@action(
    "issue.reword_framing",
    title=_("Say a framing anew"),
    says=_("{actor} said a framing anew that they had proposed"),
    may=proposed_it_and_takes_part,
    when=can_be_said_anew,
    on="proposed",
    doors=BY_PERSON,
)
def reword_framing(
    act: Act,
    *,
    proposed: ProposedFraming,
    standpoint: str,
    text: str,
    evidence: str = "",
    reason: str = "",
    why: str = "",
) -> ProposedFraming:
    """Change a framing one proposed: in its place while nobody has decided on it, and else as a new one that replaces it."""
    refuse_without_reason(proposed.issue, reason)
    if not was_put_to_them(proposed, DecisionState.CLOSED):
        to = {"standpoint": standpoint, "text": text, "evidence": evidence, "reason": reason}
        amend_at_once(act, proposed, issue=proposed.issue, to=to, reason=why)
        return proposed
    made = propose(
        act,
        proposed.issue,
        standpoint=standpoint,
        text=text,
        evidence=evidence,
        reason=reason,
        replaces=proposed,
    )
    act.link(made, "says_anew", proposed)
    return made


@action(
    "issue.withdraw_framing",
    title=_("Withdraw a framing"),
    says=_("{actor} withdrew a framing they had proposed"),
    may=proposed_it,
    when=is_ones_own_still,
    on="proposed",
    doors=BY_PERSON,
)
def withdraw_framing(act: Act, *, proposed: ProposedFraming, because: str) -> ProposedFraming:
    """Withdraw a framing one proposed: nobody decides on it, and it stays readable, with the reason.

    One that it said anew, on which the group decided, stands again; that it once led to this one, their line of descent says.
    """
    if not shows_something(because):
        raise Refused("left_empty")
    proposed.withdrawn, proposed.because, proposed.replaces = act.at, because, None
    proposed.save(update_fields=["withdrawn", "because", "replaces"])
    act.record(proposed)
    return proposed
