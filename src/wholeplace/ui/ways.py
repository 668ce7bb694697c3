"""Ways on from a refusal: where whoever was refused can ask for what was missing, as features declare them."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise

from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.places import Place
from wholeplace.kernel.scopes import scopes_of

Lead = Callable[[Place, Refusal, tuple[uuid.UUID, ...]], str]
"""Gives the address that leads on from a refusal, in a place and about records; nothing where none does."""


@dataclass(frozen=True)
class Way:
    """A link that leads on from a refusal."""

    href: str
    label: str | Promise


WAYS: dict[str, tuple[Lead, str | Promise]] = {}
"""By the code of a refusal, what leads on from it."""


def declare_way(code: str, lead: Lead, *, label: str | Promise) -> None:
    """Lead on from every refusal of this code, wherever a form shows it."""
    WAYS[code] = lead, label


def way_on(place: Place, refusal: Refusal, about: object) -> Way | None:
    """Return what leads on from a refusal of a deed about a record, if anything does."""
    if refusal.code not in WAYS:
        return None
    lead, label = WAYS[refusal.code]
    href = lead(place, refusal, scopes_of(about) if isinstance(about, models.Model) else ())
    return Way(href, label) if href else None
