"""What must hold before a conversation is taken in, opened, answered or closed."""

import datetime as dt
import uuid

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.conditions import takes_part_now
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor, Viewer
from wholeplace.kernel.conditions import Refusal, Refused, hat_for, in_hat, missing_hat
from wholeplace.kernel.people import CivicVoice, HatKind
from wholeplace.kernel.prepared import prepared
from wholeplace.kernel.scopes import declare_standing_in, scopes_of
from wholeplace.kernel.second_words import first_word_counts, is_second
from wholeplace.kernel.text import shows_something
from wholeplace.kernel.wording import declare_wording
from wholeplace.mediate.conversations.keys import has_its_key
from wholeplace.mediate.conversations.models import Conversation, Guest, Room, Sheet, Statement
from wholeplace.mediate.conversations.names import ConversationState, Moderated, Moderation

LONGEST = 280
"""Characters of a statement written here: one idea, read at a glance."""
MOST_SEEDS = 60
MOST_WRITTEN = 20
"""Statements that one person writes in a conversation: enough to say a lot, too few to drown others."""
MOST_REWORDED = 10
"""How often one person can say statements anew in a conversation, once they were answered."""
SHORTEST_OPEN = dt.timedelta(hours=1)
LONGEST_OPEN = dt.timedelta(days=366)
REMINDED = dt.timedelta(days=3)
"""How long before it closes people are reminded of a conversation."""

declare_wording(
    {
        "nothing_to_take_in": _(
            "The export holds no statement that anybody answered. Check that it is whole."
        ),
        "too_few_to_take_in": _(
            "Fewer than {least} people answered here without giving their name. Of so few, no number could be shown"
            " without showing who said what, so the conversation is not imported. With a small circle, hold a named"
            " round instead: everybody says openly what they think, and you note it together."
        ),
        "conversation_taken_in": _(
            "This conversation was already imported, as “{title}”. Its figures are released: a second import, with"
            " somebody more, would give away how they answered."
        ),
        "taken_in_elsewhere": _(
            "Most of these statements were already imported elsewhere on this installation, where you may not read"
            " them. Figures of the same conversation in two places, with somebody more in one, would give away how"
            " they answered. Ask whoever runs the installation."
        ),
        "conversation_not_open_yet": _("This conversation is not open yet."),
        "conversation_is_open": _("This conversation is open already."),
        "conversation_is_closed": _("This conversation has closed. What people said stands."),
        "conversation_goes_on": _("This conversation is still open, and its time is not over."),
        "conversation_held_elsewhere": _(
            "This conversation was held elsewhere and imported. Nothing is answered here."
        ),
        "facilitates_conversation": _(
            "You facilitate here, so you neither answer nor write statements. Take off that hat first if you want to"
            " say what you think."
        ),
        "ballot_key_away": _(
            "Answers cannot be kept at the moment: the key that keeps them secret is not where it should be. Nothing is"
            " lost. Ask the operator to put it back from where keys are kept."
        ),
        "too_few_answers_wait": _("Answers enter the record when {least} people have given some."),
        "no_such_statement": _("There is no such statement to answer. Open the page afresh."),
        "no_such_answer": _("Answer with agree, disagree or pass."),
        "statement_too_long": _(
            "A statement has at most {most} characters, and yours has {long}. Leave one idea in it, and write another"
            " statement for the next."
        ),
        "statement_said_already": _(
            "There is a statement in these very words already: “{text}”. Answer that one instead of writing it again."
        ),
        "statement_said_before": _(
            "These very words were written here before, and are not asked now. Say it in other words, if it is another idea."
        ),
        "enough_written": _(
            "You have written {most} statements here, which is as many as one person can. Reword one of yours instead."
        ),
        "reworded_enough": _(
            "You have said statements anew {most} times here, which is as often as one person can."
        ),
        "statement_of_another": _("Only whoever wrote a statement changes it."),
        "statement_was_replaced": _("This statement was already replaced by another. Change that one."),
        "too_many_seeds": _("Begin with at most {most} statements: people will write the others."),
        "closes_in_no_time": _(
            "Leave people time: a conversation is open for an hour at the least, and a year at the most."
        ),
        "not_longer": _(
            "Choose a time that is later than now and than when it closes so far. Closing early takes two people."
        ),
        "close_is_proposed": _("Somebody already proposed to close this early. It waits for a second word."),
        "close_is_not_proposed": _("Nobody proposes to close this early."),
        "only_office_holders": _("Elected members answer on the record, and nobody else."),
        "answered_already": _(
            "You have answered already, without your name. On the record is for those who say so before their first answer."
        ),
        "on_the_record_already": _("You answer on the record already."),
    }
)


declare_standing_in(Conversation, lambda one: (one.issue_id,))
declare_standing_in(Statement, lambda one: scopes_of(one.conversation))
declare_standing_in(Sheet, lambda one: scopes_of(one.conversation))
declare_standing_in(Room, lambda one: scopes_of(one.conversation))
declare_standing_in(Guest, lambda one: scopes_of(one.room))


