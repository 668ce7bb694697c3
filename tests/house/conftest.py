"""What the house tests stand on: one town for all of them, told once and rolled back after the last."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.house.scene import Town, told

HERE = Path(__file__).parent
STANDS: list[tuple[Town, ExitStack]] = []
"""The town while it stands, and how it is taken down."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """Say of each test in the town that it needs a database: only then is one made for tests."""
    if _is_in_town(item):
        item.add_marker(pytest.mark.django_db)


def _is_in_town(item: pytest.Item) -> bool:
    return item.path.parent == HERE and "town" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Town:
    """Two places told through the actions, shared by all tests here; each undoes what it does."""
    name = str(connection.settings_dict["NAME"])
    if "mode=memory" not in name and not name.startswith("test_"):
        pytest.fail(f"{name} is no database for tests.")
    if not STANDS:
        leaving = ExitStack()
        leaving.enter_context(django_db_blocker.unblock())
        STANDS.append((leaving.enter_context(told(tmp_path_factory.mktemp("town"))), leaving))
    return STANDS[0][0]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Iterator[None]:
    """Take the town down before the first test that does not stand in it."""
    yield
    if STANDS and (nextitem is None or not _is_in_town(nextitem)):
        _town, leaving = STANDS.pop()
        leaving.close()
