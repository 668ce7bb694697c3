"""What the gallery shows: for each component, the states to look at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.http import HttpRequest

from wholeplace.ui.gallery import lists, panels, questions, statements
from wholeplace.ui.gallery.retold import retold
from wholeplace.ui.gallery.words import ARABIC, LONG, UNBROKEN


class Kind(StrEnum):
    """What makes a state worth looking at; every component has one of each kind, or a reason to have none.

    Each is looked at wide and at 320 px.
    """

    DEFAULT = "default"
    ERROR = "error"
    EMPTY = "empty"
    LONG = "long text"
    RIGHT_TO_LEFT = "right to left"


@dataclass(frozen=True)
class State:
    """One component with what it is given, and what makes this state worth looking at."""

    label: str
    given: dict[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """The kind its label begins with; any other label is a variant of the default."""
        return next((kind for kind in Kind if self.label.startswith(kind)), Kind.DEFAULT)

    @property
    def right_to_left(self) -> bool:
        """Whether this state is shown as a page in Arabic would show it."""
        return self.kind is Kind.RIGHT_TO_LEFT


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
OTHERWISE = {Kind.LONG: f"{LONG} {UNBROKEN}", Kind.RIGHT_TO_LEFT: ARABIC}
"""The words the default state is told in, where a component says nothing else about this kind."""

LACKING: dict[Kind, dict[str, tuple[str, ...]]] = {
    Kind.DEFAULT: {"it is there only where something is wrong": ("error_summary",)},
    Kind.ERROR: {
        "it leads somewhere, and nothing is filled in": (
            "breadcrumbs", "card", "contents", "downloads", "files", "found", "link_button", "next_step", "owed", "pagination",
            "steps", "tabs", "thread",
        ),
        "it shows what is there, and takes nothing": (
            "breakdown", "code", "compare", "confirmation", "contribution", "details", "empty", "fate", "figure", "inset",
            "movable", "origins", "prose", "refusal", "sentence", "stages", "statement", "summary_list", "table", "tag", "timeline", "voices", "warning",
        ),
        "what is looked for is never wrong; where nothing is found, the page shows the component empty": (
            "filter", "search",
        ),
        "a refused answer comes back as a banner above it": ("answers", "passkey"),
        "work that failed is told by the component warning": ("progress",),
    },
    Kind.EMPTY: {
        "it always has words": (
            "action", "answers", "banner", "button", "card", "code", "compare", "confirmation", "contribution", "details",
            "empty", "fate", "field", "found", "inset", "link_button", "passkey", "refusal", "sentence", "tag",
            "warning",
        ),
        "where there is nothing to list, the page leaves it out or shows the component empty": (
            "breadcrumbs", "breakdown", "contents", "downloads", "figure", "files", "movable", "stages", "steps", "tabs", "thread",
            "timeline", "voices",
        ),
    },
}  # fmt: skip
"""For each kind, why some components have no such state."""


def exhibits(request: HttpRequest) -> Sequence[Exhibit]:
    """Return every component in every state, in the order one looks at them."""
    return [
        Exhibit(component, _with_the_rest([State(label, given) for label, given in states.items()]))
        for room in ROOMS
        for component, states in room(request).items()
    ]


def _with_the_rest(states: list[State]) -> list[State]:
    """Add the states in long and in Arabic words where a room did not."""
    told = {state.kind for state in states}
    first = states[0].given
    rest = [State(kind, retold(first, words, kind)) for kind, words in OTHERWISE.items() if kind not in told]
    return [*states, *rest]
