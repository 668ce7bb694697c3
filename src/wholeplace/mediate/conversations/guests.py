"""What guests say, and how a guest who has joined takes over what they said."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE, Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, is_machine
from wholeplace.mediate.conversations.conditions import is_guest_of, is_open, takes_part_in_it
from wholeplace.mediate.conversations.models import Conversation, Guest, Statement
from wholeplace.mediate.conversations.queries import guest_of_code
from wholeplace.mediate.conversations.saying import new_words, written

MOST_BY_A_GUEST = 5
"""Statements that a guest writes in a conversation."""


@action(
    "conversation.say_as_guest",
    title=_("Write a statement as a guest"),
    says=_("{actor} kept a guest's statement"),
    may=is_machine,
    when=is_open,
    within="conversation",
    doors=frozenset({Door.MACHINE}),
)
def say_as_guest(act: Act, *, conversation: Conversation, guest: Guest, text: str) -> Statement:
    """Write one idea as a guest of this conversation; they read what becomes of it under their return code."""
    if not is_guest_of(conversation, guest):
        raise Refused("gone")
    words = new_words(conversation, text)
    if Statement.objects.filter(guest=guest).count() >= MOST_BY_A_GUEST:
        raise Refused("enough_written", most=MOST_BY_A_GUEST)
    return written(act, conversation, words, guest=guest)


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
    return guest
