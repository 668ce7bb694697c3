"""Asking those who were drawn, what they answer, and what of it the record says."""

import datetime as dt
import json
import re

import pytest
from django.test import Client
from tests.convene.sitting import (
    draw_for,
    drawn_panel,
    link_to,
    panel,
    put,
    registered,
    sat,
    seat_of,
    standing,
)
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.mediate.conversations.live import refusal_of

from wholeplace.convene.invitations.codes import code_digest
from wholeplace.convene.lottery.actions import end_lottery
from wholeplace.convene.lottery.asking_drawn import drawn_in_words
from wholeplace.convene.lottery.models import Draw, Lottery, Registration, Seat
from wholeplace.convene.lottery.names import Coming, SeatState
from wholeplace.convene.lottery.queries import registration_behind, seats_visible_to
from wholeplace.convene.lottery.registering import take_out, withdraw
from wholeplace.convene.lottery.seat_answers import answer_by_link, record_answer
from wholeplace.convene.lottery.seat_showing import script_of
from wholeplace.convene.lottery.seats import (
    ask_all_drawn,
    ask_drawn,
    remind_all_drawn,
    remind_drawn,
    say_to_drawn,
    set_letter,
    set_letters,
)
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor, machine
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.models import Leaf, Opening
from wholeplace.kernel.notices.models import Notice
from wholeplace.kernel.outbox.models import Mail

__all__ = ["own_keys", "saltmarsh"]
LONG_AGO = dt.timedelta(hours=49)


@pytest.fixture
def drawn(saltmarsh: Scene) -> Lottery:
    return drawn_panel(saltmarsh)


def program(scene: Scene) -> Actor:
    return machine(scene.place, "lottery")


def says(scene: Scene, lottery: Lottery, name: str, coming: Coming, because: str = "") -> Seat:
    return answer_by_link(program(scene), seat=seat_of(lottery, name), coming=coming, because=because)


def test_whoever_holds_a_seat_is_not_taken_out_until_they_say_that_they_cannot_come(
    saltmarsh: Scene, drawn: Lottery
) -> None:
    amina, seat = saltmarsh.actor("amina"), seat_of(drawn, "Ada Quill")
    assert refusal_of(lambda: take_out(amina, registration=seat.registration)) == "holds_a_seat"
    record_answer(amina, seat=seat, coming=Coming.NO)
    assert take_out(amina, registration=seat.registration).withdrawn


