"""The shared cache says when it could not write, so that nobody is told of a limit they have not reached."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, OperationalError
from django.db.backends.utils import CursorWrapper

pytestmark = pytest.mark.django_db


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """Have the database answer with an error where something is put in."""
    execute = CursorWrapper._execute

    def fail(error: Exception) -> None:
        def say(cursor: CursorWrapper, sql: str, *asked: Any) -> Any:
            if sql.startswith("INSERT"):
                raise error
            return execute(cursor, sql, *asked)

        monkeypatch.setattr(CursorWrapper, "_execute", say)

    return fail


def test_it_keeps_what_it_is_given_once() -> None:
    assert (cache.add("k", 1), cache.add("k", 2), cache.get("k")) == (True, False, 1)


def test_a_busy_database_is_said_so(failing: Callable[[Exception], None]) -> None:
    failing(OperationalError("database is locked"))
    with pytest.raises(OperationalError, match="locked"):
        cache.add("k", 1)
    assert cache.get("k") is None


def test_whoever_comes_second_is_told_only_that(failing: Callable[[Exception], None]) -> None:
    failing(IntegrityError("UNIQUE constraint failed"))
    assert cache.add("k", 1) is False
