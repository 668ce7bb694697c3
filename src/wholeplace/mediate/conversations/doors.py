"""What must hold before anybody joins a conversation, or opens a way into it."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.records import Audience
from wholeplace.kernel.wording import declare_wording
from wholeplace.mediate.conversations.conditions import is_not_over, is_open
from wholeplace.mediate.conversations.models import Conversation

declare_wording(
    {
        "joining_is_closed": _(
            "This conversation cannot be joined here. If you would like to take part, ask the convener for an invitation."
        ),
        "joining_is_open": _("Anybody can join already."),
        "joining_needs_public": _(
            "Only a conversation that everybody can read can be joined by everybody. This one is for members."
        ),
    }
)


def is_for_everybody(_actor: Actor, conversation: Conversation) -> Refusal | None:
    """Everybody can read the conversation."""
    return None if conversation.audience == Audience.PUBLIC else Refusal("joining_needs_public")


def anybody_could_join(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation is public, not over, and its open page is not switched on yet."""
    if refusal := is_for_everybody(actor, conversation) or is_not_over(actor, conversation):
        return refusal
    return Refusal("joining_is_open") if conversation.anybody_joins else None


def anybody_can_join(_actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation's open page is switched on."""
    return None if conversation.anybody_joins else Refusal("joining_is_closed")


def can_be_joined(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation is open, public, and anybody can join it."""
    return (
        is_open(actor, conversation)
        or anybody_can_join(actor, conversation)
        or is_for_everybody(actor, conversation)
    )
