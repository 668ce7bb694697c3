"""Pages of landscapes are drawn with files as they lie, before they are gathered."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def plain_files(settings: Any) -> None:
    """Pages name their files as they are, without the list that is made when the program is installed."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
