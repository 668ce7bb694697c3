"""Who reads an aside: whoever facilitates or moderates there, but for people of its author's organisation and of who pays it."""

import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from wholeplace.convene.stakeholders.paying import payers_of
from wholeplace.kernel.people import Hat, HatKind, HatState, Membership
from wholeplace.kernel.scopes import scopes_of
from wholeplace.mediate.conversations.models import Conversation

READ_ASIDES = (HatKind.FACILITATOR, HatKind.MODERATOR)
"""Who reads what is kept for whoever facilitates: no other hat is enough."""


@dataclass(frozen=True)
class Readers:
    """Who would read what somebody keeps for whoever facilitates, as it stands before they write it."""

    people: tuple[Membership, ...]
    near: bool
    """Whether all of them belong to its author's organisation or to one that pays it, nobody else being there."""
    kept_from: tuple[uuid.UUID, ...]
    """The organisations whose people do not read it, whatever hat they wear then; none where only they are there."""


def readers_of_asides(conversation: Conversation, author: Membership) -> Readers:
    """Return who would read what a member keeps for whoever facilitates a conversation: never themselves."""
    theirs = _near(conversation, author)
    others = {
        hat.membership for hat in _hats(conversation, author).select_related("membership__organisation")
    }
    far = [one for one in others if one.organisation_id not in theirs]
    people = tuple(sorted(far or others, key=lambda one: (one.name, str(one.pk))))
    return Readers(people, bool(others and not far), () if others and not far else tuple(sorted(theirs)))


def _near(conversation: Conversation, author: Membership) -> set[uuid.UUID]:
    """Return the author's organisation, and those that pay it."""
    if author.organisation_id is None:
        return set()
    return {author.organisation_id, *payers_of(author.organisation_id, issue=conversation.issue)}


def somebody_else_facilitates(conversation: Conversation, author: Membership) -> bool:
    """Say whether anybody but a member facilitates or moderates a conversation."""
    return _hats(conversation, author).exists()


def _hats(conversation: Conversation, author: Membership) -> "QuerySet[Hat]":
    """Return the hats of everybody else who facilitates or moderates the place, the issue or the conversation."""
    here = Q(scope=None) | Q(scope__in=scopes_of(conversation))
    held = Hat.objects.filter(here, place=conversation.place_id, kind__in=READ_ASIDES, state=HatState.HELD)
    return held.filter(membership__ended=None).exclude(membership__person=author.person_id)
