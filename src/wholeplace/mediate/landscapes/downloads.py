"""What may be taken away from a landscape: its map and its tables, and what later features add."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from wholeplace.kernel.registries import Registry
from wholeplace.mediate.conversations.models import Conversation


@dataclass(frozen=True)
class Offer:
    """One file on offer."""

    label: str | Promise
    href: str
    format: str


DOWNLOADS: Registry[Callable[[Conversation], Sequence[Offer]]] = Registry("landscape downloads")
