"""What landscapes show on a place's first page: those released lately."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from wholeplace.kernel.actors import Viewer
from wholeplace.mediate.conversations.queries import conversations_visible_to
from wholeplace.mediate.landscapes.queries import newest_landscapes
from wholeplace.places.partnership.home import Lately

SHOWN = 3


def lately(viewer: Viewer) -> Sequence[Lately]:
    """Return the landscapes released lately."""
    conversations = {one.pk: one for one in conversations_visible_to(viewer).order_by("-began")[:SHOWN]}
    told = _("See where {people} people agree and differ: {title}")  # ten at the least
    return [
        Lately(
            release.taken,
            told.format(people=f"{release.base:,}", title=conversations[about].title)
            if release.base
            else _("A conversation was closed: {title}").format(title=conversations[about].title),
            conversations[about].get_absolute_url(),
        )
        for about, release in newest_landscapes(viewer, conversations.values()).items()
    ]
