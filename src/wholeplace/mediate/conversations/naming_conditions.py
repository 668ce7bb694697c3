"""What must hold before it changes under which name statements are shown."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.wording import declare_wording
from wholeplace.mediate.conversations.conditions import answered_in, is_not_over
from wholeplace.mediate.conversations.models import Conversation, Statement
from wholeplace.mediate.conversations.names import Naming

declare_wording(
    {
        "naming_is_fixed": _(
            "Somebody has written here already, and relied on how statements are shown. It stays as it is."
        ),
        "nobody_signs_here": _("Nobody puts their name to a statement in this conversation."),
        "signed_already": _("Your name stands beside this statement already."),
    }
)


def nobody_has_written(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation is not over, and nobody who takes part has written a statement in it."""
    if refusal := is_not_over(actor, conversation):
        return refusal
    written = Statement.objects.filter(conversation=conversation, seed=False).exists()
    return Refusal("naming_is_fixed") if written else None


def can_be_signed(_actor: Actor, statement: Statement) -> Refusal | None:
    """The statement is shown without a name, in a conversation where whoever writes may be named."""
    if statement.conversation.naming != Naming.BY_NAME:
        return Refusal("nobody_signs_here")
    if statement.signed_by_id is not None:
        return Refusal("signed_already")
    shown = statement.moderation in answered_in(statement.conversation)
    return None if shown else Refusal("no_such_statement")
