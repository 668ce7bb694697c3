"""Everybody finds on their own page where they answered and how far they came, and nobody else does."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.kernel.scene import own_keys, saltmarsh
from tests.mediate.conversations.live import SEEDS, Held, held, many, opened
from tests.mediate.conversations.test_pages import at, browser, text_of
from tests.mediate.conversations.test_rooms import answers as answers_as_guest
from tests.mediate.conversations.test_rooms import enters, public, roomy

from wholeplace.convene.issues.actions import take_part
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.mediate.conversations.answered import answered
from wholeplace.mediate.conversations.guests import claim_guest
from wholeplace.mediate.conversations.keys import ballot_key_path
from wholeplace.mediate.conversations.models import WaitingAnswer
from wholeplace.mediate.conversations.rooms import new_code
from wholeplace.mediate.conversations.saying import reword, say

__all__ = ["held", "many", "own_keys", "saltmarsh"]

PAGE = "/saltmarsh/yourself/"


def found(held: Held, number: int = 0) -> list[tuple[int, int, bool]]:
    return [(one.answered, one.asked, one.is_open) for one in answered(held.actor(number).viewer)]


def votes_on(page: Any) -> str:
    """Return what the page says below its heading of votes."""
    return text_of(page).split("My votes")[1].split("What others see of me")[0]


class TestWhatIsListed:
    def test_is_where_one_answered_and_how_many_of_how_many(self, held: Held) -> None:
        assert found(held) == []
        held.answers(0, 1)
        held.answers(0, 3)
        assert (found(held), found(held, 1)) == ([(2, len(SEEDS), True)], [])
        page = browser(held.people[0]).get(PAGE)
        assert "2 of 3 answered, open." in votes_on(page)
        assert f'href="{at(held, "answers/")}"' in page.text
        assert "You have answered no conversation yet." in votes_on(browser(held.people[1]).get(PAGE))

    def test_stays_once_the_answers_are_in_the_record_and_the_conversation_has_closed(
        self, many: Held
    ) -> None:
        for number in range(12):
            many.answers(number, 1)
        run_all_now()
        assert not WaitingAnswer.objects.exists()
        assert found(many) == [(1, len(SEEDS), True)]
        many.close()
        assert found(many) == [(1, len(SEEDS), False)]
        assert "1 of 3 answered, closed" in votes_on(browser(many.people[0]).get(PAGE))

    def test_counts_what_is_asked_now(self, held: Held) -> None:
        written = say(held.actor(1), conversation=held.conversation, text="A bench.")
        held.answers(0, written.number)
        reword(held.actor(1), conversation=held.conversation, number=written.number, text="Two benches.")
        assert found(held) == [(0, len(SEEDS) + 1, True)]

    def test_holds_what_one_answered_as_a_guest_once_it_was_taken_over(self, saltmarsh: Any) -> None:
        here = public(saltmarsh)
        here.people = [saltmarsh.people["rosa"]]
        take_part(here.actor(0), issue=here.conversation.issue)
        code = new_code()
        answers_as_guest(here, enters(here, roomy(here), code=code), 1)
        assert found(here) == []
        claim_guest(here.actor(0), conversation=here.conversation, code=code)
        assert found(here) == [(1, len(SEEDS), True)]

    def test_is_nothing_while_the_key_is_away(self, held: Held) -> None:
        held.answers(0, 1)
        ballot_key_path(held.scene.place).unlink()
        assert found(held) == []


class TestItIsSecret:
    def test_nobody_else_and_no_visitor_reads_it_and_no_cache_keeps_it(self, held: Held) -> None:
        held.answers(0, 1)
        page = browser(held.people[0]).get(PAGE)
        assert "1 of 3 answered" in votes_on(page)
        assert "no-store" in page["Cache-Control"]
        for name in ("amina", "ben", "olwen"):
            assert "of 3 answered" not in browser(held.scene.people[name]).get(PAGE).text

    def test_it_asks_for_the_keys_of_its_reader_alone_in_as_many_statements_however_many_there_are(
        self, held: Held
    ) -> None:
        held.answers(0, 1)
        held.answers(1, 1)
        client = browser(held.people[0])
        client.get(PAGE)
        theirs = set(WaitingAnswer.objects.values_list("voter", flat=True))
        with CaptureQueriesContext(connection) as few:
            client.get(PAGE)
        asked = {key for key in theirs if any(key in one["sql"] for one in few)}
        assert len(asked) == 1 < len(theirs)
        for _ in range(3):
            other = Held(held.scene, opened(held.scene), held.people)
            other.answers(0, 1)
        with CaptureQueriesContext(connection) as more:
            client.get(PAGE)
        assert len(more) == len(few)
