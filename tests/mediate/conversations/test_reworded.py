"""A statement that was answered and then reworded: both wordings can be read, and each says what became of the other."""

from typing import Any

import pytest
from django.test import Client
from tests.kernel.scene import own_keys, saltmarsh
from tests.mediate.conversations.live import Held, give, held, opened, wearing
from tests.mediate.conversations.test_pages import at, browser, text_of
from tests.mediate.landscapes.conftest import plain_files

from wholeplace.kernel import clock
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.people import HatKind
from wholeplace.mediate.conversations.models import Statement
from wholeplace.mediate.conversations.moderation import (
    accept_statement,
    hold_statement,
    leave_out,
    propose_out,
)
from wholeplace.mediate.conversations.names import Moderated, Reason
from wholeplace.mediate.conversations.saying import reword, say

__all__ = ["held", "own_keys", "plain_files", "saltmarsh"]

OLD, NEW = "A bensh.", "A bench."
WHY = {"reason": Reason.PERSONAL, "words": "It names a neighbour."}


def said_anew(held: Held, old: str = OLD, new: str = NEW) -> tuple[Statement, Statement]:
    """A statement that somebody answered, and the one it was reworded as."""
    first = Statement.objects.filter(conversation=held.conversation, text=old).first()
    first = first or say(held.actor(0), conversation=held.conversation, text=old)
    held.answers(1, first.number)
    return first, reword(held.actor(0), conversation=held.conversation, number=first.number, text=new)


def page_of(client: Client, statement: Statement) -> str:
    return text_of(client.get(statement.get_absolute_url()))


def today() -> str:
    now = clock.now()
    return f"{now.day} {now:%B %Y}"


@pytest.fixture
def reader(held: Held) -> Client:
    return browser(held.people[2])


class TestTheirPages:
    def test_the_new_one_shows_the_earlier_words_and_leads_to_their_answers(
        self, held: Held, reader: Client
    ) -> None:
        first, second = said_anew(held)
        reply = reader.get(second.get_absolute_url())
        said = f"Reworded on {today()}. Answers to the earlier words stay with them: {OLD}"
        assert said in text_of(reply)
        assert f'href="{first.get_absolute_url()}"' in reply.content.decode()

    def test_the_old_one_says_where_it_went(self, held: Held, reader: Client) -> None:
        first, second = said_anew(held)
        reply = reader.get(first.get_absolute_url())
        said = "Answers to the words above stay with them. People were asked these instead:"
        assert f"Reworded on {today()}. {said} {NEW}" in text_of(reply)
        assert f'href="{second.get_absolute_url()}"' in reply.content.decode()

    def test_what_was_reworded_twice_shows_both_earlier_words_the_last_first(
        self, held: Held, reader: Client
    ) -> None:
        said_anew(held)
        _second, third = said_anew(held, NEW, "Two benches.")
        shown = page_of(reader, third)
        assert 0 < shown.index(f"stay with them: {NEW}") < shown.index(f"stay with them: {OLD}")

    def test_one_that_nobody_reworded_says_nothing_of_it(self, held: Held, reader: Client) -> None:
        said_anew(held)
        assert "Reworded" not in page_of(
            reader, Statement.objects.get(conversation=held.conversation, number=1)
        )

    def test_one_reworded_before_the_day_was_kept_says_so_without_it(
        self, held: Held, reader: Client
    ) -> None:
        _first, second = said_anew(held)
        with migrating():
            Statement.objects.update(reworded=None)
        assert f"Reworded. Answers to the earlier words stay with them: {OLD}" in page_of(reader, second)


class TestTheList:
    def test_says_in_a_line_that_it_was_reworded_and_leads_to_the_earlier_words(
        self, held: Held, reader: Client
    ) -> None:
        first, _second = said_anew(held)
        reply = reader.get(at(held, "statements/"))
        assert f"Reworded on {today()}: the earlier words, statement 4" in text_of(reply)
        assert f'href="{first.get_absolute_url()}"' in reply.content.decode()
        assert text_of(reply).count("Reworded on") == 1

    def test_whoever_wrote_it_finds_the_line_among_what_they_wrote(self, held: Held) -> None:
        said_anew(held)
        mine = text_of(browser(held.people[0]).get(at(held, "answers/")))
        assert f"Reworded on {today()}: the earlier words, statement 4" in mine


class TestWhatModeratorsHide:
    @pytest.fixture
    def mods(self, held: Held) -> Any:
        for name in ("rosa", "tariq"):
            give(held, name, HatKind.MODERATOR)
        return wearing(held, "rosa"), wearing(held, "tariq")

    def test_earlier_words_that_are_held_are_not_shown_and_the_page_says_why(
        self, held: Held, reader: Client, mods: Any
    ) -> None:
        first, second = said_anew(held)
        assert OLD in page_of(reader, second)
        hold_statement(mods[0], statement=first, **WHY)
        shown = page_of(reader, second)
        assert OLD not in shown
        assert (
            "Statement 4. Its words are not shown for now: a moderator holds it. Because: It names" in shown
        )

    def test_new_words_that_were_left_out_are_not_shown_on_the_old_ones_page(
        self, held: Held, reader: Client, mods: Any
    ) -> None:
        first, second = said_anew(held)
        assert NEW in page_of(reader, first)
        propose_out(mods[0], statement=second, **WHY)
        leave_out(mods[1], statement=second)
        shown = page_of(reader, first)
        assert NEW not in shown
        assert "Statement 5. Its words are not shown: moderators left it out, by the word of two." in shown

    def test_new_words_that_nobody_has_accepted_yet_are_not_shown_and_lead_nowhere(
        self, held: Held, reader: Client, mods: Any
    ) -> None:
        first_accepted = Held(held.scene, opened(held.scene, moderated=Moderated.BEFORE), held.people)
        first = say(first_accepted.actor(0), conversation=first_accepted.conversation, text=OLD)
        accept_statement(mods[0], statement=first)
        first, second = said_anew(first_accepted)
        shown = page_of(reader, first)
        assert NEW not in shown
        assert "Statement 5. Its words are not shown: a moderator has yet to look at it." in shown
        assert second.get_absolute_url() not in reader.get(first.get_absolute_url()).content.decode()
        accept_statement(mods[0], statement=second)
        assert NEW in page_of(reader, first)
