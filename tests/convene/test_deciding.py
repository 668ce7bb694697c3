"""Answering in a decision: who may, what stands in the record, how objections are met, and how it ends."""

import datetime as dt

import pytest
from tests.convene.deciding import ABOVE, HARM, YOUNG, Group
from tests.convene.test_issues import FIVE
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_leaving import signed_in
from tests.places.test_people import refused

from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.framing import second_decision
from wholeplace.kernel.actors import Door, Viewer, machine
from wholeplace.kernel.decisions.actions import (
    answer_decision,
    close_decision,
    object_in_confidence,
    reply_to_objection,
    withdraw_decision,
)
from wholeplace.kernel.decisions.explaining import terms_in_words, why
from wholeplace.kernel.decisions.jobs import close_what_is_over
from wholeplace.kernel.decisions.models import Decision, Elector, Objection, Response
from wholeplace.kernel.decisions.names import DecisionState, Outcome, Stance
from wholeplace.kernel.decisions.queries import (
    answers_visible_to,
    decisions_visible_to,
    objections_visible_to,
)
from wholeplace.kernel.decisions.tallying import check_decisions, result_under
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.models import JobRun
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.notices.queries import notices_for

__all__ = ["elsewhere", "own_keys", "saltmarsh"]


@pytest.fixture
def group(saltmarsh: Scene) -> Group:
    return Group(saltmarsh).come_together()


@pytest.fixture
def decision(group: Group) -> Decision:
    return group.decide(group.propose())


def said(decision: Decision) -> dict[str, str]:
    given = Response.objects.filter(decision=decision).select_related("elector__member")
    return {one.elector.member.name.split()[0]: one.answer or one.approves for one in given}


class TestAnswering:
    def test_an_elector_answers_and_changes_the_answer_until_the_close(
        self, group: Group, decision: Decision
    ) -> None:
        group.consent(decision, "rosa", "cllr")
        answer_decision(group.actor("rosa"), decision=decision, answer=Stance.ASIDE)
        assert said(decision) == {"Rosa": "aside", "Cllr": "consent"}

    def test_the_record_holds_that_somebody_answered_and_neither_who_nor_what(
        self, group: Group, decision: Decision
    ) -> None:
        group.consent(decision, "rosa")
        entry = last(group.scene)
        assert list(entry["actor"]) == ["as"]
        assert sorted(entry["rows"][0]["committed"]) == ["answer", "approves"]
        assert "consent" not in str({**entry["rows"][0]["open"], "rule": ""})

    def test_whoever_takes_part_later_answers_nothing(self, group: Group, decision: Decision) -> None:
        take_part(group.scene.actor("olwen"), issue=group.issue)
        late = {"decision": decision, "answer": Stance.CONSENT}
        assert refused(answer_decision, group.actor("olwen"), **late) == "not_an_elector"

    def test_nobody_answers_for_anybody_at_the_command_line(self, group: Group, decision: Decision) -> None:
        at_command = group.scene.actor("rosa", door=Door.COMMAND)
        said = {"decision": decision, "answer": Stance.CONSENT}
        assert refused(answer_decision, at_command, **said) == "not_by_command"

    def test_nobody_answers_before_it_opens_after_its_time_or_once_it_is_closed(self, group: Group) -> None:
        decision = group.ask(group.propose())
        assert refused(group.consent, decision, "rosa") == "not_an_elector"
        decision = second_decision(group.actor("ben"), decision=decision)
        group.consent(decision, "rosa", "ben", "cllr")
        group.wait(7)
        assert refused(group.consent, decision, "tariq") == "decision_not_open"
        group.close(decision)
        group.wait(-7)
        assert refused(group.consent, decision, "tariq") == "decision_not_open"

    def test_each_rule_takes_its_own_kind_of_answer(self, group: Group) -> None:
        one, other = group.propose(), group.propose("tariq", text=ABOVE)
        decision = group.decide(one, other, rule="approval")
        assert refused(group.consent, decision, "rosa") == "asks_for_approval"
        assert refused(group.approve, decision, "rosa", 3) == "no_such_option"
        group.approve(decision, "rosa", 2, 1, 2)
        group.approve(decision, "ben")
        assert said(decision) == {"Rosa": "1 2", "Ben": ""}

    def test_consent_takes_no_approval(self, group: Group, decision: Decision) -> None:
        assert refused(group.approve, decision, "rosa", 1) == "asks_for_consent"

    def test_the_same_answer_sent_twice_is_one(self, group: Group, decision: Decision) -> None:
        for _ in range(2):
            answer_decision(group.actor("rosa").keyed("once"), decision=decision, answer=Stance.CONSENT)
        assert Response.objects.filter(decision=decision).count() == 1
        assert decisions_visible_to(group.scene.viewer("ben")).get().answered == 1  # type: ignore[attr-defined]


