"""The pages of a conversation: one statement at a time, and all that one said to be seen and changed."""

import re
from typing import Any

import pytest
from django.test import Client
from tests.kernel.scene import own_keys, saltmarsh
from tests.mediate.conversations.live import SEEDS, Held, held

from wholeplace.convene.issues.actions import take_part
from wholeplace.kernel.clock import now
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.people import Membership
from wholeplace.mediate.conversations.given import my_answers
from wholeplace.mediate.conversations.models import Conversation, Statement
from wholeplace.mediate.conversations.names import Answer, ConversationState
from wholeplace.mediate.conversations.saying import say

__all__ = ["held", "own_keys", "saltmarsh"]

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser(member: Membership) -> Client:
    client = Client()
    client.force_login(member.person, backend=BACKEND)
    return client


@pytest.fixture
def person(held: Held) -> Client:
    """The first who takes part, signed in."""
    return browser(held.people[0])


def at(held: Held, end: str = "") -> str:
    return f"/saltmarsh/conversations/live/{held.conversation.pk}/{end}"


def text_of(reply: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


def number_asked(reply: Any) -> str:
    (number,) = re.findall(r'name="number" value="(\d+)"', reply.content.decode())
    return str(number)


def own(held: Held, number: int) -> dict[int, Answer]:
    return my_answers(held.actor(number).viewer, held.conversation)


class TestAnswering:
    def test_one_statement_after_another_until_all_are_answered(self, held: Held, person: Client) -> None:
        for answered in range(3):
            page = person.get(at(held, "answer/"))
            assert f"{answered} of 3 answered" in text_of(page)
            reply = person.post(at(held, "answer/"), {"number": number_asked(page), "answer": "agree"})
            assert (reply.status_code, reply["Location"]) == (302, at(held, "answer/"))
        assert own(held, 0) == {1: Answer.AGREE, 2: Answer.AGREE, 3: Answer.AGREE}
        assert "You have answered everything that was said so far" in text_of(person.get(at(held, "answer/")))

    def test_within_the_page_the_reply_to_an_answer_is_the_next_statement(
        self, held: Held, person: Client
    ) -> None:
        number = number_asked(person.get(at(held, "answer/")))
        answer = {"number": number, "answer": "agree"}
        reply = person.post(at(held, "answer/"), answer, headers={"HX-Request": "true", "HX-Target": "main"})
        assert (reply.status_code, "1 of 3 answered" in text_of(reply)) == (200, True)
        assert "Back to the last one" in text_of(reply)
        assert number_asked(reply) == number_asked(person.get(at(held, "answer/"))) != number
        assert number_asked(person.get(at(held, "answer/?again"))) == number

    def test_the_way_back_leads_to_the_last_one_with_its_answer_pressed(
        self, held: Held, person: Client
    ) -> None:
        number = number_asked(person.get(at(held, "answer/")))
        person.post(at(held, "answer/"), {"number": number, "answer": "pass"})
        again = person.get(at(held, "answer/?again"))
        assert number_asked(again) == number
        assert re.search(r'value="pass"[^>]*aria-pressed="true"', again.content.decode())
        other = browser(held.people[1])
        other.cookies["last_statement"] = number
        assert "Back to the last one" in text_of(person.get(at(held, "answer/")))
        assert "Back to the last one" not in text_of(other.get(at(held, "answer/")))

    def test_two_answers_that_differ_get_replies_that_do_not(self, held: Held) -> None:
        replies = []
        for number, answer in ((0, "agree"), (1, "disagree")):
            reply = browser(held.people[number]).post(at(held, "answer/"), {"number": 2, "answer": answer})
            replies.append((reply.status_code, reply["Location"], reply.content, reply.cookies.output()))
        assert re.sub(r"expires=[^;]+", "", str(replies[0])) == re.sub(r"expires=[^;]+", "", str(replies[1]))

    def test_whoever_does_not_take_part_yet_does_so_on_the_way(self, held: Held) -> None:
        rosa = browser(held.scene.people["rosa"])
        assert rosa.get(at(held, "answer/"))["Location"] == at(held, "take-part/")
        assert rosa.post(at(held, "take-part/"), {"key": "once"})["Location"] == at(held, "answer/")
        assert "0 of 3 answered" in text_of(rosa.get(at(held, "answer/")))

    def test_my_answers_are_all_there_and_each_can_be_changed_until_the_close(
        self, held: Held, person: Client
    ) -> None:
        held.answers(0, 1, Answer.AGREE)
        assert "You have answered 1 of 3" in text_of(person.get(at(held)))
        person.post(at(held, "answers/"), {"number": 1, "answer": "disagree"})
        assert own(held, 0) == {1: Answer.DISAGREE}
        page = person.get(at(held, "answers/"))
        assert SEEDS[0] in text_of(page)
        assert re.search(r'value="disagree"[^>]*aria-pressed="true"', page.content.decode())
        held.close()
        page = person.get(at(held, "answers/"))
        assert "This conversation has closed" in text_of(page)
        assert "Disagree" in text_of(page)
        assert '"wp-answers' not in page.content.decode()

    def test_where_nothing_is_answered_no_button_leads_into_a_refusal(
        self, held: Held, person: Client
    ) -> None:
        button = f'href="{at(held, "answer/")}"'
        assert button in person.get(at(held, "answers/")).text
        closed = held.close()
        page = person.get(at(held, "answers/"))
        assert (button in page.text, "You answered nothing here." in text_of(page)) == (False, True)
        with migrating():
            Conversation.objects.filter(pk=closed.pk).update(source="polis")
        page = person.get(at(held, "answers/"))
        assert "Nothing is answered here." in text_of(page)
        assert [words in page.text for words in (button, "You have not", "You answered", "as a guest")] == [
            False
        ] * 4


class TestSaying:
    def test_what_was_said_already_is_suggested_and_can_be_answered_or_passed_over(
        self, held: Held, person: Client
    ) -> None:
        said = {"text": "The last bus leaves far too early in the evening.", "key": "once"}
        page = person.post(at(held, "say/"), said)
        assert "Somebody already said something like this" in text_of(page)
        assert (number_asked(page), said["text"] in text_of(page)) == ("1", True)
        assert 'name="anyway" value="yes"' in page.content.decode()
        assert Statement.objects.count() == 3
        assert person.post(at(held, "say/"), {**said, "anyway": "yes"}).status_code == 302
        assert Statement.objects.latest("number").text == said["text"]

    def test_whoever_is_asked_about_their_own_is_told_that_they_wrote_it(
        self, held: Held, person: Client
    ) -> None:
        say(held.actor(0), conversation=held.conversation, text="A bench by the church.")
        notes = []
        for number, client in enumerate((person, browser(held.people[1]))):
            for statement in (1, 2, 3):
                held.answers(number, statement)
            notes.append("You wrote this" in text_of(client.get(at(held, "answer/"))))
        assert notes == [True, False]

    def test_what_is_shared_twice_is_ones_own_and_not_somebodys(self, held: Held, person: Client) -> None:
        said = {"text": "A bench by the church.", "key": "once"}
        person.post(at(held, "say/"), said)
        for client, words in (
            (person, "You already shared this"),
            (browser(held.people[1]), "Somebody already"),
        ):
            assert words in text_of(client.post(at(held, "say/"), said))

    def test_a_statement_is_written_from_either_side(self, held: Held, person: Client) -> None:
        assert re.search(r'<textarea[^>]*dir="auto"', person.get(at(held, "say/")).text)

    def test_nobody_but_its_author_is_told_whose_a_statement_is(self, held: Held, person: Client) -> None:
        say(held.actor(0), conversation=held.conversation, text="A bench by the church.")
        assert "A bench by the church." in text_of(person.get(at(held, "answers/")))
        for somebody in (held.people[1], held.scene.people["amina"]):
            seen = browser(somebody)
            assert "A bench by the church." in text_of(seen.get(at(held, "statements/")))
            assert "A bench by the church." not in text_of(seen.get(at(held, "answers/")))
            assert "Person 0" not in text_of(seen.get(at(held, "statements/")))
            assert seen.get(at(held, "statements/4/anew/")).status_code == 404

    def test_it_is_said_anew_on_its_own_page(self, held: Held, person: Client) -> None:
        say(held.actor(0), conversation=held.conversation, text="A bensh.")
        person.post(at(held, "statements/4/anew/"), {"text": "A bench.", "key": "once"})
        assert Statement.objects.get(number=4).text == "A bench."


class TestConvening:
    def test_what_no_new_conversation_could_begin_with_is_not_copied_and_counted(self, held: Held) -> None:
        long = held.conversation.statements.first()
        with migrating():
            Statement.objects.filter(pk=long.pk).update(text="x" * 281)
        amina = browser(held.scene.people["amina"])
        page = amina.get(
            f"/saltmarsh/conversations/open/{held.scene.issue().pk}/?like={held.conversation.pk}"
        )
        assert page.context["form"].initial["seeds"] == "\n".join(SEEDS[1:])
        assert "1 statement is not copied" in text_of(page)

    def test_a_convener_opens_one_with_the_statements_of_an_earlier_one(self, held: Held) -> None:
        amina = browser(held.scene.people["amina"])
        address = f"/saltmarsh/conversations/open/{held.scene.issue().pk}/"
        page = amina.get(f"{address}?like={held.conversation.pk}")
        assert all(seed in text_of(page) for seed in SEEDS)
        copied = page.context["form"].initial
        assert {name: copied[name] for name in ("title", "question", "moderated", "naming")} == {
            name: getattr(held.conversation, name) for name in ("title", "question", "moderated", "naming")
        }
        assert "not copied" not in text_of(page)
        year = now().year + 1
        asked = {
            "title": "Again",
            "question": "And now?",
            "seeds": "\r\n".join([*SEEDS, "", "And the benches."]),
            "day_day": "1", "day_month": "2", "day_year": str(year), "time": "20:00", "key": "once",
            "moderated": "before",
            "naming": "pseudonym",
        }  # fmt: skip
        reply = amina.post(address, asked)
        made = Conversation.objects.get(title="Again")
        assert reply["Location"] == f"/saltmarsh/conversations/live/{made.pk}/"
        assert (made.state, made.moderated, made.naming) == (ConversationState.OPEN, "before", "pseudonym")
        assert made.statements.count() == 4
        assert made.closes is not None
        assert (made.closes.month, made.closes.day) == (2, 1)

    def test_a_day_that_is_over_is_refused_in_words_and_what_was_typed_stays(self, held: Held) -> None:
        amina = browser(held.scene.people["amina"])
        asked = {"day_day": "1", "day_month": "2", "day_year": "2020", "time": "20:00", "key": "once"}
        page = amina.post(at(held, "more-time/"), asked)
        assert "Choose a time that is later than now" in text_of(page)
        assert 'value="2020"' in page.content.decode()

    def test_closing_early_takes_two_and_everybody_reads_why(self, held: Held, person: Client) -> None:
        amina, ben = (browser(held.scene.people[name]) for name in ("amina", "ben"))
        amina.post(at(held, "close-early/"), {"reason": "Everybody has spoken.", "key": "once"})
        assert "Everybody has spoken." in text_of(person.get(at(held)))
        ben.post(at(held, "close-early/second/"), {"key": "once"})
        shown = text_of(person.get(at(held)))
        assert "Two conveners closed it early: Everybody has spoken." in shown


class TestWhereItIsShown:
    def test_the_issue_and_the_first_page_lead_whoever_takes_part_to_it(
        self, held: Held, person: Client
    ) -> None:
        for address in ("/saltmarsh/", held.scene.issue().get_absolute_url()):
            page = person.get(address)
            assert at(held) in page.content.decode()
            assert "Say what you think" in text_of(page)
        assert "A conversation is open" in text_of(person.get(held.scene.issue().get_absolute_url()))

    def test_and_no_more_when_it_has_closed(self, held: Held, person: Client) -> None:
        held.close()
        page = text_of(person.get(held.scene.issue().get_absolute_url()))
        assert "Say what you think" not in page
        assert "1 conversation held" in page

    def test_an_elected_member_is_offered_the_record_before_the_first_answer(self, held: Held) -> None:
        cllr = browser(held.scene.people["cllr"])
        take_part(held.scene.actor("cllr"), issue=held.scene.issue())
        assert "Answer on the record" in text_of(cllr.get(at(held)))
        cllr.post(at(held, "on-the-record/"), {"key": "once"})
        assert "You answer on the record" in text_of(cllr.get(at(held)))
