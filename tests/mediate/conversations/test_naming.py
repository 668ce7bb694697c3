"""Under which name statements are shown: nobody's, a made-up one, or one's own where whoever writes says so."""

import json
from typing import Any

import pytest
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import Held, joined, opened, refusal_of
from tests.mediate.conversations.test_erasing import erase
from tests.mediate.conversations.test_guests import says
from tests.mediate.conversations.test_pages import at, browser, text_of
from tests.mediate.conversations.test_reworded import said_anew
from tests.mediate.conversations.test_rooms import enters, public, roomy

from wholeplace.convene.issues.actions import take_part
from wholeplace.kernel.actors import Actor, Door
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.people import Membership
from wholeplace.mediate.conversations.guests import claim_guest
from wholeplace.mediate.conversations.history import history_of
from wholeplace.mediate.conversations.made_up import FIRST, SECOND, draw_name
from wholeplace.mediate.conversations.models import Statement
from wholeplace.mediate.conversations.names import Named, Naming
from wholeplace.mediate.conversations.naming import name_as, sign_statement
from wholeplace.mediate.conversations.pseudonyms import Pseudonym
from wholeplace.mediate.conversations.queries import names_beside
from wholeplace.mediate.conversations.rooms import new_code
from wholeplace.mediate.conversations.saying import say

__all__ = ["own_keys", "saltmarsh"]


def shown_as(scene: Scene, naming: Naming) -> Held:
    """Open a conversation that shows statements so, with three people and somebody of the Health Trust."""
    held = Held(scene, opened(scene, naming=naming), joined(scene, people=3))
    take_part(scene.actor("tariq"), issue=scene.issue())
    return held


def tariq(held: Held, *, speaks_for: str = "", door: Door = Door.PAGE) -> Actor:
    body = held.scene.organisations.get(speaks_for)
    return Actor(place=held.scene.place, door=door, membership=held.scene.people["tariq"], on_behalf_of=body)


def wrote(held: Held, by: Actor, text: str = "A bench.", *, named: Named = Named.UNNAMED) -> Statement:
    return say(by, conversation=held.conversation, text=text, named=named)


def read_by(held: Held, reader: Membership, end: str = "statements/") -> str:
    return text_of(browser(reader).get(at(held, end)))


def entry(action: str) -> dict[str, Any]:
    return dict(json.loads(Leaf.objects.filter(entry__action=action, part=0).latest("pk").data))


@pytest.fixture
def unnamed(saltmarsh: Scene) -> Held:
    return shown_as(saltmarsh, Naming.NOBODY)


@pytest.fixture
def made_up(saltmarsh: Scene) -> Held:
    return shown_as(saltmarsh, Naming.PSEUDONYM)


@pytest.fixture
def by_name(saltmarsh: Scene) -> Held:
    return shown_as(saltmarsh, Naming.BY_NAME)


class TestDeclaring:
    def test_it_is_changed_until_somebody_who_takes_part_has_written(self, unnamed: Held) -> None:
        amina = unnamed.scene.actor("amina")
        page = browser(unnamed.scene.people["amina"])
        page.post(at(unnamed, "naming/"), {"naming": "by_name", "key": "once"})
        unnamed.conversation.refresh_from_db()
        assert unnamed.conversation.naming == Naming.BY_NAME
        told = entry("conversation.name_as")
        assert told["facts"] == {"naming": "by_name"}
        assert told["rows"][0]["open"]["naming"] == "by_name"
        assert "in their own name for their organisation" in read_by(unnamed, unnamed.people[1], "")
        other = {"conversation": unnamed.conversation, "naming": Naming.NOBODY}
        assert refusal_of(name_as, unnamed.actor(0), **other) == "needs_hat"
        wrote(unnamed, unnamed.actor(0))
        assert refusal_of(name_as, amina, **other) == "naming_is_fixed"
        unnamed.close()
        assert refusal_of(name_as, amina, **other) == "conversation_is_closed"


