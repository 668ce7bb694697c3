"""Pages on which parties fill in cards, read them side by side, settle mismatches and draw up ground rules."""

import re
import uuid
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.convene.parties import EVENING, LAMPS, NO_UNIFORM, PLAIN, UNIFORMS, Parties
from tests.convene.test_issues import FIVE
from tests.house.test_pages import EVERY_SIGNED_IN_REQUEST, ONCE
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.places.test_people_page import signed_in

from wholeplace.convene.expectations.models import Dismissal, Pairing, ProposedRules, Settling
from wholeplace.convene.expectations.names import PairingKind
from wholeplace.convene.issues.framing import second_decision
from wholeplace.kernel.decisions.models import Decision

__all__ = ["own_keys", "saltmarsh"]


@pytest.fixture
def parties(saltmarsh: Scene) -> Parties:
    """The people of a place, who take part in its issue."""
    together = Parties(saltmarsh)
    together.come_together()
    return together


@pytest.fixture
def rosa(saltmarsh: Scene) -> Client:
    return signed_in(saltmarsh, "rosa")


@pytest.fixture
def amina(saltmarsh: Scene) -> Client:
    return signed_in(saltmarsh, "amina")


def sent(page: str, browser: Client, **answers: Any) -> Any:
    """Send a form with its hidden answers as the page holds them."""
    html = browser.get(page).text
    hidden = dict(re.findall(r'type="hidden" name="(after|key)" value="([^"]*)"', html))
    return browser.post(page, hidden | answers, follow=True)


