"""Guests write statements, read what becomes of them, and take over what they said once they have joined."""

from typing import Any

import pytest
from django.test import Client
from tests.account.reports.over import Over
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import Held, joined, opened, refusal_of
from tests.mediate.conversations.test_pages import browser, text_of
from tests.mediate.conversations.test_rooms import answers, come_in, enters, guest_at, public, roomy

from wholeplace.kernel.actors import machine
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.people import CivicVoice, Membership
from wholeplace.kernel.releases import Release
from wholeplace.mediate.conversations.answering import go_on_record
from wholeplace.mediate.conversations.claimed import ballots_beyond_people
from wholeplace.mediate.conversations.counting import check_ballots, enough_keys_wait, people_waiting
from wholeplace.mediate.conversations.given import my_answers
from wholeplace.mediate.conversations.guests import MOST_BY_A_GUEST, claim_guest, say_as_guest
from wholeplace.mediate.conversations.keys import ballot_key_path
from wholeplace.mediate.conversations.models import Ballot, Guest, Statement, VoteBatch
from wholeplace.mediate.conversations.names import Answer, Origin
from wholeplace.mediate.conversations.rooms import new_code

__all__ = ["own_keys", "saltmarsh"]

TEXT = "A warm room by the harbour would do more than a bus."


@pytest.fixture
def held(saltmarsh: Scene) -> Held:
    found = public(saltmarsh)
    found.people = joined(saltmarsh, people=3, issue=found.conversation.issue)
    return found


def says(held: Held, guest: Guest, text: str = TEXT) -> Statement:
    by = machine(held.scene.place, "guests")
    return say_as_guest(by, conversation=held.conversation, guest=guest, text=text)


def claims(held: Held, number: int, code: str) -> Guest:
    return claim_guest(held.actor(number), conversation=held.conversation, code=code)


class TestSaying:
    def test_a_guest_writes_on_a_page_and_reads_there_what_became_of_it(self, held: Held) -> None:
        client, _code = come_in(held, roomy(held))
        reply = client.post(guest_at(held, "say/"), {"text": TEXT})
        assert reply["Location"] == f"{guest_at(held)}#written"
        (written,) = Statement.objects.filter(conversation=held.conversation, seed=False)
        assert (written.text, written.author, written.guest) == (TEXT, None, Guest.objects.get())
        over = Over(held, held.close())
        run_all_now()
        over.leave(written.number, because="There is no room to be had")
        told = text_of(client.get(guest_at(held)))
        assert TEXT in told
        assert "There is no room to be had" in told
        assert TEXT not in text_of(Client().get(guest_at(held), follow=True))

    def test_what_was_said_already_is_suggested_first(self, held: Held) -> None:
        client, _code = come_in(held, roomy(held))
        said = held.conversation.statements.first()
        assert said is not None
        page = text_of(client.post(guest_at(held, "say/"), {"text": f"{said.text} Really."}))
        assert "Somebody already said something like this" in page
        assert Statement.objects.filter(seed=False).count() == 0

    def test_a_guest_writes_a_few_and_in_their_own_conversation_alone(self, held: Held) -> None:
        guest = enters(held, roomy(held))
        for number in range(MOST_BY_A_GUEST):
            says(held, guest, f"{TEXT} {number}")
        assert refusal_of(says, held, guest, "One more thing") == "enough_written"
        other = Held(held.scene, opened(held.scene, issue=held.conversation.issue))
        assert refusal_of(says, other, guest) == "gone"

    def test_whoever_is_no_guest_is_led_to_the_code(self, held: Held) -> None:
        assert Client().get(guest_at(held, "say/"))["Location"] == guest_at(held, "back/")


