"""A small place told through actions: who works in it, on whose behalf, and on what."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar

import pytest
from django.db import connection, connections

from wholeplace.convene.issues.actions import name_issue
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Actor, Door, Viewer
from wholeplace.kernel.people import CivicVoice, HatKind, Membership
from wholeplace.kernel.places import Organisation, Place, Sector
from wholeplace.kernel.records import Audience
from wholeplace.places.organisations.actions import add_organisation
from wholeplace.places.partnership.actions import found_place
from wholeplace.places.people.actions import (
    NewMember,
    admit_members,
    grant_first_hat,
    operator_at_the_command_line,
)

T = TypeVar("T")

PEOPLE = (
    ("amina", "Amina Yusuf", CivicVoice.PROFESSIONAL, Sector.COUNCIL, "Council"),
    ("ben", "Ben Carter", CivicVoice.PROFESSIONAL, Sector.HEALTH, "Health Trust"),
    ("olwen", "Olwen Price", CivicVoice.PROFESSIONAL, Sector.COUNCIL, "Council"),
    ("cllr", "Cllr Dee Marsh", CivicVoice.POLITICIAN, Sector.COUNCIL, "Council"),
    ("rosa", "Rosa Lind", CivicVoice.PUBLIC, Sector.RESIDENT, ""),
    ("tariq", "Tariq Aziz", CivicVoice.PUBLIC, Sector.VOLUNTARY, "Health Trust"),
)
"""Two conveners, an operator, and three who only take part."""
HATS = (("amina", HatKind.CONVENER), ("ben", HatKind.CONVENER), ("olwen", HatKind.OPERATOR))
ISSUE = {
    "title": "Nowhere to go after dark",
    "happening": "The last bus leaves at six, and the youth club is shut.",
    "for_whom": "Young people who live out at the harbour",
    "tried": "A night bus, for one winter",
    "framing": "We lack places, not buses",
}


@dataclass
class Scene:
    """A place, its people by their first names, and the issue they work on."""

    place: Place
    people: dict[str, Membership] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    hats: dict[str, HatKind] = field(default_factory=dict)

    @property
    def operator(self) -> Actor:
        """Whoever runs the machine, at its command line."""
        return operator_at_the_command_line(self.place)

    def actor(self, name: str, *, hat: HatKind | None = None, door: Door = Door.PAGE, key: str = "") -> Actor:
        """Somebody about to act, in the hat they hold or as a participant."""
        chosen = hat or self.hats.get(name, HatKind.PARTICIPANT)
        return Actor(place=self.place, door=door, membership=self.people[name], hat=chosen, key=key)

    def viewer(self, name: str) -> Viewer:
        return Viewer(self.place, self.people[name])

    def issue(self) -> Issue:
        """The issue of this place; named the first time it is asked for."""
        return Issue.objects.filter(place=self.place).first() or self.name_issue()

    def name_issue(self, **other: Any) -> Issue:
        said = {**ISSUE, "audience": Audience.PARTNERSHIP, **other}
        return name_issue(self.actor("amina"), place=self.place, **said)


def tell(slug: str = "saltmarsh", *, people: tuple[Any, ...] = PEOPLE) -> Scene:
    """Found a place with organisations, people and hats."""
    scene = Scene(Place(slug=slug))
    scene.place = found_place(
        scene.operator, name=slug.title(), summary="", languages=["en-gb"], colour="#0f5e6e"
    )
    for name, sector in (("Council", Sector.COUNCIL), ("Health Trust", Sector.HEALTH)):
        made = add_organisation(scene.operator, place=scene.place, name=f"{slug} {name}", sector=sector)
        scene.organisations[name] = made
    arrivals = [
        NewMember(f"{key}@{slug}.example", name, voice, sector, scene.organisations.get(organisation))
        for key, name, voice, sector, organisation in people
    ]
    admitted = admit_members(scene.operator, place=scene.place, people=arrivals)
    scene.people = {key: member for (key, *_), member in zip(people, admitted, strict=True)}
    for key, kind in HATS:
        if key in scene.people:
            grant_first_hat(scene.operator, member=scene.people[key], kind=kind)
            scene.hats[key] = kind
    return scene


@pytest.fixture
def own_keys(tmp_path: Path, settings: Any) -> Path:
    """Signing keys are made afresh for each test."""
    settings.KEYS = tmp_path / "keys"
    return settings.KEYS


@pytest.fixture
def saltmarsh(db: None, own_keys: Path) -> Scene:
    """A place with six people, told through actions."""
    return tell()


@pytest.fixture
def elsewhere(db: None, own_keys: Path) -> Scene:
    """Another place, with a convener of its own."""
    return tell("elsewhere", people=PEOPLE[:1])


@pytest.fixture
def on_disk(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """On SQLite, threads share a database in a file, as they do in service; on PostgreSQL they do anyway."""
    if connection.vendor != "sqlite":
        yield
        return
    path = tmp_path / "shared.sqlite3"
    connection.ensure_connection()
    connection.connection.execute("VACUUM INTO ?", [str(path)])
    with sqlite3.connect(path) as made:
        made.execute("PRAGMA journal_mode=WAL")
    kept, named = connections["default"], connections.settings["default"]["NAME"]
    connections.settings["default"]["NAME"] = str(path)
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    connections["default"] = kept
    connections.settings["default"]["NAME"] = named


@pytest.fixture
def shared_saltmarsh(on_disk: None, own_keys: Path) -> Scene:
    """The place, committed for every thread to see."""
    return tell()


def at_once(count: int, deed: Callable[[int], T]) -> list[T | Exception]:
    """Do something in many threads, all starting together; return what each led to."""
    start = Barrier(count, timeout=60)

    def one(number: int) -> T | Exception:
        try:
            start.wait()
            return deed(number)
        except Exception as error:  # noqa: BLE001 the test says which errors are right
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))
