"""Working out the chances of a pool, after the reply."""

import datetime as dt
import time

from django.utils.translation import gettext_noop

from wholeplace.analysis.lottery import Impossible, Method, Progress, Unfinished, draw_up, relaxations
from wholeplace.convene.lottery.composing import composed
from wholeplace.convene.lottery.found import found_of
from wholeplace.convene.lottery.models import DrawingUp
from wholeplace.convene.lottery.names import Outcome
from wholeplace.convene.lottery.pools import Composed
from wholeplace.convene.lottery.telling import kept_way
from wholeplace.convene.lottery.working import DRAW_UP, is_to_stop, note_found
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.places import Place

LONGEST = 480
"""Seconds after which the best that was proved by then is kept."""
LOOK_EVERY = 1.0
WHOLE = 100
"""Steps of the bar that tells how far it is."""
SEED = 1
"""Which of equally fair lotteries over panels is taken; nobody's chance depends on it."""


class Watch:
    """Looks at the time, tells the page, and sees whether somebody asked to stop."""

    def __init__(self, run: Run, asked: DrawingUp) -> None:
        """Begin to count."""
        self.run, self.asked = run, asked
        self.started = self.looked = time.monotonic()
        self.stopped = False

    def left(self) -> float:
        """Return how many seconds are left: none once somebody asked to stop."""
        now = time.monotonic()
        if not self.stopped and now - self.looked > LOOK_EVERY:
            self.looked = now
            self.stopped = is_to_stop(self.asked)
        return 0.0 if self.stopped else self.started + LONGEST - now

    def tell(self, so_far: Progress) -> None:
        """Tell the page how much of the fairest chances is reached."""
        done = min(int(so_far.reached * WHOLE), WHOLE - 1)
        self.run.progress(
            done, WHOLE, gettext_noop("Looking for panels that give everybody the fairest chances")
        )


@job(DRAW_UP, limit=dt.timedelta(minutes=15))
def draw_up_lottery(run: Run, *, place: Place, drawing_up: DrawingUp) -> None:
    """Work out a lottery over panels by the method that was asked for, or what would have to give way; once."""
    assert drawing_up.place_id == place.pk
    if drawing_up.done is not None:
        return
    run.progress(0, WHOLE, gettext_noop("Reading the pool"))
    of = composed(drawing_up.lottery)
    watch = Watch(run, drawing_up)
    try:
        drawn = draw_up(
            of.kinds, method=Method(drawing_up.method), seed=SEED, left=watch.left, tell=watch.tell
        )
    except Impossible:
        run.progress(0, WHOLE, gettext_noop("Looking for targets that could give way"))
        note_found(drawing_up, Outcome.IMPOSSIBLE, {"ways": _ways(of)})
    except Unfinished:
        note_found(drawing_up, Outcome.UNFINISHED, {})
    else:
        note_found(drawing_up, Outcome.READY, found_of(of, drawn).kept())
    run.progress(WHOLE, WHOLE)


def _ways(of: Composed) -> list[dict[str, object]]:
    return [kept_way(of.pool, one) for one in relaxations(of.kinds, of.pool.quotas)]
