"""Who may write, answer, open up or take back an aside, and what its state allows."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal, in_hat, missing_hat
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.scopes import declare_standing_in, scopes_of
from wholeplace.kernel.wording import declare_wording
from wholeplace.mediate.conversations.aside_readers import somebody_else_facilitates
from wholeplace.mediate.conversations.asides import Aside
from wholeplace.mediate.conversations.conditions import acts_here, is_open
from wholeplace.mediate.conversations.models import Conversation

declare_wording(
    {
        "nobody_reads_asides": _(
            "Nobody facilitates or moderates this conversation yet, so nobody would read it. Ask the convener."
        ),
        "only_near_read_asides": _(
            "Everybody who would read this belongs to your own organisation, or to one that pays it: {names}. Tick the box if"
            " you want them to read it, or ask the convener for a facilitator from outside."
        ),
        "aside_of_another": _("Only whoever wrote it says who reads it."),
        "aside_is_open": _("It is a statement for everybody already."),
        "aside_taken_back": _("It was taken back, and nobody else reads it any more."),
        "aside_was_answered": _(
            "Somebody has read it and written back, so it stays. It goes no further unless you say so."
        ),
        "aside_answered_already": _(
            "Whoever facilitates has written back already. There is one answer to each."
        ),
        "aside_asked_already": _("Its author was asked already, and decides."),
    }
)

declare_standing_in(Aside, lambda one: scopes_of(one.conversation))


def somebody_reads_asides(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The conversation is open, and somebody other than the actor facilitates or moderates it."""
    if refusal := is_open(actor, conversation):
        return refusal
    there = actor.membership is not None and somebody_else_facilitates(conversation, actor.membership)
    return None if there else Refusal("nobody_reads_asides")


def wrote_aside(actor: Actor, aside: Aside) -> Refusal | None:
    """The actor wrote the aside."""
    theirs = aside.by is not None and aside.by.is_same_person_as(actor.membership)
    return None if theirs else Refusal("aside_of_another")


@in_hat(HatKind.FACILITATOR)
def facilitates_it(actor: Actor, aside: Aside) -> Refusal | None:
    """The actor facilitates the place, the issue or the conversation, did not write the aside, and it is not kept from them."""
    if not acts_here(actor, aside.conversation, HatKind.FACILITATOR):
        return missing_hat(actor, HatKind.FACILITATOR, *scopes_of(aside.conversation))
    theirs = wrote_aside(actor, aside) is None or aside.is_kept_from(actor.membership)
    return Refusal("aside_of_another") if theirs else None


def is_kept(_actor: Actor, aside: Aside) -> Refusal | None:
    """The aside is still for whoever facilitates alone."""
    if aside.statement_id is not None:
        return Refusal("aside_is_open")
    return Refusal("aside_taken_back") if aside.taken_back is not None else None


def can_be_opened(actor: Actor, aside: Aside) -> Refusal | None:
    """The aside is still kept, and its conversation open."""
    return is_kept(actor, aside) or is_open(actor, aside.conversation)


def can_be_taken_back(actor: Actor, aside: Aside) -> Refusal | None:
    """The aside is still kept, and nobody has answered it or asked about it."""
    answered = aside.replied is not None or aside.asked is not None
    return is_kept(actor, aside) or (Refusal("aside_was_answered") if answered else None)


def can_be_answered_once(actor: Actor, aside: Aside) -> Refusal | None:
    """The aside is still kept, and nobody has written back."""
    return is_kept(actor, aside) or (Refusal("aside_answered_already") if aside.replied is not None else None)


def can_be_asked_about(actor: Actor, aside: Aside) -> Refusal | None:
    """The aside could be opened, and its author was not asked yet."""
    return can_be_opened(actor, aside) or (
        Refusal("aside_asked_already") if aside.asked is not None else None
    )
