"""Meeting an objection: a decision in which one stands ends, and the amended proposal is decided on in the next."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.decisions.conditions import objections_standing, terms_of
from wholeplace.kernel.decisions.declaring import ask_again, begin
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.decisions.names import DecisionState, Outcome, Stance
from wholeplace.kernel.decisions.rules import CONSENT
from wholeplace.kernel.decisions.telling import tell_what_came_of_it
from wholeplace.kernel.lineage.kin import declare_link
from wholeplace.kernel.lineage.models import Link
from wholeplace.kernel.people import Membership

if TYPE_CHECKING:
    from wholeplace.kernel.acts import Act

AMENDS = "amends"

declare_link(AMENDS, came=_("asked before as"), led=_("asked anew as"))


def amend_decision(
    act: "Act", decision: Decision, *, options: Sequence[uuid.UUID], members: Sequence[Membership]
) -> Decision:
    """End a decision in which an objection stands, and ask these people at once about the amended proposal.

    They are asked under the very same terms. No answer is carried over, and no second word is needed: that the group wants it
    decided was said before.
    """
    decision.state, decision.closed, decision.outcome = DecisionState.CLOSED, act.at, Outcome.AMENDED
    decision.save()
    act.record(decision)
    tell_what_came_of_it(act, decision, Outcome.AMENDED)
    again = begin(act, ask_again(act, decision, options), members)
    act.link(again, AMENDS, decision)
    return again


def agrees_with_amending(decision: Decision) -> bool:
    """Say whether a decision ended as amended where, and only where, an objection stood and the next one amends it."""
    following = Link.objects.filter(kind=AMENDS, ancestor=decision.pk).values("descendant")
    if decision.outcome != Outcome.AMENDED:
        return not following.exists()
    objects = {"responses__rule": CONSENT, "responses__answer": Stance.OBJECT}
    stood = objections_standing(decision).filter(elector__in=decision.electorate.filter(**objects))
    next_ones = Decision.objects.filter(
        pk__in=following,
        purpose=decision.purpose,
        about=decision.about,
        circle=decision.circle,
        opened=decision.closed,
        **asdict(terms_of(decision)),
    )
    return decision.in_force == CONSENT and stood.exists() and len(next_ones) == len(following) == 1
