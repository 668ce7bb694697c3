"""Whose letters they are, and whether they are wanted."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.notices.models import Silence
from wholeplace.kernel.wording import declare_wording

declare_wording(
    {
        "no_letters_already": _("You already get no letters."),
        "letters_already": _("You get letters already."),
    }
)


def gets_letters(actor: Actor, _record: object) -> Refusal | None:
    """The actor gets letters."""
    return Refusal("no_letters_already") if _silences(actor) else None


def gets_no_letters(actor: Actor, _record: object) -> Refusal | None:
    """The actor wished to get no letters."""
    return None if _silences(actor) else Refusal("letters_already")


def _silences(actor: Actor) -> bool:
    return Silence.objects.filter(member=actor.membership).exists()
