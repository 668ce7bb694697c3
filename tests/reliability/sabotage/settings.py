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
if "impatient" in BROKEN:
    if ON_SQLITE:
        OPTIONS["timeout"] = 0.2
    else:
        OPTIONS["options"] = "-c lock_timeout=200"
