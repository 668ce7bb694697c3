"""The part of an issue's page that says what is expected to change, and what is not."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import ngettext

from wholeplace.convene.changes.names import Expectation
from wholeplace.convene.changes.queries import changes_of, expected_in
from wholeplace.convene.changes.telling import sentence
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Viewer


def panel_context(viewer: Viewer, issue: Issue) -> Mapping[str, Any]:
    """Return what is expected to change in an issue, and what is not, each with its sentence."""
    changes = [(one, sentence(one)) for one in changes_of(viewer, [issue])]
    return {
        "expected": [one for one in changes if one[0].expectation == Expectation.EXPECTED],
        "ruled_out": [one for one in changes if one[0].expectation == Expectation.NOT_EXPECTED],
        "issue": issue,
        "sentence": "",
    }


def panel_sentences(viewer: Viewer, issues: Sequence[Issue]) -> Mapping[uuid.UUID, str]:
    """Say of each issue how many changes are expected in it."""
    counted = expected_in(viewer, issues).items()
    return {
        issue: ngettext("{count} change expected", "{count} changes expected", count).format(count=count)
        for issue, count in counted
    }
