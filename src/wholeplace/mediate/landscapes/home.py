"""What landscapes show on a place's first page: those released lately, and an invitation to read them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.releases import Release
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.landscapes.queries import landscapes_lately
from wholeplace.places.partnership.home import Lately, NextStep

SHOWN = 3


def lately(viewer: Viewer) -> Sequence[Lately]:
    """Return the landscapes released lately."""
    return [
        _told(conversation, release) if release.base else _closed(conversation, release)
        for conversation, release in landscapes_lately(viewer, most=SHOWN)
    ]


def _told(conversation: Conversation, release: Release) -> Lately:
    people, href = f"{release.base:,}", conversation.get_absolute_url()  # ten at the least
    text = _("See where {people} people agree and differ: {title}")
    invites = NextStep(
        title=_("See where people agree"),
        text=_("{people} people said what they think: {title}").format(
            people=people, title=conversation.title
        ),
        href=href,
        label=_("See where people agree"),
    )
    return Lately(release.taken, text.format(people=people, title=conversation.title), href, invites)


def _closed(conversation: Conversation, release: Release) -> Lately:
    text = _("A conversation was closed: {title}").format(title=conversation.title)
    return Lately(release.taken, text, conversation.get_absolute_url())
