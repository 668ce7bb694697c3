"""What came of a conversation after its landscape: where later features tell of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.registries import Registry
from wholeplace.mediate.conversations.models import Conversation


@dataclass(frozen=True)
class Afterwards:
    """A page that tells what came of a conversation."""

    label: str | Promise
    href: str


AFTERWARDS: Registry[Callable[[Viewer, Conversation], Afterwards | None]] = Registry(
    "what came of conversations"
)
