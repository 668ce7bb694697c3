"""One moderator accepts or holds for 48 hours, two leave out or put back; everybody reads why, and authors answer."""

import datetime as dt
import json
from typing import Any

import pytest
from tests.kernel.scene import own_keys, saltmarsh
from tests.mediate.conversations.live import SEEDS, Held, give, held, opened, refusal_of, wearing
from tests.places.test_people import admit

from wholeplace.convene.issues.actions import take_part
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor, machine
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.ledger.sentences import sentence_of
from wholeplace.kernel.notices.models import Notice
from wholeplace.kernel.people import Hat, HatKind, HatState
from wholeplace.mediate.conversations.given import my_answers
from wholeplace.mediate.conversations.models import Statement
from wholeplace.mediate.conversations.moderation import (
    accept_statement,
    answer_moderators,
    come_back,
    hold_statement,
    keep_out,
    leave_out,
    propose_back,
    propose_out,
    put_back,
)
from wholeplace.mediate.conversations.moderation_queries import log_lines, log_visible_to, tombstone_of
from wholeplace.mediate.conversations.moderation_reporting import report_statement
from wholeplace.mediate.conversations.moderation_steps import look_at_statements
from wholeplace.mediate.conversations.names import Answer, Deed, Moderated, Moderation, Reason
from wholeplace.mediate.conversations.queries import (
    answers_for_analysis,
    statements_asked,
    statements_to_find,
    statements_visible_to,
    written_by,
)
from wholeplace.mediate.conversations.rulings import Ruling, StatementReport
from wholeplace.mediate.conversations.said import said
from wholeplace.mediate.conversations.saying import reword, say
from wholeplace.places.people.leaving import leave

__all__ = ["held", "own_keys", "saltmarsh"]

WHY = {"reason": Reason.PERSONAL, "words": "It names a neighbour."}


@pytest.fixture
def mods(held: Held) -> tuple[Actor, Actor]:
    """Two moderators."""
    for name in ("rosa", "tariq"):
        give(held, name, HatKind.MODERATOR)
    return wearing(held, "rosa"), wearing(held, "tariq")


@pytest.fixture
def written(held: Held) -> Statement:
    """What the first who takes part wrote."""
    return say(held.actor(0), conversation=held.conversation, text="Ask Mrs Lind of Number 3.")


@pytest.fixture
def later(monkeypatch: Any) -> Any:
    """Lets time go by."""

    def go(by: dt.timedelta) -> None:
        there = clock.now() + by
        monkeypatch.setattr(clock, "now", lambda: there)

    return go


def fresh(statement: Statement) -> Statement:
    return Statement.objects.get(pk=statement.pk)


def asked(held: Held, number: int = 1) -> list[str]:
    return [one.text for one in statements_asked(held.actor(number).viewer, held.conversation)]


def told(held: Held, number: int) -> list[str]:
    return list(Notice.objects.filter(member=held.people[number]).values_list("title", flat=True))


def entry(action: str) -> dict[str, Any]:
    return json.loads(Leaf.objects.filter(entry__action=action, part=0).latest("pk").data)


def test_the_record_names_the_hat_of_whoever_moderates_one_conversation_alone(
    held: Held, written: Statement
) -> None:
    with migrating():
        Hat.objects.create(
            place=held.scene.place, membership=held.scene.people["rosa"], kind=HatKind.MODERATOR,
            scope=held.conversation.pk, state=HatState.HELD, proposed=held.conversation.began,
        )  # fmt: skip
    hold_statement(wearing(held, "rosa"), statement=written, **WHY)
    assert entry("statement.hold")["actor"]["hat"] == "moderator"