class TestObjecting:
    def test_an_objection_says_what_harm_it_sees(self, group: Group, decision: Decision) -> None:
        empty = {"decision": decision, "answer": Stance.OBJECT, "objection": " \u200b"}
        assert refused(answer_decision, group.actor("ben"), **empty) == "objection_needs_words"
        objection = group.object(decision)
        assert (objection.text, objection.elector.member) == (HARM, group.scene.people["ben"])

    def test_whoever_asked_or_a_convener_answers_it_in_words(self, group: Group, decision: Decision) -> None:
        objection = group.object(decision, "cllr")
        assert group.reply(objection).replied_by == group.scene.people["rosa"]
        assert list(last(group.scene)["actor"]) == ["as"]
        assert group.reply(objection, "amina").replied_by == group.scene.people["amina"]
        assert last(group.scene)["actor"]["hat"] == "convener"

    def test_nobody_else_answers_it_and_nobody_says_nothing(self, group: Group, decision: Decision) -> None:
        objection = group.object(decision)
        assert refused(group.reply, objection, "tariq") == "asked_by_somebody_else"
        nothing = {"decision": decision, "objection": objection.pk, "reply": " \u200b"}
        assert refused(reply_to_objection, group.actor("rosa"), **nothing) == "left_empty"

    def test_the_objector_withdraws_it_by_answering_otherwise_and_it_stays_to_be_read(
        self, group: Group, decision: Decision
    ) -> None:
        objection = group.object(decision)
        group.reply(objection)
        answer_decision(group.actor("ben"), decision=decision, answer=Stance.ASIDE)
        objection.refresh_from_db()
        assert objection.withdrawn is not None
        assert objections_visible_to(group.scene.viewer("cllr")).get().reply.startswith("A place")
        assert refused(group.reply, objection) == "objection_withdrawn"

    def test_an_objection_is_answered_in_its_own_decision_and_while_it_is_open(
        self, group: Group, decision: Decision
    ) -> None:
        objection = group.object(decision)
        group.wait(7)
        assert refused(group.reply, objection) == "decision_not_open"
        group.close(decision)
        other = group.decide(group.propose(text=ABOVE))
        said = {"decision": other, "objection": objection.pk, "reply": "Because"}
        assert refused(reply_to_objection, group.actor("rosa"), **said) == "objection_withdrawn"

    def test_other_words_are_another_objection_and_the_same_words_are_the_same(
        self, group: Group, decision: Decision
    ) -> None:
        first = group.object(decision)
        assert group.object(decision) == first
        second = group.object(decision, words="It costs too much")
        assert [one.withdrawn is None for one in (Objection.objects.get(pk=first.pk), second)] == [
            False,
            True,
        ]

    def test_names_and_objections_are_for_members_even_where_the_issue_is_for_everybody(
        self, saltmarsh: Scene
    ) -> None:
        saltmarsh.name_issue(audience="public")
        group = Group(saltmarsh).come_together()
        decision = group.decide(group.propose())
        group.object(decision)
        visitor, member = Viewer(group.scene.place), group.scene.viewer("olwen")
        assert decisions_visible_to(visitor).count() == 1
        assert answers_visible_to(member, decision, options=1).by_name == list(Response.objects.all())
        assert not answers_visible_to(visitor, decision, options=1).by_name
        assert objections_visible_to(member).count() == 1
        assert not objections_visible_to(visitor).exists()


