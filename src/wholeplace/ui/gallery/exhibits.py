"""What the gallery shows: for each component, states to look at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from wholeplace.ui.gallery import lists, panels, questions, statements


@dataclass(frozen=True)
class State:
    """One component with what it is given, and what makes this state worth looking at."""

    label: str
    given: dict[str, Any] = field(default_factory=dict)

    @property
    def right_to_left(self) -> bool:
        """Whether this state is shown as a page in Arabic would show it."""
        return "right to left" in self.label


@dataclass(frozen=True)
class Exhibit:
    """One component in all its states."""

    component: str
    states: Sequence[State]


Shown = dict[str, dict[str, dict[str, Any]]]
ROOMS: Sequence[Callable[[HttpRequest], Shown]] = (
    questions.shown,
    panels.shown,
    lists.shown,
    statements.shown,
)


def exhibits(request: HttpRequest) -> Sequence[Exhibit]:
    """Return every component in every state, in the order one looks at them."""
    return [
        Exhibit(component, [State(label, given) for label, given in states.items()])
        for room in ROOMS
        for component, states in room(request).items()
    ]
