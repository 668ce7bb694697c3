"""Opening a conversation, giving it more time, and closing it early by two people's word."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, BY_PERSON, Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, any_of, is_machine, wears
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.text import shows_something
from wholeplace.mediate.conversations.conditions import (
    LONGEST_OPEN,
    MOST_SEEDS,
    REMINDED,
    SHORTEST_OPEN,
    close_can_be_done,
    close_is_not_yet_proposed,
    close_is_proposed,
    closes_as_second,
    is_not_open_yet,
    is_not_over,
    its_time_is_over,
    wears_convener,
    wording_of,
)
from wholeplace.mediate.conversations.counting import close
from wholeplace.mediate.conversations.keys import begin_ballot_key
from wholeplace.mediate.conversations.models import Conversation, Statement
from wholeplace.mediate.conversations.names import ConversationState, Moderated, Moderation, Naming
from wholeplace.mediate.conversations.telling import tell_it_is_open


@action(
    "conversation.open",
    title=_("Open a conversation"),
    says=_("{actor} prepared a conversation with {seeds} statements to begin with"),
    may=wears(HatKind.CONVENER),
    within="issue",
    doors=frozenset({Door.PAGE, Door.COMMAND}),
)
def open_conversation(
    act: Act,
    *,
    issue: Issue,
    title: str,
    question: str,
    seeds: list[str],
    closes: dt.datetime,
    opens: dt.datetime | None = None,
    description: str = "",
    moderated: Moderated = Moderated.AFTER,
    naming: Naming = Naming.NOBODY,
) -> Conversation:
    """Ask people a question about an issue, with statements to begin with: at once, or from a time on."""
    begins = max(opens or act.at, act.at)
    if not SHORTEST_OPEN <= closes - begins <= LONGEST_OPEN:
        raise Refused("closes_in_no_time")
    if not shows_something(question):
        raise Refused("left_empty")
    conversation = Conversation.objects.create(
        place=act.place,
        audience=issue.audience,
        issue=issue,
        title=title,
        question=question,
        description=description,
        state=ConversationState.WAITING if begins > act.at else ConversationState.OPEN,
        began=begins,
        closes=closes,
        ballot_key=begin_ballot_key(act.place),
        moderated=moderated,
        naming=naming,
    )
    act.record(conversation)
    act.say(seeds=_begin_with(act, conversation, seeds))
    _will_begin(act, conversation)
    _will_close(act, conversation, closes)
    return conversation


def _will_begin(act: Act, conversation: Conversation) -> None:
    """Tell people that it is open, or let it begin at its time."""
    if conversation.began > act.at:
        act.enqueue("conversations.begin", due=conversation.began, conversation=conversation)
    else:
        tell_it_is_open(act, conversation)


def _will_close(act: Act, conversation: Conversation, closes: dt.datetime) -> None:
    """Let it close at its time, and remind people before, if that is some days off."""
    act.enqueue("conversations.close", due=closes, conversation=conversation)
    if closes - REMINDED > max(act.at, conversation.began):
        act.enqueue("conversations.remind", due=closes - REMINDED, conversation=conversation)


def _begin_with(act: Act, conversation: Conversation, seeds: list[str]) -> int:
    """Write the statements to begin with, each once, and return how many there are."""
    texts = list(dict.fromkeys(map(wording_of, seeds)))
    if len(texts) > MOST_SEEDS:
        raise Refused("too_many_seeds", most=MOST_SEEDS)
    statements = [
        Statement(
            place=act.place,
            audience=conversation.audience,
            conversation=conversation,
            number=number,
            text=text,
            moderation=Moderation.IN,
            seed=True,
        )
        for number, text in enumerate(texts, start=1)
    ]
    Statement.objects.bulk_create(statements)
    act.record_many(Statement, statements)
    return len(statements)


@action(
    "conversation.begin",
    title=_("Let a conversation begin"),
    says=_("{actor} let a conversation begin"),
    may=any_of(wears_convener, is_machine),
    when=is_not_open_yet,
    on="conversation",
)
def begin_conversation(act: Act, *, conversation: Conversation) -> Conversation:
    """Let people answer from now on: when its time has come, or before by hand."""
    conversation.state, conversation.began = ConversationState.OPEN, act.at
    tell_it_is_open(act, conversation)
    return _kept(act, conversation)


@action(
    "conversation.extend",
    title=_("Give a conversation more time"),
    says=_("{actor} gave a conversation more time"),
    may=wears_convener,
    when=is_not_over,
    on="conversation",
    doors=frozenset({Door.PAGE, Door.COMMAND}),
)
def extend_conversation(act: Act, *, conversation: Conversation, closes: dt.datetime) -> Conversation:
    """Let a conversation close later than it would have."""
    if conversation.closes is not None and closes <= max(conversation.closes, act.at):
        raise Refused("not_longer")
    if closes - conversation.began > LONGEST_OPEN:
        raise Refused("closes_in_no_time")
    conversation.closes = closes
    _will_close(act, conversation, closes)
    return _kept(act, conversation)


@action(
    "conversation.close",
    title=_("Close a conversation"),
    says=_("{actor} closed a conversation: {people} people, {answers} answers"),
    may=is_machine,
    when=its_time_is_over,
    on="conversation",
    doors=BY_MACHINE,
)
def close_conversation(act: Act, *, conversation: Conversation) -> Conversation:
    """Close a conversation whose time is over: every answer stands in the record, and nothing is answered any more."""
    return close(act, conversation)


@action(
    "conversation.propose_close",
    title=_("Propose to close a conversation early"),
    says=_("{actor} proposed to close a conversation early"),
    may=wears_convener,
    when=close_is_not_yet_proposed,
    on="conversation",
    group_owned=True,
    by_two=True,
    doors=BY_PERSON,
)
def propose_close(act: Act, *, conversation: Conversation, reason: str) -> Conversation:
    """Propose to close a conversation early, and say why; it goes on until another convener agrees."""
    if not shows_something(reason):
        raise Refused("left_empty")
    conversation.close_proposed_by, conversation.close_reason = act.membership, reason
    return _kept(act, conversation)


@action(
    "conversation.close_early",
    title=_("Give the second word for closing a conversation early"),
    says=_(
        "{actor} gave the second word, and a conversation closed early: {people} people, {answers} answers"
    ),
    may=closes_as_second,
    when=close_can_be_done,
    on="conversation",
    group_owned=True,
    by_two=True,
    doors=BY_PERSON,
)
def close_early(act: Act, *, conversation: Conversation) -> Conversation:
    """Give the second word: the conversation closes now, and the reason stays on its page."""
    return close(act, conversation)


@action(
    "conversation.keep_open",
    title=_("Let a conversation go on that was to close early"),
    says=_("{actor} decided that a conversation goes on"),
    may=wears_convener,
    when=close_is_proposed,
    on="conversation",
    by_two=True,
    doors=BY_PERSON,
)
def keep_open(act: Act, *, conversation: Conversation) -> Conversation:
    """Decline or withdraw the proposal to close a conversation early."""
    conversation.close_proposed_by, conversation.close_reason = None, ""
    return _kept(act, conversation)


def _kept(act: Act, conversation: Conversation) -> Conversation:
    conversation.save()
    act.record(conversation)
    return conversation
