"""What must hold before somebody joins or leaves, or a hat changes heads."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal, in_hat, missing_hat
from wholeplace.kernel.outbox.conditions import address_is_right
from wholeplace.kernel.people import ADDRESS_AT_MOST, NAME_AT_MOST, Hat, HatKind, HatState, Membership
from wholeplace.kernel.places import Place
from wholeplace.kernel.records import Record
from wholeplace.kernel.second_words import first_word_counts, is_second
from wholeplace.kernel.staying import STAY, enough_stay_without
from wholeplace.kernel.text import shows_something
from wholeplace.kernel.wording import declare_wording

GIVEN_BY_TWO = (HatKind.CONVENER, HatKind.OPERATOR)
"""Hats that need the word of two people who hold them, after the first two."""

declare_wording(
    {
        "already_a_member": _("{name} is already a member, under this address."),
        "row_is_wrong": _("Row {row} of the list cannot be admitted, and so nobody was. {why}"),
        "operators_hat": _(
            "Only an operator proposes this hat or gives the word for it. Ask one: they are listed under Hats, on the page"
            " about people."
        ),
        "hat_is_settled": _("This hat is not waiting for a second word."),
        "would_be_ones_own": _("It would be your hat: somebody else has to give the second word."),
        "hat_is_not_held": _("This hat is no longer held."),
        "last_of_its_kind": _("This is the last {hat} hat. Give it to somebody else first."),
        "hat_needs_two": _(
            "After the first two, a {hat} hat is proposed by one {hat} and confirmed by another, on the page."
        ),
        "hat_already": _("{name} already holds this hat, or it is waiting for a second word."),
        "own_hat_only": _("Only the person who wears a hat takes it off alone; for others it takes two."),
        "not_from_oneself": _("You wear this hat: take it off yourself, without asking anybody."),
        "end_is_proposed": _("Somebody already proposed to take this hat off. It waits for a second word."),
        "end_is_not_proposed": _("Nobody proposes to take this hat off."),
        "has_left": _("{name} is no longer a member."),
        "only_oneself_leaves": _(
            "One leaves only by oneself. Removing somebody else takes two people's word."
        ),
        "removal_of_oneself": _("This is you: leave by yourself, without asking anybody."),
        "removal_is_proposed": _("Somebody already proposed to remove {name}. It waits for a second word."),
        "removal_is_not_proposed": _("Nobody proposes to remove {name}."),
    }
)


def can_be_admitted(place: Place, email: str, name: str, *bodies: Record | None) -> Refusal | None:
    """The address can be written to, the name shows something, both fit, and the bodies are this place's."""
    if not shows_something(name):
        return Refusal("left_empty")
    if len(name) > NAME_AT_MOST or len(email) > ADDRESS_AT_MOST:
        return Refusal("does_not_fit")
    if any(body.place_id != place.pk for body in bodies if body is not None):
        return Refusal("gone")
    return address_is_right(email)


def hat_needed_for(kind: str) -> HatKind:
    """Return the hat in which one gives a word for this kind of hat."""
    return HatKind(kind) if kind in GIVEN_BY_TWO else HatKind.CONVENER


def hat_is_proposed(_actor: Actor, hat: Hat) -> Refusal | None:
    """The hat waits for a second word."""
    return None if hat.state == HatState.PROPOSED else Refusal("hat_is_settled")


def hat_can_be_given(actor: Actor, hat: Hat) -> Refusal | None:
    """The hat waits for a second word, and the first one still counts."""
    kinds = (HatKind(hat.kind),) if hat.kind in GIVEN_BY_TWO else GIVEN_BY_TWO
    return hat_is_proposed(actor, hat) or first_word_counts(hat, hat.proposed_by, *kinds)


