"""Writing statements, and saying them anew."""

from django.db.models import Case, Max, Q, When
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.people import Membership
from wholeplace.mediate.conversations.conditions import (
    MOST_REWORDED,
    MOST_WRITTEN,
    is_open,
    takes_part_in_it,
    wording_of,
)
from wholeplace.mediate.conversations.models import Conversation, Guest, Statement
from wholeplace.mediate.conversations.names import Moderation, Named
from wholeplace.mediate.conversations.naming import put_name_to, still_under_its_name
from wholeplace.mediate.conversations.queries import HIDDEN, plain, shown, was_answered
from wholeplace.mediate.conversations.waiting import ask_to_look


@action(
    "conversation.say",
    title=_("Write a statement"),
    says=_("{actor} wrote a statement"),
    may=takes_part_in_it,
    when=is_open,
    within="conversation",
    doors=BY_PERSON,
)
def say(act: Act, *, conversation: Conversation, text: str, named: Named = Named.UNNAMED) -> Statement:
    """Write one idea in plain words, for everybody to answer; who wrote it is shown only where they put their name to it."""
    words = new_words(conversation, text)
    counted = Statement.objects.filter(conversation=conversation, replaces=None)
    mine = counted.filter(author__person=act.membership.person_id)
    if mine.count() >= MOST_WRITTEN:
        raise Refused("enough_written", most=MOST_WRITTEN)
    return written(act, conversation, words, author=act.membership, named=Named(named))


@action(
    "conversation.reword",
    title=_("Say a statement anew"),
    says=_("{actor} said a statement anew"),
    may=takes_part_in_it,
    when=is_open,
    on="conversation",
    doors=BY_PERSON,
)
def reword(act: Act, *, conversation: Conversation, number: int, text: str) -> Statement:
    """Change a statement one wrote: in its place while nobody has answered it, and else as a new one that replaces it."""
    return said_anew(act, conversation, number, text, author=act.membership)


def said_anew(
    act: Act,
    conversation: Conversation,
    number: int,
    text: str,
    *,
    author: Membership | None = None,
    guest: Guest | None = None,
) -> Statement:
    """Put a statement into other words for the member or the guest who wrote it; refuse where somebody else did."""
    numbered = Statement.objects.filter(conversation=conversation, number=number)
    if numbered.filter(replaced_by__isnull=False).exists():
        raise Refused("statement_was_replaced")
    statement = numbered.exclude(moderation__in=HIDDEN).select_for_update(no_key=True).first()
    if statement is None:
        raise Refused("no_such_statement")
    if not _wrote(statement, author, guest):
        raise Refused("statement_of_another")
    act.apart = statement.pk
    words = new_words(conversation, text)
    if was_answered(statement):
        _has_words_left(conversation, author, guest)
        return written(act, conversation, words, author=author, guest=guest, replaces=statement)
    statement.text, statement.moderation = words, Moderation.UNSEEN
    statement.signed_by, statement.on_behalf_of = still_under_its_name(act, statement)
    ask_to_look(act, statement)
    statement.save()
    act.record(statement)
    return statement


def _has_words_left(conversation: Conversation, author: Membership | None, guest: Guest | None) -> None:
    """Refuse another wording where somebody has made as many here as one person can: each is a statement of its own."""
    anew = Statement.objects.filter(conversation=conversation).exclude(replaces=None)
    mine = anew.filter(guest=guest) if author is None else anew.filter(author__person=author.person_id)
    if mine.count() >= MOST_REWORDED:
        raise Refused("reworded_enough", most=MOST_REWORDED)


def _wrote(statement: Statement, author: Membership | None, guest: Guest | None) -> bool:
    """Say whether this member, or this guest, wrote a statement."""
    if statement.author is not None:
        return statement.author.is_same_person_as(author)
    return guest is not None and statement.guest_id == guest.pk


def new_words(conversation: Conversation, text: str) -> str:
    """Return a statement as it is kept; refuse one that somebody already wrote in the same words."""
    words = wording_of(text)
    there = Statement.objects.filter(conversation=conversation).annotate(
        asked=Case(When(shown() & Q(replaced_by=None), then=True), default=False)
    )
    twins = [one for one in there.only("text") if plain(one.text) == plain(words)]
    if any(one.asked for one in twins):
        raise Refused("statement_said_already", text=twins[0].text)
    if twins:
        raise Refused("statement_said_before")
    return words


def written(
    act: Act,
    conversation: Conversation,
    text: str,
    *,
    author: Membership | None = None,
    guest: Guest | None = None,
    replaces: Statement | None = None,
    named: Named = Named.UNNAMED,
) -> Statement:
    """Write a statement under the next number and the name it is shown under, and ask a moderator to look.

    In its entry its author is known by an alias of its own, so that the record links nobody's statements.
    """
    numbers = Statement.objects.filter(conversation=conversation)
    statement = Statement(
        place=act.place,
        audience=conversation.audience,
        conversation=conversation,
        number=(numbers.aggregate(last=Max("number"))["last"] or 0) + 1,
        text=text,
        author=author,
        guest=guest,
        replaces=replaces,
        reworded=act.at if replaces else None,
    )
    act.apart = statement.pk
    if replaces is not None:
        statement.signed_by, statement.on_behalf_of = still_under_its_name(act, replaces)
    put_name_to(act, statement, author=author, guest=guest, named=named)
    ask_to_look(act, statement)
    statement.save()
    act.record(statement)
    return statement
