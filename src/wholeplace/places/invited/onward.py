"""What an invitation can lead to once somebody has joined; features higher up show theirs here."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from wholeplace.kernel.actors import Actor, Viewer
from wholeplace.kernel.places import Place
from wholeplace.kernel.records import Record
from wholeplace.kernel.registries import Registry


@dataclass(frozen=True)
class Onward:
    """A kind of record newcomers are led to: which ones, what the letter says of one, and what entering it does."""

    model: type[Record]
    open_to_newcomers: Callable[[Viewer], Any]
    about: Callable[[Any], str]
    enter: Callable[[Actor, Any], None]
    address: Callable[[Any], str]
    why: Callable[[Any], str] = lambda _record: ""
    """Why somebody gets the letter, where it is not that whoever invites put their address on a list."""


ONWARD: Registry[Onward] = Registry("onward")


def choices_for(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Yield what an invitation can lead to now, each with its name."""
    for kind in ONWARD:
        yield from ((str(one.pk), str(one)) for one in kind.open_to_newcomers(viewer))


def leads_somewhere(viewer: Viewer, onward: uuid.UUID) -> bool:
    """Say whether an invitation can lead there now."""
    return str(onward) in dict(choices_for(viewer))


def about(place: Place, onward: uuid.UUID | None) -> str:
    """Return what the letter says of what the invitation leads to; nothing where it leads to the first page."""
    return next((kind.about(record) for kind, record in _found(place, onward)), "")


def why(place: Place, onward: uuid.UUID | None) -> str:
    """Return why somebody gets a letter that leads there, where there is a reason of its own."""
    return next((kind.why(record) for kind, record in _found(place, onward)), "")


def enter(actor: Actor, onward: uuid.UUID | None) -> None:
    """Have a newcomer take part in what their invitation leads to."""
    for kind, record in _found(actor.place, onward):
        kind.enter(actor, record)


def address_of(place: Place, onward: uuid.UUID | None) -> str:
    """Return the address of what an invitation leads to; nothing where it leads to the first page."""
    return next((kind.address(record) for kind, record in _found(place, onward)), "")


def _found(place: Place, onward: uuid.UUID | None) -> Iterator[tuple[Onward, Record]]:
    if onward is None:
        return
    for kind in ONWARD:
        for record in kind.model._base_manager.filter(place=place, pk=onward):  # noqa: SLF001 any model
            yield kind, record
