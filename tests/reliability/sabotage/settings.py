"""The program's settings, with something broken on purpose: what SABOTAGE names (see `apps.py`)."""

import os

from wholeplace.settings import *  # noqa: F403
from wholeplace.settings import DATABASES, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.reliability.sabotage.apps.Sabotage"]
BROKEN = os.environ.get("SABOTAGE", "").split()
OPTIONS = DATABASES["default"]["OPTIONS"]
ON_SQLITE = "init_command" in OPTIONS

if "not_synced" in BROKEN:
    if ON_SQLITE:
        OPTIONS["init_command"] = OPTIONS["init_command"].replace("synchronous=FULL", "synchronous=NORMAL")
    else:
        OPTIONS["options"] = "-c synchronous_commit=off"
for wait, milliseconds in {"impatient": 200, "waits_a_second": 1000}.items():
    if wait in BROKEN:
        OPTIONS |= (
            {"timeout": milliseconds / 1000} if ON_SQLITE else {"options": f"-c lock_timeout={milliseconds}"}
        )
