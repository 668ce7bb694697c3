"""What must hold before a statement is reported, held, left out or put back, and who may."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal, Refused, in_hat, missing_hat
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import visible
from wholeplace.kernel.scopes import scopes_of
from wholeplace.kernel.second_words import first_word_counts, is_second, no_word_is_given, word_is_given
from wholeplace.kernel.text import shows_something
from wholeplace.kernel.wording import declare_wording
from wholeplace.mediate.conversations.conditions import acts_here, answered_in, wears_here
from wholeplace.mediate.conversations.models import Conversation, Statement
from wholeplace.mediate.conversations.names import Deed, Moderation, Reason
from wholeplace.mediate.conversations.rulings import Ruling, StatementReport

FROM_VISITORS = 20
"""Reports by visitors about one statement that wait: more would tell moderators nothing new."""

declare_wording(
    {
        "moderates_own": _("You wrote this statement, so somebody else looks at it."),
        "facilitates_so_not_moderates": _(
            "You facilitate here, so you do not moderate. Take off that hat first, or leave it to another moderator."
        ),
        "stands_already": _("This statement stands already, and nobody has reported it since."),
        "is_left_out": _("Two people left this statement out. Propose to put it back: that takes two as well."),
        "is_not_left_out": _("This statement is not left out."),
        "held_already": _("A moderator holds this statement already."),
        "held_before": _(
            "One moderator can hold a statement once. Keeping it from people for longer takes two: propose to leave it out."
        ),
        "is_not_held": _("This statement is not held any more."),
        "reason_in_words": _("Say why in your own words: no reason of the list does."),
        "reported_already": _("You have reported this statement. Moderators will look at it, and you will be told."),
        "reported_enough": _("Enough visitors have reported this statement: moderators are going to look at it."),
        "wrote_it_not": _("Only whoever wrote a statement answers its moderators."),
        "nothing_to_answer": _("There is no decision against your statement that you have not answered yet."),
        "reported_too_often": _("From here, enough was reported for now. Try again in an hour, or sign in."),
    }
)  # fmt: skip


@in_hat(HatKind.MODERATOR)
def moderates(actor: Actor, statement: Statement) -> Refusal | None:
    """The actor moderates the place, the issue or the conversation, does not facilitate there, and did not write it."""
    conversation = statement.conversation
    if not acts_here(actor, conversation, HatKind.MODERATOR):
        return missing_hat(actor, HatKind.MODERATOR, *scopes_of(conversation))
    if wears_here(actor.viewer, conversation, HatKind.FACILITATOR):
        return Refusal("facilitates_so_not_moderates")
    return Refusal("moderates_own") if _wrote(actor, statement) else None


@in_hat(HatKind.MODERATOR)
def moderates_as_second(actor: Actor, statement: Statement) -> Refusal | None:
    """The actor moderates, and did not give the first word."""
    if refusal := moderates(actor, statement):
        return refusal
    return is_second(actor, statement.first_word_by_id)


def _wrote(actor: Actor, statement: Statement) -> bool:
    return statement.author is not None and statement.author.is_same_person_as(actor.membership)


def is_held_here(_actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation is held here, where its statements are moderated."""
    return Refusal("conversation_held_elsewhere") if conversation.source else None


def can_be_accepted(actor: Actor, statement: Statement) -> Refusal | None:
    """The statement is not left out, and something about it waits for a decision."""
    if refusal := is_in(actor, statement):
        return refusal
    waits = statement.waits_since or statement.first_word_by_id or statement.moderation == Moderation.HELD
    return None if waits or statement.moderation == Moderation.UNSEEN else Refusal("stands_already")


def is_in(actor: Actor, statement: Statement) -> Refusal | None:
    """The statement is one of a conversation held here, and is not left out."""
    out = statement.moderation == Moderation.OUT
    return is_held_here(actor, statement.conversation) or (Refusal("is_left_out") if out else None)


def can_be_held(actor: Actor, statement: Statement) -> Refusal | None:
    """The statement is not left out, and nobody holds it or has held it."""
    if refusal := is_in(actor, statement):
        return refusal
    if statement.moderation == Moderation.HELD:
        return Refusal("held_already")
    before = Ruling.objects.filter(statement=statement, deed=Deed.HELD).exists()
    return Refusal("held_before") if before else None


def is_held(_actor: Actor, statement: Statement) -> Refusal | None:
    """A moderator holds the statement, for a time."""
    return None if statement.moderation == Moderation.HELD else Refusal("is_not_held")


def can_be_proposed_out(actor: Actor, statement: Statement) -> Refusal | None:
    """The statement is not left out, and nobody proposes to leave it out."""
    return is_in(actor, statement) or no_word_is_given(statement.first_word_by_id)


def can_be_left_out(actor: Actor, statement: Statement) -> Refusal | None:
    """Somebody who still moderates proposes to leave the statement out."""
    return is_in(actor, statement) or _first_word(statement)


def is_out(_actor: Actor, statement: Statement) -> Refusal | None:
    """The statement is left out."""
    return None if statement.moderation == Moderation.OUT else Refusal("is_not_left_out")


def can_be_proposed_back(actor: Actor, statement: Statement) -> Refusal | None:
    """The statement of a conversation held here is left out, and nobody proposes to put it back."""
    return (
        is_held_here(actor, statement.conversation)
        or is_out(actor, statement)
        or no_word_is_given(statement.first_word_by_id)
    )


def can_be_put_back(actor: Actor, statement: Statement) -> Refusal | None:
    """Somebody who still moderates proposes to put the statement back."""
    return is_out(actor, statement) or _first_word(statement)


def can_be_kept_out(actor: Actor, statement: Statement) -> Refusal | None:
    """Somebody proposes to put the statement back."""
    return is_out(actor, statement) or word_is_given(statement.first_word_by_id)


def _first_word(statement: Statement) -> Refusal | None:
    given = word_is_given(statement.first_word_by_id)
    return given or first_word_counts(statement, statement.first_word_by, HatKind.MODERATOR)


def reads_it(actor: Actor, statement: Statement) -> Refusal | None:
    """The statement is one that the actor, perhaps a visitor, may read and that is shown."""
    is_shown = statement.moderation in answered_in(statement.conversation)
    readable = visible(Statement.objects.filter(pk=statement.pk), actor.viewer).exists()
    return None if readable and is_shown else Refusal("no_such_statement")


def can_be_reported(actor: Actor, statement: Statement) -> Refusal | None:
    """The statement is one of a conversation held here, and no report of the actor's waits for a decision."""
    mine = StatementReport.objects.filter(statement=statement, reporter=actor.membership, settled=None)
    waiting, visitor = mine.count(), actor.membership is None
    if refusal := is_held_here(actor, statement.conversation):
        return refusal
    if visitor:
        return Refusal("reported_enough") if waiting >= FROM_VISITORS else None
    return Refusal("reported_already") if waiting else None


def wrote_it(actor: Actor, statement: Statement) -> Refusal | None:
    """The actor wrote the statement."""
    return None if _wrote(actor, statement) else Refusal("wrote_it_not")


def was_ruled_on(_actor: Actor, statement: Statement) -> Refusal | None:
    """Moderators decided something against the statement that its author has not answered."""
    last = Ruling.objects.filter(statement=statement).first()
    return None if last is not None and last.keeps_it_from_people else Refusal("nothing_to_answer")


def why_of(reason: str, words: str) -> str:
    """Return the words of a reason on its way into the record; refuse a reason that needs words and has none."""
    if reason not in Reason.values or (reason == Reason.OTHER and not shows_something(words)):
        raise Refused("reason_in_words")
    return words.strip()