class TestComingBack:
    def test_whoever_left_and_came_back_finds_their_statement_and_does_not_moderate_it(
        self, held: Held, mods: Any, written: Statement
    ) -> None:
        leave(held.actor(0), member=held.people[0])
        back = admit(held.scene, email=held.people[0].person.email, name="Person 0")
        held.scene.people["back"] = held.people[0] = back
        take_part(held.actor(0), issue=held.conversation.issue)
        assert list(written_by(held.actor(0).viewer, held.conversation)) == [written]
        assert [one.text for one in said(held.actor(0).viewer)] == [written.text]
        hold_statement(mods[0], statement=written, **WHY)
        assert told(held, 0) == ["A moderator holds your statement for 48 hours"]
        answer_moderators(held.actor(0), statement=written, words="It is a shop.")
        assert look_at_statements(mods[0].viewer) is not None
        give(held, "back", HatKind.MODERATOR)
        assert refusal_of(propose_out, held.actor(0), statement=written, **WHY) == "moderates_own"
        assert look_at_statements(held.actor(0).viewer) is None
        accept_statement(mods[0], statement=written)
        assert reword(held.actor(0), conversation=held.conversation, number=written.number, text="A shop.")

    def test_nobody_writes_more_by_leaving_and_coming_back(
        self, held: Held, written: Statement, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("wholeplace.mediate.conversations.saying.MOST_WRITTEN", 1)
        leave(held.actor(0), member=held.people[0])
        held.people[0] = admit(held.scene, email=held.people[0].person.email, name="Person 0")
        take_part(held.actor(0), issue=held.conversation.issue)
        again = {"conversation": held.conversation, "text": "And another."}
        assert refusal_of(say, held.actor(0), **again) == "enough_written"


class TestHolding:
    def test_one_moderator_holds_at_once_and_everybody_reads_why_in_its_place(
        self, held: Held, mods: Any, written: Statement
    ) -> None:
        held.answers(1, written.number)
        assert asked(held) == [*SEEDS, written.text]
        hold_statement(mods[0], statement=written, **WHY)
        assert asked(held) == SEEDS
        assert refusal_of(held.answers, 2, written.number) == "no_such_statement"
        stone = tombstone_of(held.actor(1).viewer, held.conversation, number=written.number)
        assert stone is not None
        assert stone.because == "It names somebody, or tells who they are. It names a neighbour."
        assert stone.held_until == fresh(written).held_until
        assert my_answers(held.actor(1).viewer, held.conversation)[written.number] == Answer.AGREE
        assert entry("statement.hold")["actor"]["hat"] == "moderator"
        assert sentence_of(entry("statement.hold")) == "A moderator held a statement for 48 hours"

    def test_it_is_found_by_nobody_and_read_by_those_alone_who_must(
        self, held: Held, mods: Any, written: Statement
    ) -> None:
        def read(viewer: Any) -> bool:
            return statements_visible_to(viewer, held.conversation).filter(pk=written.pk).exists()

        member = held.actor(1).viewer
        assert (read(member), statements_to_find(member).filter(pk=written.pk).exists()) == (True, True)
        hold_statement(mods[0], statement=written, **WHY)
        assert (read(member), statements_to_find(member).filter(pk=written.pk).exists()) == (False, False)
        assert [read(held.scene.viewer(name)) for name in ("amina", "tariq", "cllr")] == [True, True, False]

    def test_it_comes_back_by_itself_and_is_not_held_a_second_time(
        self, held: Held, mods: Any, written: Statement, later: Any
    ) -> None:
        hold_statement(mods[0], statement=written, **WHY)
        early = machine(held.scene.place, "conversations")
        assert refusal_of(come_back, early, statement=written) == "held_already"
        run_all_now()
        assert fresh(written).moderation == Moderation.HELD
        later(dt.timedelta(hours=48, minutes=1))
        run_all_now()
        assert (fresh(written).moderation, asked(held)) == (Moderation.IN, [*SEEDS, written.text])
        assert refusal_of(hold_statement, mods[1], statement=written, **WHY) == "held_before"
        assert refusal_of(come_back, mods[0], statement=written) == "not_by_command"
        assert sentence_of(entry("statement.come_back")).startswith("The program (conversations) let")

    @pytest.mark.parametrize("deed", [hold_statement, propose_out])
    def test_it_takes_a_reason_and_words_where_no_reason_of_the_list_does(
        self, mods: Any, written: Statement, deed: Any
    ) -> None:
        assert refusal_of(deed, mods[0], statement=written, reason=Reason.OTHER) == "reason_in_words"
        assert refusal_of(deed, mods[0], statement=written, reason="") == "reason_in_words"

    def test_whoever_convenes_facilitates_or_wrote_it_does_not(self, held: Held, written: Statement) -> None:
        assert refusal_of(hold_statement, held.scene.actor("amina"), statement=written, **WHY) == "needs_hat"
        give(held, "rosa", HatKind.MODERATOR)
        give(held, "rosa", HatKind.FACILITATOR)
        both = wearing(held, "rosa")
        assert refusal_of(hold_statement, both, statement=written, **WHY) == "facilitates_so_not_moderates"
        held.scene.people["author"] = held.people[0]
        give(held, "author", HatKind.MODERATOR)
        assert refusal_of(accept_statement, held.actor(0), statement=written) == "moderates_own"


class TestLeavingOut:
    def test_it_takes_a_second_moderator_and_the_first_ones_reason_stays(
        self, held: Held, mods: Any, written: Statement
    ) -> None:
        hold_statement(mods[0], statement=written, **WHY)
        propose_out(mods[0], statement=written, reason=Reason.HARM)
        assert fresh(written).moderation == Moderation.HELD
        assert refusal_of(leave_out, mods[0], statement=written) == "own_word_counts_once"
        assert refusal_of(propose_out, mods[1], statement=written, **WHY) == "word_is_given"
        leave_out(mods[1], statement=written)
        assert (fresh(written).moderation, fresh(written).held_until) == (Moderation.OUT, None)
        stone = tombstone_of(held.actor(1).viewer, held.conversation, number=written.number)
        assert stone is not None
        assert stone.because == "It insults or threatens people"
        assert refusal_of(accept_statement, mods[0], statement=written) == "is_left_out"
        assert "second word" in sentence_of(entry("statement.leave_out"))

    def test_a_first_word_alone_changes_nothing_and_lapses_with_its_hat(
        self, held: Held, mods: Any, written: Statement, later: Any
    ) -> None:
        assert refusal_of(leave_out, mods[1], statement=written) == "no_word_is_given"
        hold_statement(mods[0], statement=written, **WHY)
        propose_out(mods[0], statement=written, **WHY)
        later(dt.timedelta(hours=49))
        run_all_now()
        assert (fresh(written).moderation, fresh(written).first_word_by) == (
            Moderation.IN,
            held.scene.people["rosa"],
        )
        accept_statement(mods[1], statement=written)
        assert fresh(written).first_word_by is None
        assert refusal_of(accept_statement, mods[1], statement=written) == "stands_already"

    def test_putting_it_back_takes_two_as_well(self, held: Held, mods: Any, written: Statement) -> None:
        assert refusal_of(propose_back, mods[0], statement=written, words="So") == "is_not_left_out"
        propose_out(mods[0], statement=written, **WHY)
        leave_out(mods[1], statement=written)
        assert refusal_of(propose_back, mods[0], statement=written, words=" ") == "reason_in_words"
        assert refusal_of(keep_out, mods[0], statement=written) == "no_word_is_given"
        propose_back(mods[0], statement=written, words="She agreed")
        keep_out(mods[1], statement=written)
        propose_back(mods[0], statement=written, words="She agreed")
        assert refusal_of(put_back, mods[0], statement=written) == "own_word_counts_once"
        put_back(mods[1], statement=written)
        assert asked(held) == [*SEEDS, written.text]
        assert [entry(f"statement.{one}")["facts"] for one in ("propose_back", "keep_out", "put_back")] == [
            {}
        ] * 3

    def test_the_figures_leave_out_what_is_held_or_left_out_when_it_closes(
        self, held: Held, mods: Any, written: Statement
    ) -> None:
        hold_statement(mods[0], statement=written, **WHY)
        held.close()
        answers = answers_for_analysis(machine(held.scene.place, "analysis"), held.conversation)
        assert answers.moderated.tolist() == [False, False, False, True]
        assert fresh(written).moderation == Moderation.HELD
        propose_out(mods[0], statement=written, **WHY)
        leave_out(mods[1], statement=written)
        assert fresh(written).moderation == Moderation.OUT


class TestReporting:
    def test_a_report_is_counted_for_moderators_and_its_reporter_is_committed_not_shown(
        self, held: Held, mods: Any, written: Statement
    ) -> None:
        accept_statement(mods[0], statement=written)
        report_statement(held.actor(1), statement=written, reason=Reason.PERSONAL, words="My aunt")
        visitors = machine(held.scene.place, "visitors")
        assert refusal_of(report_statement, visitors, statement=written, reason="spam") == "no_such_statement"
        assert fresh(written).waits_since is not None
        leaf = entry("statement.report")
        assert leaf["actor"].keys() == {"as"}
        row = next(one for one in leaf["rows"] if one["table"] == "wp_mediate_statementreport")
        assert row["committed"].keys() == {"words", "reporter", "at"}
        again = {"statement": written, "reason": Reason.HARM}
        assert refusal_of(report_statement, held.actor(1), **again) == "reported_already"

    def test_whoever_reported_is_told_what_came_of_it_and_whoever_wrote_it_why(
        self, held: Held, mods: Any, written: Statement
    ) -> None:
        report_statement(held.actor(1), statement=written, reason=Reason.PERSONAL)
        hold_statement(mods[0], statement=written, **WHY)
        propose_out(mods[0], statement=written, **WHY)
        leave_out(mods[1], statement=written)
        assert sorted(told(held, 1)) == [
            "A statement you reported is held for 48 hours",
            "A statement you reported was left out",
        ]
        assert sorted(told(held, 0)) == [
            "A moderator holds your statement for 48 hours",
            "Two moderators left your statement out",
        ]
        assert all(one.settled for one in StatementReport.objects.all())
        assert (
            refusal_of(report_statement, held.actor(2), statement=written, reason="spam")
            == "no_such_statement"
        )


class TestTheAuthorsAnswer:
    def test_moderators_read_it_and_other_members_only_that_there_is_one(
        self, held: Held, mods: Any, written: Statement
    ) -> None:
        answer = {"statement": written, "words": "She asked me to"}
        assert refusal_of(answer_moderators, held.actor(0), **answer) == "nothing_to_answer"
        hold_statement(mods[0], statement=written, **WHY)
        assert refusal_of(answer_moderators, held.actor(1), **answer) == "wrote_it_not"
        assert refusal_of(answer_moderators, held.actor(0), **answer | {"words": " "}) == "left_empty"
        answer_moderators(held.actor(0), **answer)
        assert refusal_of(answer_moderators, held.actor(0), **answer) == "nothing_to_answer"
        assert Ruling.objects.get(deed=Deed.ANSWERED).by is None
        assert entry("statement.answer_moderators")["actor"].keys() == {"as"}

        def read(viewer: Any) -> list[tuple[str, str, str]]:
            log = log_visible_to(viewer, held.conversation)
            return [(one.deed, one.because, one.text) for one in log_lines(viewer, held.conversation, log)]

        answered, why = "Answered by its author", Ruling.objects.get(deed=Deed.HELD).because
        assert read(mods[1].viewer)[0] == (answered, "She asked me to", written.text)
        assert read(held.actor(1).viewer) == [(answered, "", ""), ("Held for 48 hours", why, "")]


class TestWaiting:
    def test_moderators_are_led_to_what_waits_and_told_once_after_a_day(
        self, held: Held, mods: Any, written: Statement, later: Any
    ) -> None:
        step = look_at_statements(mods[0].viewer)
        assert step is not None
        assert step.text == "1 statement waits in “After dark”."
        assert look_at_statements(held.actor(1).viewer) is None
        later(dt.timedelta(hours=26))
        run_all_now()
        later(dt.timedelta(hours=26))
        run_all_now()
        overdue = Notice.objects.filter(member=held.scene.people["rosa"]).values_list("title", flat=True)
        assert list(overdue) == ["A statement has waited for a moderator for more than a day"]
        step = look_at_statements(mods[0].viewer)
        assert step is not None
        assert step.text.endswith("At least one has waited for more than a day.")
        accept_statement(mods[0], statement=written)
        assert look_at_statements(mods[0].viewer) is None

    def test_what_is_said_anew_is_looked_at_anew(self, held: Held, mods: Any, written: Statement) -> None:
        accept_statement(mods[0], statement=written)
        reword(held.actor(0), conversation=held.conversation, number=written.number, text="Ask her.")
        assert (fresh(written).moderation, fresh(written).waits_since is None) == (Moderation.UNSEEN, False)


def test_where_moderators_look_first_a_statement_is_shown_once_one_accepted_it(held: Held, mods: Any) -> None:
    first = Held(held.scene, opened(held.scene, moderated=Moderated.BEFORE), held.people)
    said = say(first.actor(0), conversation=first.conversation, text="A bench.")
    assert asked(first) == SEEDS
    assert refusal_of(first.answers, 1, said.number) == "no_such_statement"
    accept_statement(mods[0], statement=said)
    assert asked(first) == [*SEEDS, "A bench."]


class TestLookingFirst:
    @pytest.fixture
    def first(self, held: Held) -> Held:
        """A conversation in which statements are shown once a moderator has accepted them."""
        return Held(held.scene, opened(held.scene, moderated=Moderated.BEFORE), held.people)

    @pytest.fixture
    def unseen(self, first: Held) -> Statement:
        return say(first.actor(0), conversation=first.conversation, text="A bench.")

    def test_a_hold_that_lapses_shows_nothing_that_nobody_accepted(
        self, first: Held, mods: Any, unseen: Statement
    ) -> None:
        held_now = hold_statement(mods[0], statement=unseen, reason=Reason.SPAM)
        assert held_now.held_until is not None
        back = come_back(machine(first.scene.place, "worker", at=held_now.held_until), statement=unseen)
        assert (back.moderation, back.waits_since) == (Moderation.UNSEEN, held_now.held_until)
        assert asked(first) == SEEDS
        accept_statement(mods[0], statement=unseen)
        assert asked(first) == [*SEEDS, "A bench."]

    def test_the_log_tells_members_no_words_that_nobody_accepted(
        self, first: Held, mods: Any, unseen: Statement
    ) -> None:
        propose_out(mods[0], statement=unseen, reason=Reason.SPAM)

        def texts(viewer: Any) -> list[str]:
            log = log_visible_to(viewer, first.conversation)
            return [one.text for one in log_lines(viewer, first.conversation, log)]

        assert (texts(mods[1].viewer), texts(first.actor(1).viewer)) == (["A bench."], [""])

    def test_an_author_says_anew_what_still_waits(self, first: Held, unseen: Statement) -> None:
        reword(first.actor(0), conversation=first.conversation, number=unseen.number, text="Two benches.")
        assert first.conversation.statements.get(number=unseen.number).text == "Two benches."

    def test_what_is_said_again_of_something_not_asked_is_refused_in_other_words(
        self, first: Held, unseen: Statement
    ) -> None:
        again = {"conversation": first.conversation, "text": "a  BENCH."}
        assert refusal_of(say, first.actor(1), **again) == "statement_said_before"
