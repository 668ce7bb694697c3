"""What must hold before somebody joins, or a hat changes heads."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal, in_hat
from wholeplace.kernel.people import Hat, HatKind, HatState
from wholeplace.kernel.wording import declare_wording

GIVEN_BY_TWO = (HatKind.CONVENER, HatKind.OPERATOR)
"""Hats that need the word of two people who hold them, after the first two."""

declare_wording(
    {
        "already_a_member": _("{name} is already a member."),
        "hat_is_settled": _("This hat is not waiting for a second word."),
        "own_word_counts_once": _("Somebody else has to give the second word: you gave the first."),
        "hat_is_not_held": _("This hat is no longer held."),
        "last_of_its_kind": _("This is the last {hat} hat. Give it to somebody else first."),
        "hat_needs_two": _(
            "After the first two, a {hat} hat is proposed by one {hat} and confirmed by another, on the page."
        ),
        "hat_already": _("{name} already holds this hat, or it is waiting for a second word."),
        "own_hat_only": _("Only the person who wears a hat, or a convener, can take it off."),
    }
)


def hat_is_proposed(_actor: Actor, hat: Hat) -> Refusal | None:
    """The hat waits for a second word."""
    return None if hat.state == HatState.PROPOSED else Refusal("hat_is_settled")


@in_hat(HatKind.CONVENER, HatKind.OPERATOR)
def gives_second_word(actor: Actor, hat: Hat) -> Refusal | None:
    """The actor holds such a hat (or convenes) and is neither who proposed it nor who gets it."""
    needed = HatKind(hat.kind) if hat.kind in GIVEN_BY_TWO else HatKind.CONVENER
    if not actor.viewer.wears(needed):
        return Refusal("needs_hat", {"hat": needed.label})
    if actor.membership in {hat.proposed_by, hat.membership}:
        return Refusal("own_word_counts_once")
    return None


@in_hat(HatKind.CONVENER, HatKind.OPERATOR)
def proposes_hats(actor: Actor, _record: object) -> Refusal | None:
    """The actor convenes or operates the place."""
    if actor.viewer.wears(HatKind.CONVENER) or actor.viewer.wears(HatKind.OPERATOR):
        return None
    return Refusal("needs_hat", {"hat": HatKind.CONVENER.label})


@in_hat(*HatKind)
def takes_off_hat(actor: Actor, hat: Hat) -> Refusal | None:
    """The actor wears the hat, or convenes."""
    if actor.membership == hat.membership or actor.viewer.wears(HatKind.CONVENER):
        return None
    return Refusal("own_hat_only")


def hat_can_end(_actor: Actor, hat: Hat) -> Refusal | None:
    """The hat is held, and is not the last convener's or operator's."""
    if hat.state != HatState.HELD:
        return Refusal("hat_is_not_held")
    others = Hat.objects.filter(place=hat.place, kind=hat.kind, scope=None, state=HatState.HELD).exclude(
        pk=hat.pk
    )
    if hat.kind in GIVEN_BY_TWO and hat.scope is None and not others.exists():
        return Refusal("last_of_its_kind", {"hat": hat.get_kind_display()})
    return None
