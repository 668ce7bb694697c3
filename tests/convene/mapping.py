"""Who an issue needs, put on its map through the actions."""

import html
import re
from typing import Any

from django.test import Client
from tests.kernel.scene import Scene

from wholeplace.convene.stakeholders.actions import map_perspective
from wholeplace.convene.stakeholders.book import add_contact, note_speaker, remove_contacts
from wholeplace.convene.stakeholders.models import Contact, Perspective, Tie
from wholeplace.convene.stakeholders.names import Ground, Level, Relation, Whose
from wholeplace.convene.stakeholders.tying import say_tie
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector

CARERS = {
    "sector": Sector.RESIDENT,
    "voice": CivicVoice.PUBLIC,
    "interest": Level.VERY,
    "influence": Level.LITTLE,
}
CHARITY = {"whose": Whose.BODY, "sector": Sector.VOLUNTARY, "voice": CivicVoice.PROFESSIONAL}
WARD = {"whose": Whose.PERSON, "sector": Sector.COUNCIL, "voice": CivicVoice.POLITICIAN}


def mapped(scene: Scene, name: str = "Young carers", *, by: str = "amina", **other: Any) -> Perspective:
    """Put a perspective on the map of the scene's issue; young carers, where nothing else is said."""
    said = {"whose": Whose.GROUP, **(other or CARERS)}
    return map_perspective(scene.actor(by), issue=scene.issue(), name=name, **said)


def tie(scene: Scene, first: Perspective, relation: Relation, *others: Perspective) -> None:
    """Say how one perspective stands to others."""
    said = {"issue": scene.issue(), "relation": relation, "said_by": "The grants register"}
    for second in others:
        say_tie(scene.actor("amina"), first=first, second=second, **said)


def browser(scene: Scene, name: str) -> Client:
    """Return the browser of somebody who is signed in."""
    client = Client()
    client.force_login(
        scene.people[name].person, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def main_of(client: Client, path: str) -> str:
    """Return the main part of a page."""
    page = client.get(path, follow=True).content.decode()
    return page[page.index("<main") : page.index("</main>")]


def read(client: Client, path: str) -> str:
    """Return what stands in the main part of a page, as a reader reads it."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main_of(client, path))).split())


def tied(scene: Scene, *, relation: Relation = Relation.FUNDS, **other: Any) -> Tie:
    """Put a charity and young carers on the map, and say that the one funds the other."""
    first, second = mapped(scene, "Age Concern", **CHARITY), mapped(scene)
    said = {"relation": relation, "said_by": "The grants register", **other}
    return say_tie(scene.actor("amina"), issue=scene.issue(), first=first, second=second, **said)


def contacted(scene: Scene) -> Contact:
    """Put two people in the book, note that one could speak for a perspective, and erase the other."""
    amina, how = scene.actor("amina"), {"origin": "The tenants' list", "ground": Ground.PUBLISHED}
    kept = add_contact(amina, place=scene.place, name="Ada Quill", email="ada@quill.example", **how)
    gone = add_contact(amina, place=scene.place, name="Cy Moon", phone="01632 960003", **how)
    note_speaker(amina, contact=kept, perspective=mapped(scene, "Tenants"))
    remove_contacts(amina, place=scene.place, contacts=[gone.pk])
    return kept
