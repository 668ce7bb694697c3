"""What tests of the frame stand on."""

from typing import Any

import pytest
from tests.journeys.browser import plain_files, visit
from tests.ui.scene import amina, harbourside, stranger

from wholeplace.ui.shell import NAV, NavLink, Where, to_members

__all__ = ["amina", "harbourside", "plain_files", "stranger", "visit"]


@pytest.fixture(autouse=True)
def only_the_frame(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages of features are tested with the features."""
    links = [
        NavLink("Now", "place"),
        NavLink("Members", "members", shown=to_members),
        NavLink("Your part", "acting", shown=to_members, where=Where.PERSON),
        NavLink("Check our record", "acting", where=Where.FOOTER),
    ]
    monkeypatch.setattr(NAV, "_things", [(order, "ui", link) for order, link in enumerate(links)])
    settings.ROOT_URLCONF = "tests.ui.urls"
    settings.DEMO = True
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
