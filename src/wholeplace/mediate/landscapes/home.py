"""What landscapes show on a place's first page: those released lately."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from wholeplace.kernel.actors import Viewer
from wholeplace.mediate.landscapes.queries import landscapes_lately
from wholeplace.places.partnership.home import Lately

SHOWN = 3


def lately(viewer: Viewer) -> Sequence[Lately]:
    """Return the landscapes released lately."""
    told = _("See where {people} people agree and differ: {title}")  # ten at the least
    return [
        Lately(
            release.taken,
            told.format(people=f"{release.base:,}", title=conversation.title)
            if release.base
            else _("A conversation was closed: {title}").format(title=conversation.title),
            conversation.get_absolute_url(),
        )
        for conversation, release in landscapes_lately(viewer, most=SHOWN)
    ]
