"""The chapter on who speaks under which name: a nurse beside her own service, and a charity beside the council that pays it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from wholeplace.demo.chapter_expectations import for_body
from wholeplace.demo.people import DemoPerson
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.people import HatKind
from wholeplace.mediate.conversations.confiding import answer_aside, ask_openly, write_aside
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.moderation import accept_statement
from wholeplace.mediate.conversations.names import Named
from wholeplace.mediate.conversations.saying import say

NURSE: Final = "Femi Ogunleye"
SAID: Final = (
    ("Gareth Pemberly", "A nurse on call costs less than the ambulance that comes later.", Named.NAME),
    (NURSE, "Whoever is rung after midnight should not be alone on the shift.", Named.UNNAMED),
    ("Cllr Judith Harkaway", "The council should say by autumn which grants go on.", Named.NAME),
    ("Roza Karimi", "A grant that is renewed each spring keeps nobody who is good.", Named.UNNAMED),
)
"""What somebody of the health service, its nurse, the council and a charity that it funds say, and who is named."""
KEPT: Final = "We write down fewer calls than there are, because each one asks for a form."
REPLY: Final = "Thank you for trusting me with this. I keep it to myself. If you ever wish to say it to all, you alone decide."


def speak_by_name(
    member: Callable[..., Actor],
    conversation: Conversation,
    *,
    by_name: Mapping[str, DemoPerson],
    moderator: DemoPerson,
    facilitator: DemoPerson,
) -> None:
    """Have them speak, two in their own name for their body and two without; the nurse keeps something for whoever facilitates."""
    accepts = _today(member(moderator, hat=HatKind.MODERATOR))
    for name, text, named in SAID:
        made = say(_today(member(by_name[name])), conversation=conversation, text=text, named=named)
        accept_statement(accepts, statement=made)
    kept = write_aside(_today(member(by_name[NURSE])), conversation=conversation, text=KEPT)
    facilitates = _today(member(facilitator, hat=HatKind.FACILITATOR))
    answer_aside(facilitates, aside=kept, reply=REPLY)
    ask_openly(facilitates, aside=kept)


def _today(actor: Actor) -> Actor:
    """Have somebody act now, on behalf of the body they belong to."""
    return replace(for_body(actor), at=None)
