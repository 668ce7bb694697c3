"""The scene for tests of background work: a place, a clock that goes when told, and handlers that go afterwards."""

import datetime as dt
import random

import pytest

from wholeplace.kernel import clock
from wholeplace.kernel.guard import writing_evidence
from wholeplace.kernel.jobs import cron, handlers, runs
from wholeplace.kernel.jobs.models import JobRun
from wholeplace.kernel.places import Area, Place

NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)


class FakeClock:
    """Stands still until it is put forward."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> dt.datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += dt.timedelta(**by)


@pytest.fixture
def fake_clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    """Every moment of the program is this clock's."""
    fake = FakeClock()
    monkeypatch.setattr(clock, "now", fake.now)
    return fake


@pytest.fixture(autouse=True)
def own_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test registers is forgotten after it."""
    monkeypatch.setattr(handlers, "JOBS", dict(handlers.JOBS))
    monkeypatch.setattr("wholeplace.kernel.jobs.attempts.JOBS", handlers.JOBS)
    monkeypatch.setattr(cron, "CRONS", {})


@pytest.fixture
def no_jitter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chance always comes out in the middle."""

    class Middle(random.Random):
        def uniform(self, a: float, b: float) -> float:
            return (a + b) / 2

    monkeypatch.setattr(runs.random, "SystemRandom", Middle)


@pytest.fixture
def leeds(db: None) -> Place:
    """A place, put there without the ledger: background work does not look at it."""
    return make_place("leeds")


def make_place(slug: str) -> Place:
    with writing_evidence(set()):
        return Place.objects.create(slug=slug, name=slug.title(), founded=NOON)


def make_area(place: Place, name: str) -> Area:
    with writing_evidence(set()):
        return Area.objects.create(place=place, name=name)


def only_run() -> JobRun:
    return JobRun.objects.get()
