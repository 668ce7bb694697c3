"""The conversations a person answered, for their own page."""

from collections.abc import Sequence

from wholeplace.kernel.actors import Viewer
from wholeplace.mediate.conversations.names import ConversationState
from wholeplace.mediate.conversations.unanswered import begun_by
from wholeplace.places.yourself.contributions import Answered
from wholeplace.ui.addresses import place_url


def answered(viewer: Viewer) -> Sequence[Answered]:
    """Return the conversations the viewer answered, how far they came in each, and where they read and change it."""
    return [
        Answered(
            one.conversation.title,
            one.answered,
            one.asked,
            one.conversation.state == ConversationState.OPEN,
            place_url(viewer.place, "my_answers", live=one.conversation.pk),
        )
        for one in begun_by(viewer)
    ]
