"""What a person said and answered, and what became of it: shown by features higher up on the person's own page."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.registries import Registry


@dataclass(frozen=True)
class Contribution:
    """Something its reader said: what kind, when, in which words, where it stands, and what became of it."""

    kind: str
    when: dt.datetime
    text: str
    href: str
    became: str
    tag: str = ""
    """The colour of the tag that what became of it wears."""


@dataclass(frozen=True)
class TakenPart:
    """An issue its reader takes part in, and since when."""

    title: str
    since: dt.datetime
    href: str


@dataclass(frozen=True)
class Answered:
    """A conversation its reader answers: how many of the statements it asks, whether it goes on, and where to read which."""

    title: str
    answered: int
    asked: int
    is_open: bool
    href: str


CONTRIBUTIONS: Registry[Callable[[Viewer], Sequence[Contribution]]] = Registry("what one said oneself")
PARTS: Registry[Callable[[Viewer], Sequence[TakenPart]]] = Registry("where one takes part")
ANSWERS: Registry[Callable[[Viewer], Sequence[Answered]]] = Registry("where one answered")


def said_by(viewer: Viewer) -> list[Contribution]:
    """Return everything the viewer said in the place, the newest first."""
    said = [one for tell in CONTRIBUTIONS for one in tell(viewer)]
    return sorted(said, key=lambda one: one.when, reverse=True)


def parts_of(viewer: Viewer) -> list[TakenPart]:
    """Return where the viewer takes part, the newest first."""
    parts = [one for tell in PARTS for one in tell(viewer)]
    return sorted(parts, key=lambda one: one.since, reverse=True)


def answered_by(viewer: Viewer) -> list[Answered]:
    """Return where the viewer answered, and never how: which nobody else may know."""
    return [one for tell in ANSWERS for one in tell(viewer)]
