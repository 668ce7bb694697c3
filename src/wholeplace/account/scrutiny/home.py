"""What the record shows on a place's first page: to a scrutineer, what they have not read yet."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.account.scrutiny.queries import since_last_visit
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind
from wholeplace.places.partnership.home import NextStep
from wholeplace.ui.addresses import place_url


def read_record(viewer: Viewer) -> NextStep | None:
    """Offer a scrutineer the lines that have come since they last read."""
    if not viewer.wears(HatKind.SCRUTINEER):
        return None
    visit, lines = since_last_visit(viewer)
    fresh = len(lines)
    if not fresh:
        return None
    title = ngettext("Read {fresh} new line of the record", "Read {fresh} new lines of the record", fresh)
    since = place_url(viewer.place, "record_since") + f"?from={visit.size}" if visit else ""
    return NextStep(
        title=title.format(fresh=f"{fresh:,}"),
        text=_("What was done here since you last read, line by line.")
        if visit
        else _(
            "What was done here, line by line. Say there how far you have read: from then on, only what is new is asked of"
            " you."
        ),
        href=since or place_url(viewer.place, "record"),
        label=_("Read"),
    )
