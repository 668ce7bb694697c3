"""What of issues can be found by its words."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.models import Framing, Issue, ProposedFraming
from wholeplace.convene.issues.queries import (
    issues_visible_to,
    proposed_framings_visible_to,
    versions_visible_to,
)
from wholeplace.kernel.search.searchable import Searchable


def _told_of(issue: Issue) -> str:
    return f"{issue.happening}\n{issue.for_whom}\n{issue.tried}"


def _said_in(proposed: ProposedFraming) -> str:
    return f"{proposed.text}\n{proposed.evidence}\n{proposed.reason}"


def _is_not_withdrawn(proposed: ProposedFraming) -> bool:
    return proposed.withdrawn is None


def _text_of(framing: Framing) -> str:
    return framing.text


SEARCHED = (
    Searchable("issue", _("Issue"), _("Issues"), Issue, issues_visible_to, text=_told_of, when="named"),
    Searchable(
        "framing", _("Framing"), _("Framings"), Framing, versions_visible_to, title=_text_of, when="written"
    ),
    Searchable(
        "proposed",
        _("Proposed framing"),
        _("Proposed framings"),
        ProposedFraming,
        proposed_framings_visible_to,
        text=_said_in,
        when="proposed",
        kept=_is_not_withdrawn,
    ),
)
"""Issues, how they are and were framed, and the framings people proposed."""
