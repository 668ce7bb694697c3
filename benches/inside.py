"""A furnished installation of one's own, made and thrown away, whose pages are asked for in process as its convener."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

CONVENER = "amina.yusuf@council.tarrowmouth.example"
PLACE = "tarrowmouth"


@contextmanager
def furnished() -> Iterator[float]:
    """Tell the demo's story in an installation of its own, and set this process to it; yield how many seconds the story took."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(
            WHOLEPLACE_HOME=home, WHOLEPLACE_DEMO="true", DJANGO_SETTINGS_MODULE="wholeplace.settings"
        )
        told = command("demo", "--fill-only")
        import django  # noqa: PLC0415 needs the settings' environment

        django.setup()
        yield told


def command(*words: str) -> float:
    """Run a command of ours in a process of its own; gives seconds, the start of the program among them."""
    started = time.perf_counter()
    subprocess.run(
        [str(Path(sys.executable).with_name("wholeplace")), *words], check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - started


def signed_in() -> Any:
    """Return a client that reads pages as the convener."""
    from django.conf import settings  # noqa: PLC0415 needs the settings' environment
    from django.test import Client  # noqa: PLC0415

    from wholeplace.kernel.people import Person  # noqa: PLC0415

    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(email=CONVENER), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def convener(at: Any = None) -> Any:
    """Return the convener as who acts, now or at a moment."""
    from wholeplace.kernel.actors import Actor, Door  # noqa: PLC0415 needs the app registry
    from wholeplace.kernel.people import HatKind, Membership  # noqa: PLC0415

    member = Membership.objects.select_related("place").get(person__email=CONVENER, ended=None)
    return Actor(place=member.place, door=Door.PAGE, membership=member, hat=HatKind.CONVENER, key="", at=at)


def read(client: Any, path: str) -> Any:
    """Return a page."""
    reply = client.get(path)
    if reply.status_code != 200:
        raise RuntimeError(f"{path} answered {reply.status_code}")
    return reply


def reading(client: Any, path: str, *, runs: int) -> tuple[float, float, float]:
    """Read a page once, and then so many times; gives the median and the longest on the clock, and the median of CPU, in seconds."""
    read(client, path)
    walls, cpus = zip(*(_timed(lambda: read(client, path)) for _run in range(runs)), strict=True)
    return median(walls), max(walls), median(cpus)


def _timed(deed: Callable[[], Any]) -> tuple[float, float]:
    started, cpu = time.perf_counter(), time.process_time()
    deed()
    return time.perf_counter() - started, time.process_time() - cpu


STEP = "{:<58}{:>9}{:>9}"


def step(called: str, deed: Callable[[], Any]) -> Any:
    """Do something, and print how long it took, in processes begun for it too."""
    wall, cpu = time.perf_counter(), _cpu()
    made = deed()
    print(STEP.format(called, f"{time.perf_counter() - wall:.2f}", f"{_cpu() - cpu:.2f}"))
    return made


def _cpu() -> float:
    return sum(os.times()[:4])
