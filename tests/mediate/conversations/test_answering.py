"""Answers are kept at once, count once, and enter the record shuffled, without a name, a time or an order."""

import json
import random
import re
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernel.scene import Scene, at_once, on_disk, shared_saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.mediate.conversations.live import (
    WEEK,
    Held,
    held,
    joined,
    many,
    opened,
    own_keys,
    refusal_of,
    saltmarsh,
)
from tests.mediate.conversations.test_pages import at, browser, text_of

from wholeplace.convene.issues.actions import take_part
from wholeplace.kernel.deeds import Deed
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.models import Entry, Leaf
from wholeplace.kernel.people import CivicVoice, Hat, HatKind, Membership
from wholeplace.mediate.conversations.answering import answer_statement, go_on_record
from wholeplace.mediate.conversations.batches import Line, ballots_of, read, read_letters, written
from wholeplace.mediate.conversations.counting import check_ballots
from wholeplace.mediate.conversations.given import answers_under, my_answers
from wholeplace.mediate.conversations.keys import ballot_key_path, voter_key
from wholeplace.mediate.conversations.models import Ballot, KeyedBallot, VoteBatch, WaitingAnswer
from wholeplace.mediate.conversations.names import Answer, ConversationState
from wholeplace.mediate.conversations.queries import answers_on_the_record
from wholeplace.mediate.conversations.saying import say
from wholeplace.places.people.leaving import leave

__all__ = ["held", "many", "on_disk", "own_keys", "saltmarsh", "shared_saltmarsh"]


def own(held: Held, number: int) -> dict[int, str]:
    return answers_under(held.conversation, voter_key(held.conversation, held.people[number]))


def leaf_of(action: str) -> Any:
    return json.loads(Leaf.objects.get(entry__action=action, part=0).data)


class TestAnswering:
    def test_an_answer_counts_and_a_later_one_takes_its_place(self, held: Held) -> None:
        held.answers(0, 1, Answer.AGREE)
        held.answers(0, 1, Answer.DISAGREE)
        held.answers(0, 2, Answer.PASS)
        assert own(held, 0) == {1: "d", 2: "p"}
        assert own(held, 1) == {}

    def test_whoever_does_not_take_part_or_facilitates_is_refused(self, held: Held) -> None:
        rosa, asked = held.scene.actor("rosa"), {"conversation": held.conversation, "number": 1}
        assert refusal_of(answer_statement, rosa, **asked, answer=Answer.AGREE) == "does_not_take_part"
        take_part(rosa, issue=held.scene.issue())
        assert answer_statement.refusal(rosa, held.conversation) is None
        vars(rosa.viewer)["held"] = (Hat(kind=HatKind.FACILITATOR, scope=held.conversation.pk),)
        assert getattr(answer_statement.refusal(rosa, held.conversation), "code", "") == (
            "facilitates_conversation"
        )

    def test_nothing_is_answered_before_it_opens_or_after_it_closed(self, held: Held) -> None:
        closes = held.conversation.closes
        later = opened(held.scene, opens=closes, closes=closes + WEEK)
        asked = {"conversation": later, "number": 1, "answer": Answer.AGREE}
        assert refusal_of(answer_statement, held.actor(0), **asked) == "conversation_not_open_yet"
        held.close()
        assert refusal_of(held.answers, 0, 1) == "conversation_is_closed"

    def test_what_nobody_is_asked_is_not_answered(self, held: Held) -> None:
        assert refusal_of(held.answers, 0, 99) == "no_such_statement"
        assert refusal_of(held.answers, 0, 1, Answer.UNSEEN) == "no_such_answer"

    def test_without_the_key_nothing_is_kept_and_with_it_back_all_is_there(self, held: Held) -> None:
        held.answers(0, 1)
        path = ballot_key_path(held.scene.place)
        kept = path.read_bytes()
        path.unlink()
        assert refusal_of(held.answers, 0, 2) == "ballot_key_away"
        assert refusal_of(opened, held.scene) == "ballot_key_away"
        path.write_bytes(kept)
        path.chmod(0o600)
        assert own(held, 0) == {1: "a"}

    def test_the_same_answer_from_many_at_once_is_one_and_another_changes_it(
        self, shared_saltmarsh: Scene
    ) -> None:
        held = Held(shared_saltmarsh, opened(shared_saltmarsh), joined(shared_saltmarsh, people=1))
        led_to = at_once(10, lambda _n: [held.answers(0, 1) for _ in range(5)])
        assert [one for one in led_to if isinstance(one, Exception)] == []
        assert list(WaitingAnswer.objects.values_list("number", "answer")) == [(1, "a")]
        held.answers(0, 1, Answer.DISAGREE)
        assert list(WaitingAnswer.objects.values_list("number", "answer")) == [(1, "d")]

    def test_whoever_leaves_and_comes_back_has_one_ballot_and_finds_it_again(self, held: Held) -> None:
        conversation = held.conversation
        held.answers(0, 1)
        held.answers(0, 2)
        leave(held.actor(0), member=held.people[0])
        before = held.people[0].pk
        held.people[0] = joined(held.scene, people=1, issue=conversation.issue)[0]
        assert held.people[0].pk != before
        assert my_answers(held.actor(0).viewer, conversation) == {1: Answer.AGREE, 2: Answer.AGREE}
        held.answers(0, 2, Answer.DISAGREE)
        held.close()
        assert [one.answers for one in Ballot.objects.filter(conversation=conversation)] == [".ad"]


