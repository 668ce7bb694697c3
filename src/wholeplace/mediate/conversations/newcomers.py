"""Leading newcomers into a conversation by the personal link they were invited with."""

from django.db.models import QuerySet

from wholeplace.convene.issues.actions import take_part
from wholeplace.kernel.actors import Actor, Viewer
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.names import ConversationState
from wholeplace.mediate.conversations.queries import conversations_visible_to
from wholeplace.places.invited.onward import Onward
from wholeplace.ui.addresses import place_url

NOT_OVER = (ConversationState.OPEN, ConversationState.WAITING)


def open_to_newcomers(viewer: Viewer) -> QuerySet[Conversation]:
    """Return the conversations that are not over: newcomers can be led to them."""
    return conversations_visible_to(viewer).filter(state__in=NOT_OVER)


def about(conversation: Conversation) -> str:
    """Return the question people are asked there."""
    return conversation.question or conversation.title


def enter(actor: Actor, conversation: Conversation) -> None:
    """Have a newcomer take part in what the conversation is about."""
    take_part(actor, issue=conversation.issue)


def address(conversation: Conversation) -> str:
    """Return the address of the first statement while the conversation is open, or else its own."""
    if conversation.state == ConversationState.OPEN:
        return place_url(conversation.place, "answer", live=conversation.pk)
    return conversation.get_absolute_url()


NEWCOMERS = Onward(Conversation, open_to_newcomers, about, enter, address)
