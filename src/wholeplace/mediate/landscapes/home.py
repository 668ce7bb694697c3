"""What landscapes show on a place's first page: those released lately, and an invitation to read them."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from wholeplace.kernel.actors import Viewer
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.landscapes.queries import landscapes_lately
from wholeplace.places.partnership.home import Lately, NextStep

SHOWN = 3


def lately(viewer: Viewer) -> Sequence[Lately]:
    """Return the landscapes released lately."""
    return [
        _told(one, base=one.base, taken=one.taken) if one.base else _closed(one, taken=one.taken)  # type: ignore[attr-defined] # found by the query
        for one in landscapes_lately(viewer)[:SHOWN]
    ]


def _told(conversation: Conversation, *, base: int, taken: dt.datetime) -> Lately:
    people, href = f"{base:,}", conversation.get_absolute_url()  # ten at the least
    text = _("See where {people} people agree and differ: {title}")
    invites = NextStep(
        title=_("See where people agree"),
        text=_("{people} people said what they think: {title}").format(
            people=people, title=conversation.title
        ),
        href=href,
        label=_("See where people agree"),
    )
    return Lately(taken, text.format(people=people, title=conversation.title), href, invites)


def _closed(conversation: Conversation, *, taken: dt.datetime) -> Lately:
    text = _("A conversation was closed: {title}").format(title=conversation.title)
    return Lately(taken, text, conversation.get_absolute_url())
