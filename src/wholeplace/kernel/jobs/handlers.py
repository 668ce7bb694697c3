"""The functions that do the work, each registered under the name it is asked for by."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from wholeplace.kernel.jobs.runs import Run

Handler = Callable[..., None]
"""Called as `handler(run, *, place, **references)`, outside any transaction, with records fetched afresh."""

H = TypeVar("H", bound=Handler)

ATTEMPTS = 5
LIMIT = dt.timedelta(minutes=10)

JOBS: dict[str, "Job"] = {}
"""Every job by its name, filled as the features' jobs.py are imported."""


@dataclass(frozen=True)
class Job:
    """A registered handler: how often it is tried, and how long one try may take."""

    name: str
    handler: Handler
    attempts: int
    limit: dt.timedelta

    def __call__(self, run: Run, references: dict[str, Any]) -> None:
        """Do the work once."""
        self.handler(run, place=run.place, **references)


def job(name: str, *, attempts: int = ATTEMPTS, limit: dt.timedelta = LIMIT) -> Callable[[H], H]:
    """Register the function that does the work of this name.

    It may be called more than once for one request, even after it succeeded (the worker may die before saying so):
    it must come to the same end however often it runs.
    """

    def register(handler: H) -> H:
        if name in JOBS:
            raise ValueError(f"Two jobs are called {name}.")
        JOBS[name] = Job(name, handler, attempts, limit)
        return handler

    return register


def attempts_of(name: str) -> int:
    """Return how often a job is tried; work nobody has registered is tried as often as any other."""
    return JOBS[name].attempts if name in JOBS else ATTEMPTS
