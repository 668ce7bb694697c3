"""Releasing a landscape: the machine's one deed about figures."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel import releases
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import is_machine
from wholeplace.kernel.releases import Release
from wholeplace.mediate.conversations.conditions import is_open
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.landscapes.printed import printed_tables


@action(
    "landscape.release",
    title=_("Release a landscape"),
    says=_("{actor} released the landscape of a conversation: release {number}, {people} people"),
    may=is_machine,
    on="conversation",
    doors=BY_MACHINE,
)
def release_landscape(act: Act, *, conversation: Conversation, payload: str, people: int) -> Release:
    """Release the figures of a conversation as one snapshot; the same figures again stay the same release."""
    return releases.release_figures(
        act, about=conversation, payload=payload, base=people, printed=printed_tables
    )


@action(
    "landscape.release_so_far",
    title=_("Release how people answer so far"),
    says=_("{actor} released how people answer a conversation so far: release {number}, {people} people"),
    may=is_machine,
    when=is_open,
    on="conversation",
    doors=BY_MACHINE,
)
def release_so_far(act: Act, *, conversation: Conversation, payload: str, people: int) -> Release:
    """Release what may be told of a conversation that is open, as one snapshot."""
    return releases.release_so_far(
        act, about=conversation, payload=payload, base=people, printed=printed_tables
    )
