"""Who reads an aside: its author, and whoever facilitates or moderates there from elsewhere; nobody else, whatever they wear."""

from django.db.models import QuerySet

from wholeplace.kernel.actors import Viewer
from wholeplace.mediate.conversations.aside_readers import READ_ASIDES
from wholeplace.mediate.conversations.asides import Aside
from wholeplace.mediate.conversations.conditions import wears_here
from wholeplace.mediate.conversations.models import Conversation


def reads_asides(viewer: Viewer, conversation: Conversation) -> bool:
    """Say whether the viewer facilitates or moderates the place, the issue or the conversation."""
    return wears_here(viewer, conversation, *READ_ASIDES)


def asides_told(viewer: Viewer, conversation: Conversation) -> QuerySet[Aside]:
    """Return what whoever facilitates a conversation reads: not what is kept from their organisation, taken back or opened."""
    kept = Aside.objects.filter(
        conversation=conversation, place=viewer.place, taken_back=None, statement=None
    )
    if not reads_asides(viewer, conversation):
        return kept.none()
    theirs = [one.pk for one in kept.only("kept_from") if not one.is_kept_from(viewer.membership)]
    return kept.filter(pk__in=theirs).select_related("replied_by", "by", "conversation__place")


def asides_written_by(viewer: Viewer, conversation: Conversation) -> QuerySet[Aside]:
    """Return what the viewer keeps for whoever facilitates a conversation, the newest first."""
    mine = Aside.objects.filter(
        conversation=conversation, place=viewer.place, taken_back=None, statement=None
    )
    if viewer.membership is None:
        return mine.none()
    return mine.filter(by__person__memberships=viewer.membership).select_related(
        "replied_by", "by", "conversation__place"
    )
