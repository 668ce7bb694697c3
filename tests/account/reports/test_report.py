"""The report of a conversation: it goes out when nobody is owed an answer, says all there is, and stays as it went out."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from tests.account.reports.over import LAMPS, REASON, ROSES, WORDS, Over, held, over, own_keys, saltmarsh
from tests.convene.deciding import Group
from tests.convene.mapping import mapped
from tests.kernel.scene import Scene
from tests.mediate.conversations.live import Held, refusal_of
from tests.mediate.conversations.test_opening import said

from wholeplace.account.reports.actions import draft_report, publish_report
from wholeplace.account.reports.gathering import gather
from wholeplace.account.reports.models import Report
from wholeplace.account.reports.pages import changes
from wholeplace.account.reports.queries import draft_visible_to, reports_visible_to
from wholeplace.account.reports.sections import document
from wholeplace.account.reports.structure import Document
from wholeplace.convene.changes.actions import declare_change, give_reading
from wholeplace.convene.changes.models import ExpectedChange
from wholeplace.convene.changes.names import Better, Expectation
from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.actions import speak_for
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.clock import now
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.records import Audience
from wholeplace.mediate.conversations.models import Conversation

__all__ = ["held", "over", "own_keys", "saltmarsh"]


def read(over: Over, report: Report) -> Document:
    """A version as somebody who takes part reads it."""
    return document(gather(over.held.actor(2).viewer, over.conversation).told_in(report))


def section(told: Document, name: str) -> str:
    return next(one.text for one in told.sections if one.name == name)


class TestGoingOut:
    def test_it_waits_for_the_last_answer_and_says_how_many_are_owed(self, over: Over) -> None:
        over.draft()
        over.leave(1, 2, 3, 4)
        refusal = publish_report.refusal(over.convener, over.conversation)
        assert refusal is not None
        assert (refusal.code, dict(refusal.params)) == ("answers_are_owed", {"owed": 1, "all": 5})
        assert refusal_of(over.publish) == "answers_are_owed"
        over.leave(5)
        assert over.publish().published is not None

    def test_there_is_nothing_to_publish_before_it_is_written(self, over: Over) -> None:
        over.leave(1, 2, 3, 4, 5)
        assert refusal_of(over.publish) == "no_draft"
        over.draft()
        over.publish()
        assert refusal_of(over.publish) == "no_draft"

    @pytest.mark.parametrize("name", ["rosa", "olwen"])
    def test_only_a_convener_writes_and_publishes(self, over: Over, name: str) -> None:
        actor = over.held.scene.actor(name)
        assert refusal_of(draft_report, actor, conversation=over.conversation, **WORDS) == "needs_hat"
        assert refusal_of(publish_report, actor, conversation=over.conversation) == "needs_hat"

    def test_none_is_written_while_people_still_speak(self, held: Held) -> None:
        assert refusal_of(Over(held, held.conversation).draft) == "conversation_not_over"
        assert refusal_of(Over(held, held.conversation).publish) == "conversation_not_over"

    def test_everybody_who_took_part_is_told_and_it_stands_in_the_record(self, over: Over) -> None:
        over.report()
        assert [over.told(number)[0][0] for number in range(3)] == ["The report of “After dark” is out"] * 3
        assert said("report.draft") == "A convener wrote at the report of a conversation: version 1"
        assert said("report.publish") == "A convener published the report of a conversation: version 1"
        assert WORDS["summary"] not in "".join(Leaf.objects.values_list("data", flat=True))

    def test_a_draft_is_read_by_conveners_alone_and_written_again_in_its_place(self, over: Over) -> None:
        over.draft()
        assert over.draft(summary="Anew").version == 1
        draft = draft_visible_to(over.convener.viewer, over.conversation)
        assert draft is not None
        assert draft.summary == "Anew"
        member = over.held.actor(0).viewer
        assert draft_visible_to(member, over.conversation) is None
        assert list(reports_visible_to(member, over.conversation)) == []


class TestWhatItSays:
    def test_it_tells_of_everything_in_its_order(self, over: Over) -> None:
        told = read(over, over.report())
        assert [one.name for one in told.sections] == [
            "short", "issue", "people", "found", "divided", "decided", "change", "next", "fates", "how", "checkpoint",
        ]  # fmt: skip
        assert WORDS["summary"] in section(told, "short")
        assert "We lack places, not buses\nA provisional framing" in section(told, "issue")
        assert f"{WORDS['missing']}\n" in section(told, "people")
        assert "Fewer than ten people answered" in section(told, "people")
        assert (
            section(told, "change") == "Expected to change\nA later bus.\nNot expected to change\nThe fare."
        )
        assert section(told, "next") == "Try a later bus\nThe bus company, by 3 May 2999"

    def test_it_tells_without_whom_it_went_out_whoever_is_found_later(self, over: Over) -> None:
        scene = over.held.scene
        carers = mapped(scene)
        over.report()
        take_part(scene.actor("rosa"), issue=scene.issue())
        speak_for(scene.actor("rosa"), perspective=carers)
        told = section(read(over, over.conversation.reports.get()), "people")
        assert "Who was missing when this went out\nNobody speaks for the public yet." in told

    def test_whoever_may_not_read_an_objection_is_told_that_there_was_one(self, over: Over) -> None:
        group = Group(over.held.scene, at=now() - dt.timedelta(days=30)).come_together()
        decision = group.decide(group.propose())
        group.object(decision)
        group.wait(8)
        group.close(decision)
        report = over.report()
        assert "Somebody objected" in section(read(over, report), "decided")
        with migrating():
            for model in (Issue, Conversation, Decision):
                model._base_manager.update(audience=Audience.PUBLIC)
        visitor = document(gather(Viewer(over.held.scene.place), over.conversation).told_in(report))
        told = section(visitor, "decided")
        assert ("Somebody objected" in told, "1 objection was raised. Members read it" in told) == (
            False,
            True,
        )
        assert "objection was raised" not in section(read(over, report), "decided")

    def test_statements_stand_under_what_became_of_them_those_carried_first(self, over: Over) -> None:
        told = section(read(over, over.report()), "fates")
        carried, left = told.split(f"Not carried: {REASON}")
        assert carried.splitlines() == [
            "Carried into the next step “Try a later bus”", "1. The last bus leaves too early.", f"4. {ROSES}",
        ]  # fmt: skip
        assert left.strip().splitlines()[-1] == f"5. {LAMPS}"

    def test_who_may_not_read_the_conversation_reads_no_report(self, over: Over) -> None:
        over.report()
        assert list(reports_visible_to(Viewer(over.held.scene.place), over.conversation)) == []
        assert reports_visible_to(over.held.actor(0).viewer, over.conversation).count() == 1


class TestCorrecting:
    @pytest.fixture
    def both(self, over: Over) -> tuple[Document, Document]:
        """The first version, and the second, in which the lamps have another answer."""
        first = over.report()
        over.carry(5, into=over.next_step(text="Mend the lamps"))
        over.draft(reason="The lamps are mended", expected="Light.")
        return read(over, first), read(over, over.publish())

    def test_it_needs_a_reason(self, over: Over) -> None:
        over.report()
        assert refusal_of(over.draft) == "report_correction_needs_reason"
        assert over.draft(reason="A figure was wrong").version == 2

    def test_the_version_before_says_what_it_said(self, both: tuple[Document, Document]) -> None:
        before, after = both
        assert (before.dated[:17], after.dated[:17]) == ("Report, published", "Report, version 2")
        assert "Mend the lamps" not in "\n".join(before.lines)
        assert f"5. {LAMPS}" in section(before, "fates").split("Not carried")[1]
        assert f"5. {LAMPS}" in section(after, "fates").split("Not carried")[0]
        assert "The lamps are mended" in section(after, "short")

    def test_what_changed_is_marked_and_nothing_else(self, both: tuple[Document, Document]) -> None:
        changed: list[dict[str, Any]] = changes(*both)
        assert [one["title"] for one in changed] == [
            "In short", "What is expected to change, and what is not", "What happens next",
            "What became of each statement",
        ]  # fmt: skip
        marked = [run.text.strip() for run in changed[1]["runs"][1] if run.changed]
        assert marked == ["Light."]

    def test_those_who_took_part_are_told_why(self, over: Over, both: tuple[Document, Document]) -> None:
        assert over.told(2)[0] == ("The report of “After dark” was corrected", "The lamps are mended")


def said_to_change(scene: Scene, **other: Any) -> ExpectedChange:
    words = {"outcome": "A bus after nine", "for_whom": "Young people", "said_by": "The bus company"}
    return declare_change(scene.actor("amina"), issue=scene.issue(), **{**words, **other})


class TestWhatShouldChange:
    def test_it_stands_in_the_report_as_it_stood_when_it_went_out(self, over: Over) -> None:
        scene = over.held.scene
        change = said_to_change(
            scene, expectation=Expectation.EXPECTED, indicator="Buses after nine", unit="a week",
            better=Better.UP, baseline=Decimal(0), baseline_day=dt.date(2026, 1, 1),
            target=Decimal(5), target_day=dt.date(2999, 1, 1),
        )  # fmt: skip
        said_to_change(
            scene, expectation=Expectation.NOT_EXPECTED, outcome="A new pier", why="There is no money."
        )
        over.carry(1, into=change)
        over.leave(2, 3, 4, 5)
        over.draft()
        report = over.publish()
        told = section(read(over, report), "change")
        for words in ("A bus after nine", "For whom: Young people. Said by: The bus company.", "the target is 5",
                      "A new pier", "There is no money.", WORDS["expected"], WORDS["not_expected"]):  # fmt: skip
            assert words in told, words
        assert "Carried into the expected change “A bus after nine”" in section(read(over, report), "fates")
        give_reading(
            scene.actor("amina"), change=change, day=dt.date(2026, 6, 1), value=Decimal(3), source="Counted"
        )
        assert section(read(over, report), "change") == told

    def test_what_is_not_expected_carries_no_statement(self, over: Over) -> None:
        ruled_out = said_to_change(over.held.scene, expectation=Expectation.NOT_EXPECTED, why="No money.")
        with pytest.raises(Refused) as refused:
            over.carry(1, into=ruled_out)
        assert refused.value.refusal.code == "nothing_to_carry_into"
