"""Ending decisions, after the reply: at the deadline, once everybody has answered, or where nobody seconds them."""

from contextlib import suppress

from wholeplace.kernel.actors import machine
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.decisions.actions import close_decision, lapse_decision
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.decisions.telling import tell_it_ends_soon
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.places import Place


@job("decisions.close")
def close_what_is_over(_run: Run, *, place: Place, decision: Decision) -> None:
    """Close a decision that has run its course, or let it lapse; one that goes on, or is over already, is left as it is."""
    for end in (close_decision, lapse_decision):
        with suppress(Refused):
            end(machine(place, "decisions"), decision=decision)


@job("decisions.remind")
def remind(_run: Run, *, place: Place, decision: Decision) -> None:  # noqa: ARG001 a decision knows its place
    """Remind those who have yet to answer, while the decision is still open."""
    if decision.state == DecisionState.OPEN:
        tell_it_ends_soon(decision)
