"""What each feature holds about a person: for their download, and for what becomes of it when they are erased."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.db import models
from django.utils.functional import Promise

from wholeplace.kernel.people import Membership, Person
from wholeplace.kernel.places import Place
from wholeplace.kernel.registries import Registry

Words = str | Promise


@dataclass(frozen=True)
class Subject:
    """A person in a place, with every membership they ever had there."""

    place: Place
    person: Person
    members: tuple[Membership, ...]


def subject_of(member: Membership) -> Subject:
    """Return whom a membership belongs to, with their earlier memberships of the same place."""
    members = Membership.objects.filter(place=member.place, person=member.person).select_related("place")
    return Subject(member.place, member.person, tuple(members.order_by("joined", "pk")))


Rows = Callable[[Subject], "models.QuerySet[Any]"]
"""Gives the rows of one table that are about a person, never anybody else's."""


class Going(Enum):
    """Whether rows stay when a person is erased, go, or go with the account that signs in."""

    STAYS = "stays"
    GOES = "goes"
    WITH_ACCOUNT = "with the account"


@dataclass(frozen=True)
class Holding:
    """What a table holds about a person: the columns they are shown, and what becomes of each when they are erased.

    `names` are columns that name them, and lead to nobody afterwards; `erased` are blanked in any case; `words` are what
    they wrote, blanked unless they let their words be kept without their name. `kept` says what stays and why. `called` is what
    people call a column, where it is not what the kernel calls every column of that name: nothing for a mark that only a
    program reads. `said` words what stands in one.
    """

    model: type[models.Model]
    title: Words
    of: Rows
    shown: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    erased: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    going: Going = Going.STAYS
    kept: Words = ""
    called: Mapping[str, Words] = field(default_factory=dict, hash=False)
    said: Mapping[str, Callable[[Any], str]] = field(default_factory=dict, hash=False)

    @property
    def columns(self) -> frozenset[str]:
        """The columns it answers for: all of them where the row goes."""
        if self.going is not Going.STAYS:
            return frozenset(column.name for column in self.model._meta.concrete_fields)  # noqa: SLF001 Django's API
        return frozenset((*self.shown, *self.names, *self.erased, *self.words))


@dataclass(frozen=True)
class NotTheirs:
    """Columns that could be about a person and are nobody's to download or erase, with the reason."""

    model: type[models.Model]
    columns: frozenset[str]
    because: str


PERSONAL: Registry[Holding | NotTheirs] = Registry("personal data")
"""What every feature holds about people; lower orders are erased first."""


def holdings() -> Iterator[Holding]:
    """Yield what is held about people, table by table."""
    return (one for one in PERSONAL if isinstance(one, Holding))


def by(model: type[models.Model], *paths: str, **only: object) -> Rows:
    """Return the rows of a table that name a person by one of these paths to their membership."""

    def rows(subject: Subject) -> "models.QuerySet[Any]":
        named = models.Q()
        for path in paths:
            named |= models.Q(**{f"{path}__in": subject.members})
        return model._base_manager.filter(named, **only)  # noqa: SLF001 the public manager may filter

    return rows
