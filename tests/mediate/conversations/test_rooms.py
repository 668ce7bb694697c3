"""Guests come in by a short code, answer one conversation, come back, and are counted apart."""

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from tests.kernel.scene import Scene, at_once, on_disk, own_keys, saltmarsh, shared_saltmarsh
from tests.mediate.conversations.live import Held, joined, opened, refusal_of
from tests.mediate.conversations.scanning import read_squares
from tests.mediate.conversations.test_pages import text_of
from tests.places.test_leaving import signed_in

from wholeplace.convene.ground_rules.actions import declare_ground_rules
from wholeplace.kernel import clock
from wholeplace.kernel.actors import machine
from wholeplace.kernel.clock import now
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.models import Entry, Leaf
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector
from wholeplace.kernel.records import Audience
from wholeplace.kernel.releases import Release
from wholeplace.mediate.conversations.counting import check_ballots
from wholeplace.mediate.conversations.given import given_by_guest
from wholeplace.mediate.conversations.joining import let_join
from wholeplace.mediate.conversations.keys import guest_key
from wholeplace.mediate.conversations.models import Ballot, Guest, Room, WaitingAnswer
from wholeplace.mediate.conversations.names import Answer, Origin
from wholeplace.mediate.conversations.rooms import (
    answer_as_guest,
    end_room,
    enter_room,
    new_code,
    open_room,
)
from wholeplace.mediate.landscapes.tally import check_tallies

__all__ = ["on_disk", "own_keys", "saltmarsh", "shared_saltmarsh"]

AS = {"voice": CivicVoice.PUBLIC, "sector": Sector.RESIDENT}
HOUR = dt.timedelta(hours=1)
ROOM = "/saltmarsh/conversations/room/"


def public(scene: Scene) -> Held:
    return Held(scene, opened(scene, issue=scene.name_issue(audience=Audience.PUBLIC)))


def roomy(held: Held, *, most: int = 30, **other: Any) -> Room:
    window = {"opens": now(), "closes": now() + HOUR, **other}
    return open_room(held.scene.actor("amina"), conversation=held.conversation, most=most, **window)


def enters(held: Held, room: Room, *, code: str = "", at: dt.datetime | None = None) -> Guest:
    by = machine(held.scene.place, "guests", at=at)
    return enter_room(by, room=room, code=code or new_code(), **AS)


def answers(held: Held, guest: Guest, number: int, answer: Answer = Answer.AGREE) -> None:
    by = machine(held.scene.place, "guests")
    answer_as_guest(by, conversation=held.conversation, guest=guest, number=number, answer=answer)


def come_in(held: Held, room: Room) -> tuple[Client, str]:
    """Come in by the page; return the browser and the return code it shows."""
    client = Client()
    page = client.get(ROOM, {"code": room.code}).content.decode()
    (code,) = re.findall(r'name="code" value="(\w+)"', page)
    who = {"room": room.code.upper(), "voice": "public", "sector": "resident", "code": code}
    reply = client.post(ROOM, who)
    assert reply["Location"] == guest_at(held), reply.content.decode()
    return client, code


def guest_at(held: Held, end: str = "") -> str:
    return f"/saltmarsh/conversations/live/{held.conversation.pk}/guest/{end}"


def test_whoever_comes_by_reads_the_ground_rules_before_they_answer(saltmarsh: Scene) -> None:
    held, rule = public(saltmarsh), "We let each other finish"
    client, _code = come_in(held, roomy(held))
    let_join(saltmarsh.actor("amina"), conversation=held.conversation)
    address = held.conversation.get_absolute_url()
    pages = [(client, guest_at(held)), (Client(), address), (Client(), f"{address}join/")]
    assert [rule in text_of(one.get(where)) for one, where in pages] == [False] * 3
    declare_ground_rules(
        saltmarsh.actor("amina"), issue=held.conversation.issue, rules=rule, red_lines="The surgery: no names"
    )
    for one, where in pages:
        read = text_of(one.get(where))
        assert (rule in read, "no names" in read) == (True, True), where


