"""The part of an issue's page that shows its ground rules and red lines, and the step that asks whether one agrees."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from wholeplace.convene.ground_rules.queries import ground_rules_of
from wholeplace.convene.ground_rules.telling import agreeing
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.queries import viewer_takes_part
from wholeplace.kernel.actors import Viewer
from wholeplace.places.partnership.home import NextStep


def panel_context(viewer: Viewer, issue: Issue) -> Mapping[str, Any]:
    """Return the ground rules that hold, and whether others wait."""
    versions = _versions(viewer, issue)
    held = next((one for one in versions if one.in_force), None)
    people: int = issue.people  # type: ignore[attr-defined] # counted by the query
    return {
        "held": held,
        "agreeing": agreeing(held, people) if held else "",
        "waiting": next((one for one in versions if not one.in_force), None),
        "issue": issue,
        "sentence": "",
    }


def agree_first(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Ask somebody who takes part whether they agree to the newest ground rules."""
    if not viewer_takes_part(viewer, issue):
        return None
    newest = next(iter(_versions(viewer, issue)), None)
    if newest is None or newest.mine or newest.decision_id is not None:
        return None
    return NextStep(
        _("Read the ground rules"),
        _("This is how people here mean to work together. Say whether you agree."),
        newest.get_absolute_url(),
        _("Read them"),
    )


def _versions(viewer: Viewer, issue: Issue) -> list[Any]:
    """Return the ground rules of an issue, asked for once for all that one page says of them."""
    known: list[Any] | None = vars(issue).get("ground_rules_read")
    if known is None:
        known = vars(issue)["ground_rules_read"] = list(ground_rules_of(viewer, issue))
    return known