def stand_in_for(hat: Hat) -> HatKind | None:
    """Return the hat whose wearers give a second word as well, where too few are left who wear a convener's or operator's.

    Else a place that was left with one convener would never have another.
    """
    if hat.kind not in GIVEN_BY_TWO:
        return None
    held: int | None = vars(hat).get("held_of_its_kind")  # a page asks of the same hat more than once
    if held is None:
        there = Hat.objects.filter(place=hat.place_id, kind=hat.kind, scope=None, state=HatState.HELD)
        held = vars(hat)["held_of_its_kind"] = there.count()
    return None if held >= 2 else next(kind for kind in GIVEN_BY_TWO if kind != hat.kind)


@in_hat(HatKind.CONVENER, HatKind.OPERATOR)
def gives_second_word(actor: Actor, hat: Hat) -> Refusal | None:
    """The actor holds such a hat (or convenes, or stands in) and is neither who proposed it nor who gets it."""
    needed = hat_needed_for(hat.kind)
    refusal = _has_a_word(actor, needed)
    if refusal and not ((other := stand_in_for(hat)) and actor.acts_as(other)):
        return refusal
    if actor.membership == hat.membership:
        return Refusal("would_be_ones_own")
    return is_second(actor, hat.proposed_by_id)


@in_hat(HatKind.CONVENER, HatKind.OPERATOR)
def declines_hat(actor: Actor, hat: Hat) -> Refusal | None:
    """The actor proposed the hat, would get it, or could give the second word."""
    concerned = actor.membership is not None and actor.membership in {hat.proposed_by, hat.membership}
    return None if concerned else gives_second_word(actor, hat)


@in_hat(HatKind.CONVENER, HatKind.OPERATOR)
def proposes_hats(actor: Actor, _record: object) -> Refusal | None:
    """The actor convenes or operates the place."""
    if any(actor.acts_as(kind) for kind in GIVEN_BY_TWO):
        return None
    return missing_hat(actor, HatKind.CONVENER)


def may_propose(actor: Actor, kind: HatKind) -> Refusal | None:
    """The actor wears the hat they propose, where its own wearers give it; else they convene or operate the place."""
    return _has_a_word(actor, kind) if kind in GIVEN_BY_TWO else proposes_hats(actor, kind)


def kinds_proposed_by(actor: Actor) -> list[HatKind]:
    """Return the hats this actor may propose for somebody."""
    given = [kind for kind in HatKind if kind is not HatKind.PARTICIPANT]
    return [kind for kind in given if may_propose(actor, kind) is None]


def _has_a_word(actor: Actor, kind: HatKind) -> Refusal | None:
    """The actor acts in the hat in which such words are given."""
    if actor.acts_as(kind):
        return None
    if kind is HatKind.OPERATOR and not actor.viewer.wears(kind):
        return Refusal("operators_hat")
    return missing_hat(actor, kind)


@in_hat(*HatKind)
def takes_off_own_hat(actor: Actor, hat: Hat) -> Refusal | None:
    """The actor wears the hat."""
    return None if actor.membership == hat.membership else Refusal("own_hat_only")


@in_hat(HatKind.CONVENER, HatKind.OPERATOR)
def proposes_end_of_hat(actor: Actor, hat: Hat) -> Refusal | None:
    """The actor convenes or operates the place, and the hat is somebody else's."""
    if refusal := proposes_hats(actor, hat):
        return refusal
    return Refusal("not_from_oneself") if actor.membership == hat.membership else None


@in_hat(HatKind.CONVENER, HatKind.OPERATOR)
def ends_hat_as_second(actor: Actor, hat: Hat) -> Refusal | None:
    """The actor convenes or operates the place, and is neither who wears the hat nor who proposed to take it off."""
    if refusal := proposes_end_of_hat(actor, hat):
        return refusal
    return is_second(actor, hat.end_proposed_by_id)


def end_is_open(actor: Actor, hat: Hat) -> Refusal | None:
    """The hat can end, and nobody has proposed that yet."""
    return hat_can_end(actor, hat) or (Refusal("end_is_proposed") if hat.end_proposed_by_id else None)


