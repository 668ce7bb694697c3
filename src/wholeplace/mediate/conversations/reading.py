"""The conversations of an issue, read once for all that one page says of them."""

from collections.abc import Callable

from django.db.models import QuerySet

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Viewer
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.queries import conversations_about
from wholeplace.mediate.conversations.unanswered import with_guests_of

Asked = Callable[[Viewer, "QuerySet[Conversation]"], "QuerySet[Conversation]"]

ALONG: list[Asked] = [with_guests_of]
"""What is asked for along with the conversations of an issue."""


def declare_read_along(asked: Asked) -> None:
    """Have something of another feature read along with the conversations of an issue."""
    ALONG.append(asked)


def read_about(viewer: Viewer, issue: Issue) -> list[Conversation]:
    """Return an issue's conversations with all that is read along, asked for once for each issue that is shown."""
    known: list[Conversation] | None = vars(issue).get("conversations_read")
    if known is None:
        found = conversations_about(viewer, [issue])
        for along in ALONG:
            found = along(viewer, found)
        known = vars(issue)["conversations_read"] = list(found)
    return known
