"""What a decision is for: each feature that asks a group to decide carries out what they decided."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import uuid

    from wholeplace.kernel.actors import Actor
    from wholeplace.kernel.decisions.models import Decision

C = TypeVar("C", bound="Callable[[Actor, Decision, uuid.UUID], object]")

PURPOSES: "dict[str, Callable[[Actor, Decision, uuid.UUID], object]]" = {}
"""By the name of each purpose, what carries out the option that was adopted, in the deed that closes the decision."""


def purpose(name: str) -> Callable[[C], C]:
    """Register the function that carries out what decisions of this purpose adopt."""

    def register(carry_out: C) -> C:
        if name in PURPOSES:
            raise ValueError(f"Two purposes are called {name}.")
        PURPOSES[name] = carry_out
        return carry_out

    return register