class TestNobody:
    def test_no_name_stands_anywhere_and_none_can_be_put_there(self, unnamed: Held) -> None:
        said = wrote(unnamed, tariq(unnamed))
        assert (said.named, said.byline) == ("", "From somebody who takes part")
        assert refusal_of(wrote, unnamed, tariq(unnamed), "A lamp.", named=Named.NAME) == "nobody_signs_here"
        assert refusal_of(sign_statement, tariq(unnamed), statement=said) == "nobody_signs_here"
        assert Pseudonym.objects.count() == 0


class TestMadeUpNames:
    def test_whoever_writes_has_one_and_it_is_read_beside_each_of_theirs(self, made_up: Held) -> None:
        mine, again = (wrote(made_up, made_up.actor(0), text) for text in ("A bench.", "A lamp."))
        other = wrote(made_up, made_up.actor(1), "A tree.")
        assert mine.pseudonym == again.pseudonym
        assert mine.named != other.named
        for end in ("statements/", "answers/"):
            assert mine.named in read_by(made_up, made_up.people[0], end)
        page = read_by(made_up, made_up.people[2])
        assert page.count(mine.named) == 2
        assert page.count(other.named) == 1
        assert "Person 0" not in page

    def test_they_are_drawn_by_chance_for_this_conversation_alone(self, made_up: Held) -> None:
        other = Held(made_up.scene, opened(made_up.scene, naming=Naming.PSEUDONYM), made_up.people)
        there = {wrote(one, one.actor(0)).named for one in (made_up, other)}
        assert len(there) == 2
        order = [f"{first} {second}" for first in FIRST for second in SECOND]
        drawn = [draw_name(()) for _ in range(30)]
        assert set(drawn) <= set(order)
        assert drawn != sorted(drawn, key=order.index)
        assert len(draw_name(set(order)).split()) == 3

    def test_a_guest_has_one_too_and_keeps_it_once_they_have_joined(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        name_as(saltmarsh.actor("amina"), conversation=held.conversation, naming=Naming.PSEUDONYM)
        held.conversation.refresh_from_db()
        held.people, code = joined(saltmarsh, people=1, issue=held.conversation.issue), new_code()
        as_guest = says(held, enters(held, roomy(held), code=code))
        claim_guest(held.actor(0), conversation=held.conversation, code=code)
        assert wrote(held, held.actor(0)).pseudonym == as_guest.pseudonym

    def test_whose_it_is_stands_nowhere_in_the_open_and_goes_with_them(self, made_up: Held) -> None:
        said = wrote(made_up, made_up.actor(0))
        rows = {row["table"]: row for row in entry("conversation.say")["rows"]}
        assert rows["wp_mediate_pseudonym"]["committed"].keys() == {"name", "member", "guest"}
        assert "pseudonym" in rows["wp_mediate_statement"]["committed"]
        erase(made_up.scene, made_up.people[0], keeps_words=True)
        kept = Pseudonym.objects.select_related("member__person").get()
        assert kept.name == said.named
        assert kept.member is not None
        assert kept.member.person.email.endswith("@erased.invalid")
        assert said.named in read_by(made_up, made_up.people[1])
        assert list(check_place(made_up.scene.place)) == []


class TestByName:
    def test_whoever_writes_chooses_each_time_and_without_a_choice_nobody_is_named(
        self, by_name: Held
    ) -> None:
        page = browser(by_name.scene.people["tariq"])
        trust = by_name.scene.organisations["Health Trust"]
        page.post("/saltmarsh/behalf/", {"behalf": str(trust.pk)})
        form = page.get(at(by_name, "say/")).context["form"]
        assert (form["named"].value(), form["behalf"].value()) == ("unnamed", str(trust.pk))
        for text, answers in (
            ("A bench.", {"named": "unnamed", "behalf": str(trust.pk)}),
            ("Sharper mornings.", {"named": "name", "behalf": ""}),
            ("Wards need clocks.", {"named": "name", "behalf": str(trust.pk)}),
        ):
            page.post(at(by_name, "say/"), {"text": text, "key": text, **answers})
        names = names_beside(by_name.actor(1).viewer, by_name.conversation)
        assert names == {5: "Tariq Aziz", 6: f"Tariq Aziz, on behalf of {trust.name}"}
        assert "Tariq Aziz, on behalf of" in read_by(by_name, by_name.people[1])

    @pytest.mark.parametrize("door", [Door.PAGE, Door.API])
    def test_nobody_writes_for_a_body_they_do_not_belong_to(self, by_name: Held, door: Door) -> None:
        forged = tariq(by_name, speaks_for="Council", door=door)
        assert refusal_of(wrote, by_name, forged, named=Named.NAME) == "not_of_that_body"

    def test_nor_by_a_form_or_an_address_that_somebody_made_up(self, by_name: Held) -> None:
        council, page = by_name.scene.organisations["Council"], browser(by_name.scene.people["tariq"])
        page.post(
            at(by_name, "say/"), {"text": "A.", "named": "name", "behalf": str(council.pk), "key": "once"}
        )
        refused = page.post(
            "/api/v1/saltmarsh/actions/conversation.say",
            {"conversation": str(by_name.conversation.pk), "text": "B.", "named": "name"},
            content_type="application/json",
            headers={"On-Behalf-Of": str(council.pk)},
        )
        assert (refused.status_code, refused.json()["code"]) == (409, "not_of_that_body")
        assert not Statement.objects.filter(seed=False).exists()
        by_command = tariq(by_name, door=Door.COMMAND)
        assert refusal_of(wrote, by_name, by_command, named=Named.NAME) == "not_by_command"

    def test_an_author_alone_puts_their_name_to_it_later_and_it_stays(self, by_name: Held) -> None:
        said = wrote(by_name, tariq(by_name))
        assert refusal_of(sign_statement, by_name.actor(0), statement=said) == "wrote_it_not"
        assert refusal_of(sign_statement, by_name.scene.actor("amina"), statement=said) == "wrote_it_not"
        page = browser(by_name.scene.people["tariq"])
        page.post(at(by_name, f"statements/{said.number}/sign/"), {"behalf": "", "key": "once"})
        said.refresh_from_db()
        assert said.named == "Tariq Aziz"
        assert entry("statement.sign")["actor"] == entry("conversation.say")["actor"]
        assert refusal_of(sign_statement, tariq(by_name), statement=said) == "signed_already"

    def test_a_name_goes_on_with_the_words_said_anew_and_into_the_history(self, by_name: Held) -> None:
        first = wrote(by_name, by_name.actor(0), "A bensh.", named=Named.NAME)
        _first, second = said_anew(by_name)
        assert (first.named, second.named) == ("Person 0", "Person 0")
        (told,) = [
            one
            for one in history_of(by_name.actor(1).viewer, by_name.conversation).at(second.reworded)  # type: ignore[arg-type]
            if one.number == second.number
        ]
        assert told.quoted == "A bench. (Person 0)"

    def test_with_its_author_the_name_goes_and_the_body_too(self, by_name: Held) -> None:
        said = wrote(by_name, tariq(by_name, speaks_for="Health Trust"), named=Named.NAME)
        assert "Health Trust" in said.named
        erase(by_name.scene, by_name.scene.people["tariq"], keeps_words=True)
        assert Statement.objects.get(pk=said.pk).named == ""
        assert "Health Trust" not in read_by(by_name, by_name.people[1])


def test_no_entry_tells_that_two_statements_are_one_persons(by_name: Held) -> None:
    known = []
    for text, named in (("A bench.", Named.NAME), ("A lamp.", Named.UNNAMED)):
        wrote(by_name, by_name.actor(0), text, named=named)
        known.append(entry("conversation.say")["actor"]["as"])
    assert known[0] != known[1]