def quietly(group: Group, decision: Decision, name: str = "ben", words: str = HARM) -> Response:
    return object_in_confidence(group.actor(name), decision=decision, objection=words)


class TestObjectingInConfidence:
    def test_nobody_is_named_from_then_on_but_everybody_to_themselves(
        self, group: Group, decision: Decision
    ) -> None:
        group.consent(decision, "rosa", "cllr")
        seen_by = lambda name: answers_visible_to(group.scene.viewer(name), decision, options=1).by_name  # noqa: E731
        assert [one.elector.member.name for one in seen_by("amina")] == ["Cllr Dee Marsh", "Rosa Lind"]
        quietly(group, decision)
        assert [list(seen_by(name)) for name in ("amina", "olwen")] == [[], []]
        assert [one.elector.member.name for one in seen_by("rosa")] == ["Rosa Lind"]
        assert [one.elector.member.name for one in seen_by("ben")] == ["Ben Carter"]
        assert answers_visible_to(group.scene.viewer("amina"), decision, options=1).results[
            "consent"
        ].counts == {
            "consent": 2,
            "object": 1,
            "aside": 0,
        }
        assert answers_visible_to(Viewer(group.scene.place), decision, options=1).results == {}

    def test_the_page_shows_the_objection_and_counts_without_a_name(
        self, group: Group, decision: Decision
    ) -> None:
        group.consent(decision, "rosa")
        page = signed_in(group.scene, "ben")
        answer = {"key": "a", "answer": "object", "objection": HARM, "in_confidence": "on"}
        page.post(decision.get_absolute_url(), answer)
        seen = signed_in(group.scene, "amina").get(decision.get_absolute_url()).content.decode()
        assert "Somebody, in confidence" in seen
        assert ("Rosa Lind (" in seen.split("Who answered what")[1], "Ben Carter" in seen) == (False, False)
        assert "1 person" in seen
        assert last(group.scene)["action"] == "decision.object_in_confidence"
        assert Objection.objects.get().elector.member == group.scene.people["ben"]

    def test_only_an_objection_is_made_in_confidence(self, group: Group, decision: Decision) -> None:
        answer = {"key": "a", "answer": "consent", "in_confidence": "on"}
        said = signed_in(group.scene, "ben").post(decision.get_absolute_url(), answer).content.decode()
        assert "Only an objection can be made in confidence." in said
        assert not Response.objects.exists()

    def test_whoever_was_seen_to_answer_cannot_but_says_it_otherwise_as_often_as_they_like(
        self, group: Group, decision: Decision
    ) -> None:
        group.consent(decision, "rosa")
        assert refused(quietly, group, decision, "rosa") == "answered_by_name"
        quietly(group, decision, words="It costs too much")
        quietly(group, decision, words=HARM)
        assert [one.text for one in Objection.objects.filter(withdrawn=None)] == [HARM]
        group.consent(decision, "ben")
        assert not Objection.objects.filter(withdrawn=None).exists()
        assert not answers_visible_to(group.scene.viewer("amina"), decision, options=1).by_name

    def test_it_takes_words_an_elector_and_an_open_consent(self, group: Group, decision: Decision) -> None:
        assert refused(quietly, group, decision, words=" \u200b") == "objection_needs_words"
        assert refused(quietly, group, decision, "olwen") == "not_an_elector"
        group.wait(8)
        assert refused(quietly, group, decision) == "decision_not_open"

    def test_it_counts_like_any_other_and_is_answered(self, group: Group, decision: Decision) -> None:
        quietly(group, decision)
        group.reply(Objection.objects.get())
        told = [one.title for one in notices_for(group.scene.viewer("ben"))]
        assert told[0] == "Your objection was answered"
        group.consent(decision, *set(FIVE) - {"ben"})
        group.wait(8)
        assert group.close(decision).outcome == Outcome.OBJECTED
        assert list(check_decisions(group.scene.place)) == []


