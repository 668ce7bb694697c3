"""A worker in a process of its own, for tests that kill it: says on its output what it does, and waits to be told.

Run as `python tests/kernel/jobs_process.py work|after|look`: `work` is a worker, `after` comes when its lease is
over and does what is left, `look` only tells how everything stands.
"""

import datetime as dt
import json
import sys
import threading

import django


def register() -> None:
    """Register the jobs the tests ask for."""
    from wholeplace.kernel.guard import deriving
    from wholeplace.kernel.jobs.cron import CRONS
    from wholeplace.kernel.jobs.handlers import job
    from wholeplace.kernel.jobs.models import CronTick
    from wholeplace.kernel.jobs.runs import Run
    from wholeplace.kernel.places import Place

    CRONS.clear()

    @job("test.effect")
    def effect(run: Run, *, place: Place) -> None:
        """Have an effect that can be had only once, and wait for ever the first time."""
        with deriving():
            CronTick.objects.get_or_create(name=f"effect of {place.slug}", due=place.founded)
        say("started")
        while run.attempt == 1:
            threading.Event().wait(0.01)

    @job("test.wait_for_a_word")
    def wait_for_a_word(_run: Run, *, place: Place) -> None:
        say("started")
        sys.stdin.readline()

    @job("test.say")
    def say_it(_run: Run, *, place: Place) -> None:
        say(f"said {place.slug}")


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def work() -> None:
    """Work until asked to stop, with no patience for a job that does not end by itself."""
    from wholeplace.kernel.jobs import heart
    from wholeplace.kernel.jobs.worker import work_as_process

    heart.GRACE = dt.timedelta(seconds=0 if "impatient" in sys.argv else 20)
    work_as_process()


def after() -> None:
    """Be the next worker once the lease is over, and tell how many jobs it put back before and after that."""
    from wholeplace.kernel import clock
    from wholeplace.kernel.jobs.runs import LEASE
    from wholeplace.kernel.jobs.sweeper import sweep
    from wholeplace.kernel.jobs.worker import run_all_now

    now = clock.now
    swept = [sweep()]
    clock.now = lambda: now() + LEASE
    swept.append(sweep())
    run_all_now()
    say(json.dumps(swept))


def look() -> None:
    """Tell how every job stands, and how many effects were had."""
    from wholeplace.kernel.jobs.models import CronTick, JobRun

    effects = CronTick.objects.filter(name__startswith="effect").count()
    runs = list(JobRun.objects.order_by("id").values_list("state", "attempt"))
    say(json.dumps({"effects": effects, "runs": runs}))


if __name__ == "__main__":
    django.setup()
    register()
    {"work": work, "after": after, "look": look}[sys.argv[1]]()
