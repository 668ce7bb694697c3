"""What features show on a place's first page: sentences with their state, and what is open now."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.registries import Registry


@dataclass(frozen=True)
class Work:
    """One thing the partnership works on: its name, where it stands, and where to read on."""

    title: str
    state: str
    href: str


@dataclass(frozen=True)
class Lately:
    """Something that changed lately: when, what, and where to read on."""

    when: dt.datetime
    text: str
    href: str


WORK: Registry[Callable[[Viewer], Sequence[Work]]] = Registry("work on the first page")
LATELY: Registry[Callable[[Viewer], Sequence[Lately]]] = Registry("lately on the first page")
