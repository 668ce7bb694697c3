"""A lottery's own page and those on which a convener sets it up: what each reader is told, and what leads on."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from tests.convene.pooling import NIA, later, main, opened, public, registered, set_up, typed, visitor
from tests.convene.test_lottery_pool import committed
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import refusal_of
from tests.places.test_leaving import signed_in

from wholeplace.convene.issues.amending import move_issue
from wholeplace.convene.issues.names import Status
from wholeplace.convene.lottery.actions import (
    change_lottery,
    close_registration,
    end_lottery,
    open_registration,
    set_up_lottery,
)
from wholeplace.convene.lottery.models import Draw, Lottery
from wholeplace.convene.lottery.names import Asked, Fairness
from wholeplace.convene.lottery.registering import Details
from wholeplace.kernel import clock
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger.models import Entry
from wholeplace.kernel.records import Audience

__all__ = ["own_keys", "saltmarsh"]
TERMS = {"title": "Panel", "about": "Talk", "seats": 5}


def own(lottery: Lottery) -> str:
    return f"/saltmarsh/lotteries/{lottery.pk}/"


class TestSettingUp:
    def test_a_convener_is_led_from_the_issue_to_a_panel_and_on(self, saltmarsh: Scene) -> None:
        issue, client = saltmarsh.issue(), signed_in(saltmarsh, "amina")
        page = client.get(issue.get_absolute_url()).content.decode()
        path = f"/saltmarsh/lotteries/issues/{issue.pk}/set-up/"
        assert path in page
        assert "Set up a panel drawn by lot" in main(client.get(path))
        told = main(client.post(path, {**TERMS, "key": "k"}, follow=True))
        assert "The panel is set up. Say next whom it should resemble." in told
        assert "Say whom the panel should resemble" in told
        assert "Being set up" in main(client.get(issue.get_absolute_url()))

    def test_nobody_else_is_offered_to(self, saltmarsh: Scene) -> None:
        issue = saltmarsh.issue()
        assert "Set up a panel" not in main(signed_in(saltmarsh, "rosa").get(issue.get_absolute_url()))
        assert (
            refusal_of(lambda: set_up_lottery(saltmarsh.actor("rosa"), issue=issue, **TERMS)) == "needs_hat"
        )
        refused = main(signed_in(saltmarsh, "rosa").get(f"/saltmarsh/lotteries/issues/{issue.pk}/set-up/"))
        assert "Why you cannot do this:" in refused

    def test_an_issue_that_has_ended_takes_none(self, saltmarsh: Scene) -> None:
        move_issue(saltmarsh.actor("amina"), issue=saltmarsh.issue(), to=Status.ENDED, reason="Over")
        said = {"issue": saltmarsh.issue(), **TERMS}
        assert refusal_of(set_up_lottery, saltmarsh.actor("amina"), **said) == "issue_ended_no_lottery"

    def test_terms_are_changed_until_a_draw_is_committed_to(self, saltmarsh: Scene) -> None:
        lottery, client = set_up(saltmarsh), signed_in(saltmarsh, "amina")
        said = {**TERMS, "seats": 5, "method": "nash", "key": "k"}
        assert "It is changed." in main(client.post(f"{own(lottery)}change/", said, follow=True))
        now = Lottery.objects.get()
        assert (now.seats, now.method, now.one_of_a_household) == (5, "nash", False)
        terms = {**TERMS, "method": Fairness.LEXIMIN, "one_of_a_household": True, "lottery": lottery}
        assert refusal_of(lambda: change_lottery(saltmarsh.actor("rosa"), **terms)) == "needs_hat"
        committed(lottery)
        assert refusal_of(lambda: change_lottery(saltmarsh.actor("amina"), **terms)) == "draw_is_committed"
        assert Entry.objects.filter(action="lottery.change").count() == 1


class TestOpening:
    def test_registration_is_opened_with_words_of_consent_that_stand_there_already(
        self, saltmarsh: Scene
    ) -> None:
        lottery, client = set_up(saltmarsh), signed_in(saltmarsh, "amina")
        page = client.get(f"{own(lottery)}open/").content.decode()
        words = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[0]
        for told in ("for nothing else", "ticket number is published", "90 days", "withdraw at any time"):
            assert told in " ".join(words.split())
        day = (clock.now() + dt.timedelta(days=20)).date()
        sent = {"asks": ["email", "phone"], "consent": "Kept.", "key": "k"}
        sent |= {"closes_day": day.day, "closes_month": day.month, "closes_year": day.year}
        assert "Registration is open until" in main(client.post(f"{own(lottery)}open/", sent, follow=True))
        now = Lottery.objects.get()
        assert (now.asks, now.consent) == (["email", "phone"], "Kept.")
        assert now.closes is not None
        assert now.closes > clock.now() + dt.timedelta(days=19)

    def test_what_people_agreed_to_stays_and_the_day_can_move(self, saltmarsh: Scene) -> None:
        lottery, client = opened(saltmarsh), signed_in(saltmarsh, "amina")
        page = main(client.get(f"{own(lottery)}open/"))
        assert "Move the closing date" in page
        assert "What do they agree to?" not in page
        day = (clock.now() + dt.timedelta(days=50)).date()
        sent = {"key": "k", "closes_day": day.day, "closes_month": day.month, "closes_year": day.year}
        client.post(f"{own(lottery)}open/", sent)
        now = Lottery.objects.get()
        assert now.consent == lottery.consent
        assert now.closes is not None
        assert lottery.closes is not None
        assert now.closes > lottery.closes
        said = {"lottery": lottery, "closes": now.closes, "asks": [Asked.EMAIL], "consent": "Other"}
        assert (
            refusal_of(lambda: open_registration(saltmarsh.actor("amina"), **said))
            == "registration_was_opened"
        )

    @pytest.mark.parametrize(
        ("who", "targets", "days", "code"),
        [
            ("rosa", True, 9, "needs_hat"),
            ("amina", False, 9, "no_targets_yet"),
            ("amina", True, -1, "closes_in_the_past"),
        ],
    )
    def test_who_opens_and_when(self, saltmarsh: Scene, who: str, targets: Any, days: int, code: str) -> None:
        lottery = set_up(saltmarsh) if targets else set_up(saltmarsh, targets=())
        said = {"asks": [Asked.EMAIL], "consent": "Kept", "closes": clock.now() + dt.timedelta(days=days)}
        assert refusal_of(lambda: open_registration(saltmarsh.actor(who), lottery=lottery, **said)) == code

    def test_closing_and_ending_are_asked_once_and_done(self, saltmarsh: Scene) -> None:
        lottery, client = opened(saltmarsh), signed_in(saltmarsh, "amina")
        for deed in (close_registration, end_lottery):
            assert refusal_of(lambda deed=deed: deed(saltmarsh.actor("rosa"), lottery=lottery)) == "needs_hat"
        assert "Whoever did can still withdraw." in main(client.get(f"{own(lottery)}close/"))
        assert "Registration is over" in main(client.post(f"{own(lottery)}close/", {"key": "k"}, follow=True))
        assert (
            refusal_of(lambda: close_registration(saltmarsh.actor("amina"), lottery=lottery))
            == "registration_not_open"
        )
        assert "after 90 days everybody in the pool is forgotten" in main(client.get(f"{own(lottery)}end/"))
        assert "It ended on" in main(client.post(f"{own(lottery)}end/", {"key": "e"}, follow=True))
        assert (
            refusal_of(lambda: end_lottery(saltmarsh.actor("amina"), lottery=lottery)) == "lottery_has_ended"
        )
        assert [one.action for one in Entry.objects.filter(action__startswith="lottery.").order_by("at")][
            -2:
        ] == [
            "lottery.close_registration",
            "lottery.end",
        ]

    def test_the_poster_leads_to_the_registration_page_while_it_is_open(self, saltmarsh: Scene) -> None:
        lottery, client = public(saltmarsh), signed_in(saltmarsh, "amina")
        poster = client.get(f"{own(lottery)}poster/")
        assert "localhost:8000/saltmarsh/lotteries/" in main(poster)
        assert "wp-flyer__square" in poster.content.decode()
        form = main(client.get(f"{own(lottery)}form/"))
        for words in (
            "Your name",
            "E-mail address",
            "Your age?",
            "Under 40",
            "Kept for the draw.",
            "Day and signature",
        ):
            assert words in form
        close_registration(saltmarsh.actor("amina"), lottery=lottery)
        assert client.get(f"{own(lottery)}poster/").status_code == 404
        assert client.get(f"{own(lottery)}form/").status_code == 404


class TestFindingIt:
    def test_whoever_comes_to_the_place_reads_that_they_can_register(self, saltmarsh: Scene) -> None:
        lottery = public(saltmarsh)
        told = visitor().get("/saltmarsh/")
        assert "Anybody can register to be drawn by lot, until" in main(told)
        assert "Put your name down" in main(told)
        assert f"{own(lottery)}register/" in told.content.decode()
        close_registration(saltmarsh.actor("amina"), lottery=lottery)
        assert "Put your name down" not in main(visitor().get("/saltmarsh/"))

    def test_it_is_found_by_its_words_by_whoever_may_read_it(self, saltmarsh: Scene) -> None:
        lottery = public(saltmarsh)
        assert own(lottery) in visitor().get("/saltmarsh/search/?q=seafront+panel").content.decode()
        assert own(lottery) in visitor().get("/saltmarsh/search/?q=evenings+may").content.decode()

    def test_what_only_members_read_of_is_found_by_members_alone(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        for path in ("/saltmarsh/search/?q=seafront+panel", "/saltmarsh/"):
            assert own(lottery) in signed_in(saltmarsh, "rosa").get(path).content.decode()
            assert own(lottery) not in visitor().get(path).content.decode()


class TestBesideOthers:
    def test_two_panels_of_an_issue_are_not_called_the_same_while_both_go_on(self, saltmarsh: Scene) -> None:
        first = opened(saltmarsh)
        said = {"issue": first.issue, "title": first.title, "about": "Four evenings", "seats": 4}
        amina = saltmarsh.actor("amina")
        assert refusal_of(lambda: set_up_lottery(amina, **said)) == "panel_by_that_title"
        other = Lottery.objects.get(pk=set_up_lottery(amina, **{**said, "title": "Another panel"}).pk)
        terms = {"about": "Four evenings", "seats": 4, "method": other.method, "one_of_a_household": True}
        rename = lambda title: change_lottery(amina, lottery=other, title=title, **terms)  # noqa: E731
        assert refusal_of(lambda: rename(first.title)) == "panel_by_that_title"
        assert rename(other.title).title == "Another panel"
        end_lottery(amina, lottery=first)
        assert set_up_lottery(amina, **said).title == first.title

    def test_the_issues_page_shows_the_one_that_goes_on_before_any_that_ended(self, saltmarsh: Scene) -> None:
        going = opened(saltmarsh)
        end_lottery(saltmarsh.actor("amina"), lottery=set_up(saltmarsh))
        shown = signed_in(saltmarsh, "rosa").get(going.issue.get_absolute_url())
        assert own(going) in shown.content.decode()
        assert "Open for registration" in main(shown)

    def test_a_convener_is_led_to_a_draw_whose_value_is_there(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        close_registration(saltmarsh.actor("amina"), lottery=lottery)
        committed(lottery)
        for name, there, led in (("amina", False, False), ("amina", True, True), ("rosa", True, False)):
            with migrating():
                hours = dt.timedelta(hours=-1 if there else 1)
                Draw.objects.filter(lottery=lottery).update(awaited=clock.now() + hours)
            told = main(signed_in(saltmarsh, name).get("/saltmarsh/"))
            assert ("Enter the public value of a draw" in told) is led


class TestItsOwnPage:
    def test_everybody_reads_what_it_is_for_and_how_it_is_drawn(self, saltmarsh: Scene) -> None:
        lottery = public(saltmarsh)
        page = visitor().get(own(lottery))
        told = main(page)
        for words in (
            "Seafront panel",
            "Four evenings in May",
            "A panel of 4 people",
            "1 to 3",
            "Register for the draw",
        ):
            assert words in told
        assert "For those who convene" not in told
        assert f"{own(lottery)}register/" in page.content.decode()

    def test_how_many_registered_is_told_in_full_tens_and_nothing_below(self, saltmarsh: Scene) -> None:
        lottery = public(saltmarsh)

        def told(client: Client) -> list[str]:
            return re.findall(
                r"At least \d+ people are in the pool|\d+ people are in the pool",
                main(client.get(own(lottery))),
            )

        for number in range(9):
            typed(saltmarsh, lottery, Details(f"P{number}"))
        assert (told(visitor()), told(signed_in(saltmarsh, "amina"))) == ([], ["9 people are in the pool"])
        for number in range(9):
            typed(saltmarsh, lottery, Details(f"Q{number}"))
        assert told(visitor()) == told(signed_in(saltmarsh, "rosa")) == ["At least 10 people are in the pool"]
        assert told(signed_in(saltmarsh, "amina")) == ["18 people are in the pool"]

    def test_nobody_but_conveners_reads_how_many_gave_which_answer(self, saltmarsh: Scene) -> None:
        lottery = public(saltmarsh)
        registered(saltmarsh, lottery)
        assert "In the pool" in main(signed_in(saltmarsh, "amina").get(own(lottery)))
        for client in (visitor(), signed_in(saltmarsh, "rosa")):
            assert "In the pool" not in main(client.get(own(lottery)))

    def test_a_convener_is_told_what_to_do_next(self, saltmarsh: Scene) -> None:
        client = signed_in(saltmarsh, "amina")
        lottery = set_up(saltmarsh)

        def next_step() -> str:
            return main(client.get(own(lottery))).partition("Your next step")[2]

        assert next_step().startswith(" Let people in")
        lottery = opened(saltmarsh)
        assert next_step().startswith(" Put up the poster")
        close_registration(saltmarsh.actor("amina"), lottery=lottery)
        assert next_step().startswith(" Look through the pool")
        committed(lottery)
        assert next_step().startswith(" Wait for the draw")
        with migrating():
            Draw.objects.all().delete()
        end_lottery(saltmarsh.actor("amina"), lottery=lottery)
        assert next_step().startswith(" Nothing is left to do")

    def test_what_only_members_read_of_is_not_there_for_others(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        assert signed_in(saltmarsh, "rosa").get(own(lottery)).status_code == 200
        assert visitor().get(own(lottery)).status_code == 404
        assert "Seafront panel" not in main(visitor().get("/saltmarsh/lotteries/"))

    def test_visitors_find_what_they_can_register_for(self, saltmarsh: Scene) -> None:
        lottery = public(saltmarsh)
        issue = lottery.issue.get_absolute_url()
        for path in ("/saltmarsh/lotteries/", issue):
            page = visitor().get(path)
            assert "Register for the draw" in main(page)
            assert f"{own(lottery)}register/" in page.content.decode()
        later(lottery, closes=clock.now() - dt.timedelta(minutes=1))
        for path in ("/saltmarsh/lotteries/", issue):
            assert "Register for the draw" not in main(visitor().get(path))
            assert "Registration is over" in main(visitor().get(path))

    def test_an_issue_shows_its_newest_panel_and_that_there_are_others(self, saltmarsh: Scene) -> None:
        public(saltmarsh)
        issue = saltmarsh.issue()
        assert "See the other panels" not in main(visitor().get(issue.get_absolute_url()))
        other = set_up_lottery(saltmarsh.actor("amina"), issue=issue, **{**TERMS, "title": "Second panel"})
        committed(Lottery.objects.get(pk=other.pk))
        told = main(visitor().get(issue.get_absolute_url()))
        assert "Second panel" in told
        assert "It waits for a public value that is there from" in told
        assert "See the other panels" in told

    def test_the_audience_is_the_issues(self, saltmarsh: Scene) -> None:
        assert public(saltmarsh).audience == Audience.PUBLIC
        assert NIA.name not in main(visitor().get("/saltmarsh/lotteries/"))
