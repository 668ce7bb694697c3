"""What takes two people: a first word, which counts while its giver may give it, and a second one by somebody else."""

import datetime as dt
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.people import Hat, HatKind, HatState, Membership
from wholeplace.kernel.scopes import scopes_of
from wholeplace.kernel.wording import declare_wording

HOLD = dt.timedelta(hours=48)
"""For how long one alone keeps something of somebody else's from people, once; for longer it takes two."""

declare_wording(
    {
        "word_is_given": _("Somebody already gave the first word about this. It waits for a second."),
        "no_word_is_given": _("Nobody has given a first word about this."),
        "first_word_lapsed": _(
            "Whoever proposed this no longer holds the hat it takes. Decline it; somebody who does can propose it anew."
        ),
        "own_word_counts_once": _("Somebody else has to give the second word: you gave the first."),
    }
)


def no_word_is_given(first: uuid.UUID | None) -> Refusal | None:
    """Nobody has given a first word yet."""
    return None if first is None else Refusal("word_is_given")


def word_is_given(first: uuid.UUID | None) -> Refusal | None:
    """Somebody gave a first word, whether or not it still counts."""
    return None if first is not None else Refusal("no_word_is_given")


def first_word_counts(about: models.Model, proposer: Membership | None, *kinds: HatKind) -> Refusal | None:
    """Whoever gave the first word about a record still holds one of the hats it takes, for the place or for that record."""
    held = Hat.objects.filter(membership=proposer, kind__in=kinds, state=HatState.HELD)
    scopes = set(held.values_list("scope", flat=True))
    counts = None in scopes or (scopes and not scopes.isdisjoint(scopes_of(about)))
    return None if counts else Refusal("first_word_lapsed")


def is_second(actor: Actor, first: uuid.UUID | None) -> Refusal | None:
    """Somebody else than the actor gave the first word."""
    mine = actor.membership is not None and first == actor.membership.pk
    return Refusal("own_word_counts_once") if mine else None