def text(html: str) -> str:
    """Return what a page says, each run of blanks as one."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


class TestCards:
    def test_a_party_fills_in_its_card_and_changes_it_and_reads_all_side_by_side(
        self, parties: Parties, rosa: Client
    ) -> None:
        base = f"/saltmarsh/expectations/issues/{parties.issue.pk}/"
        assert "No party has filled in a card yet" in rosa.get(base).text
        page = sent(f"{base}card/", rosa, expects="", offers="Tea", refuses=f"{NO_UNIFORM}\r\n")
        assert "This is on your card" in page.text
        assert "Written last by Rosa Lind" in text(page.text)
        page = sent(f"{base}card/", rosa, expects=LAMPS, offers="Tea", refuses=NO_UNIFORM)
        assert "Version 2" in page.text
        told = rosa.get(base).text
        assert "1 party has said what it expects." in told
        assert LAMPS in told

    def test_whoever_is_no_member_is_led_to_sign_in(self, parties: Parties, client: Client) -> None:
        parties.fill_in()
        page = client.get(f"/saltmarsh/expectations/issues/{parties.issue.pk}/")
        assert (page.status_code, page.url.split("?")[0]) == (302, "/sign-in/")

    def test_how_much_is_said_on_a_page_of_its_own(self, parties: Parties, rosa: Client) -> None:
        parties.card("rosa", offers="Tea")
        line = parties.line("Tea")
        page = sent(
            f"/saltmarsh/expectations/lines/{line.pk}/amount/", rosa, resource="time", quantity="3", reason=""
        )
        assert "Tea 3 hours" in text(page.text)

    def test_the_pages_cost_at_most_a_dozen_statements_however_many_lines_there_are(
        self, parties: Parties, amina: Client
    ) -> None:
        made = parties.differ()
        parties.settle(made)
        parties.card("ben", after=1, expects="\n".join(f"Thing {one}" for one in range(10)))
        issue = parties.issue.pk
        for page in (
            f"/saltmarsh/issues/{issue}/",
            f"/saltmarsh/expectations/issues/{issue}/",
            f"/saltmarsh/expectations/issues/{issue}/alike/",
            made.party.get_absolute_url(),
            made.get_absolute_url(),
            f"/saltmarsh/expectations/lines/{made.line_id}/mark/",
            f"/saltmarsh/expectations/issues/{issue}/ground-rules/",
        ):
            with CaptureQueriesContext(connection) as asked:
                assert amina.get(page).status_code == 200
            own = [
                one["sql"]
                for one in asked
                if not EVERY_SIGNED_IN_REQUEST.search(one["sql"]) and one["sql"] != ONCE
            ]
            assert len(own) <= 12, (page, "\n".join(own))
            assert len(own) == len({*own}), (page, "\n".join(one for one in own if own.count(one) > 1))


class TestMarkingAndSettling:
    def test_a_line_is_marked_beside_another_and_settled_by_both(
        self, parties: Parties, rosa: Client, amina: Client
    ) -> None:
        parties.fill_in()
        one, other = parties.line(UNIFORMS), parties.line(NO_UNIFORM)
        mark = f"/saltmarsh/expectations/lines/{one.pk}/mark/"
        assert f'value="card {other.card_id}"' in rosa.get(mark).text
        assert f"line {one.pk}" not in rosa.get(mark).text
        page = sent(mark, rosa, kind="mismatch", with_what=f"line {other.pk}", why="They exclude each other")
        assert "You marked a mismatch" in page.text
        made = Pairing.objects.get()
        page = sent(f"{made.get_absolute_url()}settle/", rosa, ending="settled", words=PLAIN)
        assert "The other party is asked to confirm it" in page.text
        settling = Settling.objects.get()
        assert "A mismatch waits for your word" in amina.get(f"/saltmarsh/issues/{parties.issue.pk}/").text
        page = sent(f"/saltmarsh/expectations/settlings/{settling.pk}/confirm/", amina)
        assert "Mismatch, settled" in page.text
        assert "Confirmed by Amina Yusuf" in page.text
        assert "Say how it is settled" not in page.text

    def test_it_can_be_lived_with_or_parked_or_taken_back(
        self, parties: Parties, rosa: Client, amina: Client
    ) -> None:
        made = parties.differ()
        page = sent(f"{made.get_absolute_url()}settle/", rosa, ending="accepted", words="Two groups meet")
        assert Settling.objects.get().kind == "accepted"
        day = {"until_day": "1", "until_month": "1", "until_year": "2999"}
        page = sent(f"{made.get_absolute_url()}park/", amina, **day, reason="Not now")
        assert "Choose a day after today, and within a year." in unescape(page.text)
        ben = signed_in(parties.scene, "ben")
        page = sent(f"{made.get_absolute_url()}take-back/", ben)
        assert "You took it back." in page.text
        assert (
            "Whoever marked this took it back. It counts no more." in rosa.get(made.get_absolute_url()).text
        )

    def test_suggestions_are_shown_marked_from_and_dismissed(self, parties: Parties, rosa: Client) -> None:
        parties.fill_in()
        page = f"/saltmarsh/expectations/issues/{parties.issue.pk}/alike/"
        html = rosa.get(page).text
        assert "Perhaps a match" in html
        one, other = parties.line("Evenings in a hall"), parties.line(EVENING)
        marked = rosa.get(f"/saltmarsh/expectations/lines/{one.pk}/mark/?match&beside={other.pk}").text
        assert f'value="line {other.pk}" selected' in marked
        assert rosa.post(page, {"key": "x", "pair": f"{one.pk} {uuid.uuid4()}"}).status_code == 404
        assert rosa.post(page, {"key": "y"}).status_code == 404
        assert "suggested no more" in sent(page, rosa, pair=f"{one.pk} {other.pk}").text
        assert Dismissal.objects.count() == 1


class TestGroundRules:
    def test_they_are_drawn_up_asked_about_and_say_when_they_were_decided(
        self, parties: Parties, rosa: Client, client: Client
    ) -> None:
        parties.fill_in()
        parties.mark("Evenings in a hall", EVENING, PairingKind.MATCH)
        base = f"/saltmarsh/expectations/issues/{parties.issue.pk}/ground-rules/"
        assert "Evenings in a hall</textarea>" in rosa.get(base).text
        chosen = str(parties.line(EVENING).pk)
        page = sent(base, rosa, rules=PLAIN, red_lines=f"Rosa: {NO_UNIFORM}", reason="We met", lines=[chosen])
        assert "From what they come" in page.text
        drawn = ProposedRules.objects.get()
        asked = {
            "question": "So?",
            "rule": "consent",
            "days": "7",
            "quorum": "3",
            "voice_quorum": "1",
            "fallback_days": "0",
        }
        page = sent(f"{drawn.get_absolute_url()}ask/", rosa, **asked)
        assert PLAIN in page.text
        decision = second_decision(parties.actor("tariq"), decision=Decision.objects.get())
        parties.consent(decision, *FIVE)
        parties.close(decision)
        told = text(rosa.get(f"/saltmarsh/ground-rules/issues/{parties.issue.pk}/").text)
        assert "As decided on" in told
        assert "proposed as the ground rules drawn up on" in told
        assert f"saltmarsh Council : {EVENING}" in text(rosa.get(drawn.get_absolute_url()).text)
        assert "Say that you agree" not in told
        assert "The group decided on them on" in rosa.get(f"/saltmarsh/issues/{parties.issue.pk}/").text

    def test_while_the_issue_is_provisional_the_page_says_so_and_what_there_is_today(
        self, saltmarsh: Scene, rosa: Client
    ) -> None:
        page = rosa.get(f"/saltmarsh/expectations/issues/{saltmarsh.issue().pk}/ground-rules/")
        assert "Why you cannot do this" in page.text
        parties = Parties(saltmarsh)
        from wholeplace.convene.issues.actions import take_part

        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        parties.card("rosa", expects=LAMPS)
        page = rosa.get(f"/saltmarsh/expectations/issues/{saltmarsh.issue().pk}/ground-rules/")
        assert "Until then a convener declares them" in page.text
        assert f"/saltmarsh/ground-rules/issues/{saltmarsh.issue().pk}/declare/" in page.text
