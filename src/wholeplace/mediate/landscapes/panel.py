"""The part of an issue's page that shows its conversations and what came out of them."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.names import ConversationState
from wholeplace.mediate.conversations.queries import conversations_about
from wholeplace.mediate.conversations.reading import read_about
from wholeplace.mediate.landscapes.queries import shows_too_few, with_newest_landscape


def panel_context(viewer: Viewer, issue: Issue) -> Mapping[str, Any]:
    """Return an issue's conversations, each with the base of its newest release."""
    conversations = read_about(viewer, issue)
    return {
        "conversations": conversations,
        "too_few": [one for one in conversations if shows_too_few(one)],
        "issue": issue,
        "may_import": viewer.wears(HatKind.CONVENER, scope=issue.pk),
        "sentence": _sentence(conversations) if conversations else "",
    }


def panel_sentences(viewer: Viewer, issues: Sequence[Issue]) -> Mapping[uuid.UUID, str]:
    """Say of each issue how many conversations there were and how many people spoke in them."""
    held: dict[uuid.UUID, list[Conversation]] = defaultdict(list)
    for one in with_newest_landscape(viewer, conversations_about(viewer, issues)):
        held[one.issue_id].append(one)
    return {issue: _sentence(conversations) for issue, conversations in held.items()}


def _sentence(conversations: Sequence[Conversation]) -> str:
    if any(one.state == ConversationState.OPEN for one in conversations):
        return _("A conversation is open")
    closed = [one for one in conversations if one.state == ConversationState.CLOSED]
    if not closed:
        return _("A conversation is being prepared")
    spoke = sum(one.base or 0 for one in closed)  # type: ignore[attr-defined, misc] # found by the query
    held = ngettext("{count} conversation held", "{count} conversations held", len(closed))
    said = held.format(count=len(closed))
    return _("{held}, {people} people heard").format(held=said, people=f"{spoke:,}") if spoke else said
