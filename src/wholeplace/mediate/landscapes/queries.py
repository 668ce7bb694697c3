"""What a viewer may read of a conversation's landscape: its newest release, and how far the next has come."""

import uuid
from collections.abc import Iterable
from typing import Any

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.jobs.queries import Progress, progress_of
from wholeplace.kernel.records import visible
from wholeplace.kernel.releases import Release, latest_release
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.queries import conversations_visible_to, statements_visible_to


def landscape_visible_to(viewer: Viewer, conversation: Conversation) -> Release | None:
    """Return the newest release about a conversation the viewer may see."""
    if not conversations_visible_to(viewer).filter(pk=conversation.pk).exists():
        return None
    return latest_release(viewer, conversation.pk)


def newest_landscapes(viewer: Viewer, conversations: Iterable[Conversation]) -> dict[uuid.UUID, Release]:
    """Return the newest release about each of these conversations, by the conversation."""
    releases = visible(Release.objects.filter(about__in=[one.pk for one in conversations]), viewer)
    return {release.about: release for release in releases.defer("payload").order_by("number")}


def landscapes_lately(viewer: Viewer, *, most: int) -> list[tuple[Conversation, Release]]:
    """Return the conversations whose landscapes were released last, each with its newest release."""
    readable = conversations_visible_to(viewer)
    releases = visible(Release.objects.filter(about__in=readable.values("pk")), viewer).defer("payload")
    newest: dict[uuid.UUID, Release] = {}
    for release in releases.order_by("-taken", "-number")[: most * 4]:
        newest.setdefault(release.about, release)
    conversations = readable.in_bulk(list(newest)[:most])
    return [(conversations[about], release) for about, release in newest.items() if about in conversations]


def working_out(viewer: Viewer, conversation: Conversation) -> Progress | None:
    """Return how far the landscape of a conversation the viewer may see has been worked out."""
    if not conversations_visible_to(viewer).filter(pk=conversation.pk).exists():
        return None
    return progress_of(("landscapes.work_out", conversation))


def figures_shown(viewer: Viewer, conversation: Conversation, release: Release) -> dict[str, Any]:
    """Return a release's figures, of the statements this viewer may read."""
    seen = set(statements_visible_to(viewer, conversation).values_list("number", flat=True))
    return release.figures | {
        "statements": [one for one in release.figures["statements"] if one["n"] in seen]
    }
