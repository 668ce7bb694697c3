"""What a conversation does by itself: it begins and closes at its time, and takes waiting answers into the record."""

from contextlib import suppress

from wholeplace.kernel.actors import machine
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.places import Place
from wholeplace.mediate.conversations.conditions import closes_soon
from wholeplace.mediate.conversations.counting import take_waiting
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.opening import begin_conversation, close_conversation
from wholeplace.mediate.conversations.telling import tell_it_closes_soon

NAME = "conversations"


@job("conversations.begin")
def begin_what_is_due(_run: Run, *, place: Place, conversation: Conversation) -> None:
    """Let a conversation begin whose time has come; one that has begun already is left as it is."""
    with suppress(Refused):
        begin_conversation(machine(place, NAME), conversation=conversation)


@job("conversations.close")
def close_what_is_over(_run: Run, *, place: Place, conversation: Conversation) -> None:
    """Close a conversation whose time is over; one that was given more time is left as it is."""
    with suppress(Refused):
        close_conversation(machine(place, NAME), conversation=conversation)


@job("conversations.remind")
def remind(_run: Run, *, place: Place, conversation: Conversation) -> None:  # noqa: ARG001 a conversation knows its place
    """Remind people that a conversation closes soon, unless it has closed or was given more time."""
    if closes_soon(conversation):
        tell_it_closes_soon(conversation)


@job("conversations.batch")
def take_what_waits(_run: Run, *, place: Place, conversation: Conversation) -> None:
    """Take waiting answers into the record, if those of enough people still wait."""
    with suppress(Refused):
        take_waiting(machine(place, NAME), conversation=conversation)
