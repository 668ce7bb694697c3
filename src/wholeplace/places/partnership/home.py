"""What features show on a place's first page: the work and where it stands, what changed, and the reader's next step."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.registries import Registry


@dataclass(frozen=True)
class Work:
    """One thing the partnership works on: its name, where it stands, and where to read on."""

    title: str
    state: str
    href: str


@dataclass(frozen=True)
class NextStep:
    """One thing somebody could do now."""

    title: str
    text: str
    href: str
    label: str


@dataclass(frozen=True)
class Way:
    """A way in that some readers look for: what it is called, and where it leads."""

    label: str
    href: str


@dataclass(frozen=True)
class Lately:
    """Something that changed lately: when, what, where to read on, the step it invites to, and a way in beside that."""

    when: dt.datetime
    text: str
    href: str
    invites: NextStep | None = None
    beside: Way | None = None


WORK: Registry[Callable[[Viewer], Sequence[Work]]] = Registry("work on the first page")
LATELY: Registry[Callable[[Viewer], Sequence[Lately]]] = Registry("lately on the first page")
STEPS: Registry[Callable[[Viewer], NextStep | None]] = Registry("next steps on the first page")
"""Each is asked in order; the first that has something to say is shown, and else what the newest change invites to."""


def next_step(viewer: Viewer, *, lately: Sequence[Lately] = ()) -> NextStep | None:
    """Return the one thing this viewer could do next in the place, where these things changed lately, the newest first."""
    asked = (ask(viewer) for ask in STEPS)
    invited = (one.invites for one in lately)
    return next((step for step in chain(asked, invited) if step), None)
