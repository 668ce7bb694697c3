"""The part of an issue's page that shows its ground rules and red lines, and the step that asks whether one agrees."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from wholeplace.convene.ground_rules.queries import ground_rules_of, ground_rules_to_agree_to
from wholeplace.convene.ground_rules.telling import agreeing
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.queries import viewer_takes_part
from wholeplace.kernel.actors import Viewer
from wholeplace.places.partnership.home import NextStep


def panel_context(viewer: Viewer, issue: Issue) -> Mapping[str, Any]:
    """Return the ground rules that hold, and whether others wait."""
    versions = ground_rules_of(viewer, issue)
    held = next((one for one in versions if one.in_force), None)
    people: int = issue.people  # type: ignore[attr-defined] # counted by the query
    return {
        "held": held,
        "agreeing": agreeing(held, people) if held else "",
        "waiting": next((one for one in versions if not one.in_force), None),
        "issue": issue,
        "sentence": "",
    }


def panel_sentences(_viewer: Viewer, _issues: Sequence[Issue]) -> Mapping[uuid.UUID, str]:
    """Say nothing of it where issues are listed: ground rules are no step of the work."""
    return {}


def agree_first(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Ask somebody who takes part whether they agree to the newest ground rules."""
    if not viewer_takes_part(viewer, issue):
        return None
    waiting = ground_rules_to_agree_to(viewer, issue)
    if waiting is None:
        return None
    return NextStep(
        _("Read the ground rules"),
        _("This is how people here mean to work together. Say whether you agree."),
        waiting.get_absolute_url(),
        _("Read them"),
    )
