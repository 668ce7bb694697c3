"""A town with people and conversations, told once for each module that asks for it."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.house.scene import Town, told


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Town]:
    with django_db_blocker.unblock(), told(tmp_path_factory.mktemp("town")) as made:
        yield made
