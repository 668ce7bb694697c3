"""Who reads and who acts: the viewer of a query and the actor of an action."""

import datetime as dt
import uuid
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from wholeplace.kernel.people import Hat, HatKind, HatState, Membership
from wholeplace.kernel.places import Organisation, Place
from wholeplace.kernel.prepared import prepared

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Door(StrEnum):
    """The way an action came in."""

    PAGE = "page"
    API = "api"
    COMMAND = "command"
    PAPER = "paper"
    MACHINE = "machine"


BY_PERSON = frozenset({Door.PAGE, Door.API})
"""The doors of what each does for themselves: nobody speaks for anybody else at the command line."""
BY_MACHINE = frozenset({Door.MACHINE})
"""The door of what the program does by itself."""
BY_PAGE = frozenset({Door.PAGE})
"""The door of what is done only by somebody who has read first what it is about, and what follows."""


OPERATOR = "operator"
"""The name under which whoever runs the machine acts, without a membership."""


@dataclass(frozen=True)
class Viewer:
    """Somebody reading in one place: a member, or a visitor without a membership."""

    place: Place
    membership: Membership | None = None
    withheld: frozenset[HatKind] = frozenset()
    """The kinds of hats that nobody can wear as they are signed in: a second step is missing."""

    @cached_property
    def held(self) -> tuple[Hat, ...]:
        """The hats this viewer holds, for the whole place or for one record, whether or not they can wear them now."""
        if self.membership is None:
            return ()
        return tuple(_hats_held.records(self.membership.pk))

    @property
    def hats(self) -> tuple[Hat, ...]:
        """The hats this viewer can wear."""
        return tuple(hat for hat in self.held if hat.kind not in self.withheld)

    @property
    def waiting(self) -> tuple[Hat, ...]:
        """The hats this viewer holds, and can wear once they have taken a second step in signing in."""
        return tuple(hat for hat in self.held if hat.kind in self.withheld)

    def wears(self, kind: HatKind, *, scope: uuid.UUID | None = None) -> bool:
        """Say whether the viewer holds this hat for the whole place, or for the record `scope` names."""
        return any(hat.kind == kind and hat.scope in {None, scope} for hat in self.hats)

    @property
    def is_member(self) -> bool:
        """Whether the viewer belongs to the partnership."""
        return self.membership is not None

    def acting(self, *, hat: HatKind | None = None, on_behalf_of: Organisation | None = None) -> "Actor":
        """Return a member as they act on a page; the two are one reader, whose hats are asked for once."""
        actor = Actor(
            place=self.place,
            door=Door.PAGE,
            membership=self.membership,
            hat=hat,
            on_behalf_of=on_behalf_of,
            withheld=self.withheld,
        )
        vars(actor)["viewer"] = self
        return actor


@prepared
def _hats_held(member: uuid.UUID) -> "QuerySet[Hat]":
    return Hat.objects.filter(membership=member, state=HatState.HELD)


@dataclass(frozen=True)
class Actor:
    """Somebody, or a named machine, about to do something in one place, through one door."""

    place: Place
    door: Door
    membership: Membership | None = None
    machine: str = ""
    hat: HatKind | None = None
    """The hat they chose to act in; None where nobody chose, and each deed is done in the hat it asks for."""
    on_behalf_of: Organisation | None = None
    """The organisation they speak for; None for themselves. That they belong to it is seen to at each deed."""
    key: str = ""
    at: dt.datetime | None = field(default=None, compare=False)
    withheld: frozenset[HatKind] = frozenset()
    """As the viewer's: kinds of hats that wait for a second step in signing in."""

    def __post_init__(self) -> None:
        """Refuse an actor who is nobody, or two."""
        if (self.membership is None) == (not self.machine):
            raise ValueError("An actor is a member or a named machine.")

    @cached_property
    def viewer(self) -> Viewer:
        """The same person as a reader."""
        return Viewer(self.place, self.membership, self.withheld)

    def acts_as(self, kind: HatKind, *, scope: uuid.UUID | None = None) -> bool:
        """Say whether the actor holds this hat and has not chosen to act in another."""
        return self.hat in {None, kind} and self.viewer.wears(kind, scope=scope)

    def keyed(self, key: str) -> "Actor":
        """Return the same actor with the key that makes a repeated request one deed."""
        return self if key == self.key else replace(self, key=key)


def machine(place: Place, name: str, *, at: dt.datetime | None = None) -> Actor:
    """Return the actor for work the program does by itself, under a name that stands in the ledger."""
    return Actor(place=place, door=Door.MACHINE, machine=name, at=at)
