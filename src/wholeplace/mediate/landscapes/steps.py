"""What somebody could do next about an issue's conversations."""

from django.utils.translation import gettext as _

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind
from wholeplace.mediate.conversations.names import ConversationState
from wholeplace.mediate.conversations.reading import read_about
from wholeplace.mediate.landscapes.queries import shows_too_few
from wholeplace.places.partnership.home import NextStep
from wholeplace.ui.addresses import place_url


def hear_people(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Offer the newest landscape that is out or comes; where there is none, offer the convener to ask people."""
    closed = (one for one in read_about(viewer, issue) if one.state == ConversationState.CLOSED)
    newest = next((one for one in closed if not shows_too_few(one)), None)
    if newest is not None:
        return NextStep(
            title=_("See where people agree"),
            text=_("Read what people said, what they share and where they differ."),
            href=newest.get_absolute_url(),
            label=_("See where people agree"),
        )
    if not viewer.wears(HatKind.CONVENER, scope=issue.pk):
        return None
    return NextStep(
        title=_("Ask people what they think"),
        text=_(
            "They answer one another's statements, and see where they agree. Nobody sees who answered what."
        ),
        href=place_url(viewer.place, "open_conversation", issue=issue.pk),
        label=_("Open a conversation"),
    )