class TestWithdrawing:
    def test_whoever_asked_withdraws_it_while_it_waits(self, group: Group) -> None:
        decision = group.ask(group.propose())
        assert refused(withdraw_decision, group.actor("amina"), decision=decision) == "asked_by_somebody_else"
        assert withdraw_decision(group.actor("rosa"), decision=decision).state == DecisionState.WITHDRAWN
        assert last(group.scene)["action"] == "decision.withdraw"

    def test_what_is_open_nobody_withdraws(self, group: Group, decision: Decision) -> None:
        assert refused(withdraw_decision, group.actor("rosa"), decision=decision) == "decision_has_begun"


class TestTheEnd:
    def test_it_goes_on_until_its_time_is_over_or_everybody_has_answered(
        self, group: Group, decision: Decision
    ) -> None:
        group.consent(decision, *FIVE[:4])
        assert refused(group.close, decision) == "decision_goes_on"
        group.consent(decision, FIVE[4])
        assert group.close(decision).outcome == Outcome.ADOPTED

    def test_an_objection_keeps_it_open_until_its_time_is_over(
        self, group: Group, decision: Decision
    ) -> None:
        group.consent(decision, *FIVE)
        group.object(decision)
        assert refused(group.close, decision) == "decision_goes_on"
        group.wait(7)
        closed = group.close(decision)
        assert (closed.outcome, closed.chosen, group.framing.version) == (Outcome.OBJECTED, None, 1)

    def test_only_the_program_closes_it(self, group: Group, decision: Decision) -> None:
        group.wait(8)
        assert refused(close_decision, group.scene.actor("amina"), decision=decision) == "not_by_command"
        by_hand = group.scene.actor("amina", door=Door.MACHINE)
        assert refused(close_decision, by_hand, decision=decision) == "only_machine"

    def test_too_few_answers_leave_everything_as_it_was(self, group: Group, decision: Decision) -> None:
        group.consent(decision, "rosa", "ben")
        group.wait(7)
        assert group.close(decision).outcome == Outcome.NO_QUORUM
        assert last(group.scene)["facts"] == {"outcome": "no_quorum"}
        assert group.framing.version == 1

    def test_it_is_closed_once(self, group: Group, decision: Decision) -> None:
        group.consent(decision, *FIVE)
        group.close(decision)
        assert refused(group.close, decision) == "decision_not_open"
        assert group.framing.version == 2

    def test_the_declared_fallback_lets_the_same_people_approve(self, group: Group) -> None:
        decision = group.decide(group.propose(), fallback_days=3)
        group.consent(decision, "rosa", "cllr", "tariq")
        group.object(decision)
        group.wait(7)
        fell_back = group.close(decision)
        assert (fell_back.state, fell_back.in_force, fell_back.outcome) == ("open", "approval", "")
        assert fell_back.deadline == group.at + dt.timedelta(days=3)
        assert last(group.scene)["facts"] == {"outcome": "fell_back"}
        group.approve(decision, "rosa", 1)
        group.approve(decision, "cllr", 1)
        group.approve(decision, "ben")
        group.wait(3)
        assert group.close(decision).outcome == Outcome.ADOPTED
        assert (group.framing.text, list(check_decisions(group.scene.place))) == (YOUNG, [])


class TestTheJob:
    def test_opening_puts_the_close_on_the_queue_for_the_deadline(self, decision: Decision) -> None:
        waiting = JobRun.objects.filter(job="decisions.close")
        assert {one.due for one in waiting} == {decision.deadline, decision.lapses}

    def test_the_last_answer_has_it_closed_after_the_reply(self, group: Group, decision: Decision) -> None:
        group.consent(decision, *FIVE[:4])
        run_all_now()
        assert Decision.objects.get().state == DecisionState.OPEN
        group.consent(decision, FIVE[4])
        run_all_now()
        assert Decision.objects.get().outcome == Outcome.ADOPTED

    def test_done_again_it_changes_nothing(self, group: Group, decision: Decision) -> None:
        group.consent(decision, *FIVE)
        for _ in range(2):
            close_what_is_over(None, place=group.scene.place, decision=decision)
        assert group.framing.version == 2


