"""Pages about those who were drawn: for conveners, for whoever holds their own link, and for nobody else."""

import csv
import datetime as dt
import io
import re

import openpyxl
import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format
from tests.convene.inviting import main
from tests.convene.sitting import drawn_panel, link_to, panel, put, registered, seat_of, standing
from tests.house.test_pages import EVERY_SIGNED_IN_REQUEST, MOST_STATEMENTS
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.places.test_leaving import signed_in

from wholeplace.account.scrutiny.queries import lines_of
from wholeplace.convene.lottery.actions import end_lottery
from wholeplace.convene.lottery.models import Lottery, Registration, Seat
from wholeplace.convene.lottery.names import SeatState
from wholeplace.convene.lottery.seats import ask_all_drawn, ask_drawn
from wholeplace.kernel import clock
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.tokens import digest_of
from wholeplace.ui.paper import SAMPLE

__all__ = ["own_keys", "saltmarsh"]
CODE = "/saltmarsh/lotteries/code/"


def seats(lottery: Lottery, rest: str = "") -> str:
    return f"/saltmarsh/lotteries/{lottery.pk}/seats/{rest}"


def about(lottery: Lottery, name: str, rest: str = "") -> str:
    return f"/saltmarsh/lotteries/seats/{seat_of(lottery, name).pk}/{rest}"


def ticket(link: str) -> str:
    return f"/saltmarsh/lotteries/ticket/{link}/seat/"


def given_link(lottery: Lottery, name: str) -> str:
    """Let somebody have a link to their own page, as registering gives it."""
    with migrating():
        Registration.objects.filter(lottery=lottery, name=name).update(digest=digest_of(f"link {name}"[:12]))
    return f"link {name}"[:12].replace(" ", "%20")


@pytest.fixture
def drawn(saltmarsh: Scene) -> Lottery:
    return drawn_panel(saltmarsh)


