"""The part of an issue's page that shows its ground rules and red lines, and the step that asks whether one agrees."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from wholeplace.convene.ground_rules.queries import rules_in_force
from wholeplace.convene.ground_rules.telling import agreeing
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.queries import viewer_takes_part
from wholeplace.kernel.actors import Viewer
from wholeplace.places.partnership.home import NextStep


def panel_context(viewer: Viewer, issue: Issue) -> Mapping[str, Any]:
    """Return the ground rules that hold, if any, and how many agree to them."""
    held = _held(viewer, issue)
    people: int = issue.people  # type: ignore[attr-defined] # counted by the query
    return {
        "held": held,
        "agreeing": agreeing(held, people) if held else "",
        "issue": issue,
        "sentence": "",
    }


def agree_first(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Ask somebody who takes part whether they agree to the ground rules that hold, unless the group decided on them."""
    if not viewer_takes_part(viewer, issue):
        return None
    held = _held(viewer, issue)
    if held is None or held.mine or held.decision_id is not None:
        return None
    return NextStep(
        _("Read the ground rules"),
        _("This is how people here mean to work together. Say whether you agree."),
        held.get_absolute_url(),
        _("Read them"),
    )


def _held(viewer: Viewer, issue: Issue) -> Any:
    """Return the ground rules of an issue that hold, asked for once for all that one page says of them."""
    if "ground_rules_read" not in vars(issue):
        vars(issue)["ground_rules_read"] = rules_in_force(viewer, issue)
    return vars(issue)["ground_rules_read"]