class TestChecking:
    def test_a_place_with_decisions_in_every_state_agrees_with_its_ledger(self, group: Group) -> None:
        group.adopt(group.propose())
        again = group.propose("ben", text=ABOVE, reason="New")
        decision = group.decide(again)
        group.reply(group.object(decision))
        assert list(check_place(group.scene.place)) == []

    @pytest.mark.parametrize(
        "change",
        [
            {"outcome": Outcome.OBJECTED, "chosen": None},
            {"chosen": 2},
            {"electors": 4},
            {"quorum": 6},
            {"rule": "approval"},
        ],
    )
    def test_an_outcome_that_the_answers_do_not_lead_to_is_found(
        self, group: Group, decision: Decision, change: dict[str, object]
    ) -> None:
        group.consent(decision, *FIVE)
        group.close(decision)
        assert list(check_decisions(group.scene.place)) == []
        with migrating():
            Decision.objects.update(**change)
        (fault,) = check_decisions(group.scene.place)
        assert fault.code == "decision_differs"

    def test_an_answer_changed_afterwards_or_an_elector_added_is_found(
        self, group: Group, decision: Decision
    ) -> None:
        group.consent(decision, *FIVE)
        group.close(decision)
        with migrating():
            Response.objects.filter(elector__member=group.scene.people["ben"]).update(answer="object")
        assert [one.code for one in check_decisions(group.scene.place)] == ["decision_differs"]
        with migrating():
            Response.objects.update(answer="consent")
            added = Elector(place=group.scene.place, decision=decision, member=group.scene.people["olwen"])
            added.save()
        assert [one.code for one in check_decisions(group.scene.place)] == ["decision_differs"]


class TestSentences:
    def test_the_terms_are_said_in_plain_words(self, group: Group) -> None:
        proposed = group.propose()
        with_fallback = terms_in_words(group.ask(proposed, fallback_days=3, voice_quorum=2))
        assert with_fallback[1:] == [
            "It counts if at least 3 people answer.",
            "At least 2 people of each civic voice among those who may answer must do so, or all of a voice that has fewer.",
            "While an objection stands, whoever proposed it can amend it. Then the group is asked anew, on the same terms.",
            "If an objection still stands at the end, the same people decide by approval within 3 more days.",
        ]

    def test_every_end_is_explained(self, group: Group, decision: Decision) -> None:
        group.consent(decision, "rosa", "ben")
        told = why(result_under(decision, "consent"), rule="consent")
        assert told[:2] == [
            "2 of 5 people answered.",
            "Of the voice “Politicians” 0 answered, and 1 had to.",
        ]
        group.consent(decision, "cllr")
        assert why(result_under(decision, "consent"), rule="consent") == [
            "3 of 5 people answered.",
            "3 consented, 0 stood aside, 0 objected.",
            "No objection stands, so it is adopted.",
        ]
        group.object(decision)
        assert why(result_under(decision, "consent"), rule="consent")[2].startswith("An objection stands")

    def test_approval_is_explained_by_option(self, group: Group) -> None:
        one, other = group.propose(), group.propose("tariq", text=ABOVE)
        decision = group.decide(one, other, rule="approval")
        for name in ("rosa", "cllr", "ben"):
            group.approve(decision, name, 1, 2)
        assert why(result_under(decision, "approval"), rule="approval")[1:] == [
            "3 of 3 approve option 1.",
            "3 of 3 approve option 2.",
            "Two or more options are approved by as many, so nothing is decided.",
        ]
        group.approve(decision, "ben", 2)
        assert why(result_under(decision, "approval"), rule="approval")[-1].startswith(
            "More than half approve option 2"
        )
        for name in ("rosa", "cllr", "ben"):
            group.approve(decision, name)
        assert "No option is approved" in why(result_under(decision, "approval"), rule="approval")[-1]


def test_a_machine_of_another_place_finds_no_decision_here(group: Group, elsewhere: Scene) -> None:
    decision = group.decide(group.propose())
    actor = machine(elsewhere.place, "decisions")
    assert refused(close_decision, actor, decision=decision) == "gone"
    assert not decisions_visible_to(elsewhere.viewer("amina")).exists()
