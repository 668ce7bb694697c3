"""What holds of a landscape while it is made."""

from wholeplace.kernel.jobs.models import State
from wholeplace.kernel.jobs.queries import progress_of
from wholeplace.mediate.conversations.models import Conversation

WORKING_OUT = "landscapes.work_out"
"""The job that works a landscape out."""


def is_being_worked_out(conversation: Conversation) -> bool:
    """Say whether the landscape of a closed conversation is being worked out, or could not be."""
    progress = progress_of((WORKING_OUT, conversation))
    return progress is not None and progress.state != State.DONE
