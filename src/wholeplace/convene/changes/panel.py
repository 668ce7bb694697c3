"""The part of an issue's page that says what is expected to change, and what is not."""

from collections.abc import Mapping
from typing import Any

from wholeplace.convene.changes.names import Expectation
from wholeplace.convene.changes.queries import changes_visible_to
from wholeplace.convene.changes.telling import sentence
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Viewer


def panel_context(viewer: Viewer, issue: Issue) -> Mapping[str, Any]:
    """Return what is expected to change in an issue, and what is not, each with its sentence."""
    changes = [(one, sentence(one)) for one in changes_visible_to(viewer).filter(issue=issue)]
    return {
        "expected": [one for one in changes if one[0].expectation == Expectation.EXPECTED],
        "ruled_out": [one for one in changes if one[0].expectation == Expectation.NOT_EXPECTED],
        "issue": issue,
        "sentence": "",
    }
