"""What a decision is for: each feature that asks a group to decide carries out what they decided."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from wholeplace.kernel.actors import Actor
    from wholeplace.kernel.conditions import Refusal
    from wholeplace.kernel.decisions.models import Decision
    from wholeplace.kernel.records import Record

C = TypeVar("C", bound="Callable[[Actor, Decision, Sequence[Any]], Record]")


@dataclass(frozen=True)
class Purpose:
    """Which kind of record the options are, and what carries out what was adopted."""

    options: "type[Record]"
    carry_out: "Callable[[Actor, Decision, Sequence[Any]], Record]"
    """Called with what was adopted, in the deed that closes the decision; returns the record it was carried into."""
    shown: str
    """The template that shows an option on the page of its decision, as `one.proposed`; none where its page has its own."""
    amended_at: str
    """The name of the page on which whoever proposed it amends it to meet an objection; none where nobody can."""
    stands: "Callable[[Any], Refusal | None] | None"
    """Says why a group cannot be asked about an option, as it stands now; none where it always can."""


PURPOSES: dict[str, Purpose] = {}
"""What decisions are asked for, each by its name."""


def purpose(
    name: str,
    *,
    options: "type[Record]",
    shown: str = "",
    amended_at: str = "",
    stands: "Callable[[Any], Refusal | None] | None" = None,
) -> Callable[[C], C]:
    """Register the function that carries out what decisions of this purpose adopt, between options of this kind."""

    def register(carry_out: C) -> C:
        if name in PURPOSES:
            raise ValueError(f"Two purposes are called {name}.")
        PURPOSES[name] = Purpose(options, carry_out, shown, amended_at, stands)
        return carry_out

    return register
