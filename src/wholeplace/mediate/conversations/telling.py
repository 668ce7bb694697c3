"""Telling whoever takes part in an issue that a conversation about it is open, or closes soon."""

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.conditions import taking_part_now
from wholeplace.kernel.acts import Act
from wholeplace.kernel.notices.notify import Words, notify
from wholeplace.kernel.places import Place
from wholeplace.mediate.conversations.models import Conversation

YOU_TAKE_PART = _("You take part in the issue.")


def tell_it_is_open(act: Act, conversation: Conversation) -> None:
    """Tell everybody who takes part that they can answer from now on."""
    _tell(
        act, conversation, title=format_lazy(_("A conversation is open: {title}"), title=conversation.title)
    )


def tell_it_closes_soon(conversation: Conversation) -> None:
    """Remind everybody who takes part, those who answered too: nobody may be known to have answered or not."""
    _tell(
        conversation.place,
        conversation,
        title=format_lazy(_("A conversation closes soon: {title}"), title=conversation.title),
    )


def _tell(deed: Act | Place, conversation: Conversation, *, title: Words) -> None:
    members = [one.member for one in taking_part_now(conversation.issue_id).select_related("member")]
    closes = conversation.closes
    until = date_format(localtime(closes), "j F Y, H:i") if closes is not None else ""
    notify(
        deed,
        members,
        title=title,
        text=format_lazy(
            _("{question} You can answer, and change your answers, until {until}."),
            question=conversation.question,
            until=until,
        ),
        href=conversation.get_absolute_url(),
        why=YOU_TAKE_PART,
    )
