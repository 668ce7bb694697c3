"""What moderation does by itself: what was held comes back, and what waits too long is told."""

import datetime as dt
from contextlib import suppress

from wholeplace.kernel.actors import machine
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.places import Place
from wholeplace.mediate.conversations.models import Conversation, Statement
from wholeplace.mediate.conversations.moderation import come_back
from wholeplace.mediate.conversations.moderation_telling import tell_overdue
from wholeplace.mediate.conversations.waiting import HOUR


@job("conversations.come_back")
def let_come_back(_run: Run, *, place: Place, statement: Statement) -> None:
    """Let a statement come back whose time is over; one that was decided about meanwhile is left as it is."""
    with suppress(Refused):
        come_back(machine(place, "conversations"), statement=statement)


@job("conversations.overdue")
def tell_what_waits(_run: Run, *, place: Place, conversation: Conversation, hour: str) -> None:
    """Tell moderators what has waited since this hour of the day before: of each statement once."""
    since = dt.datetime.fromisoformat(hour)
    waiting = Statement.objects.filter(place=place, conversation=conversation)
    count = waiting.filter(waits_since__gte=since, waits_since__lt=since + HOUR).count()
    if count:
        tell_overdue(conversation, count)