def end_is_proposed(actor: Actor, hat: Hat) -> Refusal | None:
    """Somebody proposed that the hat ends, and it still can."""
    return hat_can_end(actor, hat) or (None if hat.end_proposed_by_id else Refusal("end_is_not_proposed"))


def end_can_be_done(actor: Actor, hat: Hat) -> Refusal | None:
    """Somebody whose word still counts proposed that the hat ends, and it still can."""
    return end_is_proposed(actor, hat) or first_word_counts(hat, hat.end_proposed_by, *GIVEN_BY_TWO)


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


def hat_can_be_taken_off(actor: Actor, hat: Hat) -> Refusal | None:
    """The hat is held, and of one that a place cannot do without enough others hold it."""
    if hat.scope is None and hat.state == HatState.HELD and hat.kind in STAY:
        return enough_stay_without(hat.membership, HatKind(hat.kind))
    return hat_can_end(actor, hat)


def is_present(_actor: Actor, member: Membership) -> Refusal | None:
    """The member belongs to the partnership and has not left."""
    return None if member.ended is None else Refusal("has_left", {"name": member.name})


def is_oneself(actor: Actor, member: Membership) -> Refusal | None:
    """The actor is the member."""
    return None if actor.membership == member else Refusal("only_oneself_leaves")


def can_leave(actor: Actor, member: Membership) -> Refusal | None:
    """The member is there, and enough others hold the hats that a place cannot do without."""
    return is_present(actor, member) or enough_stay_without(member, *STAY)


def can_go(actor: Actor, member: Membership) -> Refusal | None:
    """The member is there, and is not the last convener or operator."""
    held = member.hats.filter(state=HatState.HELD).select_related("place")
    ends = (refusal for hat in held if (refusal := hat_can_end(actor, hat)))
    return is_present(actor, member) or next(ends, None)


@in_hat(HatKind.CONVENER, HatKind.OPERATOR)
def proposes_removal(actor: Actor, member: Membership) -> Refusal | None:
    """The actor convenes or operates the place, and the member is somebody else."""
    if refusal := proposes_hats(actor, member):
        return refusal
    return Refusal("removal_of_oneself") if actor.membership == member else None


@in_hat(HatKind.CONVENER, HatKind.OPERATOR)
def removes_as_second(actor: Actor, member: Membership) -> Refusal | None:
    """The actor convenes or operates the place, and is neither the member nor who proposed the removal."""
    if refusal := proposes_removal(actor, member):
        return refusal
    return is_second(actor, member.removal_proposed_by_id)


@in_hat(HatKind.CONVENER, HatKind.OPERATOR)
def declines_removal(actor: Actor, member: Membership) -> Refusal | None:
    """The actor proposed the removal, or could give the second word."""
    proposed = actor.membership is not None and actor.membership == member.removal_proposed_by
    return None if proposed else proposes_removal(actor, member)


def removal_is_open(actor: Actor, member: Membership) -> Refusal | None:
    """The member can go, and nobody has proposed that yet."""
    proposed = (
        Refusal("removal_is_proposed", {"name": member.name}) if member.removal_proposed_by_id else None
    )
    return can_go(actor, member) or proposed


def removal_can_be_done(actor: Actor, member: Membership) -> Refusal | None:
    """Somebody whose word still counts proposed to remove the member, and they can still go."""
    lapsed = first_word_counts(member, member.removal_proposed_by, *GIVEN_BY_TWO)
    return removal_is_proposed(actor, member) or lapsed or can_go(actor, member)


def removal_is_proposed(actor: Actor, member: Membership) -> Refusal | None:
    """Somebody proposed to remove the member, who is still there."""
    missing = (
        None if member.removal_proposed_by_id else Refusal("removal_is_not_proposed", {"name": member.name})
    )
    return is_present(actor, member) or missing
