"""Paper ballots, typed in by a helper: counted in the whole, shown apart, and each sheet once."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import Actor, Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refusal, Refused, in_hat
from wholeplace.kernel.people import CivicVoice, HatKind
from wholeplace.kernel.places import Sector
from wholeplace.kernel.wording import declare_wording
from wholeplace.mediate.conversations.answering import Giver, batch_if_enough, keep_answer
from wholeplace.mediate.conversations.conditions import acts_here, can_be_answered, wears_convener
from wholeplace.mediate.conversations.keys import paper_key
from wholeplace.mediate.conversations.models import Conversation, Sheet
from wholeplace.mediate.conversations.names import Answer, Origin

declare_wording(
    {
        "sheet_typed_already": _(
            "Sheet {number} was typed in already. Write another number on this sheet if it is another person's."
        ),
        "voice_unchecked": _(
            "Whether somebody speaks as a politician is checked by a convener, which paper cannot be. Let them join with an"
            " address."
        ),
        "sheet_says_nothing": _("Nothing is answered on this sheet."),
    }
)


@in_hat(HatKind.CONVENER, HatKind.FACILITATOR)
def helps_here(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The actor convenes or facilitates the conversation."""
    if acts_here(actor, conversation, HatKind.FACILITATOR):
        return None
    return wears_convener(actor, conversation)


@action(
    "conversation.type_sheet",
    title=_("Type in a sheet of paper"),
    says=_("{actor} typed in a sheet of paper with answers"),
    may=helps_here,
    when=can_be_answered,
    within="conversation",
    doors=frozenset({Door.PAGE, Door.PAPER}),
    secret=True,
)
def type_sheet(
    act: Act,
    *,
    conversation: Conversation,
    number: int,
    voice: CivicVoice,
    sector: Sector,
    answers: dict[int, Answer],
) -> Sheet:
    """Keep what one person answered on paper, under the number of their sheet: the same number is taken once.

    The sheet's entry says who typed it and nothing of what it says; its answers wait as all others do.
    """
    if voice == CivicVoice.POLITICIAN:
        raise Refused("voice_unchecked")
    if not answers:
        raise Refused("sheet_says_nothing")
    if Sheet.objects.filter(conversation=conversation, number=number).exists():
        raise Refused("sheet_typed_already", number=number)
    giver = Giver(paper_key(conversation, number), voice, sector, "", Origin.PAPER)
    for statement, answer in answers.items():
        keep_answer(conversation, giver, number=statement, answer=answer, before=None)
    batch_if_enough(act, conversation)
    sheet = Sheet.objects.create(place=act.place, conversation=conversation, number=number)
    act.record(sheet)
    return sheet
