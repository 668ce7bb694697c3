"""What an open conversation asks of somebody: on its issue's page, and on the place's first page."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.queries import viewer_takes_part
from wholeplace.kernel.actors import Viewer
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.queries import open_conversations, speaks_for_electors
from wholeplace.mediate.conversations.reading import read_about
from wholeplace.mediate.conversations.unanswered import (
    Unanswered,
    open_to_answer,
    unanswered_by,
    with_guests_of,
)
from wholeplace.places.partnership.home import Lately, NextStep, Way
from wholeplace.ui.addresses import place_url

SHOWN = 3


def say_what_you_think(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Lead to the open conversation about an issue; whoever takes part, only where something waits for their answer."""
    conversations = open_to_answer(viewer, read_about(viewer, issue))
    if viewer_takes_part(viewer, issue):
        return _waiting(viewer, unanswered_by(viewer, conversations))
    return _begin(viewer, conversations[0]) if conversations else None


def say_it_here(viewer: Viewer) -> NextStep | None:
    """Lead a member to the open conversation that closes first among those where something waits for their answer."""
    if not viewer.is_member:
        return None
    return _waiting(viewer, unanswered_by(viewer, with_guests_of(viewer, open_conversations(viewer))))


def _waiting(viewer: Viewer, found: Unanswered | None) -> NextStep | None:
    """Return the step into a conversation, or on through it for whoever has begun."""
    if found is None:
        return None
    conversation = found.conversation
    if not found.answered:
        return _begin(viewer, conversation)
    text = ngettext(
        "{left} statement of {asked} waits for your answer: {title}.",
        "{left} statements of {asked} wait for your answer: {title}.",
        found.left,
    ).format(left=f"{found.left:,}", asked=f"{found.asked:,}", title=conversation.title)
    return NextStep(
        title=_("Go on answering"),
        text=f"{text} {_until(conversation)}".strip(),
        href=place_url(viewer.place, "answer", live=conversation.pk),
        label=_("Go on"),
    )


def _begin(viewer: Viewer, conversation: Conversation) -> NextStep:
    asked = conversation.question or f"{conversation.title}."
    electors = speaks_for_electors(viewer)
    named = _("As an elected member you can choose to answer by name.") if electors else ""
    return NextStep(
        title=_("Say what you think"),
        text=" ".join(one for one in (asked, named, _until(conversation)) if one),
        href=conversation.get_absolute_url(),
        label=_("Say what you think"),
    )


def _until(conversation: Conversation) -> str:
    """Say until when a conversation is open, where that is known."""
    if conversation.closes is None:
        return ""
    day = date_format(timezone.localtime(conversation.closes), "j F")
    return _("It is open until {day}.").format(day=day)


def lately(viewer: Viewer) -> Sequence[Lately]:
    """Return the conversations that opened lately and are still open; members are led to them by their next step."""
    if viewer.is_member:
        return []
    opened = open_conversations(viewer).order_by("-began", "pk")[:SHOWN]
    return [_told(one) for one in opened]


def _told(conversation: Conversation) -> Lately:
    text = _("A conversation is open: {title}").format(title=conversation.title)
    invites = NextStep(
        title=_("Say what you think"),
        text=conversation.question,
        href=conversation.get_absolute_url(),
        label=_("See what is asked"),
    )
    by_code = Way(_("I have a code from a room"), place_url(conversation.place, "room"))
    return Lately(conversation.began, text, conversation.get_absolute_url(), invites, by_code)