class TestItsName:
    def test_it_stands_in_the_list_and_on_the_poster_and_the_record_commits_to_it(
        self, saltmarsh: Scene
    ) -> None:
        held = public(saltmarsh)
        room = roomy(held, name=" Library, Tuesday 10 to 12 ")
        assert (room.name, str(room)) == (
            "Library, Tuesday 10 to 12",
            f"Library, Tuesday 10 to 12, {room.code}",
        )
        client = signed_in(saltmarsh, "amina")
        live = f"/saltmarsh/conversations/live/{held.conversation.pk}/rooms/"
        for path in (live, f"/saltmarsh/conversations/rooms/{room.pk}/poster/"):
            page = client.get(path)
            assert page.status_code == 200, path
            assert "Library, Tuesday 10 to 12" in page.content.decode()
        entry = Leaf.objects.get(entry__action="room.open", part=0).data
        assert "Library" not in entry
        (row,) = json.loads(entry)["rows"]
        assert set(row["committed"]) == {"code", "name"}
        assert list(check_place(saltmarsh.place)) == []

    def test_two_of_one_name_are_told_apart_by_whoever_hears_the_links(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        rooms = [roomy(held, name="Library") for _ in range(2)]
        client = signed_in(saltmarsh, "amina")
        page = client.get(f"/saltmarsh/conversations/live/{held.conversation.pk}/rooms/").content.decode()
        for room in rooms:
            assert page.count(f"(Library, {room.code})") == 2
            ending = client.get(f"/saltmarsh/conversations/rooms/{room.pk}/close/").content.decode()
            assert f"Close the room “Library, {room.code}”" in ending

    def test_a_room_needs_none_and_one_without_is_known_by_its_code(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        room = roomy(held)
        assert (room.name, str(room)) == ("", room.code)


class TestThePoster:
    def test_the_word_for_an_address_is_never_broken_on_the_poster(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        path = f"/saltmarsh/conversations/rooms/{roomy(held).pk}/poster/"
        assert '<span class="wp-poster__word">e-mail</span>' in signed_in(saltmarsh, "amina").get(path).text


class TestThePages:
    def test_a_guest_types_the_code_answers_stops_and_comes_back_on_another_machine(
        self, saltmarsh: Scene
    ) -> None:
        held = public(saltmarsh)
        client, code = come_in(held, roomy(held))
        page = client.get(guest_at(held)).content.decode()
        (number,) = re.findall(r'name="number" value="(\d+)"', page)
        assert client.post(guest_at(held), {"number": number, "answer": "agree"}).status_code == 302
        elsewhere = Client()
        back = guest_at(held, "back/")
        assert elsewhere.get(guest_at(held))["Location"] == back
        elsewhere.get(back, {"code": code})
        assert elsewhere.get(guest_at(held))["Location"] == back  # opening the link does nothing
        elsewhere.post(back, {"code": f"{code[:4]}-{code[4:8]}-{code[8:]}".upper()})
        assert "1 of 3 answered" in elsewhere.get(guest_at(held)).content.decode()

    def test_coming_in_sent_twice_takes_one_seat(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        room = roomy(held)
        client, code = come_in(held, room)
        who = {"room": room.code, "voice": "public", "sector": "faith", "code": code}
        assert client.post(ROOM, who)["Location"] == guest_at(held)
        assert room.guests.count() == 1

    def test_on_a_shared_device_the_next_person_has_answers_of_their_own(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        room = roomy(held)
        client, _code = come_in(held, room)
        client.post(guest_at(held), {"number": 1, "answer": "agree"})
        page = client.get(ROOM, {"code": room.code})
        assert "Somebody answers as a guest on this device already" in text_of(page)
        assert f'href="{guest_at(held)}"' in page.content.decode()
        assert "on this device" not in text_of(Client().get(ROOM, {"code": room.code}))
        client.post(guest_at(held, "finish/"))
        who = {"room": room.code, "voice": "professional", "sector": "faith", "code": new_code()}
        client.post(ROOM, who)
        assert "0 of 3 answered" in text_of(client.get(guest_at(held)))
        client.post(guest_at(held), {"number": 1, "answer": "disagree"})
        first, second = Guest.objects.order_by("voice")[::-1]
        given = [given_by_guest(held.conversation, one).answers for one in (first, second)]
        assert given == [{1: Answer.AGREE}, {1: Answer.DISAGREE}]

    def test_who_is_here_already_becomes_nobody_else_by_the_same_code(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        room = roomy(held)
        client, _code = come_in(held, room)
        client.post(guest_at(held), {"number": 1, "answer": "agree"})
        again = {"room": room.code, "voice": "public", "sector": "resident", "code": new_code()}
        reply = client.post(ROOM, again)
        assert "You are already here: go on, or finish first." in text_of(reply)
        for way in (guest_at(held), guest_at(held, "finish/")):
            assert f'href="{way}"' in reply.text
        assert room.guests.count() == 1
        assert "1 of 3 answered" in text_of(client.get(guest_at(held)))
        client.post(guest_at(held, "finish/"))
        assert client.post(ROOM, again)["Location"] == guest_at(held)
        assert room.guests.count() == 2

    def test_whoever_finishes_is_forgotten_by_the_device_and_comes_back_by_their_code(
        self, saltmarsh: Scene
    ) -> None:
        held = public(saltmarsh)
        client, code = come_in(held, roomy(held))
        client.post(guest_at(held), {"number": 1, "answer": "agree"})
        finish = guest_at(held, "finish/")
        assert f"{code[:4]}-{code[4:8]}-{code[8:]}" in text_of(client.get(finish))
        assert "1 of 3 answered" in text_of(client.get(guest_at(held)))
        reply = client.post(finish, follow=True)
        assert "this device has forgotten you" in text_of(reply)
        assert "on this device already" not in text_of(reply)
        assert (
            client.get(guest_at(held))["Location"]
            == client.get(finish)["Location"]
            == guest_at(held, "back/")
        )
        client.post(guest_at(held, "back/"), {"code": code})
        assert "1 of 3 answered" in text_of(client.get(guest_at(held)))

    def test_nobody_speaks_for_a_part_of_public_life_that_they_did_not_choose(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        room = roomy(held)
        page = Client().get(ROOM, {"code": room.code}).text
        assert re.findall(r'<option value="(\w*)" selected', page) == [""]
        who = {"room": room.code, "voice": "professional", "sector": "", "code": new_code()}
        reply = Client().post(ROOM, who)
        assert "Choose an answer to “For which part of public life?”." in text_of(reply)
        assert room.guests.count() == 0

    def test_a_visitor_finds_the_way_in_by_code_while_a_conversation_is_open(self, saltmarsh: Scene) -> None:
        held, way = public(saltmarsh), f'href="{ROOM}"'
        pages = ("/saltmarsh/", held.conversation.get_absolute_url())
        clients = (Client(), signed_in(saltmarsh, "rosa"))
        found = [[way in one.get(page).text for page in pages] for one in clients]
        assert found == [[True, True], [False, False]]
        held.close()
        assert [way in Client().get(page).text for page in pages] == [False, False]

    def test_no_browser_or_cache_keeps_what_a_guest_is_shown(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        client, _code = come_in(held, roomy(held))
        for path in (ROOM, *(guest_at(held, end) for end in ("", "say/", "back/", "finish/"))):
            assert "no-store" in client.get(path)["Cache-Control"], path

    def test_the_return_code_opens_this_conversation_and_nothing_else(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        other = Held(saltmarsh, opened(saltmarsh, issue=held.conversation.issue))
        client, code = come_in(held, roomy(held))
        assert client.get(guest_at(other))["Location"] == guest_at(other, "back/")
        assert "Nobody answers" in client.post(guest_at(other, "back/"), {"code": code}).content.decode()
        assert client.get("/saltmarsh/people/").status_code == 302
        say = f"/saltmarsh/conversations/live/{held.conversation.pk}/say/"
        assert client.post(say, {"text": "Let me in"}).status_code == 302

    def test_guessing_codes_ends_after_as_many_tries_as_at_signing_in(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        room = roomy(held)
        client = Client()
        who = {"voice": "public", "sector": "resident", "code": new_code()}
        for _ in range(31):
            said = client.post(ROOM, {**who, "room": "222222"}).content.decode()
        assert "Too many codes were tried" in said
        assert "Too many codes were tried" in client.post(ROOM, {**who, "room": room.code}).content.decode()

    def test_a_convener_opens_a_room_and_prints_its_poster(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        client = Client()
        client.force_login(
            saltmarsh.people["amina"].person, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        rooms = f"/saltmarsh/conversations/live/{held.conversation.pk}/rooms/"
        day = now() + dt.timedelta(days=1)
        asked = {"day_day": day.day, "day_month": day.month, "day_year": day.year}
        client.post(rooms, {**asked, "begins": "10:00", "ends": "16:00", "most": "30", "key": "once"})
        room = Room.objects.get()
        assert "0 of 30 seats taken" in client.get(rooms).content.decode()
        poster = client.get(f"/saltmarsh/conversations/rooms/{room.pk}/poster/").content.decode()
        assert ("What would make evenings good?" in poster, room.code in poster) == (True, True)
        assert read_squares(poster) == [f"{settings.PUBLIC_URL}{ROOM}?code={room.code}"]


class TestItsHours:
    @pytest.fixture
    def asks(self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
        """Ask for a room, or read what the form is preset to, as a convener, at an hour and minute of one day."""
        held, client = public(saltmarsh), signed_in(saltmarsh, "amina")
        path = f"/saltmarsh/conversations/live/{held.conversation.pk}/rooms/"

        def ask(hour: int, minute: int, **hours: str) -> str:
            at = timezone.localtime().replace(hour=hour, minute=minute)
            monkeypatch.setattr(clock, "now", lambda: at.astimezone(dt.UTC))
            if not hours:
                page = client.get(path).text
                return " to ".join(re.findall(r'name="(?:begins|ends)" value="([^"]*)"', page))
            day = {"day_day": at.day, "day_month": at.month, "day_year": at.year}
            return text_of(client.post(path, {**day, **hours, "most": "30"}, follow=True))

        return ask

    def test_it_is_asked_for_from_now_on_and_some_hours_more(self, asks: Callable[..., str]) -> None:
        assert (asks(18, 20), asks(9, 0), asks(22, 5)) == (
            "18:20 to 23:00",
            "09:00 to 14:00",
            "22:05 to 23:59",
        )

    def test_one_that_opens_later_says_when(self, asks: Callable[..., str]) -> None:
        assert "It opens at 10:00." in asks(9, 30, begins="10:00", ends="12:00")
        assert "It opens at" not in asks(9, 30, begins="09:30", ends="12:00")


class TestTheRoom:
    def test_a_convener_alone_opens_and_closes_it(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        room = roomy(held)
        rosa, amina = saltmarsh.actor("rosa"), saltmarsh.actor("amina")
        window = {"opens": now(), "closes": now() + HOUR, "most": 3}
        assert refusal_of(open_room, rosa, conversation=held.conversation, **window) == "needs_hat"
        assert refusal_of(end_room, rosa, room=room) == "needs_hat"
        ours = opened(saltmarsh, issue=saltmarsh.name_issue(title="Ours"))
        assert refusal_of(open_room, amina, conversation=ours, **window) == "joining_needs_public"
        assert refusal_of(roomy, held, most=501) == "room_too_large"
        assert refusal_of(roomy, held, closes=now() - HOUR) == "room_in_no_time"
        end_room(amina, room=room)
        assert refusal_of(enters, held, room) == "room_has_closed"
        assert refusal_of(end_room, amina, room=room) == "room_has_closed"

    def test_it_opens_and_closes_by_itself(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        room = roomy(held, opens=now() + HOUR, closes=now() + 2 * HOUR)
        assert refusal_of(enters, held, room) == "room_not_open_yet"
        assert refusal_of(enters, held, room, at=now() + 3 * HOUR) == "room_has_closed"
        assert enters(held, room, at=now() + 1.5 * HOUR).room == room

    def test_only_the_program_lets_guests_in_and_keeps_their_answers(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        guest = enters(held, roomy(held))
        amina = saltmarsh.actor("amina")
        assert refusal_of(enter_room, amina, room=guest.room, code=new_code(), **AS) == "not_by_command"
        asked = {"conversation": held.conversation, "guest": guest, "number": 1, "answer": Answer.AGREE}
        assert refusal_of(answer_as_guest, amina, **asked) == "not_by_command"

    def test_one_code_is_one_guest(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        room, code = roomy(held), new_code()
        enters(held, room, code=code)
        assert refusal_of(enters, held, room, code=code) == "guest_already"

    def test_of_many_at_once_no_more_come_in_than_there_are_seats(self, shared_saltmarsh: Scene) -> None:
        held = public(shared_saltmarsh)
        room = roomy(held, most=3)
        led_to = at_once(6, lambda _n: enters(held, room))
        assert sum(isinstance(one, Guest) for one in led_to) == room.guests.count() == 3


class TestTheAnswers:
    def test_they_wait_under_a_key_of_their_own_kind_and_leave_no_entry(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        guest = enters(held, roomy(held))
        before = Entry.objects.count()
        answers(held, guest, 1)
        answers(held, guest, 1, Answer.PASS)
        waits = WaitingAnswer.objects.get()
        assert (waits.origin, waits.answer, waits.voice) == (Origin.GUEST, "p", "public")
        assert waits.voter == guest_key(held.conversation, guest)
        assert Entry.objects.count() == before

    def test_they_end_with_the_conversation_and_are_for_no_other(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        guest = enters(held, roomy(held))
        other = Held(saltmarsh, opened(saltmarsh, issue=held.conversation.issue))
        assert refusal_of(answers, other, guest, 1) == "gone"
        held.close()
        assert refusal_of(answers, held, guest, 1) == "conversation_is_closed"

    def test_they_are_counted_in_the_whole_and_shown_apart(self, saltmarsh: Scene) -> None:
        held = public(saltmarsh)
        held.people = joined(saltmarsh, people=12, issue=held.conversation.issue)
        room = roomy(held)
        for number in range(12):
            held.answers(number, 1)
            answers(held, enters(held, room), 1, Answer.DISAGREE)
        run_all_now()
        held.close()
        run_all_now()
        assert sorted(Ballot.objects.values_list("origin", "answers")) == sorted(
            [("guest", ".d")] * 12 + [("here", ".a")] * 12
        )
        figures = Release.objects.filter(about=held.conversation.pk).latest("number").figures
        assert figures["attributes"]["origin"] == [["here", 12], ["guest", 12], ["paper", -1]]
        assert figures["people"] == 24
        place = saltmarsh.place
        assert [*check_place(place), *check_ballots(place), *check_tallies(place)] == []
        page = Client().get(f"/saltmarsh/conversations/{held.conversation.pk}/?by=origin")
        assert "By how they answered" in page.content.decode()
