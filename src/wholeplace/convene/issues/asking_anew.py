"""Meeting an objection: whoever proposed what a group is asked about says it anew, and the group is asked about that."""

from collections.abc import Mapping

from wholeplace.convene.issues.amending import changed_columns, keep_as_amendment
from wholeplace.convene.issues.circle_conditions import electors_of
from wholeplace.convene.issues.framing import tell_the_others
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.names import SAID_ANEW
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.decisions.amending import amend_decision
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.lineage.fates import carry
from wholeplace.kernel.records import Record
from wholeplace.kernel.text import shows_something


def refuse_unchanged(record: Record, to: Mapping[str, object]) -> None:
    """Refuse to ask a group anew about what says the same as before."""
    if not changed_columns(record, to):
        raise Refused("nothing_changed")


def ask_anew(
    act: Act,
    decision: Decision,
    *,
    issue: Issue,
    before: Record,
    anew: Record,
    to: Mapping[str, object],
    why: str,
) -> Decision:
    """Ask the group about what takes the place of what an objection stands to, on the same terms; what was said stays readable.

    What was answered before stays with the decision it was answered in, and is carried over into nothing.
    """
    if not shows_something(why):
        raise Refused("needs_reason")
    keep_as_amendment(act, before, anew=anew, issue=issue, to=to, reason=why)
    act.link(anew, SAID_ANEW, before)
    carry(act, before, into=anew, decision=decision)
    electors = electors_of(decision)
    again = amend_decision(act, decision, options=[anew.pk], members=electors)
    tell_the_others(act, again, electors)
    return again
