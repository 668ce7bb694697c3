"""What an open conversation asks of somebody: on its issue's page, and on the place's first page."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Viewer
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.queries import open_conversations
from wholeplace.places.partnership.home import Lately, NextStep

SHOWN = 3


def say_what_you_think(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Lead to the conversation about an issue that is open."""
    return _step(open_conversations(viewer).filter(issue=issue).first())


def say_it_here(viewer: Viewer) -> NextStep | None:
    """Lead a member to the open conversation that closes first."""
    return _step(open_conversations(viewer).first()) if viewer.is_member else None


def _step(conversation: Conversation | None) -> NextStep | None:
    if conversation is None:
        return None
    return NextStep(
        title=_("Say what you think"),
        text=conversation.question or conversation.title,
        href=conversation.get_absolute_url(),
        label=_("Say what you think"),
    )


def lately(viewer: Viewer) -> Sequence[Lately]:
    """Return the conversations that opened lately and are still open; members are led to them by their next step."""
    if viewer.is_member:
        return []
    opened = open_conversations(viewer).order_by("-began", "pk")[:SHOWN]
    return [_told(one) for one in opened]


def _told(conversation: Conversation) -> Lately:
    text = _("A conversation is open: {title}").format(title=conversation.title)
    invites = NextStep(
        title=_("Say what you think"),
        text=conversation.question,
        href=conversation.get_absolute_url(),
        label=_("See what is asked"),
    )
    return Lately(conversation.began, text, conversation.get_absolute_url(), invites)
