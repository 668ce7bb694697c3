"""Having chances worked out beside the reply, being told how far that is, and stopping it at the best there is by then."""

from typing import Any

from django.db import transaction

from wholeplace.convene.lottery.models import DrawingUp, Lottery
from wholeplace.convene.lottery.names import Fairness, Outcome
from wholeplace.kernel import clock
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.jobs.queue import enqueue

DRAW_UP = "lottery.draw_up"
"""The job that works out a lottery over panels."""


def ask_to_draw_up(lottery: Lottery, *, method: Fairness, of: str) -> DrawingUp:
    """Have the chances of a pool worked out by a method, in the place of what was worked out before."""
    with deriving(), transaction.atomic():
        DrawingUp.objects.filter(lottery=lottery, method=method).delete()
        asked = DrawingUp.objects.create(
            place=lottery.place, lottery=lottery, method=method, of=of, asked=clock.now()
        )
        enqueue(DRAW_UP, place=lottery.place, once=str(asked.pk), drawing_up=asked)
    return asked


def ask_to_stop(asked: DrawingUp) -> None:
    """Have a method end with the best it has proved by now."""
    with deriving():
        DrawingUp.objects.filter(pk=asked.pk, done=None).update(stop=True)


def is_to_stop(asked: DrawingUp) -> bool:
    """Say whether somebody asked for the best there is by now, or for something else since."""
    return not DrawingUp.objects.filter(pk=asked.pk, stop=False).exists()


def note_found(asked: DrawingUp, outcome: Outcome, found: dict[str, Any]) -> None:
    """Keep what came of it."""
    with deriving():
        DrawingUp.objects.filter(pk=asked.pk).update(outcome=outcome, found=found, done=clock.now())
