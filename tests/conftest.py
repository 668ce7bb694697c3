"""What every test stands on."""

import datetime as dt
import functools
import gc
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management.commands.flush import Command as Flush
from django.db.backends.base.creation import BaseDatabaseCreation
from hypothesis import settings as settings_of_laws
from tests.calls import call_nobody
from tests.journeys.browser import chromium
from tests.together import Together, stands_on

from wholeplace.kernel.guard import migrating

__all__ = ["chromium"]
"""One browser for the whole run: a second would not start beside it."""

gc.set_threshold(100_000, 50, 100)
"""Whole towns live for long in a run: to look through all of them again and again takes longer than the tests do."""

settings_of_laws.register_profile("unhurried", deadline=None)
settings_of_laws.load_profile("unhurried")
"""Laws are checked on machines that do other work at the same time, so no example has to be quick."""

call_nobody()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put tests together that stand on the same, in whichever order they were shuffled."""
    items.sort(key=lambda item: stands_on(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together | None:
    """Have one process do what stands on the same, where tests are to be grouped."""
    return Together(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.fixture(scope="session", autouse=True)
def the_guard_lets_tests_have_a_database() -> Iterator[None]:
    """Django makes a database before the tests, empties it after one that commits, and removes it at the end."""
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in [
            (Flush, "handle"),
            (BaseDatabaseCreation, "_create_test_db"),
            (BaseDatabaseCreation, "_destroy_test_db"),
        ]:
            patch.setattr(owner, name, _with_the_guard_off(getattr(owner, name)))
        yield


@pytest.fixture(scope="session", autouse=True)
def hats_are_worn_after_one_step() -> Iterator[None]:
    """Conveners and operators need no second step, here and in what tests start, but where a test asks for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "SECOND_STEP", False)
        patch.setitem(os.environ, "WHOLEPLACE_SECOND_STEP", "false")
        yield


@pytest.fixture(scope="session", autouse=True)
def sentences_are_compared_by_their_words() -> Iterator[None]:
    """Nothing is read for its meaning but where a test asks for it, which takes a model of its own in each process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "SEMANTIC", False)
        patch.setitem(os.environ, "WHOLEPLACE_SEMANTIC", "false")
        yield


@pytest.fixture(scope="session", autouse=True)
def answers_are_taken_into_the_record_as_soon_as_there_are_enough() -> Iterator[None]:
    """Nobody waits here for more answers to gather; what tests start waits as it does in earnest."""
    from wholeplace.mediate.conversations import answering

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answering, "GATHERED", dt.timedelta(0))
        yield


@pytest.fixture(scope="session", autouse=True)
def files_are_kept_where_nobody_else_looks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests and the processes they start put on the shelves is thrown away with their folder."""
    folder = tmp_path_factory.mktemp("files")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "FILES", folder)
        patch.setitem(os.environ, "WHOLEPLACE_FILES", str(folder))
        yield


def _with_the_guard_off(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def unguarded(*args: Any, **kwargs: Any) -> Any:
        with migrating():
            return function(*args, **kwargs)

    return unguarded
