"""What must hold before statements get their fates and the report of a conversation goes out."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Actor, Viewer
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.lineage.queries import HAS_NO_FATE
from wholeplace.kernel.wording import declare_wording
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.names import ConversationState
from wholeplace.mediate.conversations.queries import statements_asked
from wholeplace.mediate.landscapes.conditions import is_being_worked_out

MOST_AT_ONCE = 200
"""Statements that get one fate in one deed."""

declare_wording(
    {
        "conversation_not_over": _(
            "This conversation has not closed. What became of what people said is told when they have said it."
        ),
        "answers_are_owed": _(
            "{owed} of {all} statements still have no answer. Whoever spoke is owed one before the report goes out."
        ),
        "figures_not_ready": _(
            "How people answered is still being worked out. The report can go out once it is; its page says how far it is."
        ),
        "no_draft": _("There is nothing to publish. Write the report first."),
        "report_correction_needs_reason": _("The report is out. Say what you correct and why."),
        "due_is_past": _("Choose a day that is still to come."),
        "no_such_statements": _(
            "One of these statements is not there, or is not one of those asked. Open the page afresh."
        ),
        "too_many_at_once": _("Give at most {most} statements one answer at a time. Narrow the list down."),
        "nothing_to_carry_into": _(
            "There is no such record to carry it into. Choose one from the list, or write down a next step first."
        ),
    }
)


def has_closed(_actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation has closed."""
    closed = conversation.state == ConversationState.CLOSED
    return None if closed else Refusal("conversation_not_over")


def nothing_is_owed(actor: Actor, conversation: Conversation) -> Refusal | None:
    """Every statement that people answered has its fate."""
    owed, everything = owed_of(actor.viewer, conversation)
    return Refusal("answers_are_owed", {"owed": owed, "all": everything}) if owed else None


def can_be_published(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation has closed, every statement has its fate, and a draft waits."""
    return has_closed(actor, conversation) or nothing_is_owed(actor, conversation) or _is_ready(conversation)


def _is_ready(conversation: Conversation) -> Refusal | None:
    """Its figures are worked out, and a draft waits."""
    if is_being_worked_out(conversation):
        return Refusal("figures_not_ready")
    drafted = any(one.published is None for one in conversation.reports.all())
    return None if drafted else Refusal("no_draft")


def owed_of(viewer: Viewer, conversation: Conversation) -> tuple[int, int]:
    """Return how many statements have no fate yet, and of how many, asking only where the query that found it did not."""
    if hasattr(conversation, "owed"):
        return conversation.owed, conversation.asked  # type: ignore[attr-defined] # found by the query
    asked = statements_asked(viewer, conversation).order_by()
    counted = asked.aggregate(owed=Count("pk", filter=HAS_NO_FATE), everything=Count("pk"))
    return counted["owed"], counted["everything"]
