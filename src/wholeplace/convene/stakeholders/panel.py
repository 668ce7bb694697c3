"""The part of an issue's page that says which perspectives it needs, and the step that asks who else should be here."""

from collections.abc import Mapping
from typing import Any

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.stakeholders.coverage import coverage_counted
from wholeplace.convene.stakeholders.queries import is_counted, tallied, with_coverage
from wholeplace.convene.stakeholders.telling import covered, gaps, gone, without_voices
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind


def decided_without(viewer: Viewer, issue: Issue) -> list[str]:
    """Say which civic voices nobody on the map speaks for, so that people know it as they decide or report without them.

    To members: whom an issue needs is told nobody else. An issue that was read with all along costs no question more.
    """
    if not viewer.is_member:
        return []
    if not is_counted(issue):
        issue = with_coverage(viewer, issues_visible_to(viewer)).filter(pk=issue.pk).first() or issue
    return without_voices(coverage_counted(issue))


def panel_context(viewer: Viewer, issue: Issue) -> Mapping[str, Any]:
    """Return how many of the perspectives an issue needs are spoken for, and what is missing: to members."""
    coverage = coverage_counted(issue)
    return {
        "issue": issue,
        "sentence": covered(coverage),
        "gaps": gaps(coverage),
        "convenes": viewer.wears(HatKind.CONVENER),
        "gone": gone(coverage),
        "suggested": tallied(issue)["suggested"],
    }
