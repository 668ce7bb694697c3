"""What somebody could do next about an issue's conversations."""

from django.utils.translation import gettext as _

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind
from wholeplace.mediate.conversations.queries import conversations_about
from wholeplace.places.partnership.home import NextStep
from wholeplace.ui.addresses import place_url


def hear_people(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Offer the newest landscape; where nobody was asked, offer the convener to bring a conversation in."""
    newest = conversations_about(viewer, [issue]).first()
    if newest is not None:
        return NextStep(
            title=_("See where people agree"),
            text=_("Read what people said, what they share and where they differ."),
            href=newest.get_absolute_url(),
            label=_("See where people agree"),
        )
    if not viewer.wears(HatKind.CONVENER):
        return None
    return NextStep(
        title=_("Bring in what people said"),
        text=_("A conversation held in Polis can be brought here whole, from the files of its export."),
        href=place_url(viewer.place, "import_conversation", issue=issue.pk),
        label=_("Import a conversation"),
    )