class TestClaiming:
    def test_authorship_moves_and_answers_stay_where_they_were_counted(self, held: Held) -> None:
        code = new_code()
        guest = enters(held, roomy(held), code=code)
        written = says(held, guest)
        answers(held, guest, 1, Answer.DISAGREE)
        claims(held, 0, code)
        written.refresh_from_db()
        assert (written.author, written.guest) == (held.people[0], None)
        viewer = held.actor(0).viewer
        assert my_answers(viewer, held.conversation) == {1: Answer.DISAGREE}
        held.answers(0, 1, Answer.AGREE)
        held.answers(0, 2, Answer.AGREE)
        assert my_answers(viewer, held.conversation) == {1: Answer.AGREE, 2: Answer.AGREE}
        held.close()
        run_all_now()
        ballots = Ballot.objects.filter(conversation=held.conversation)
        given = {Origin(one.origin): one.answers for one in ballots}
        assert {origin: text[1:] for origin, text in given.items()} == {
            Origin.GUEST: "a", Origin.HERE: ".a",
        }  # fmt: skip
        assert [*check_ballots(held.scene.place), *check_place(held.scene.place)] == []

    def test_what_was_answered_both_ways_is_changed_both_ways(self, held: Held) -> None:
        code = new_code()
        guest = enters(held, roomy(held), code=code)
        held.answers(0, 1, Answer.AGREE)
        answers(held, guest, 1, Answer.DISAGREE)
        claims(held, 0, code)
        held.answers(0, 1, Answer.PASS)
        held.close()
        ballots = Ballot.objects.filter(conversation=held.conversation)
        assert sorted((one.origin, one.answers) for one in ballots) == [("guest", ".p"), ("here", ".p")]

    def test_whoever_answered_as_a_guest_has_answered_before_they_go_on_the_record(self, held: Held) -> None:
        code = new_code()
        answers(held, enters(held, roomy(held), code=code), 1)
        with migrating():
            Membership.objects.filter(pk=held.people[0].pk).update(voice=CivicVoice.POLITICIAN)
        held.people[0].refresh_from_db()
        assert go_on_record.refusal(held.actor(0), held.conversation) is None
        claims(held, 0, code)
        assert refusal_of(go_on_record, held.actor(0), conversation=held.conversation) == "answered_already"

    def test_a_code_is_taken_over_once_and_opens_nothing_afterwards(self, held: Held) -> None:
        client, code = come_in(held, roomy(held))
        assert refusal_of(claims, held, 0, "nosuchcode23") == "no_such_guest"
        claims(held, 0, code)
        assert refusal_of(claims, held, 1, code) == "no_such_guest"
        assert client.get(guest_at(held))["Location"] == guest_at(held, "back/")
        assert "Nobody answers" in text_of(client.post(guest_at(held, "back/"), {"code": code}))
        assert refusal_of(answers, held, Guest.objects.get(), 1) == "gone"

    def test_a_member_takes_it_over_on_a_page(self, held: Held) -> None:
        client, code = come_in(held, roomy(held))
        client.post(guest_at(held, "say/"), {"text": TEXT})
        member: Any = browser(held.people[0])
        claim = f"/saltmarsh/conversations/live/{held.conversation.pk}/claim/"
        assert "Nobody answers this conversation" in text_of(member.post(claim, {"code": "nosuchcode23"}))
        reply = member.post(claim, {"code": code}, follow=True)
        assert "What you said as a guest is yours now." in text_of(reply)
        assert TEXT in text_of(reply)


class TestCounting:
    def test_whoever_was_a_guest_and_is_a_member_is_one_of_the_ten_who_wait(self, held: Held) -> None:
        code, room = new_code(), roomy(held)
        answers(held, enters(held, room, code=code), 1)
        claims(held, 0, code)
        held.answers(0, 2)
        for _ in range(8):
            answers(held, enters(held, room), 1)
        assert (enough_keys_wait(held.conversation), people_waiting(held.conversation)) == (True, 9)
        run_all_now()
        assert VoteBatch.objects.count() == 0
        held.answers(1, 1)
        run_all_now()
        assert VoteBatch.objects.count() == 1

    @pytest.mark.parametrize("people", [9, 10])
    def test_nor_do_they_make_two_of_the_ten_from_whom_on_figures_are_shown(
        self, held: Held, people: int
    ) -> None:
        code, room = new_code(), roomy(held)
        answers(held, enters(held, room, code=code), 1)
        claims(held, 0, code)
        held.answers(0, 2)
        for _ in range(people - 1):
            answers(held, enters(held, room), 1)
        held.close()
        run_all_now()
        assert Ballot.objects.count() == people + 1
        assert Release.objects.exists() == (people == 10)
        page = text_of(Client().get(f"/saltmarsh/conversations/{held.conversation.pk}/"))
        assert ("Too few people answered to show figures" in page) == (people == 9)
        of_one = held.conversation.statements.get(number=1).get_absolute_url()
        assert ("answered as a guest, and again as a member" in page) == (people == 10)
        told = text_of(Client().get(of_one))
        assert ("Figures are shown where ten people or more answered." in told) == (people == 9)
        assert "is being worked out" not in told

    def test_without_the_key_each_guest_taken_over_counts_as_one_too_many(self, held: Held) -> None:
        code = new_code()
        answers(held, enters(held, roomy(held), code=code), 1)
        claims(held, 0, code)
        assert ballots_beyond_people(held.conversation) == 0
        ballot_key_path(held.scene.place).unlink()
        assert ballots_beyond_people(held.conversation) == 1

    def test_what_was_taken_over_meanwhile_is_nobodys_to_add_to(self, held: Held) -> None:
        code = new_code()
        guest = enters(held, roomy(held), code=code)
        read_before = Guest.objects.get(pk=guest.pk)
        claims(held, 0, code)
        assert read_before.claimed_by is None
        assert refusal_of(says, held, read_before) == "gone"
        assert refusal_of(answers, held, read_before, 1) == "gone"
