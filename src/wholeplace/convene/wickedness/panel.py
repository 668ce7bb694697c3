"""The part of an issue's page that says what kind of problem it is, and what that recommends next."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.wickedness.names import Property
from wholeplace.convene.wickedness.queries import answers_visible_to
from wholeplace.convene.wickedness.recommending import recommended
from wholeplace.convene.wickedness.telling import standing
from wholeplace.kernel.actors import Viewer


def panel_context(viewer: Viewer, issue: Issue) -> Mapping[str, Any]:
    """Return how many questions are answered, and what the answers recommend first."""
    answers = standing(answers_visible_to(viewer, issue))
    advice = recommended(answers) if answers else []
    return {
        "answered": len(answers),
        "asked": len(Property),
        "advice": advice[0] if advice else None,
        "issue": issue,
        "sentence": "",
    }


def panel_sentences(_viewer: Viewer, _issues: Sequence[Issue]) -> Mapping[uuid.UUID, str]:
    """Say nothing of it where issues are listed: it helps to choose a step, and is none."""
    return {}
