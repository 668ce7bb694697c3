"""What takes two people: a first word, which counts while its giver may give it, and a second one by somebody else."""

import uuid

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.people import Hat, HatKind, HatState, Membership
from wholeplace.kernel.wording import declare_wording

declare_wording(
    {
        "first_word_lapsed": _(
            "Whoever proposed this no longer holds the hat it takes. Decline it; somebody who does can propose it anew."
        ),
        "own_word_counts_once": _("Somebody else has to give the second word: you gave the first."),
    }
)


def first_word_counts(proposer: Membership | None, *kinds: HatKind) -> Refusal | None:
    """Whoever gave the first word still holds one of the hats it takes."""
    held = Hat.objects.filter(membership=proposer, kind__in=kinds, state=HatState.HELD)
    return None if held.exists() else Refusal("first_word_lapsed")


def is_second(actor: Actor, first: uuid.UUID | None) -> Refusal | None:
    """Somebody else than the actor gave the first word."""
    mine = actor.membership is not None and first == actor.membership.pk
    return Refusal("own_word_counts_once") if mine else None
