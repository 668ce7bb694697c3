"""What a viewer may read of a conversation's landscape: its newest release, and how far the next has come."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.jobs.queries import Progress, progress_of
from wholeplace.kernel.records import visible
from wholeplace.kernel.releases import Release, latest_release, latest_so_far
from wholeplace.mediate.conversations.claimed import closed_with_too_few
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.queries import conversations_visible_to, statements_visible_to
from wholeplace.mediate.landscapes.conditions import WORKING_OUT


def landscape_visible_to(viewer: Viewer, conversation: Conversation) -> Release | None:
    """Return the newest landscape of the whole of a conversation the viewer may see."""
    if not conversations_visible_to(viewer).filter(pk=conversation.pk).exists():
        return None
    return latest_release(viewer, conversation.pk)


def so_far_visible_to(viewer: Viewer, conversation: Conversation) -> Release | None:
    """Return what was released last of how people answered while the conversation was open."""
    if not conversations_visible_to(viewer).filter(pk=conversation.pk).exists():
        return None
    return latest_so_far(viewer, conversation.pk)


def with_newest_landscape(viewer: Viewer, conversations: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """Return these conversations, each with the base of its newest landscape and when that was taken; None without one."""
    newest = visible(Release.objects.filter(about=OuterRef("pk"), so_far=False), viewer).order_by("-number")
    return conversations.annotate(
        base=Subquery(newest.values("base")[:1]), taken=Subquery(newest.values("taken")[:1])
    )


def shows_too_few(conversation: Conversation) -> bool:
    """Say of a conversation found with its newest landscape whether it closed with too few people for one to come."""
    return conversation.base is None and closed_with_too_few(conversation)  # type: ignore[attr-defined] # found by the query


def landscapes_lately(viewer: Viewer) -> QuerySet[Conversation]:
    """Return the conversations with a released landscape, the one released last first."""
    released = with_newest_landscape(viewer, conversations_visible_to(viewer))
    return released.exclude(taken=None).order_by("-taken", "pk")  # type: ignore[misc] # found by the query


def working_out(viewer: Viewer, conversation: Conversation) -> Progress | None:
    """Return how far the landscape of a conversation the viewer may see has been worked out."""
    if not conversations_visible_to(viewer).filter(pk=conversation.pk).exists():
        return None
    return progress_of((WORKING_OUT, conversation))


def figures_shown(viewer: Viewer, conversation: Conversation, release: Release) -> dict[str, Any]:
    """Return a release's figures, of the statements this viewer may read."""
    seen = set(statements_visible_to(viewer, conversation).values_list("number", flat=True))
    return release.figures | {
        "statements": [one for one in release.figures["statements"] if one["n"] in seen]
    }