class TestAsking:
    def test_who_has_an_email_address_is_written_to_with_a_link_to_their_own_page(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        before = seat_of(drawn, "Ada Quill").registration.digest
        ask_drawn(saltmarsh.actor("amina"), seat=seat_of(drawn, "Ada Quill"))
        seat = seat_of(drawn, "Ada Quill")
        assert (seat.state, seat.asked is not None) == (SeatState.ASKED, True)
        assert registration_behind(saltmarsh.place, link_to("ada@quill.example")) == seat.registration
        assert seat.registration.digest != before
        letter = Mail.objects.get(to="ada@quill.example")
        assert letter.subject == "You have been drawn for “Night bus panel”"
        assert "by lot, as one of 4 people" in letter.text
        assert "We meet on four evenings. You get £200." in letter.text
        assert letter.why == "You get this because you registered for “Night bus panel”, and were drawn."

    def test_all_who_have_an_email_address_are_asked_at_once_and_nobody_twice(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        ask_drawn(saltmarsh.actor("amina"), seat=seat_of(drawn, "Ada Quill"))
        ask_all_drawn(saltmarsh.actor("amina"), lottery=drawn)
        assert standing(drawn) == {
            "Ada Quill": "asked", "Bo Lund": "asked", "Cy Moon": "drawn", "Dot Field": "drawn"
        }  # fmt: skip
        assert sorted(Mail.objects.values_list("to", flat=True)) == ["ada@quill.example", "bo@lund.example"]
        assert last(saltmarsh)["facts"] == {"count": 1}
        amina = saltmarsh.actor("amina")
        assert refusal_of(ask_all_drawn, amina, lottery=drawn) == "nobody_to_write_to"

    def test_a_letter_holds_a_code_that_opens_the_page_and_only_its_digest_is_kept(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        (sheet,) = set_letters(saltmarsh.actor("amina"), lottery=drawn, phone="01632 960 000")
        seat = seat_of(drawn, "Cy Moon")
        assert (seat.state, sheet.to, sheet.offline) == (
            SeatState.ASKED, ("Cy Moon", "4 Quay", "Saltmarsh"), "No internet? Call 01632 960 000.",
        )  # fmt: skip
        assert seat.registration.digest == code_digest(saltmarsh.place, sheet.code)
        assert registration_behind(saltmarsh.place, sheet.code.lower()) == seat.registration
        kept = "".join(Opening.objects.exclude(content=None).values_list("content", flat=True))
        assert sheet.code not in kept + "".join(Leaf.objects.values_list("data", flat=True))

    def test_a_letter_that_is_printed_again_has_the_same_code(self, saltmarsh: Scene, drawn: Lottery) -> None:
        amina = saltmarsh.actor("amina")
        (sheet,) = set_letters(amina, lottery=drawn)
        (again,) = set_letters(amina, lottery=drawn)
        (alone,) = set_letter(amina, seat=seat_of(drawn, "Cy Moon"))
        assert sheet.code == again.code == alone.code
        assert registration_behind(saltmarsh.place, sheet.code) == seat_of(drawn, "Cy Moon").registration
        assert seat_of(drawn, "Cy Moon").reminded is None
        answer_by_link(program(saltmarsh), seat=seat_of(drawn, "Cy Moon"), coming=Coming.YES)
        assert refusal_of(set_letters, amina, lottery=drawn) == "nobody_to_write_to"

    def test_who_was_drawn_for_the_whole_panel_is_told_so_though_a_draw_was_taken_back_before(
        self, drawn: Lottery
    ) -> None:
        draw = Draw.objects.get(lottery=drawn)
        draw.number = 2
        assert "as one of 4 people" in drawn_in_words(draw)
        put(drawn, "Ada Quill", SeatState.DECLINED)
        alone = draw_for(drawn, [Registration.objects.get(name="Ed Vane")])
        assert "A seat became free" in drawn_in_words(alone)
        assert "A seat became free" in " ".join(script_of(alone.taken_seats.get()))

    def test_somebody_is_reminded_once_and_not_within_two_days(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        amina = saltmarsh.actor("amina")
        assert refusal_of(remind_drawn, amina, seat=seat_of(drawn, "Ada Quill")) == "not_asked_yet"
        ask_all_drawn(amina, lottery=drawn)
        first = link_to("ada@quill.example")
        assert refusal_of(remind_drawn, amina, seat=seat_of(drawn, "Ada Quill")) == "drawn_asked_lately"
        assert refusal_of(remind_all_drawn, amina, lottery=drawn) == "nobody_to_write_to"
        put(drawn, "Ada Quill", SeatState.ASKED, asked=clock.now() - LONG_AGO)
        remind_drawn(amina, seat=seat_of(drawn, "Ada Quill"))
        assert (
            Mail.objects.filter(subject="Once more: you have been drawn for “Night bus panel”").count() == 1
        )
        assert registration_behind(saltmarsh.place, first) is None
        assert refusal_of(remind_drawn, amina, seat=seat_of(drawn, "Ada Quill")) == "seat_reminded_already"
        put(drawn, "Bo Lund", SeatState.ASKED, asked=clock.now() - LONG_AGO)
        remind_all_drawn(amina, lottery=drawn)
        assert last(saltmarsh)["facts"] == {"count": 1}
        assert seat_of(drawn, "Bo Lund").reminded is not None

    def test_a_letter_set_again_after_two_days_is_a_reminder(self, saltmarsh: Scene, drawn: Lottery) -> None:
        set_letters(saltmarsh.actor("amina"), lottery=drawn)
        seat = put(drawn, "Cy Moon", SeatState.ASKED, asked=clock.now() - LONG_AGO)
        (sheet,) = set_letter(saltmarsh.actor("amina"), seat=seat)
        assert sheet.subject == "Once more: you have been drawn for “Night bus panel”"
        assert seat_of(drawn, "Cy Moon").reminded is not None

    def test_what_the_drawn_should_know_is_on_record_under_a_seal(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        say_to_drawn(saltmarsh.actor("amina"), lottery=drawn, words="Bring a coat.", within=10)
        entry = last(saltmarsh)
        assert entry["action"] == "lottery.say_to_drawn"
        (row,) = entry["rows"]
        assert (row["open"]["answer_within"], "Bring a coat." in json.dumps(entry)) == (10, False)
        assert "Bring a coat." in Opening.objects.exclude(content=None).values_list("content", flat=True)

    def test_whoever_was_written_to_keeps_the_day_that_stands_in_their_letter(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        amina = saltmarsh.actor("amina")
        ask_drawn(amina, seat=seat_of(drawn, "Ada Quill"))
        told = seat_of(drawn, "Ada Quill").until
        say_to_drawn(amina, lottery=drawn, words="", within=3)
        assert seat_of(drawn, "Ada Quill").until == told
        ask_drawn(amina, seat=seat_of(drawn, "Bo Lund"))
        sooner = seat_of(drawn, "Bo Lund").until
        assert told is not None
        assert sooner is not None
        assert (told - sooner).days in {10, 11}

    def test_only_conveners_ask(self, saltmarsh: Scene, drawn: Lottery) -> None:
        rosa, seat = saltmarsh.actor("rosa"), seat_of(drawn, "Ada Quill")
        of_all = (ask_all_drawn, remind_all_drawn, set_letters)
        assert {refusal_of(one, rosa, lottery=drawn) for one in of_all} == {"needs_hat"}
        assert refusal_of(say_to_drawn, rosa, lottery=drawn, words="", within=7) == "needs_hat"
        of_one = (ask_drawn, remind_drawn, set_letter, record_answer)
        assert {refusal_of(one, rosa, seat=seat) for one in of_one} == {"needs_hat"}

    def test_nobody_is_asked_before_the_draw_after_the_end_or_by_a_way_they_did_not_give(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        amina, waits = saltmarsh.actor("amina"), panel(saltmarsh)
        assert refusal_of(ask_all_drawn, amina, lottery=waits) == "nobody_drawn_yet"
        assert refusal_of(ask_drawn, amina, seat=seat_of(drawn, "Cy Moon")) == "has_no_email_to_ask"
        assert refusal_of(set_letter, amina, seat=seat_of(drawn, "Ada Quill")) == "has_no_address_to_ask"
        assert refusal_of(ask_drawn, amina, seat=put(drawn, "Bo Lund", SeatState.CONFIRMED)) == (
            "has_answered_already"
        )
        assert refusal_of(ask_drawn, amina, seat=put(drawn, "Bo Lund", SeatState.DECLINED)) == "seat_is_free"
        end_lottery(amina, lottery=drawn)
        for deed in (ask_all_drawn, remind_all_drawn, set_letters):
            assert refusal_of(deed, amina, lottery=drawn) == "lottery_has_ended"
        assert refusal_of(say_to_drawn, amina, lottery=drawn, words="", within=7) == "lottery_has_ended"
        for deed in (ask_drawn, remind_drawn, set_letter, record_answer):
            assert refusal_of(deed, amina, seat=seat_of(drawn, "Ada Quill")) == "lottery_has_ended"


class TestAnswering:
    def test_an_answer_can_be_changed_and_is_recorded_once_each_time(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        for coming, state in (
            (Coming.YES, SeatState.CONFIRMED), (Coming.NO, SeatState.WITHDRAWN), (Coming.YES, SeatState.CONFIRMED)
        ):  # fmt: skip
            for _press in range(2):
                assert says(saltmarsh, drawn, "Ada Quill", coming).state == state
        entries = [json.loads(one) for one in Leaf.objects.filter(part=0).values_list("data", flat=True)]
        assert [one["action"] for one in entries].count("seat.answer") == 3

    def test_who_cannot_come_may_say_why_and_the_seat_is_free(self, saltmarsh: Scene, drawn: Lottery) -> None:
        seat = says(saltmarsh, drawn, "Ada Quill", Coming.NO, "My knee")
        assert (seat.state, seat.because) == (SeatState.DECLINED, "My knee")
        told = Notice.objects.filter(title="A seat on “Night bus panel” is free")
        assert {one.member for one in told} == {saltmarsh.people["amina"], saltmarsh.people["ben"]}
        assert all("Ada" not in one.text + one.title for one in told)

    def test_a_reason_that_is_taken_back_is_kept_nowhere(self, saltmarsh: Scene, drawn: Lottery) -> None:
        says(saltmarsh, drawn, "Ada Quill", Coming.NO, "My knee")
        assert Opening.objects.filter(content="My knee").count() == 1
        assert says(saltmarsh, drawn, "Ada Quill", Coming.YES).because == ""
        assert Opening.objects.filter(content="My knee").count() == 0

    def test_a_seat_that_is_given_on_cannot_be_taken_up_again(self, saltmarsh: Scene, drawn: Lottery) -> None:
        says(saltmarsh, drawn, "Ada Quill", Coming.NO)
        assert says(saltmarsh, drawn, "Ada Quill", Coming.YES).state == SeatState.CONFIRMED
        says(saltmarsh, drawn, "Ada Quill", Coming.NO)
        draw = draw_for(drawn, [Registration.objects.get(name="Ed Vane")])
        seat, said = seat_of(drawn, "Ada Quill"), {"coming": Coming.YES}
        assert refusal_of(answer_by_link, program(saltmarsh), seat=seat, **said) == "seat_given_on"
        assert refusal_of(record_answer, saltmarsh.actor("amina"), seat=seat, **said) == "seat_given_on"
        with migrating():
            Draw.objects.filter(pk=draw.pk).update(taken_back=clock.now())
        assert answer_by_link(program(saltmarsh), seat=seat, **said).state == SeatState.CONFIRMED

    def test_nobody_answers_by_hand_or_after_the_end(self, saltmarsh: Scene, drawn: Lottery) -> None:
        seat, said = seat_of(drawn, "Ada Quill"), {"coming": Coming.YES}
        assert refusal_of(answer_by_link, saltmarsh.actor("amina"), seat=seat, **said) == "not_by_command"
        end_lottery(saltmarsh.actor("amina"), lottery=drawn)
        assert refusal_of(answer_by_link, program(saltmarsh), seat=seat, **said) == "lottery_has_ended"

    def test_what_is_said_on_the_phone_is_typed_in_under_a_name_and_the_person_can_change_it(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        amina = saltmarsh.actor("amina")
        asked = record_answer(amina, seat=seat_of(drawn, "Dot Field"))
        assert (asked.state, asked.told_by, asked.answered) == (SeatState.ASKED, None, None)
        called = record_answer(amina, seat=asked)
        assert (called.state, called.reminded is None) == (SeatState.ASKED, False)
        assert refusal_of(record_answer, amina, seat=called) == "seat_asked_already"
        told = record_answer(amina, seat=asked, coming=Coming.NO, because="Works nights")
        assert (told.state, told.told_by) == (SeatState.DECLINED, saltmarsh.people["amina"])
        assert last(saltmarsh)["action"] == "seat.record_answer"
        changed = says(saltmarsh, drawn, "Dot Field", Coming.YES)
        assert (changed.state, changed.told_by, changed.because) == (SeatState.CONFIRMED, None, "")

    def test_a_no_that_is_typed_in_is_told_to_the_person_who_can_say_otherwise(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        amina, no = saltmarsh.actor("amina"), {"coming": Coming.NO, "because": "Works nights"}
        for _time in range(2):
            record_answer(amina, seat=seat_of(drawn, "Ada Quill"), **no)
        letter = Mail.objects.get()
        assert (letter.to, letter.template) == ("ada@quill.example", "lottery/mail/noted.txt")
        assert letter.subject == "It is noted that you do not take your seat on “Night bus panel”"
        assert "Works nights" not in letter.text
        (link,) = re.findall(r"/ticket/([^/\s]+)/$", letter.text, re.MULTILINE)
        seat = seat_of(drawn, "Ada Quill")
        assert registration_behind(saltmarsh.place, link) == seat.registration
        rows = {row["table"] for row in last(saltmarsh)["rows"]}
        assert rows == {"wp_convene_seat"}
        page = Client().post(f"/saltmarsh/lotteries/ticket/{link}/seat/", {"coming": "yes", "key": "y"})
        assert (page.status_code, standing(drawn)["Ada Quill"]) == (302, "confirmed")
        record_answer(amina, seat=seat_of(drawn, "Bo Lund"), coming=Coming.YES)
        record_answer(amina, seat=seat_of(drawn, "Dot Field"), **no)
        says(saltmarsh, drawn, "Ada Quill", Coming.NO)
        assert Mail.objects.count() == 1

    def test_whoever_withdraws_from_the_pool_gives_up_their_seat(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        says(saltmarsh, drawn, "Ada Quill", Coming.NO, "My knee")
        for name, state in (("Ada Quill", "declined"), ("Bo Lund", "withdrawn"), ("Ed Vane", None)):
            one = Registration.objects.get(name=name)
            withdraw(program(saltmarsh), registration=one)
            assert Seat.objects.filter(registration=one).values_list("state", flat=True).first() == state
        assert not Opening.objects.filter(content="My knee").exists()


class TestTheRecord:
    def test_it_says_neither_who_was_drawn_nor_how_they_answered(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        says(saltmarsh, drawn, "Ada Quill", Coming.NO, "My knee")
        row = next(one for one in last(saltmarsh)["rows"] if one["table"] == "wp_convene_seat")
        assert set(row["committed"]) == {"registration", "state", "because", "told_by"}
        assert {"declined", "My knee"} <= set(Opening.objects.values_list("content", flat=True))
        leaves = "".join(Leaf.objects.values_list("data", flat=True))
        registration = seat_of(drawn, "Ada Quill").registration
        for word in ("declined", "My knee", "Ada", str(registration.pk), registration.ticket):
            assert word not in leaves

    def test_only_conveners_read_who_was_drawn(self, saltmarsh: Scene, drawn: Lottery) -> None:
        assert seats_visible_to(saltmarsh.viewer("amina")).count() == 4
        assert seats_visible_to(saltmarsh.viewer("rosa")).count() == 0

    def test_a_seat_has_one_person_and_a_person_one_seat(self, saltmarsh: Scene, drawn: Lottery) -> None:
        registered(drawn, "Ivy Ash", "16 to 39", "Hill", email="ivy@ash.example")
        assert sorted(Seat.objects.values_list("registration__name", flat=True)) == [
            "Ada Quill", "Bo Lund", "Cy Moon", "Dot Field"
        ]  # fmt: skip

    def test_it_agrees_with_the_rows_after_everything_that_can_be_done(self, saltmarsh: Scene) -> None:
        sat(saltmarsh)
        standing_there = Seat.objects.order_by("pk").values_list("state", flat=True)
        assert sorted(standing_there) == ["confirmed", "declined", "withdrawn"]
        assert list(check_place(saltmarsh.place)) == []
