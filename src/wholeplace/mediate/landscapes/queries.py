"""What a viewer may read of a conversation's landscape: its newest release, and how far the next has come."""

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.jobs.queries import Progress, progress_of
from wholeplace.kernel.releases import Release, latest_release
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.queries import conversations_visible_to


def landscape_visible_to(viewer: Viewer, conversation: Conversation) -> Release | None:
    """Return the newest release about a conversation the viewer may see."""
    if not conversations_visible_to(viewer).filter(pk=conversation.pk).exists():
        return None
    return latest_release(viewer, conversation.pk)


def working_out(viewer: Viewer, conversation: Conversation) -> Progress | None:
    """Return how far the landscape of a conversation the viewer may see has been worked out."""
    if not conversations_visible_to(viewer).filter(pk=conversation.pk).exists():
        return None
    return progress_of(("landscapes.work_out", conversation))
