"""Letting anybody join a conversation, and joining it."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.actions import take_part
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, Actor, Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import is_machine
from wholeplace.kernel.people import CivicVoice, Membership, Person
from wholeplace.kernel.places import Sector
from wholeplace.mediate.conversations.conditions import wears_convener
from wholeplace.mediate.conversations.doors import (
    anybody_can_join,
    anybody_could_join,
    can_be_joined,
)
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.places.joining.actions import join_place
from wholeplace.places.joining.names import Way


@action(
    "conversation.let_join",
    title=_("Let anybody join a conversation"),
    says=_("{actor} let anybody join a conversation"),
    may=wears_convener,
    when=anybody_could_join,
    on="conversation",
    doors=frozenset({Door.PAGE, Door.COMMAND}),
)
def let_join(act: Act, *, conversation: Conversation) -> Conversation:
    """Let anybody join by the conversation's open page, who gives an address and proves it."""
    conversation.anybody_joins = True
    conversation.save()
    act.record(conversation)
    return conversation


@action(
    "conversation.stop_joining",
    title=_("Let nobody else join a conversation by themselves"),
    says=_("{actor} let nobody else join a conversation by themselves"),
    may=wears_convener,
    when=anybody_can_join,
    on="conversation",
    doors=frozenset({Door.PAGE, Door.COMMAND}),
)
def stop_joining(act: Act, *, conversation: Conversation) -> Conversation:
    """Close the open page of a conversation: whoever joined stays, and others are invited."""
    conversation.anybody_joins = False
    conversation.save()
    act.record(conversation)
    return conversation


@action(
    "conversation.join",
    title=_("Join a conversation"),
    says=_("{actor} let somebody join a conversation by its open page"),
    may=is_machine,
    when=can_be_joined,
    within="conversation",
    doors=BY_MACHINE,
)
def join(
    act: Act, *, conversation: Conversation, person: Person, name: str, voice: CivicVoice, sector: Sector
) -> Membership:
    """Become a member by a conversation's open page, and take part in its issue."""
    member = join_place(
        act.actor, place=act.place, person=person, name=name, voice=voice, sector=sector, way=Way.OPEN_PAGE
    )
    take_part(Actor(place=act.place, door=Door.PAGE, membership=member), issue=conversation.issue)
    return member
