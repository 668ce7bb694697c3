"""Whom a person suggested for the map of an issue, and what became of that, for their own page."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.convene.stakeholders.names import Standing
from wholeplace.convene.stakeholders.queries import perspectives_visible_to
from wholeplace.kernel.actors import Viewer
from wholeplace.places.yourself.contributions import Contribution


def said(viewer: Viewer) -> Sequence[Contribution]:
    """Return whom the viewer suggested, each with what became of it."""
    if viewer.membership is None:
        return []
    mine = perspectives_visible_to(viewer).filter(by__person__memberships=viewer.membership)
    return [
        Contribution(
            _("You suggested who else should be here"),
            one.added,
            f"{one.name}: {one.because}",
            one.get_absolute_url(),
            *_became(one),
        )
        for one in mine.exclude(because="")
    ]


def _became(one: Perspective) -> tuple[str, str]:
    """Return what became of a suggestion, and the colour of its tag."""
    if one.standing == Standing.SUGGESTED:
        return _("It waits for a convener."), ""
    if one.standing == Standing.NEEDED:
        return _("It is counted among those the issue needs."), "good"
    return _("{standing}: {answer}").format(standing=Standing(one.standing).label, answer=one.answer), ""
