"""What moderators are asked to do next, on a place's first page."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.kernel import clock
from wholeplace.kernel.actors import Viewer
from wholeplace.mediate.conversations.moderation_queries import what_waits
from wholeplace.mediate.conversations.waiting import OVERDUE
from wholeplace.places.partnership.home import NextStep
from wholeplace.ui.addresses import place_url


def look_at_statements(viewer: Viewer) -> NextStep | None:
    """Lead a moderator to the statements that wait for one."""
    waits = what_waits(viewer)
    if waits is None:
        return None
    text = ngettext(
        "{count} statement waits in “{title}”.", "{count} statements wait in “{title}”.", waits.count
    ).format(count=waits.count, title=waits.conversation.title)
    if waits.since < clock.now() - OVERDUE:
        text += " " + _("At least one has waited for more than a day.")
    return NextStep(
        title=_("Look at what people wrote"),
        text=text,
        href=place_url(viewer.place, "moderation", live=waits.conversation.pk),
        label=_("Moderate statements"),
    )
