"""A nurse and her manager, a funder and a funded charity speak in one conversation: nobody is told more of them than anyone."""

import html
import io
import re
import zipfile
from dataclasses import dataclass, field, replace
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.test import Client
from tests.convene.asking import given
from tests.convene.mapping import CHARITY, mapped
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import Held, give, joined, opened
from tests.mediate.conversations.test_pages import browser
from tests.mediate.landscapes.conftest import plain_files

from wholeplace.account.scrutiny import packing
from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.stakeholders.names import Relation
from wholeplace.convene.stakeholders.tying import say_tie
from wholeplace.kernel.actors import Actor, Door
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.people import CivicVoice, HatKind, Membership
from wholeplace.kernel.places import Sector
from wholeplace.mediate.conversations.asides import Aside
from wholeplace.mediate.conversations.confiding import write_aside
from wholeplace.mediate.conversations.models import Statement
from wholeplace.mediate.conversations.names import Naming
from wholeplace.mediate.conversations.saying import say
from wholeplace.places.organisations.actions import add_organisation
from wholeplace.places.people.actions import NewMember, admit_members

__all__ = ["own_keys", "plain_files", "saltmarsh"]

NURSE, CHARITYS = "Nan Ward", "Chas Given"
SAID = {"nurse": "Nobody counts who waits at night.", "charity": "Grants come too late to plan with."}
KEPT = {"nurse": "My ward hides the queue.", "charity": "We hide what the money did."}
HATS = {
    "amina": HatKind.CONVENER,
    "rosa": HatKind.FACILITATOR,
    "olwen": HatKind.MODERATOR,
    "cllr": HatKind.SCRUTINEER,
}
READERS = ("manager", "funder", *HATS)
ANYONE = "anyone"
MAY_READ = {
    "rosa": set(KEPT.values()),
    "olwen": set(KEPT.values()),
    "manager": {KEPT["charity"]},
    "funder": {KEPT["nurse"]},
}
"""What each reads of what is kept for whoever facilitates, where manager and funder moderate: nothing of those near them."""


@dataclass
class Room:
    """One conversation in which all of them sit, and the browsers they read it by."""

    held: Held
    people: dict[str, Membership]
    browsers: dict[str, Client] = field(default_factory=dict)

    def speaks(self, name: str) -> Actor:
        """Somebody speaks, on behalf of their body in the header: nothing of that is asked for."""
        member = self.people[name]
        return Actor(place=member.place, door=Door.PAGE, membership=member, on_behalf_of=member.organisation)

    def addresses(self) -> list[str]:
        """Return each page, download and answer of the API in which a statement could stand."""
        place, pk = "/saltmarsh/", self.held.conversation.pk
        live, said = f"{place}conversations/live/{pk}/", f"{place}conversations/{pk}/"
        return [
            *(
                live + end
                for end in ("", "statements/", "moderation/?kind=all", "moderation/log/", "asides/")
            ),
            *(f"{said}statements/{number}/" for number in (4, 5)),
            *(f"{place}search/?q={word}" for word in ("hides", "Nan")),
            *(f"/api/v1/saltmarsh/{end}" for end in ("conversations", "search?q=hides", "record")),
            *(said, f"{place}notices/", f"{place}exchange/conversations/{pk}/statements.csv"),
        ]

    def told(self, name: str) -> dict[str, set[str]]:
        """Return what somebody is told, piece by piece, by where it stands; their own name and letters among it."""
        here = {}
        for path in self.addresses():
            reply = self.browsers[name].get(path)
            if reply.status_code == 200:
                here[path] = pieces_of(reply)
        here["letters"] = {f"{one.subject} {one.body}" for one in letters_to(self.people[name])}
        return here

    def told_more(self, name: str) -> list[tuple[str, str]]:
        """Return what somebody is told of the nurse and the charity, wherever, that anyone who takes part is not."""
        of_them = (NURSE, CHARITYS, *SAID.values(), *KEPT.values(), *self.made_up())
        anyone = set().union(*self.told(ANYONE).values())
        return [
            (path, piece)
            for path, pieces in self.told(name).items()
            for piece in pieces - anyone
            if any(word in piece for word in of_them)
        ]

    def made_up(self) -> list[str]:
        named = Statement.objects.filter(conversation=self.held.conversation).exclude(pseudonym=None)
        return [one.named for one in named.select_related("pseudonym")]

    def named(self, name: str) -> list[str]:
        """Return where a reader finds the nurse's or the charity's name in what was said, or that leads to it."""
        about = f"/conversations/{self.held.conversation.pk}/"
        return [
            path
            for path, pieces in self.told(name).items()
            if ("/conversations/" in path or about in path or "search" in path)
            and not path.endswith("Nan")
            and any(word in piece for piece in pieces for word in (NURSE, CHARITYS))
        ]


def letters_to(member: Membership) -> list[Any]:
    """Return the letters that went to somebody, but for those of the mandate that the nurse asked her manager for."""
    mine = [one for one in mail.outbox if one.to == [member.person.email]]
    return [one for one in mine if "Dear Sam Head" not in one.body]


def pieces_of(reply: Any) -> set[str]:
    """Return each piece of text that a reply shows, and where it leads."""
    body = (b"".join(reply.streaming_content) if reply.streaming else reply.content).decode()
    shown = re.sub(r"<(script|style)\b.*?</\1>", " ", body, flags=re.DOTALL)
    texts = {" ".join(html.unescape(one).split()) for one in re.split(r"<[^>]*>|\r?\n|[{}]", shown)}
    return {one for one in texts if one}


