"""What must hold before statements get their fates and the report of a conversation goes out."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Actor, Viewer
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.lineage.queries import HAS_NO_FATE
from wholeplace.kernel.records import visible
from wholeplace.kernel.wording import declare_wording
from wholeplace.mediate.conversations.models import Conversation, Statement
from wholeplace.mediate.conversations.names import ConversationState
from wholeplace.mediate.conversations.queries import shown, undecided
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
        "statements_undecided": _(
            "Statements that are held, or that wait for a moderator: {undecided}. Whoever wrote one is owed an answer too."
            " A moderator looks at each first: one can let it stand, leaving it out takes two and gives the reason, and"
            " what is held comes back by itself after 48 hours. Then say what became of it."
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
    """Every statement that people answered has its fate, and moderators have decided about all others."""
    debts = debts_of(actor.viewer, conversation)
    if debts.owed:
        return Refusal("answers_are_owed", {"owed": debts.owed, "all": debts.asked})
    return Refusal("statements_undecided", {"undecided": debts.undecided}) if debts.undecided else None


def can_be_published(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation has closed, every statement has its fate or is left out, and a draft waits."""
    return has_closed(actor, conversation) or nothing_is_owed(actor, conversation) or _is_ready(conversation)


def _is_ready(conversation: Conversation) -> Refusal | None:
    """Its figures are worked out, and a draft waits."""
    if is_being_worked_out(conversation):
        return Refusal("figures_not_ready")
    drafted = any(one.published is None for one in conversation.reports.all())
    return None if drafted else Refusal("no_draft")


@dataclass(frozen=True)
class Debts:
    """What whoever convenes a conversation still owes those who spoke in it."""

    owed: int
    """Statements without a fate."""
    asked: int
    """Statements that people answered, those with a fate among them."""
    undecided: int
    """Statements that are held, or that wait for a moderator."""

    @property
    def given(self) -> int:
        """How many statements have their fate."""
        return self.asked - self.owed


ASKED = Q(replaced_by=None) & shown()
"""Said of statements: people answered them, and nobody has said them anew since."""


def debts_of(viewer: Viewer, conversation: Conversation) -> Debts:
    """Return what is still owed after a conversation, asking only where the query that found it did not."""
    if hasattr(conversation, "owed"):
        return Debts(conversation.owed, conversation.asked, conversation.undecided)  # type: ignore[attr-defined] # found by the query
    there = visible(Statement.objects.filter(conversation=conversation), viewer).order_by()
    counted = there.aggregate(
        owed=Count("pk", filter=Q(ASKED, HAS_NO_FATE)),
        asked=Count("pk", filter=ASKED),
        undecided=Count("pk", filter=undecided()),
    )
    return Debts(**counted)
