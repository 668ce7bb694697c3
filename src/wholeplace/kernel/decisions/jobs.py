"""Closing decisions, after the reply: at the deadline, or as soon as everybody has answered."""

from contextlib import suppress

from wholeplace.kernel.actors import machine
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.decisions.actions import close_decision
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.places import Place


@job("decisions.close")
def close_what_is_over(_run: Run, *, place: Place, decision: Decision) -> None:
    """Close a decision that has run its course; one that goes on, or is closed already, is left as it is."""
    with suppress(Refused):
        close_decision(machine(place, "decisions"), decision=decision)