def wears_here(viewer: Viewer, conversation: Conversation, *kinds: HatKind) -> bool:
    """Say whether the viewer wears one of these hats in the place, for the issue or for the conversation."""
    return any(viewer.wears(kind, scope=scope) for kind in kinds for scope in scopes_of(conversation))


def acts_here(actor: Actor, conversation: Conversation, kind: HatKind) -> bool:
    """Say whether the actor acts in this hat in the place, for the issue or for the conversation."""
    return hat_for(actor, conversation, kind) is not None


def takes_part_in_it(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The actor takes part in what the conversation is about, and does not facilitate there."""
    if not takes_part_now(actor, conversation.issue_id):
        return Refusal("does_not_take_part")
    facilitates = wears_here(actor.viewer, conversation, HatKind.FACILITATOR)
    return Refusal("facilitates_conversation") if facilitates else None


def is_open(_actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation is open: it closes by a deed of its own, whatever the clock says."""
    if conversation.state == ConversationState.OPEN:
        return None
    if conversation.state == ConversationState.WAITING:
        return Refusal("conversation_not_open_yet")
    return (
        Refusal("conversation_held_elsewhere") if conversation.source else Refusal("conversation_is_closed")
    )


def can_be_answered(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation is open, and the key that keeps its answers secret is there."""
    away = None if has_its_key(conversation) else Refusal("ballot_key_away")
    return is_open(actor, conversation) or away


def is_not_open_yet(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation waits to be opened."""
    if conversation.state == ConversationState.WAITING:
        return None
    return is_open(actor, conversation) or Refusal("conversation_is_open")


def is_not_over(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation is open, or will be."""
    return None if conversation.state == ConversationState.WAITING else is_open(actor, conversation)


def its_time_is_over(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation is open, and the time at which it closes has come."""
    over = conversation.closes is not None and conversation.closes <= (actor.at or clock.now())
    return is_open(actor, conversation) or (None if over else Refusal("conversation_goes_on"))


def closes_soon(conversation: Conversation) -> bool:
    """Say whether an open conversation closes within the time in which people are reminded of it."""
    closes = conversation.closes
    return (
        conversation.state == ConversationState.OPEN
        and closes is not None
        and closes <= clock.now() + REMINDED
    )


@in_hat(HatKind.CONVENER)
def wears_convener(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The actor convenes the place, the issue or the conversation."""
    if acts_here(actor, conversation, HatKind.CONVENER):
        return None
    return missing_hat(actor, HatKind.CONVENER, *scopes_of(conversation))


def close_is_not_yet_proposed(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation is open, and nobody proposes to close it early."""
    proposed = conversation.close_proposed_by_id is not None
    return is_open(actor, conversation) or (Refusal("close_is_proposed") if proposed else None)


def close_is_proposed(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation is open, and somebody proposes to close it early."""
    proposed = conversation.close_proposed_by_id is not None
    return is_open(actor, conversation) or (None if proposed else Refusal("close_is_not_proposed"))


def close_can_be_done(actor: Actor, conversation: Conversation) -> Refusal | None:
    """Closing early is proposed, and the first word still counts."""
    first = conversation.close_proposed_by
    return close_is_proposed(actor, conversation) or first_word_counts(conversation, first, HatKind.CONVENER)


@in_hat(HatKind.CONVENER)
def closes_as_second(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The actor convenes, and did not give the first word for closing early."""
    if refusal := wears_convener(actor, conversation):
        return refusal
    return is_second(actor, conversation.close_proposed_by_id)


def holds_office(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The actor takes part, as an elected member."""
    if refusal := takes_part_in_it(actor, conversation):
        return refusal
    politician = actor.membership is not None and actor.membership.voice == CivicVoice.POLITICIAN
    return None if politician else Refusal("only_office_holders")


def answered_in(conversation: Conversation) -> set[Moderation]:
    """Return in which states of moderation statements are shown and answered here."""
    unseen = {Moderation.UNSEEN} if conversation.moderated == Moderated.AFTER else set()
    return {Moderation.IN} | unseen


def is_asked(conversation: Conversation, number: int) -> bool:
    """Say whether people answer a statement of this number now: one that is shown, and was not replaced."""
    there = _moderation_of.rows(conversation.pk, number)
    return any(moderation in answered_in(conversation) for (moderation,) in there)


@prepared
def _moderation_of(conversation: uuid.UUID, number: int) -> "QuerySet[Statement, tuple[int]]":
    there = Statement.objects.filter(conversation=conversation, number=number, replaced_by=None)
    return there.values_list("moderation")


def is_guest_of(conversation: Conversation, guest: Guest) -> bool:
    """Say whether somebody is a guest of a conversation now: nobody has taken over what they said."""
    here = Guest.objects.filter(pk=guest.pk, room__conversation=conversation, claimed_by=None)
    return here.exists()


def wording_of(text: str) -> str:
    """Return a statement as it is kept, on one line; refuse one that shows nothing or is too long."""
    plain = " ".join(text.split())
    if not shows_something(plain):
        raise Refused("left_empty")
    if len(plain) > LONGEST:
        raise Refused("statement_too_long", most=LONGEST, long=len(plain))
    return plain
