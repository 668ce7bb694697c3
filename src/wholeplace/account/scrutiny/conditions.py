"""Statements about a place's record, and their wording."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.wording import declare_wording

declare_wording(
    {
        "not_signed_yet": _(
            "This record is new and has not been signed yet, so there is nothing to check it against. Ask again in a minute."
        ),
    }
)


def record_is_signed(actor: Actor, _record: object) -> Refusal | None:
    """The place's record has a checkpoint."""
    return None if actor.place.checkpoints.exists() else Refusal("not_signed_yet")