class TestForConveners:
    def test_they_see_who_was_drawn_how_to_reach_them_and_what_is_missing(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        put(drawn, "Bo Lund", SeatState.CONFIRMED)
        put(drawn, "Cy Moon", SeatState.DECLINED)
        reply = signed_in(saltmarsh, "amina").get(seats(drawn))
        page = main(reply)
        for said in (
            "3 of 4 seats are held. 1 is free. 1 confirmed, 2 to be asked and 1 could not come.",
            "Ask 1 person by e-mail", "1 seat is free", "Ada Quill", "4 Quay, Saltmarsh",
            "Still missing: 1 of “Area: Hill”.", "Area: Hill 2 2 1 1 missing",
            "Draw 1: 4 seats, drawn from 8 people, on ",
        ):  # fmt: skip
            assert said in page, said
        assert 'href="tel:01632960004"' in reply.content.decode()
        assert "Ed Vane" not in page

    def test_the_list_is_narrowed_by_words_and_by_how_a_seat_stands(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        put(drawn, "Bo Lund", SeatState.CONFIRMED)
        amina = signed_in(saltmarsh, "amina")
        confirmed = main(amina.get(seats(drawn), {"state": "confirmed"}))
        assert ("Bo Lund" in confirmed, "Ada Quill" in confirmed) == (True, False)
        by_word = main(amina.get(seats(drawn), {"words": "quay"}))
        assert ("Cy Moon" in by_word, "Ada Quill" in by_word) == (True, False)
        assert "Nobody like that was drawn" in main(amina.get(seats(drawn), {"words": "zzz"}))

    def test_they_look_at_the_letter_before_all_are_asked(self, saltmarsh: Scene, drawn: Lottery) -> None:
        amina = signed_in(saltmarsh, "amina")
        page = main(amina.get(seats(drawn, "ask/")))
        assert "2 people are written to" in page
        assert "[here stands the link to their own page]" in page
        assert "by lot, as one of 4 people" in page
        assert Mail.objects.count() == 0
        for _press in range(2):
            assert amina.post(seats(drawn, "ask/"), {"key": "once"})["Location"] == seats(drawn)
        assert Mail.objects.count() == 2
        assert "Nobody is to be written to" in main(amina.get(seats(drawn, "ask/")))
        assert "Nobody is to be written to" in main(amina.get(seats(drawn, "remind/")))

    def test_they_say_in_their_own_words_what_the_drawn_should_know_and_by_when_they_answer(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        amina, words = signed_in(saltmarsh, "amina"), "We meet on 3 May in the Quarry Hall."
        for page in ("", "ask/", "letters/"):
            assert seats(drawn, "words/") in amina.get(seats(drawn, page)).text
        assert 'value="14"' in amina.get(seats(drawn, "words/")).text
        wrong = amina.post(seats(drawn, "words/"), {"words": words, "within": "2", "key": "a"})
        assert ("There is a problem" in main(wrong), words in main(wrong)) == (True, True)
        said = amina.post(seats(drawn, "words/"), {"words": words, "within": "7", "key": "b"})
        assert said["Location"] == seats(drawn)
        assert words in main(amina.get(seats(drawn, "words/")))
        until = date_format(timezone.localtime(clock.now() + dt.timedelta(days=7)), "j F Y")
        for page in (seats(drawn, "ask/"), seats(drawn, "letters/")):
            letter = main(amina.get(page))
            assert (words in letter, f"by {until}" in letter) == (True, True)
        assert words in main(amina.get(about(drawn, "Ada Quill", "answer/")))
        link = given_link(drawn, "Ada Quill")
        assert words in main(Client().get(ticket(link)))
        assert words not in main(Client().get(drawn.get_absolute_url()))
        end_lottery(saltmarsh.actor("amina"), lottery=drawn)
        assert "This lottery has ended" in main(amina.get(seats(drawn, "words/")))

    def test_the_most_that_can_be_said_fits_on_one_page_of_paper(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        with migrating():
            most = {"about": f"{'About it all ' * 13}\n" * 6, "to_drawn": f"{'Do come with us ' * 6}\n" * 6}
            Lottery.objects.filter(pk=drawn.pk).update(title="Night bus " * 20, **most)
        put(drawn, "Cy Moon", SeatState.ASKED, asked=clock.now(), reminded=clock.now())
        amina = signed_in(saltmarsh, "amina")
        sample = amina.post(seats(drawn, "letters/"), {"do": "paper", "key": "a"})
        (page,) = pypdf.PdfReader(io.BytesIO(sample.content)).pages
        assert SAMPLE in page.extract_text()

    def test_they_look_at_a_letter_on_paper_and_set_it(self, saltmarsh: Scene, drawn: Lottery) -> None:
        amina = signed_in(saltmarsh, "amina")
        page = main(amina.get(seats(drawn, "letters/")))
        assert "1 letter waits. This is how it reads." in page
        assert SAMPLE in page
        sample = amina.post(seats(drawn, "letters/"), {"do": "paper", "key": "a"})
        assert SAMPLE in pypdf.PdfReader(io.BytesIO(sample.content)).pages[0].extract_text()
        assert standing(drawn)["Cy Moon"] == "drawn"
        reply = amina.post(seats(drawn, "letters/"), {"key": "b", "phone": "01632 960 000"})
        assert (reply["Content-Type"], reply["Cache-Control"]) == ("application/pdf", "private, no-store")
        (sheet,) = pypdf.PdfReader(io.BytesIO(reply.content)).pages
        (code,) = re.findall(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", sheet.extract_text())
        assert standing(drawn)["Cy Moon"] == "asked"
        opened = Client().post(CODE, {"code": code.lower()})
        assert opened["Location"] == f"/saltmarsh/lotteries/ticket/{code.replace('-', '')}/"
        assert "Once more" not in sheet.extract_text()
        assert "its code stays the same" in main(amina.get(about(drawn, "Cy Moon", "letter/")))
        assert "its code stays the same" in main(amina.get(seats(drawn, "letters/")))

    def test_one_person_is_asked_reminded_and_answered_for(self, saltmarsh: Scene, drawn: Lottery) -> None:
        amina = signed_in(saltmarsh, "amina")
        shown = main(amina.get(about(drawn, "Ada Quill")))
        for said in ("Ask them by e-mail", "Call them, and say what they said", "16 to 39", "Draw 1, on "):
            assert said in shown
        assert "Set a letter for the post" not in shown
        assert "You have been drawn" in main(amina.get(about(drawn, "Ada Quill", "ask/")))
        assert amina.post(about(drawn, "Ada Quill", "ask/"), {"key": "a"}).status_code == 302
        assert "Why you cannot remind them now" in main(amina.get(about(drawn, "Ada Quill")))
        assert "Give them time" in main(amina.get(about(drawn, "Ada Quill", "remind/")))
        page = main(amina.get(about(drawn, "Ada Quill", "answer/")))
        assert "May I speak with Ada Quill?" in page
        said = {"coming": "no", "because": "Works nights", "key": "b"}
        assert amina.post(about(drawn, "Ada Quill", "answer/"), said).status_code == 302
        shown = main(amina.get(about(drawn, "Ada Quill")))
        assert ("Works nights" in shown, "Typed in by Amina Yusuf" in shown) == (True, True)

    def test_before_the_draw_and_after_a_withdrawal_the_pages_stand(self, saltmarsh: Scene) -> None:
        amina, waits = signed_in(saltmarsh, "amina"), panel(saltmarsh)
        assert "Nobody is drawn yet" in main(amina.get(seats(waits)))
        for rest in ("ask/", "letters/", "remind/"):
            assert "Nobody is drawn yet." in main(amina.get(seats(waits, rest)))
        drawn = drawn_panel(saltmarsh)
        seat = seat_of(drawn, "Ada Quill")
        with migrating():
            Seat.objects.filter(pk=seat.pk).update(state=SeatState.WITHDRAWN)
            Registration.objects.filter(pk=seat.registration_id).update(
                name="[erased]",
                email="[erased]",
                phone="[erased]",
                answers="[erased]",
                withdrawn=seat.draw.drawn,
            )
        assert "TKT-0000" in main(amina.get(seats(drawn)))
        shown = main(amina.get(f"/saltmarsh/lotteries/seats/{seat.pk}/"))
        assert ("TKT-0000" in shown, "[erased]" in shown) == (True, False)

    def test_they_take_selected_and_remaining_away_in_the_columns_others_read(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        registered(drawn, "=HYPERLINK(1)", "16 to 39", "Hill", email="x@y.example")
        put(drawn, "Bo Lund", SeatState.CONFIRMED)
        put(drawn, "Cy Moon", SeatState.DECLINED)
        amina = signed_in(saltmarsh, "amina")
        selected, remaining = (
            list(csv.DictReader(io.StringIO(amina.get(seats(drawn, name)).content.decode("utf-8-sig"))))
            for name in ("selected.csv", "remaining.csv")
        )
        assert [(one["external_id"], one["selection_status"]) for one in selected] == [
            ("TKT-0000", "SELECTED"), ("TKT-0001", "CONFIRMED"), ("TKT-0003", "SELECTED"),
        ]  # fmt: skip
        ada = selected[0]
        assert (ada["name"], ada["Age"], ada["Area"], ada["selection_run_id"], ada["source_type"]) == (
            "Ada Quill", "16 to 39", "Harbour", "1", "PAGE",
        )  # fmt: skip
        with migrating():  # whoever lives with somebody who holds a seat is not drawn
            homes = Registration.objects.filter(name__in=("Ada Quill", "Ed Vane"))
            homes.update(household="one home")
        again = amina.get(seats(drawn, "remaining.csv")).content.decode("utf-8-sig")
        assert "Ed Vane" not in again
        with migrating():
            homes.update(household="")
        assert [one["name"] for one in remaining] == [
            "Ed Vane", "Flo Marsh", "Gus Weir", "Hal Brook", "'=HYPERLINK(1)",
        ]  # fmt: skip
        assert {one["selection_status"] for one in remaining} == {"POOL"}
        book = openpyxl.load_workbook(io.BytesIO(amina.get(seats(drawn, "remaining.xlsx")).content))
        cell = book.active["B6"]
        assert (cell.data_type, cell.value) == ("s", "'=HYPERLINK(1)")
        for name in ("others.csv", "selected.ods"):
            assert amina.get(seats(drawn, name)).status_code == 404


class TestForWhoeverWasDrawn:
    def test_they_confirm_in_one_step_and_can_change_it(self, saltmarsh: Scene, drawn: Lottery) -> None:
        ask_all_drawn(saltmarsh.actor("amina"), lottery=drawn)
        path, client = ticket(link_to("ada@quill.example")), Client()
        page = main(client.get(path))
        assert "You have been drawn" in page
        assert "by lot, as one of 4 people" in page
        assert "Change my answer" not in page
        assert standing(drawn)["Ada Quill"] == "asked"
        reply = client.post(path, {"coming": "yes", "key": "y"}, follow=True)
        assert standing(drawn)["Ada Quill"] == "confirmed"
        assert ("You take your seat" in main(reply), "Change my answer" in main(reply)) == (True, True)
        client.post(path, {"coming": "no", "because": "My knee", "key": "n"})
        assert (standing(drawn)["Ada Quill"], seat_of(drawn, "Ada Quill").because) == ("withdrawn", "My knee")
        assert "My knee" in main(client.get(path))
        end_lottery(saltmarsh.actor("amina"), lottery=drawn)
        ended = main(client.get(path))
        assert ("This lottery has ended" in ended, "Say so" in ended) == (True, False)

    def test_they_are_told_by_when_to_answer_and_that_it_is_not_too_late(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        link = given_link(drawn, "Ada Quill")
        assert "answer by" not in main(Client().get(ticket(link)))
        put(drawn, "Ada Quill", SeatState.ASKED, asked=clock.now(), until=clock.now() + dt.timedelta(days=2))
        assert "Please answer by" in main(Client().get(ticket(link)))
        put(drawn, "Ada Quill", SeatState.ASKED, asked=clock.now(), until=clock.now() - dt.timedelta(days=2))
        assert "We asked you to answer by" in main(Client().get(ticket(link)))
        put(
            drawn,
            "Ada Quill",
            SeatState.CONFIRMED,
            asked=clock.now(),
            until=clock.now() - dt.timedelta(days=2),
        )
        assert "answer by" not in main(Client().get(ticket(link)))

    def test_an_empty_answer_is_asked_for_again(self, saltmarsh: Scene, drawn: Lottery) -> None:
        link = given_link(drawn, "Ada Quill")
        assert "Choose an answer" in main(Client().post(ticket(link), {"key": "y"}))

    def test_a_link_that_is_not_there_opens_nothing_and_guessing_is_stopped(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        guesser = Client(REMOTE_ADDR="192.0.2.9")
        tries = [guesser.get(ticket(f"guess{one}")).status_code for one in range(40)]
        assert (tries[0], tries[-1]) == (404, 429)
        tries = [guesser.post(CODE, {"code": "ABCD-EFGH"}).status_code for _one in range(2)]
        assert tries == [429, 429]
        page = main(Client().post(CODE, {"code": "ABCD-EFGH"}))
        assert "This code does not work" in page


class TestForNobodyElse:
    def test_who_was_drawn_is_read_by_conveners_and_on_nobody_elses_page(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        pages = [
            seats(drawn), seats(drawn, "ask/"), seats(drawn, "letters/"), seats(drawn, "selected.csv"),
            seats(drawn, "remaining.xlsx"), *(about(drawn, "Cy Moon", one) for one in ("", "answer/", "letter/")),
        ]  # fmt: skip
        names = ("Ada Quill", "Cy Moon")
        for path in pages:
            told = signed_in(saltmarsh, "amina").get(path)
            assert told.status_code == 200
            if not path.endswith("xlsx"):
                assert any(name in told.content.decode() for name in (*names, "Ed Vane")), path
            for name in ("rosa", "cllr", "olwen", "tariq"):
                reply = signed_in(saltmarsh, name).get(path)
                assert (path, reply.status_code) == (path, 404)
                assert not any(word.encode() in reply.content for word in names)
            assert Client().get(path).status_code == 302

    def test_somebody_elses_link_search_the_api_and_the_record_tell_nothing_of_them(
        self, saltmarsh: Scene, drawn: Lottery
    ) -> None:
        ask_drawn(saltmarsh.actor("amina"), seat=seat_of(drawn, "Ada Quill"))
        own = Client().get(ticket(link_to("ada@quill.example"))).content.decode()
        assert "You have been drawn" in own
        for word in ("Bo Lund", "TKT-0001", "Ed Vane"):
            assert word not in own
        rosa = signed_in(saltmarsh, "rosa")
        for path in (
            "/saltmarsh/search/?q=Quill",
            "/saltmarsh/record/",
            f"/saltmarsh/lotteries/{drawn.pk}/report/",
        ):
            told = rosa.get(path, follow=True).content.decode()
            assert ("Ada Quill" in told, "ada@quill" in told) == (False, False), path
        leaf = Leaf.objects.filter(entry__action="seat.ask").get()
        assert lines_of([leaf], saltmarsh.viewer("amina"))[0].about == seat_of(drawn, "Ada Quill")
        assert lines_of([leaf], saltmarsh.viewer("rosa"))[0].about is None


def test_a_page_asks_the_database_little_however_many_were_drawn(saltmarsh: Scene, drawn: Lottery) -> None:
    amina, path = signed_in(saltmarsh, "amina"), seats(drawn)
    for each in (
        path, seats(drawn, "ask/"), seats(drawn, "letters/"), about(drawn, "Ada Quill"), about(drawn, "Ada Quill", "answer/"),
        about(drawn, "Cy Moon", "letter/"), ticket(given_link(drawn, "Ada Quill")), f"/saltmarsh/lotteries/{drawn.pk}/report/",
    ):  # fmt: skip
        amina.get(each)
        with CaptureQueriesContext(connection) as asked:
            amina.get(each)
        kept = [one["sql"] for one in asked if not EVERY_SIGNED_IN_REQUEST.search(one["sql"])]
        assert len(kept) <= MOST_STATEMENTS, (each, kept)
        assert len(set(kept)) == len(kept), (each, kept)
