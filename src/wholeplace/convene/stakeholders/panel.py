"""The part of an issue's page that says which perspectives it needs, and a convener's step to what people suggested."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.stakeholders.coverage import coverage_counted
from wholeplace.convene.stakeholders.names import Standing
from wholeplace.convene.stakeholders.queries import is_counted, tallied, with_coverage
from wholeplace.convene.stakeholders.telling import covered, gaps, gone, without_voices
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind
from wholeplace.places.partnership.home import NextStep
from wholeplace.ui.addresses import place_url


def decided_without(viewer: Viewer, issue: Issue) -> list[str]:
    """Say which civic voices nobody on the map speaks for, so that people know it as they decide or report without them.

    To members: whom an issue needs is told nobody else. An issue that was read with all along costs no question more.
    """
    if not viewer.is_member:
        return []
    if not is_counted(issue):
        issue = with_coverage(viewer, issues_visible_to(viewer)).filter(pk=issue.pk).first() or issue
    return without_voices(coverage_counted(issue))


def answer_suggestions(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Lead a convener to what people suggested, and nobody has taken up or turned down yet."""
    waiting = tallied(issue)["suggested"]
    if not waiting or not viewer.wears(HatKind.CONVENER):
        return None
    text = ngettext(
        "{count} suggestion who else should be here waits. Take it up, or say why not.",
        "{count} suggestions who else should be here wait. Take each up, or say why not.",
        waiting,
    )
    return NextStep(
        _("Answer what people suggested"), text.format(count=waiting), _suggested(issue), _("Read it")
    )


def _suggested(issue: Issue) -> str:
    return f"{place_url(issue.place, 'perspectives', issue=issue.pk)}?shown={Standing.SUGGESTED}"


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
        "suggestions": _suggested(issue),
    }