def sit_together(scene: Scene, naming: Naming) -> Room:
    """Seat them all: the manager gave the nurse her mandate, and the funder pays the charity."""
    bodies = {
        name: add_organisation(scene.operator, place=scene.place, name=name, sector=Sector.VOLUNTARY)
        for name in ("Quayside Grants", "Age Concern")
    }
    bodies["ward"] = scene.organisations["Health Trust"]
    bodies["council"] = scene.organisations["Council"]
    seats = (
        ("nurse", NURSE, "ward"),
        ("manager", "Mo Head", "ward"),
        ("funder", "Fay Purse", "Quayside Grants"),
        ("charity", CHARITYS, "Age Concern"),
        (ANYONE, "Ann Other", "council"),
    )
    arrivals = [
        NewMember(f"{key}@saltmarsh.example", name, CivicVoice.PROFESSIONAL, Sector.OTHER, bodies[body])
        for key, name, body in seats
    ]
    admitted = admit_members(scene.operator, place=scene.place, people=arrivals)
    people = {key: member for (key, *_), member in zip(seats, admitted, strict=True)}
    scene.people |= people
    held = Held(scene, opened(scene, naming=naming), joined(scene, people=11))
    for name in ("rosa", "olwen", "cllr"):
        give(held, name, HATS[name])
    for name, member in people.items():
        take_part(replace(scene.actor("amina"), membership=member, hat=None), issue=scene.issue())
        scene.people[name] = member
    given(scene, name="nurse", email="manager@saltmarsh.example")
    funded, funds = mapped(scene, "Age Concern", **CHARITY), mapped(scene, "Quayside Grants", **CHARITY)
    say_tie(
        scene.actor("amina"), issue=scene.issue(), first=funds, second=funded, relation=Relation.FUNDS,
        said_by="The grants register",
    )  # fmt: skip
    room = Room(held, {**people, **{name: scene.people[name] for name in HATS}})
    room.browsers = {name: browser(room.people[name]) for name in (*READERS, ANYONE)}
    for name, words in SAID.items():
        say(room.speaks(name), conversation=held.conversation, text=words)
        write_aside(room.speaks(name), conversation=held.conversation, text=KEPT[name])
    run_all_now()
    return room


@pytest.fixture
def unnamed(saltmarsh: Scene) -> Room:
    room = sit_together(saltmarsh, Naming.BY_NAME)
    for name in ("manager", "funder"):
        give(room.held, name, HatKind.MODERATOR)
    return room


def test_managers_funders_and_whoever_runs_it_are_told_no_more_than_anyone(unnamed: Room) -> None:
    assert all(letters_to(unnamed.people[name]) for name in ("rosa", "olwen"))
    assert {name: found for name in (*READERS, ANYONE) if (found := unnamed.named(name))} == {}
    for name in READERS:
        more = unnamed.told_more(name)
        assert {piece.strip(": ") for _path, piece in more} == MAY_READ.get(name, set())
        assert {path.rsplit("/", 2)[-2] for path, _piece in more} <= {"asides"}


def test_nor_where_each_writes_under_a_made_up_name(saltmarsh: Scene) -> None:
    room = sit_together(saltmarsh, Naming.PSEUDONYM)
    assert len(set(room.made_up())) == len(SAID)
    for name in ("manager", "funder"):
        assert (room.named(name), room.told_more(name)) == ([], [])


def test_it_would_be_seen_if_the_manager_read_what_is_kept_for_whoever_facilitates(unnamed: Room) -> None:
    with mock.patch.object(Aside, "is_kept_from", return_value=False):
        assert {piece for _path, piece in unnamed.told_more("manager")} >= set(KEPT.values())


def test_and_if_a_page_named_an_author_who_put_no_name_to_it(unnamed: Room) -> None:
    for said in Statement.objects.exclude(author=None):
        assert (said.signed_by, said.on_behalf_of) == (None, None)
    by = property(lambda one: one.author.name if one.author else "")
    with mock.patch.object(Statement, "named", by):
        assert unnamed.named("manager") != []


def test_after_the_close_no_file_and_no_pack_tells_more_either(unnamed: Room) -> None:
    for person in range(11):
        for number in (4, 5):
            unnamed.held.answers(person, number)
    unnamed.held.close()
    run_all_now()
    assert any(path.endswith("statements.csv") for path in unnamed.told(ANYONE))
    assert {name: found for name in ("manager", ANYONE) if (found := unnamed.named(name))} == {}
    assert {piece for _path, piece in unnamed.told_more("manager")} == MAY_READ["manager"]
    checkpoint(unnamed.held.scene.place)
    assert authors_opened(unnamed) == set()
    with mock.patch.object(packing, "TOLD_TO_NOBODY", ()):
        assert authors_opened(unnamed) == {str(unnamed.people[name].pk) for name in SAID}
    assert all(words not in public_pack_of(unnamed) for words in (*SAID.values(), *KEPT.values(), NURSE))


def authors_opened(room: Room) -> set[str]:
    """Return whom the scrutineer's pack tells to have written something, of the nurse and the charity."""
    theirs = {str(room.people[name].pk) for name in SAID}
    tables = {"wp_mediate_statement", "wp_mediate_pseudonym", "wp_mediate_aside"}
    return {
        pk
        for one in packing._openings(room.held.scene.place, Leaf.objects.count())
        for pk in theirs
        if one.table in tables and pk in (one.content or "")
    }


def public_pack_of(room: Room) -> str:
    reply = room.browsers["manager"].get("/saltmarsh/record/pack/public/")
    body = b"".join(reply.streaming_content) if reply.streaming else reply.content
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
