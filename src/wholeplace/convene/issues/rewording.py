"""Saying a framing anew that one proposed, to meet an objection too, or withdrawing it: whatever was said stays readable."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.amending import amend_at_once, held_for_change
from wholeplace.convene.issues.asking_anew import ask_anew, refuse_unchanged
from wholeplace.convene.issues.circle_conditions import can_be_asked_again
from wholeplace.convene.issues.conditions import (
    can_be_said_anew,
    is_ones_own_still,
    proposed_it,
    proposed_it_and_takes_part,
    proposed_what_is_asked,
    was_put_to_them,
)
from wholeplace.convene.issues.framing import propose, refuse_without_reason
from wholeplace.convene.issues.models import ProposedFraming
from wholeplace.convene.issues.names import SAID_ANEW
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.behalf import still_speaks_for
from wholeplace.kernel.conditions import Refused, all_of
from wholeplace.kernel.decisions.conditions import can_be_amended
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.files.keeping import bring_along
from wholeplace.kernel.lineage.kin import declare_link
from wholeplace.kernel.text import shows_something

declare_link(SAID_ANEW, came=_("said before as"), led=_("said anew as"))


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
        on_behalf_of=still_speaks_for(act.membership, proposed.on_behalf_of),
        replaces=proposed,
    )
    act.link(made, SAID_ANEW, proposed)
    return made


@action(
    "issue.amend_proposal",
    title=_("Amend a proposal to meet an objection"),
    says=_("{actor} amended a proposal to meet an objection, and the group was asked anew"),
    may=proposed_what_is_asked,
    when=all_of(can_be_amended, can_be_asked_again),
    on="decision",
    doors=BY_PERSON,
)
def amend_proposal(act: Act, *, decision: Decision, text: str, why: str, evidence: str = "") -> Decision:
    """Say anew what the group is asked about while an objection stands: it is asked about that at once, on the same terms."""
    proposed = held_for_change(ProposedFraming, decision.options.get().record)
    to = {"text": text, "evidence": evidence}
    refuse_unchanged(proposed, to)
    made = propose(
        act,
        proposed.issue,
        **{"standpoint": proposed.standpoint, "reason": proposed.reason, **to},
        on_behalf_of=still_speaks_for(act.membership, proposed.on_behalf_of),
        replaces=proposed,
    )
    bring_along(act, proposed, beside=made)
    return ask_anew(act, decision, issue=proposed.issue, before=proposed, anew=made, to=to, why=why)


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
