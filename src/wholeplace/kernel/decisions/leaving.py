"""What it means for a decision that somebody it belongs to leaves the place: nothing that makes it easier to adopt.

What they answered is counted, an objection of theirs stands, and who has yet to answer is waited for as before, so that an
early end tells nobody that they had not. Only where too few are left for it ever to count, and members read by name who
answered, does it end at once: the group need not wait before it asks again.
"""

from typing import TYPE_CHECKING

from wholeplace.kernel.decisions.models import Decision, Elector, Response
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.decisions.rules import CONSENT, RULES, Terms, Voter, would_count
from wholeplace.kernel.people import Membership

if TYPE_CHECKING:
    from wholeplace.kernel.acts import Act


def is_answered_by_name(decision: Decision) -> bool:
    """Say whether members read who answered, under the rule in force: it is open, and nobody objected in confidence."""
    kept = decision.in_force == CONSENT and decision.objections.filter(in_confidence=True).exists()
    return RULES[decision.in_force].is_open and not kept


def can_still_count(decision: Decision) -> bool:
    """Say whether enough can answer, or have, for an open decision to count."""
    electors = list(Elector.objects.filter(decision=decision).select_related("member"))
    answered = set(
        Response.objects.filter(decision=decision, rule=decision.in_force).values_list("elector", flat=True)
    )
    able = {str(one.pk) for one in electors if one.pk in answered or one.member.ended is None}
    terms = Terms(decision.in_force, 0, decision.quorum, decision.voice_quorum)
    return would_count(terms, [Voter(str(one.pk), one.voice) for one in electors], answering=able)


def look_again(act: "Act", member: Membership) -> None:
    """Have the open decisions of somebody who leaves looked at again, whether they can still come to count."""
    for decision in Decision.objects.filter(state=DecisionState.OPEN, electorate__member=member):
        act.enqueue("decisions.close", once=str(decision.pk), decision=decision)
