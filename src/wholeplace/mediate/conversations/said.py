"""The statements a person wrote, for their own page."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from wholeplace.kernel.actors import Viewer
from wholeplace.mediate.conversations.models import Statement
from wholeplace.mediate.conversations.names import ConversationState
from wholeplace.places.yourself.contributions import Contribution


def said(viewer: Viewer) -> Sequence[Contribution]:
    """Return the statements the viewer wrote, each with where its conversation stands."""
    if viewer.membership is None:
        return []
    mine = Statement.objects.filter(author=viewer.membership, replaced_by=None)
    kind = _("You wrote a statement, in a conversation that began then")
    return [
        Contribution(
            kind, one.conversation.began, one.text, one.conversation.get_absolute_url(), *_became(one)
        )
        for one in mine.select_related("conversation__place")
    ]


def _became(one: Statement) -> tuple[str, str]:
    """Return where a statement stands, and the colour of its tag."""
    if one.conversation.state == ConversationState.OPEN:
        return _("People are answering it."), "place"
    return _("The conversation has closed. What became of it will be told in its report."), ""
