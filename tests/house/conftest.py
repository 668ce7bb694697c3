"""What the house tests stand on: one town for each module, rolled back after it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.house.scene import Town, told

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say of each test in the town that it needs a database: only then is one made for tests."""
    for item in items:
        if item.path.parent == HERE and "town" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Town]:
    """Two places told through the actions, shared by the tests of a module."""
    name = str(connection.settings_dict["NAME"])
    if "mode=memory" not in name and not name.startswith("test_"):
        pytest.fail(f"{name} is no database for tests.")
    with django_db_blocker.unblock(), told(tmp_path_factory.mktemp("town")) as town:
        yield town
