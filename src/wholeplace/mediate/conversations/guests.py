"""What guests say, also anew and to moderators, and how a guest who has joined takes over what they said."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, BY_PAGE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, is_machine
from wholeplace.mediate.conversations.conditions import is_guest_of, is_open, takes_part_in_it
from wholeplace.mediate.conversations.models import Conversation, Guest, Statement
from wholeplace.mediate.conversations.moderation import answered_by_author
from wholeplace.mediate.conversations.moderation_conditions import was_ruled_on
from wholeplace.mediate.conversations.naming import hand_over
from wholeplace.mediate.conversations.queries import guest_of_code
from wholeplace.mediate.conversations.rulings import Ruling
from wholeplace.mediate.conversations.saying import new_words, said_anew, written

MOST_BY_A_GUEST = 5
"""Statements that a guest writes in a conversation."""


@action(
    "conversation.say_as_guest",
    title=_("Write a statement as a guest"),
    says=_("{actor} kept a guest's statement"),
    may=is_machine,
    when=is_open,
    within="conversation",
    doors=BY_MACHINE,
)
def say_as_guest(act: Act, *, conversation: Conversation, guest: Guest, text: str) -> Statement:
    """Write one idea as a guest of this conversation; they read what becomes of it under their return code."""
    if not is_guest_of(conversation, guest):
        raise Refused("gone")
    words = new_words(conversation, text)
    if Statement.objects.filter(guest=guest, replaces=None).count() >= MOST_BY_A_GUEST:
        raise Refused("enough_written", most=MOST_BY_A_GUEST)
    return written(act, conversation, words, guest=guest)


@action(
    "conversation.reword_as_guest",
    title=_("Say a statement anew as a guest"),
    says=_("{actor} kept a guest's statement in other words"),
    may=is_machine,
    when=is_open,
    on="conversation",
    doors=BY_MACHINE,
)
def reword_as_guest(
    act: Act, *, conversation: Conversation, guest: Guest, number: int, text: str
) -> Statement:
    """Change a statement one wrote as a guest, as members change theirs: in its place while nobody has answered it."""
    if not is_guest_of(conversation, guest):
        raise Refused("gone")
    return said_anew(act, conversation, number, text, guest=guest)


@action(
    "statement.answer_moderators_as_guest",
    title=_("Answer the moderators as a guest"),
    says=_("{actor} kept what a guest answered about a decision of moderators on their statement"),
    may=is_machine,
    when=was_ruled_on,
    on="statement",
    doors=BY_MACHINE,
)
def answer_moderators_as_guest(act: Act, *, statement: Statement, guest: Guest, words: str) -> Ruling:
    """Say as a guest what one thinks of a decision about one's own statement: moderators read it as from its author."""
    if statement.guest_id != guest.pk or not is_guest_of(statement.conversation, guest):
        raise Refused("gone")
    return answered_by_author(act, statement, words)


@action(
    "conversation.claim",
    title=_("Take over what one said as a guest"),
    says=_("{actor} took over what they said as a guest"),
    may=takes_part_in_it,
    on="conversation",
    doors=BY_PAGE,
)
def claim_guest(act: Act, *, conversation: Conversation, code: str) -> Guest:
    """Become the author of what one wrote as a guest, by the return code.

    Answers stay under the guest's key, where they were counted; the member changes them there until the close.
    """
    guest = guest_of_code(conversation, code)
    if guest is None:
        raise Refused("no_such_guest")
    guest.claimed_by = act.membership
    guest.save()
    act.record(guest)
    for statement in guest.statements.all():
        statement.author, statement.guest = act.membership, None
        statement.save()
        act.record(statement)
    hand_over(act, guest)
    return guest
