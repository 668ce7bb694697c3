"""What the house tests stand on: one town for all of them, told once and rolled back after the last."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.house.scene import Town, told

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in the town after all others here, one after another, and in one process: it is told for them once.

    Each needs a database, which is made for tests only where one says so.
    """
    for item in items:
        if _is_in_town(item):
            item.add_marker(pytest.mark.django_db)
            item.add_marker(pytest.mark.xdist_group("house"))
    places = [place for place, item in enumerate(items) if item.path.parent == HERE]
    ordered = sorted((items[place] for place in places), key=_is_in_town)
    for place, item in zip(places, ordered, strict=True):
        items[place] = item


def _is_in_town(item: pytest.Item) -> bool:
    return item.path.parent == HERE and "town" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="package")
def town(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Town]:
    """Two places told through the actions, shared by all tests here; each undoes what it does."""
    name = str(connection.settings_dict["NAME"])
    if "mode=memory" not in name and not name.startswith("test_"):
        pytest.fail(f"{name} is no database for tests.")
    with django_db_blocker.unblock(), told(tmp_path_factory.mktemp("town")) as town:
        yield town