class TestOnTheRecord:
    def test_an_elected_member_answers_by_name_and_everybody_reads_it_after_the_close(
        self, held: Held
    ) -> None:
        cllr = held.scene.actor("cllr")
        take_part(cllr, issue=held.scene.issue())
        go_on_record(cllr, conversation=held.conversation)
        assert leaf_of("conversation.go_on_record")["rows"][0]["committed"].keys() == {"member", "name"}
        answer_statement(cllr, conversation=held.conversation, number=2, answer=Answer.DISAGREE)
        held.answers(0, 1)
        held.close()
        (named,) = answers_on_the_record(held.scene.viewer("rosa"), held.conversation)
        assert (named.name, named.answers) == ("Cllr Dee Marsh", {2: Answer.DISAGREE})

    def test_whoever_chose_it_answers_by_name_until_the_close_and_is_told_so(self, held: Held) -> None:
        conversation, cllr = held.conversation, held.scene.actor("cllr")
        take_part(cllr, issue=held.scene.issue())
        go_on_record(cllr, conversation=conversation)
        with migrating():
            Membership.objects.filter(pk=cllr.membership.pk).update(voice=CivicVoice.PUBLIC)
        page = browser(Membership.objects.get(pk=cllr.membership.pk)).get(at(held, "answer/"))
        assert "You answer on the record" in text_of(page)
        answer_statement(held.scene.actor("cllr"), conversation=conversation, number=2, answer=Answer.PASS)
        held.close()
        (named,) = answers_on_the_record(held.scene.viewer("rosa"), conversation)
        assert named.answers == {2: Answer.PASS}

    def test_nobody_else_does_nor_after_a_first_answer_nor_twice(self, held: Held) -> None:
        conversation = held.conversation
        assert refusal_of(go_on_record, held.actor(0), conversation=conversation) == "only_office_holders"
        cllr = held.scene.actor("cllr")
        take_part(cllr, issue=held.scene.issue())
        go_on_record(cllr, conversation=conversation)
        assert refusal_of(go_on_record, cllr, conversation=conversation) == "on_the_record_already"
        another = opened(held.scene)
        answer_statement(cllr, conversation=another, number=1, answer=Answer.PASS)
        assert refusal_of(go_on_record, cllr, conversation=another) == "answered_already"


class TestTheRecord:
    def test_nothing_enters_the_record_of_fewer_than_ten_however_much_they_say(self, many: Held) -> None:
        before = Entry.objects.count()
        for person in range(9):
            for statement in (1, 2, 3):
                many.answers(person, statement)
        run_all_now()
        assert (VoteBatch.objects.count(), WaitingAnswer.objects.count()) == (0, 27)
        assert Entry.objects.count() == before

    def test_with_the_tenth_everything_that_waits_enters_it_together(self, many: Held) -> None:
        for person in range(10):
            many.answers(person, 1)
        run_all_now()
        assert WaitingAnswer.objects.count() == 0
        (batch,) = VoteBatch.objects.all()
        assert [(one.number, one.answer) for one in read(batch.lines)] == [(1, "a")] * 10
        assert own(many, 3) == {1: "a"}
        told = leaf_of("conversation.batch")
        assert (told["actor"], told["facts"]) == (
            {"machine": "conversations"},
            {"number": 1, "answers": 10},
        )
        assert list(check_place(many.scene.place)) == []

    def test_a_close_takes_in_what_waits_and_the_ballots_are_what_people_said_last(self, many: Held) -> None:
        for person in range(11):
            many.answers(person, 1, Answer.PASS)
        run_all_now()
        many.answers(3, 1, Answer.DISAGREE)
        many.answers(4, 3)
        closed = many.close()
        assert (closed.state, WaitingAnswer.objects.count()) == (ConversationState.CLOSED, 0)
        ballots = sorted(Ballot.objects.values_list("answers", flat=True))
        assert ballots == sorted([*[".p"] * 9, ".d", ".p.a"])
        assert (own(many, 3), own(many, 4)) == ({1: "d"}, {1: "p", 3: "a"})
        assert leaf_of("conversation.close")["facts"] == {"number": 2, "people": 11, "answers": 12}
        assert list(check_place(many.scene.place)) == []

    @pytest.mark.parametrize("table", [Ballot, KeyedBallot])
    def test_an_answer_changed_behind_the_programs_back_is_found(self, many: Held, table: Any) -> None:
        many.answers(0, 1)
        many.close()
        assert list(check_ballots(many.scene.place)) == []
        with migrating():
            table.objects.update(answers=".d")
        assert [one.code for one in check_ballots(many.scene.place)] == ["ballots_differ"]


