"""What guests wrote is theirs: they put it into other words, read why moderators keep it from people, and answer."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.formats import date_format
from django.utils.timezone import localtime
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import Held, give, joined, opened, refusal_of, wearing
from tests.mediate.conversations.test_guests import TEXT, says
from tests.mediate.conversations.test_moderation import entry
from tests.mediate.conversations.test_pages import at, browser, text_of
from tests.mediate.conversations.test_rooms import come_in, enters, guest_at, public, roomy

from wholeplace.kernel.actors import machine
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.sentences import sentence_of
from wholeplace.kernel.people import HatKind
from wholeplace.mediate.conversations.guests import (
    MOST_BY_A_GUEST,
    answer_moderators_as_guest,
    claim_guest,
    reword_as_guest,
)
from wholeplace.mediate.conversations.models import Guest, Statement
from wholeplace.mediate.conversations.moderation import hold_statement
from wholeplace.mediate.conversations.names import Moderation, Reason
from wholeplace.mediate.conversations.queries import written_by_guest
from wholeplace.mediate.conversations.rooms import new_code
from wholeplace.mediate.conversations.rulings import Ruling, StatementReport

__all__ = ["own_keys", "saltmarsh"]

WHY = {"reason": Reason.PERSONAL, "words": "It names a neighbour."}
ANEW = "A warm room, and tea."


@pytest.fixture
def held(saltmarsh: Scene) -> Held:
    found = public(saltmarsh)
    found.people = joined(saltmarsh, people=2, issue=found.conversation.issue)
    give(found, "rosa", HatKind.MODERATOR)
    return found


def came(held: Held, text: str = TEXT) -> tuple[Client, Statement]:
    """Come in and write; return the browser, and what was written."""
    client, _code = come_in(held, roomy(held))
    client.post(guest_at(held, "say/"), {"text": text})
    return client, Statement.objects.get(conversation=held.conversation, text=text)


def about(held: Held, statement: Statement, end: str) -> str:
    return guest_at(held, f"statements/{statement.number}/{end}/")


def answers(held: Held, statement: Statement, guest: Guest, words: str = "She agreed.") -> Ruling:
    by = machine(held.scene.place, "guests")
    return answer_moderators_as_guest(by, statement=statement, guest=guest, words=words)


def rewords(held: Held, guest: Guest, number: int, text: str = ANEW) -> Statement:
    by = machine(held.scene.place, "guests")
    return reword_as_guest(by, conversation=held.conversation, guest=guest, number=number, text=text)


class TestAnsweringModerators:
    def test_a_guest_reads_why_until_when_and_answers_and_moderators_read_it(self, held: Held) -> None:
        client, written = came(held)
        assert "Answer the moderators" not in text_of(client.get(guest_at(held)))
        hold_statement(wearing(held, "rosa"), statement=written, **WHY)
        written.refresh_from_db()
        assert written.held_until is not None
        until = date_format(localtime(written.held_until), "l j F, H:i")
        page = client.get(guest_at(held))
        for said in ("It names somebody, or tells who they are. It names a neighbour.", f"until {until}"):
            assert said in text_of(page)
        path = about(held, written, "moderators")
        assert f'href="{path}"' in page.text
        assert "It names a neighbour." in text_of(client.get(path))
        reply = client.post(path, {"words": "She agreed."}, follow=True)
        assert reply.request["PATH_INFO"] == guest_at(held)
        assert "You answered: She agreed." in text_of(reply)
        moderators = text_of(browser(held.scene.people["rosa"]).get(at(held, "moderation/?kind=held")))
        assert "Its author answered: She agreed." in moderators
        assert "She agreed." not in text_of(browser(held.people[0]).get(at(held, "moderation/log/")))

    def test_a_guest_is_told_no_moderators_name(self, held: Held) -> None:
        client, written = came(held)
        hold_statement(wearing(held, "rosa"), statement=written, **WHY)
        name = held.scene.people["rosa"].name
        assert name in text_of(browser(held.people[0]).get(at(held, "moderation/log/")))
        for path in (guest_at(held), about(held, written, "moderators")):
            assert name not in client.get(path).text

    def test_it_is_their_own_statement_and_once_for_each_decision(self, held: Held) -> None:
        room = roomy(held)
        guest, other = enters(held, room), enters(held, room)
        written = says(held, guest)
        assert refusal_of(answers, held, written, guest) == "nothing_to_answer"
        hold_statement(wearing(held, "rosa"), statement=written, **WHY)
        assert refusal_of(answers, held, written, other) == "gone"
        assert refusal_of(answers, held, written, guest, " ") == "left_empty"
        assert answers(held, written, guest).by is None
        assert refusal_of(answers, held, written, guest) == "nothing_to_answer"
        by = held.scene.actor("amina")
        asked = {"statement": written, "guest": guest, "words": "So"}
        assert refusal_of(answer_moderators_as_guest, by, **asked) == "not_by_command"
        told = sentence_of(entry("statement.answer_moderators_as_guest"))
        assert told.startswith("The program (guests) kept what a guest answered")
        assert list(check_place(held.scene.place)) == []

    def test_once_it_was_taken_over_the_member_answers_and_the_guest_no_longer(self, held: Held) -> None:
        code = new_code()
        guest = enters(held, roomy(held), code=code)
        written = says(held, guest)
        hold_statement(wearing(held, "rosa"), statement=written, **WHY)
        before = Statement.objects.get(pk=written.pk)
        claim_guest(held.actor(0), conversation=held.conversation, code=code)
        assert refusal_of(answers, held, before, guest) == "gone"
        assert "Answer the moderators" in text_of(browser(held.people[0]).get(at(held, "answers/")))


class TestSayingItAnew:
    def test_a_guest_changes_it_in_its_place_while_nobody_has_answered(self, held: Held) -> None:
        client, written = came(held)
        path = about(held, written, "anew")
        assert f'href="{path}"' in client.get(guest_at(held)).text
        assert TEXT in client.get(path).text
        reply = client.post(path, {"text": ANEW}, follow=True)
        assert "Your statement was changed." in text_of(reply)
        written.refresh_from_db()
        assert (written.text, written.moderation) == (ANEW, Moderation.UNSEEN)
        assert entry("conversation.reword_as_guest")["actor"] == {"machine": "guests"}

    def test_once_somebody_answered_new_words_replace_the_old_ones(self, held: Held) -> None:
        client, written = came(held)
        held.answers(0, written.number)
        client.post(about(held, written, "anew"), {"text": ANEW})
        new = Statement.objects.get(replaces=written)
        guest = Guest.objects.get()
        assert (new.text, new.guest, new.author) == (ANEW, guest, None)
        assert list(written_by_guest(held.conversation, guest)) == [new]
        assert TEXT not in text_of(client.get(guest_at(held)))
        assert refusal_of(rewords, held, guest, written.number) == "statement_was_replaced"
        assert list(check_place(held.scene.place)) == []

    def test_saying_anew_takes_up_none_of_the_few_they_write(self, held: Held) -> None:
        guest = enters(held, roomy(held))
        for number in range(MOST_BY_A_GUEST - 1):
            says(held, guest, f"{TEXT} {number}")
        mine = written_by_guest(held.conversation, guest)
        held.answers(0, mine[0].number)
        assert rewords(held, guest, mine[0].number).replaces is not None
        assert says(held, guest, "The last one")
        assert refusal_of(says, held, guest, "One more thing") == "enough_written"

    def test_but_it_is_said_anew_so_often_and_no_oftener(
        self, held: Held, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("wholeplace.mediate.conversations.saying.MOST_REWORDED", 2)
        guest = enters(held, roomy(held))
        number = says(held, guest).number
        for turn in range(2):
            held.answers(0, number)
            number = rewords(held, guest, number, f"{TEXT} {turn}").number
        held.answers(0, number)
        assert refusal_of(rewords, held, guest, number, "Once more") == "reworded_enough"

    def test_it_is_theirs_alone_shown_and_while_the_conversation_is_open(self, held: Held) -> None:
        room = roomy(held)
        guest, other = enters(held, room), enters(held, room)
        written = says(held, guest)
        assert refusal_of(rewords, held, other, written.number) == "statement_of_another"
        assert refusal_of(rewords, held, guest, 1) == "statement_of_another"
        elsewhere = Held(held.scene, opened(held.scene, issue=held.conversation.issue))
        assert refusal_of(rewords, elsewhere, guest, 1) == "gone"
        by, asked = held.scene.actor("amina"), {"guest": guest, "number": written.number, "text": ANEW}
        assert refusal_of(reword_as_guest, by, conversation=held.conversation, **asked) == "not_by_command"
        hold_statement(wearing(held, "rosa"), statement=written, **WHY)
        assert refusal_of(rewords, held, guest, written.number) == "no_such_statement"
        held.close()
        assert refusal_of(rewords, held, guest, written.number) == "conversation_is_closed"


@pytest.mark.parametrize("end", ["anew", "moderators"])
def test_whoever_is_no_guest_or_wrote_it_not_finds_no_page(held: Held, end: str) -> None:
    client, written = came(held)
    assert client.get(about(held, written, end)).status_code == 200
    assert "no-store" in client.get(about(held, written, end))["Cache-Control"]
    assert Client().get(about(held, written, end))["Location"] == guest_at(held, "back/")
    other, _code = come_in(held, roomy(held))
    assert other.get(about(held, written, end)).status_code == 404


class TestReporting:
    def test_a_guest_reports_what_they_are_asked_or_answered_and_comes_back(self, held: Held) -> None:
        cache.clear()
        client, _code = come_in(held, roomy(held))
        page: Any = client.get(guest_at(held))
        asked = page.context["number"]
        assert f'href="{at(held, f"statements/{asked}/report/")}?guest"' in page.text
        client.post(guest_at(held), {"number": asked, "answer": "agree"})
        after: Any = client.get(guest_at(held))
        assert after.context["number"] != asked
        path = f"{at(held, f'statements/{asked}/report/')}?guest"
        assert f'href="{path}"' in after.text
        reply = client.post(path, {"reason": "spam"}, follow=True)
        assert "Moderators will look at the statement." in text_of(reply)
        assert reply.request["PATH_INFO"] == guest_at(held)
        assert StatementReport.objects.get().reporter is None

    def test_a_statements_own_page_leads_there_where_it_is_shown_and_was_said_here(self, held: Held) -> None:
        written = says(held, enters(held, roomy(held)))
        path, report = written.get_absolute_url(), at(held, f"statements/{written.number}/report/")
        assert f'href="{report}"' in Client().get(path).text
        assert Client().get(report).status_code == 200
        hold_statement(wearing(held, "rosa"), statement=written, **WHY)
        moderators = browser(held.scene.people["rosa"])
        for client in (Client(), moderators):
            assert f'href="{report}"' not in client.get(path).text

    def test_one_that_was_replaced_and_is_still_shown_can_be_reported_too(self, held: Held) -> None:
        guest = enters(held, roomy(held))
        written = says(held, guest)
        held.answers(0, written.number)
        rewords(held, guest, written.number)
        report = at(held, f"statements/{written.number}/report/")
        assert f'href="{report}"' in Client().get(written.get_absolute_url()).text
        cache.clear()
        assert Client().post(report, {"reason": "spam"}).status_code == 302
