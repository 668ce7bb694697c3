"""A statement's wait for a moderator, who is reminded after a day."""

import datetime as dt

from wholeplace.kernel.acts import Act
from wholeplace.mediate.conversations.models import Statement

OVERDUE = dt.timedelta(hours=24)
HOUR = dt.timedelta(hours=1)


def ask_to_look(act: Act, statement: Statement) -> None:
    """Let a statement wait from now on, and moderators be told if nobody has looked within a day; it is saved by the caller.

    What is written within an hour is told of together.
    """
    statement.waits_since = act.at
    hour = act.at.replace(minute=0, second=0, microsecond=0)
    conversation = statement.conversation
    act.enqueue(
        "conversations.overdue",
        once=f"{conversation.pk} {hour.isoformat()}",
        due=hour + HOUR + OVERDUE,
        conversation=conversation,
        hour=hour.isoformat(),
    )