class TestSecrecy:
    def test_nobody_who_reads_the_whole_database_can_say_who_answered_what(self, many: Held) -> None:
        chance = random.Random(1)
        for person in chance.sample(range(12), 12):
            for statement in (1, 2, 3):
                many.scene.place.refresh_from_db()
                answer_statement(
                    many.actor(person).keyed(f"once {person} {statement}"),
                    conversation=many.conversation,
                    number=statement,
                    answer=chance.choice([Answer.AGREE, Answer.DISAGREE]),
                )
        keys = {voter_key(many.conversation, member): member for member in many.people}
        for moment in ("while some wait", "after the close"):
            lines = rows_of_the_database()
            told = [row for row in lines if any(key in row for key in keys)]
            assert told, "with the key, one can"
            for member in many.people:
                names = re.compile(rf"{member.pk}|{member.pk.hex}|{member.name}\b|{member.person.email}")
                assert [row for row in told if names.search(row)] == [], moment
            assert not Deed.objects.filter(action="conversation.answer").exists()
            assert not Entry.objects.filter(action="conversation.answer").exists()
            many.close() if moment == "while some wait" else None

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lays rows down as they come")
    def test_answers_lie_in_an_order_of_chance_while_they_wait(self, many: Held) -> None:
        for person in range(9):
            many.answers(person, 1)
        came = [voter_key(many.conversation, many.people[person]) for person in range(9)]
        with connection.cursor() as cursor:
            cursor.execute('SELECT voter FROM "wp_mediate_waitinganswer" ORDER BY rowid')
            assert [row[0] for row in cursor.fetchall()] != came


def rows_of_the_database() -> list[str]:
    """Return every row of every table, as text."""
    rows: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [" | ".join(map(str, row)) for row in cursor.fetchall()]
    return rows


GIVEN = st.tuples(st.sampled_from("xyz"), st.integers(0, 5), st.sampled_from("adp"))


class TestTheLawsOfBatches:
    @settings(max_examples=60)
    @given(st.lists(st.lists(GIVEN, max_size=8, unique_by=lambda one: one[:2]), max_size=5), st.randoms())
    def test_ballots_hold_what_each_said_last_whatever_the_order_inside_a_batch(
        self, batches: Any, chance: random.Random
    ) -> None:
        last = {(who, number): answer for batch in batches for who, number, answer in batch}
        texts = []
        for batch in batches:
            lines = [Line(who, number, answer, "public", "resident", "") for who, number, answer in batch]
            chance.shuffle(lines)
            texts.append(written(lines))
            assert read(texts[-1]) == lines
        ballots = ballots_of(texts)
        found = {
            (who, number): answer
            for who, one in ballots.items()
            for number, answer in read_letters(one.letters).items()
        }
        assert found == last


def test_what_a_member_on_the_record_wrote_is_not_found_by_that(held: Held) -> None:
    """Two statements of one person are not linked to each other, nor to the name that is told at the close."""
    cllr = held.scene.actor("cllr")
    take_part(cllr, issue=held.scene.issue())
    known = []
    for text in ("A bench.", "A lamp."):
        say(cllr, conversation=held.conversation, text=text)
        known.append(last(held.scene)["actor"]["as"])
    go_on_record(cllr, conversation=held.conversation)
    known.append(last(held.scene)["actor"]["as"])
    assert len(set(known)) == 3
