"""Framing an issue together: rivals from named standpoints, and the group's decision which to adopt."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from tests.convene.deciding import ABOVE, HARM, YOUNG, Group, wears
from tests.convene.test_issues import FIVE
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_people import refused

from wholeplace.convene.issues.actions import reframe_issue, stop_taking_part, take_part
from wholeplace.convene.issues.framing import (
    adopt_framing,
    ask_decision,
    propose_framing,
    second_decision,
)
from wholeplace.convene.issues.models import ProposedFraming
from wholeplace.convene.issues.queries import decisions_waiting_for, proposed_framings_visible_to
from wholeplace.kernel.actors import Actor, Door, Viewer, machine
from wholeplace.kernel.attempts import recent_attempts
from wholeplace.kernel.decisions.actions import lapse_decision, withdraw_decision
from wholeplace.kernel.decisions.models import Decision, Elector
from wholeplace.kernel.decisions.names import DecisionState, Outcome
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.models import JobRun
from wholeplace.places.people.actions import NewMember, admit_members

__all__ = ["elsewhere", "own_keys", "saltmarsh"]


@pytest.fixture
def group(saltmarsh: Scene) -> Group:
    return Group(saltmarsh).come_together()


def crowd(group: Group, count: int) -> None:
    """Have so many more people take part."""
    people = [NewMember(f"r{n}@x.example", f"R {n}", "public", "resident") for n in range(count)]
    for member in admit_members(group.scene.actor("amina"), place=group.scene.place, people=people):
        take_part(Actor(group.scene.place, Door.PAGE, member), issue=group.issue)


def waiting_for(group: Group, name: str) -> set[uuid.UUID]:
    """Return the decisions that wait for somebody."""
    return {one.pk for one in decisions_waiting_for(group.scene.viewer(name))}


class TestProposing:
    def test_whoever_takes_part_says_how_it_looks_from_where_they_stand(self, group: Group) -> None:
        made = group.propose(evidence="Counted on six evenings")
        assert (made.standpoint, made.text, made.evidence) == (
            "young people on the seafront",
            YOUNG,
            "Counted on six evenings",
        )
        row = last(group.scene)["rows"][0]
        assert sorted(row["committed"]) == ["because", "by", "evidence", "reason", "standpoint", "text"]
        assert str(group.scene.people["rosa"].pk) not in str(last(group.scene))

    def test_rivals_stand_beside_each_other_and_the_framing_in_force_stays(self, group: Group) -> None:
        group.propose()
        group.propose("tariq", text=ABOVE, standpoint="people who live above the promenade")
        shown = proposed_framings_visible_to(group.scene.viewer("cllr"))
        assert [one.text for one in shown] == [YOUNG, ABOVE]
        assert group.framing.version == 1

    def test_somebody_who_does_not_take_part_proposes_nothing(self, group: Group) -> None:
        said = {"issue": group.issue, "standpoint": "me", "text": "Mine"}
        assert refused(propose_framing, group.actor("olwen"), **said) == "does_not_take_part"

    def test_whoever_facilitates_takes_no_side(self, group: Group) -> None:
        wears(group.scene, "tariq")
        assert refused(group.propose, "tariq") == "facilitates_here"
        decision = second_decision(group.actor("ben"), decision=group.ask(group.propose()))
        assert decision.electors == 4

    @pytest.mark.parametrize("empty", ["standpoint", "text"])
    def test_a_framing_has_a_standpoint_and_words(self, group: Group, empty: str) -> None:
        assert refused(group.propose, **{empty: " \u200b"}) == "left_empty"

    def test_nobody_proposes_for_anybody_at_the_command_line(self, group: Group) -> None:
        at_command = group.scene.actor("rosa", door=Door.COMMAND)
        said = {"issue": group.issue, "standpoint": "me", "text": "Mine"}
        assert refused(propose_framing, at_command, **said) == "not_by_command"

    def test_a_framing_of_a_members_issue_is_for_members(self, group: Group, elsewhere: Scene) -> None:
        group.propose()
        assert not proposed_framings_visible_to(Viewer(group.scene.place)).exists()
        assert not proposed_framings_visible_to(elsewhere.viewer("amina")).exists()


class TestAsking:
    def test_a_decision_is_declared_with_its_terms_and_waits_for_a_second_person(self, group: Group) -> None:
        decision = group.ask(group.propose(), fallback_days=3)
        assert (decision.state, decision.rule, decision.quorum, decision.fallback_days) == (
            DecisionState.WAITING,
            "consent",
            3,
            3,
        )
        assert [row["table"] for row in last(group.scene)["rows"]] == [
            "wp_kernel_decision",
            "wp_kernel_option",
        ]
        assert sorted(last(group.scene)["rows"][0]["committed"]) == ["asked_by", "question", "seconded_by"]

    def test_a_convener_needs_the_second_word_of_somebody_else_too(self, group: Group) -> None:
        decision = group.ask(group.propose(), by="amina")
        assert refused(second_decision, group.actor("amina"), decision=decision) == "seconded_by_another"
        assert second_decision(group.actor("rosa"), decision=decision).state == DecisionState.OPEN

    def test_somebody_who_does_not_take_part_neither_asks_nor_seconds(self, group: Group) -> None:
        proposed = group.propose()
        assert refused(group.ask, proposed, by="olwen") == "does_not_take_part"
        decision = group.ask(proposed)
        assert refused(second_decision, group.actor("olwen"), decision=decision) == "does_not_take_part"

    def test_nothing_is_decided_together_before_the_issue_is_a_groups(self, saltmarsh: Scene) -> None:
        few = Group(saltmarsh)
        for name in FIVE[:4]:
            take_part(saltmarsh.actor(name), issue=few.issue)
        assert refused(few.ask, few.propose("ben"), by="ben") == "not_yet_the_groups"

    def test_what_one_person_asks_keeps_nobody_else_from_asking(self, group: Group) -> None:
        proposed = group.propose()
        first = group.ask(proposed)
        assert refused(group.ask, proposed) == "asked_already"
        second = group.ask(proposed, by="ben")
        assert waiting_for(group, "tariq") == {first.pk, second.pk}

    def test_one_decision_comes_after_the_other(self, group: Group) -> None:
        proposed = group.propose()
        first, second = group.ask(proposed), group.ask(proposed, by="ben")
        second_decision(group.actor("tariq"), decision=first)
        assert refused(second_decision, group.actor("tariq"), decision=second) == "decision_under_way"
        assert refused(group.ask, proposed, by="amina") == "decision_under_way"
        assert waiting_for(group, "tariq") == {first.pk}
        group.consent(first, *FIVE)
        group.close(first)
        assert second_decision(group.actor("tariq"), decision=second).state == DecisionState.OPEN

    def test_two_decisions_about_an_issue_are_never_open_at_once(self, group: Group) -> None:
        proposed = group.propose()
        decisions = [group.ask(proposed), group.ask(proposed, by="ben")]
        with pytest.raises(IntegrityError), migrating(), transaction.atomic():
            Decision.objects.filter(pk__in=[one.pk for one in decisions]).update(state=DecisionState.OPEN)

    def test_a_decision_that_nobody_seconds_in_time_lapses(self, group: Group) -> None:
        proposed = group.propose()
        decision = group.ask(proposed)
        assert JobRun.objects.get(job="decisions.close").due == decision.lapses
        machine_at = machine(group.scene.place, "decisions", at=group.at)
        assert refused(lapse_decision, machine_at, decision=decision) == "decision_goes_on"
        group.wait(14)
        assert refused(second_decision, group.actor("tariq"), decision=decision) == "not_seconded_in_time"
        assert group.ask(proposed).state == DecisionState.WAITING
        lapsed = lapse_decision(machine(group.scene.place, "decisions", at=group.at), decision=decision)
        assert (lapsed.state, lapsed.closed) == (DecisionState.LAPSED, group.at)
        assert last(group.scene)["action"] == "decision.lapse"
        assert refused(second_decision, group.actor("tariq"), decision=decision) == "not_seconded_in_time"

    def test_only_the_program_lets_a_decision_lapse(self, group: Group) -> None:
        decision = group.ask(group.propose())
        group.wait(14)
        assert refused(lapse_decision, group.actor("amina"), decision=decision) == "not_by_command"

    def test_what_somebody_asked_who_takes_part_no_longer_is_not_opened(self, group: Group) -> None:
        decision = group.ask(group.propose())
        stop_taking_part(group.actor("rosa"), issue=group.issue)
        assert refused(second_decision, group.actor("tariq"), decision=decision) == "asker_is_gone"

    @pytest.mark.parametrize(
        ("terms", "code"),
        [
            ({"rule": "dice"}, "no_such_rule"),
            ({"days": 0}, "days_out_of_range"),
            ({"days": 61}, "days_out_of_range"),
            ({"fallback_days": 61}, "days_out_of_range"),
            ({"quorum": 1}, "quorum_too_small"),
            ({"quorum": 6}, "quorum_too_large"),
            ({"rule": "approval", "fallback_days": 3}, "no_fallback_here"),
        ],
    )
    def test_terms_that_cannot_hold_are_refused(
        self, group: Group, terms: dict[str, object], code: str
    ) -> None:
        proposed = group.propose()
        assert refused(group.ask, proposed, **terms) == code
        assert not Decision.objects.exists()

    def test_consent_is_given_to_one_proposal_and_there_is_at_least_one(self, group: Group) -> None:
        one, other = group.propose(), group.propose("tariq", text=ABOVE)
        assert refused(group.ask, one, other) == "one_proposal_only"
        assert refused(group.ask) == "nothing_to_decide"
        assert group.ask(one, other, rule="approval").options.count() == 2

    def test_more_than_twenty_people_decide_by_approval(self, group: Group) -> None:
        crowd(group, 15)
        proposed = group.propose()
        decision = group.ask(proposed)
        take_part(group.scene.actor("olwen"), issue=group.issue)
        assert refused(second_decision, group.actor("ben"), decision=decision) == "too_many_for_consent"
        withdraw_decision(group.actor("rosa"), decision=decision)
        assert refused(group.ask, proposed) == "too_many_for_consent"
        assert group.decide(proposed, rule="approval").electors == 21

    def test_a_framing_of_another_issue_is_not_there(self, group: Group) -> None:
        proposed = group.propose()
        other = group.scene.name_issue(title="Another")
        said = {"question": "?", "rule": "consent", "days": 7, "quorum": 2, "framings": [proposed.pk]}
        for name in FIVE:
            take_part(group.scene.actor(name), issue=other)
        assert refused(ask_decision, group.actor("rosa"), issue=other, **said) == "gone"


class TestTheElectorate:
    def test_it_is_frozen_with_each_voice_and_sector_when_the_decision_opens(self, group: Group) -> None:
        decision = group.decide(group.propose())
        frozen = Elector.objects.filter(decision=decision)
        assert sorted(one.member.name for one in frozen) == sorted(
            group.scene.people[name].name for name in FIVE
        )
        assert sorted((one.voice, one.sector) for one in frozen) == sorted(
            (group.scene.people[name].voice, group.scene.people[name].sector) for name in FIVE
        )
        take_part(group.scene.actor("olwen"), issue=group.issue)
        stop_taking_part(group.scene.actor("ben"), issue=group.issue)
        assert Elector.objects.filter(decision=decision).count() == decision.electors == 5

    def test_no_leaf_says_who_may_decide(self, group: Group) -> None:
        group.decide(group.propose())
        told = str(last(group.scene))
        assert not [name for name in FIVE if str(group.scene.people[name].pk) in told]

    def test_a_decision_waits_for_whoever_has_yet_to_answer_or_to_second_it(self, group: Group) -> None:
        def waits(name: str) -> bool:
            return decisions_waiting_for(group.scene.viewer(name)).exists()

        decision = group.ask(group.propose())
        assert [waits(name) for name in ("rosa", "ben", "olwen")] == [False, True, False]
        second_decision(group.actor("tariq"), decision=decision)
        assert [waits(name) for name in ("rosa", "ben", "olwen")] == [True, True, False]
        group.consent(decision, "rosa", "ben")
        assert [waits(name) for name in ("rosa", "ben", "cllr")] == [False, False, True]
        group.object(decision, "cllr")
        assert [waits(name) for name in ("rosa", "ben", "cllr")] == [True, False, False]


class TestAdopting:
    def test_what_the_group_adopts_becomes_the_issues_framing(self, group: Group) -> None:
        proposed = group.propose()
        decision = group.adopt(proposed)
        assert (decision.outcome, decision.chosen) == (Outcome.ADOPTED, 1)
        framing = group.framing
        assert (framing.text, framing.version, framing.provisional) == (YOUNG, 2, False)
        assert (framing.adopted_from, framing.decision, framing.by) == (proposed, decision, None)

    def test_the_record_tells_the_adoption_and_the_end_of_the_decision(self, group: Group) -> None:
        group.adopt(group.propose())
        assert last(group.scene)["action"] == "decision.close"
        assert last(group.scene)["facts"] == {"outcome": "adopted"}
        assert last(group.scene)["actor"] == {"machine": "decisions"}

    def test_a_convener_adopts_and_reframes_nothing_and_the_attempt_is_on_record(self, group: Group) -> None:
        proposed = group.propose()
        amina = group.scene.actor("amina")
        assert refused(reframe_issue, amina, issue=group.issue, text="Mine") == "owned_by_group"
        decision = group.ask(proposed)
        told = {"issue": group.issue, "proposed": proposed, "decision": decision}
        assert refused(adopt_framing, amina, **told) == "not_by_command"
        assert recent_attempts(group.scene.place).count() == 2

    def test_reframing_takes_a_reason_and_a_new_decision_and_everything_before_stays(
        self, group: Group
    ) -> None:
        first = group.propose()
        group.adopt(first)
        assert refused(group.propose, "tariq", text=ABOVE, reason=" \u200b") == "reframing_needs_reason"
        second = group.propose("tariq", text=ABOVE, reason="The shelters are open now")
        assert group.framing.text == YOUNG
        group.adopt(second)
        assert [(one.version, one.text, one.provisional) for one in group.issue.framings.all()][:2] == [
            (3, ABOVE, False),
            (2, YOUNG, False),
        ]
        assert ProposedFraming.objects.filter(issue=group.issue).count() == 2

    def test_an_objection_that_was_answered_and_withdrawn_stays_with_the_framing_it_was_raised_against(
        self, group: Group
    ) -> None:
        decision = group.decide(group.propose())
        group.reply(group.object(decision))
        group.consent(decision, *FIVE)
        group.close(decision)
        (kept,) = decision.objections.all()
        assert (kept.text, kept.reply[:7], kept.withdrawn is not None) == (HARM, "A place", True)
        assert group.framing.text == YOUNG
