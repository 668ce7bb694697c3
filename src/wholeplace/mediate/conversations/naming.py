"""Declaring how statements are shown, drawing made-up names, and putting one's own name to what one wrote."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE, Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.behalf import still_speaks_for
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.people import Membership
from wholeplace.kernel.places import Organisation
from wholeplace.mediate.conversations.conditions import wears_convener
from wholeplace.mediate.conversations.made_up import draw_name
from wholeplace.mediate.conversations.models import Conversation, Guest, Statement
from wholeplace.mediate.conversations.moderation_conditions import wrote_it
from wholeplace.mediate.conversations.names import Named, Naming
from wholeplace.mediate.conversations.naming_conditions import can_be_signed, nobody_has_written
from wholeplace.mediate.conversations.pseudonyms import Pseudonym


@action(
    "conversation.name_as",
    title=_("Declare how statements are shown"),
    says=_("{actor} declared under which name statements are shown in a conversation: {naming}"),
    may=wears_convener,
    when=nobody_has_written,
    on="conversation",
    doors=frozenset({Door.PAGE, Door.COMMAND}),
)
def name_as(act: Act, *, conversation: Conversation, naming: Naming) -> Conversation:
    """Declare under which name statements are shown; it is fixed as soon as somebody who takes part has written one."""
    conversation.naming = Naming(naming)
    conversation.save()
    act.record(conversation)
    act.say(naming=conversation.naming)
    return conversation


@action(
    "statement.sign",
    title=_("Put one's name to a statement"),
    says=_("{actor} put their name to a statement they had written without it"),
    may=wrote_it,
    when=can_be_signed,
    on="statement",
    doors=BY_PAGE,
)
def sign_statement(act: Act, *, statement: Statement) -> Statement:
    """Show one's name beside a statement of one's own, and for whom it was said; that cannot be undone."""
    statement.signed_by, statement.on_behalf_of = act.membership, act.actor.on_behalf_of
    statement.save()
    act.record(statement)
    return statement


def put_name_to(
    act: Act, statement: Statement, *, author: Membership | None, guest: Guest | None, named: Named
) -> None:
    """Let a new statement stand under the name its conversation shows it under; it is saved by the caller."""
    naming = Naming(statement.conversation.naming)
    if named == Named.NAME:
        if naming != Naming.BY_NAME or author is None:
            raise Refused("nobody_signs_here")
        statement.signed_by, statement.on_behalf_of = author, act.actor.on_behalf_of
    if naming == Naming.PSEUDONYM:
        statement.pseudonym = pseudonym_of(act, statement.conversation, author=author, guest=guest)


def still_under_its_name(act: Act, earlier: Statement) -> tuple[Membership | None, Organisation | None]:
    """Return who put their name to a statement, and for whom, where they still belong there as they say it anew."""
    return earlier.signed_by, still_speaks_for(act.actor.membership, earlier.on_behalf_of)


def pseudonym_of(
    act: Act, conversation: Conversation, *, author: Membership | None, guest: Guest | None
) -> Pseudonym:
    """Return the made-up name of a member or guest in a conversation, drawn now if they have none yet."""
    there = Pseudonym.objects.filter(conversation=conversation)
    mine = there.filter(guest=guest) if author is None else there.filter(member__person=author.person_id)
    if (known := mine.first()) is not None:
        return known
    drawn = Pseudonym(
        place=act.place,
        audience=conversation.audience,
        conversation=conversation,
        name=draw_name(set(there.values_list("name", flat=True))),
        member=author,
        guest=guest,
    )
    drawn.save()
    act.record(drawn)
    return drawn


def hand_over(act: Act, guest: Guest) -> None:
    """Let a member who was a guest go on under the guest's made-up name, unless they have one of their own here."""
    theirs = Pseudonym.objects.filter(guest=guest).first()
    if theirs is None:
        return
    here = Pseudonym.objects.filter(conversation=theirs.conversation)
    if not here.filter(member__person=act.membership.person_id).exists():
        theirs.member = act.membership
    theirs.guest = None
    theirs.save()
    act.record(theirs)
