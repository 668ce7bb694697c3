"""The part of an issue's page that leads to the ten questions how wicked it is."""

from collections.abc import Mapping
from typing import Any

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Viewer


def panel_context(_viewer: Viewer, issue: Issue) -> Mapping[str, Any]:
    """Return the issue; its page asks for nothing more, for many features share it."""
    return {"issue": issue, "sentence": ""}
