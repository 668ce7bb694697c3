"""What issues show on a place's first page: each with its state, and those named lately."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from wholeplace.convene.issues.panels import PANELS
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.issues.thread import part_taken
from wholeplace.kernel.actors import Viewer
from wholeplace.places.partnership.home import Lately, Work

SHOWN = 6


def work(viewer: Viewer) -> Sequence[Work]:
    """Return the newest issues, each with how many take part and how far it has come."""
    issues = list(issues_visible_to(viewer)[:SHOWN])
    told = [panel.sentences(viewer, issues) for panel in PANELS]
    return [
        Work(
            issue.title,
            _state(issue, [said[issue.pk] for said in told if issue.pk in said]),
            issue.get_absolute_url(),
        )
        for issue in issues
    ]


def lately(viewer: Viewer) -> Sequence[Lately]:
    """Return the issues named lately."""
    return [
        Lately(
            issue.named, _("An issue was named: {title}").format(title=issue.title), issue.get_absolute_url()
        )
        for issue in issues_visible_to(viewer)[:3]
    ]


def _state(issue: object, told: Sequence[str]) -> str:
    return ". ".join([part_taken(issue.people) or _("Nobody takes part yet"), *told]) + "."  # type: ignore[attr-defined] # counted by the query
