"""The part of an issue's page that shows its conversations and what came out of them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.releases import Release
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.queries import conversations_about
from wholeplace.mediate.landscapes.queries import newest_landscapes


def panel_context(viewer: Viewer, issue: Issue) -> Mapping[str, Any]:
    """Return an issue's conversations, each with its newest release."""
    conversations = list(conversations_about(viewer, issue))
    releases = newest_landscapes(viewer, conversations)
    return {
        "conversations": [(one, releases.get(one.pk)) for one in conversations],
        "issue": issue,
        "may_import": viewer.wears(HatKind.CONVENER),
    }


def panel_sentence(viewer: Viewer, issue: Issue) -> str:
    """Say how many conversations there were and how many people spoke in them."""
    conversations: list[Conversation] = list(conversations_about(viewer, issue))
    if not conversations:
        return ""
    releases: Mapping[Any, Release] = newest_landscapes(viewer, conversations)
    spoke = sum(release.base for release in releases.values())
    held = ngettext("{count} conversation held", "{count} conversations held", len(conversations))
    said = held.format(count=len(conversations))
    return _("{held}, {people} people heard").format(held=said, people=f"{spoke:,}") if spoke else said
