"""What somebody could do next about an issue, before later features have more to say."""

from django.utils.translation import gettext as _

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.queries import viewer_takes_part
from wholeplace.kernel.actors import Viewer
from wholeplace.places.partnership.home import NextStep
from wholeplace.ui.addresses import place_url


def take_part_first(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Offer taking part to a member who does not yet."""
    if not viewer.is_member or viewer_takes_part(viewer, issue):
        return None
    return NextStep(
        title=_("Take part"),
        text=_("Say that this is your issue too. It takes one press, and you can stop at any time."),
        href=place_url(viewer.place, "take_part", issue=issue.pk),
        label=_("Take part"),
    )
