"""Meeting an objection: whoever proposed it amends what the group is asked about, and the group is asked anew."""

import html

import pytest
from django.test import Client
from tests.convene.crowd import crowd
from tests.convene.deciding import ABOVE, HARM, MEETS, MET, YOUNG, Group, wears
from tests.convene.files import empty_shelves, put
from tests.convene.test_circles import own_statements
from tests.convene.test_decisions_checked import told_by_pack
from tests.convene.test_framing_together import crowd as more_people
from tests.convene.test_issues import FIVE
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_leaving import signed_in
from tests.places.test_people import refused

from wholeplace.convene.issues.actions import stop_taking_part, take_part
from wholeplace.convene.issues.models import Amendment, ProposedFraming
from wholeplace.convene.issues.rewording import amend_proposal
from wholeplace.convene.issues.said import said
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.decisions.actions import answer_decision, object_in_confidence
from wholeplace.kernel.decisions.conditions import terms_of
from wholeplace.kernel.decisions.models import Decision, Elector, Objection, Response
from wholeplace.kernel.decisions.names import DecisionState, Outcome, Stance
from wholeplace.kernel.decisions.queries import decisions_in_a_row
from wholeplace.kernel.decisions.tallying import check_decisions
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.lineage.models import Link
from wholeplace.kernel.lineage.queries import came_from, fates_of, led_to
from wholeplace.kernel.notices.queries import notices_for

__all__ = ["elsewhere", "empty_shelves", "own_keys", "saltmarsh"]

WORDS = {"text": MET, "why": MEETS}


@pytest.fixture
def group(saltmarsh: Scene) -> Group:
    return Group(saltmarsh).come_together()


@pytest.fixture
def decision(group: Group) -> Decision:
    return group.decide(group.propose(evidence="Counted on six evenings"), voice_quorum=0)


def told(group: Group, path: str, name: str = "tariq") -> str:
    page = signed_in(group.scene, name).get(path)
    assert page.status_code == 200
    return html.unescape(page.content.decode())


class TestAmending:
    def test_the_group_is_asked_at_once_about_the_amended_proposal_on_the_same_terms(
        self, group: Group, decision: Decision
    ) -> None:
        group.object(decision)
        again = group.amend(decision, evidence="Counted on ten")
        assert (again.state, again.pk == decision.pk) == (DecisionState.OPEN, False)
        assert terms_of(again) == terms_of(decision)
        for same in ("purpose", "about", "question", "circle"):
            assert getattr(again, same) == getattr(decision, same)
        assert (again.deadline, again.seconded_by) == (
            again.opened + (decision.deadline - decision.opened),
            None,
        )
        made = ProposedFraming.objects.get(pk=again.options.get().record)
        assert (made.text, made.evidence, made.standpoint) == (
            MET,
            "Counted on ten",
            "young people on the seafront",
        )
        assert (made.replaces.text, made.replaces.stands) == (YOUNG, False)

    def test_ones_own_objection_is_nothing_to_amend_for(self, group: Group, decision: Decision) -> None:
        group.object(decision, "rosa")
        assert (
            refused(amend_proposal, group.actor("rosa"), decision=decision, **WORDS) == "no_objection_stands"
        )
        page = told(group, decision.get_absolute_url(), "rosa")
        assert "No objection of somebody else stands" in page
        group.object(decision, words="It forgets the old")
        assert group.amend(decision).state == DecisionState.OPEN

    def test_the_files_beside_it_come_along(self, group: Group) -> None:
        proposed = group.propose()
        file = put(group, proposed)
        decision = group.decide(proposed, voice_quorum=0)
        group.object(decision)
        again = group.amend(decision)
        file.refresh_from_db()
        assert file.of == again.options.get().record != proposed.pk
        assert "buses.csv" in told(group, again.get_absolute_url())
        assert list(check_place(group.scene.place)) == []

    def test_the_first_ends_and_what_was_said_in_it_stays(self, group: Group, decision: Decision) -> None:
        objection = group.object(decision)
        group.reply(objection)
        group.amend(decision)
        ended = Decision.objects.get(pk=decision.pk)
        assert (ended.state, ended.outcome, ended.chosen) == (DecisionState.CLOSED, Outcome.AMENDED, None)
        assert (Objection.objects.get().text, Objection.objects.get().withdrawn) == (HARM, None)
        assert Response.objects.filter(decision=decision).count() == 1

    def test_no_answer_is_carried_over_and_everybody_answers_afresh(
        self, group: Group, decision: Decision
    ) -> None:
        group.object(decision)
        group.consent(decision, "rosa", "tariq", "cllr")
        again = group.amend(decision)
        assert not Response.objects.filter(decision=again).exists()
        assert refused(answer_decision, group.actor("ben"), decision=decision, answer=Stance.CONSENT) == (
            "decision_not_open"
        )
        group.consent(again, *FIVE)
        assert group.close(again).outcome == Outcome.ADOPTED
        assert group.framing.text == MET

    def test_whoever_takes_part_by_now_is_asked_and_whoever_stopped_is_not(
        self, group: Group, decision: Decision
    ) -> None:
        group.object(decision)
        stop_taking_part(group.actor("cllr"), issue=group.issue)
        take_part(group.actor("olwen"), issue=group.issue)
        again = group.amend(decision)
        names = Elector.objects.filter(decision=again).values_list("member", flat=True)
        people = group.scene.people
        assert people["olwen"].pk in names
        assert people["cllr"].pk not in names
        assert people["cllr"].pk in Elector.objects.filter(decision=decision).values_list("member", flat=True)

    def test_an_amended_one_is_amended_again(self, group: Group, decision: Decision) -> None:
        group.object(decision)
        again = group.amend(decision)
        assert refused(group.amend, again, text="Or so") == "no_objection_stands"
        group.object(again, "cllr")
        third = group.amend(again, text="Or so")
        viewer = group.scene.viewer("tariq")
        row = {one.pk: (one.earlier, one.later) for one in decisions_in_a_row(viewer)}
        assert row == {
            decision.pk: (None, again.pk),
            again.pk: (decision.pk, third.pk),
            third.pk: (again.pk, None),
        }
        assert [step.record for step in came_from(viewer, third)] == [again, decision]
        assert led_to(viewer, decision)[0].record == again
        assert list(check_place(group.scene.place)) == []

    def test_an_objection_in_confidence_is_met_like_any_other(self, group: Group, decision: Decision) -> None:
        object_in_confidence(group.actor("ben"), decision=decision, objection=HARM)
        again = group.amend(decision)
        assert list(check_place(group.scene.place)) == []
        assert "Ben Achebe" not in told(group, again.get_absolute_url())

    def test_what_it_said_before_and_what_changed_is_kept(self, group: Group, decision: Decision) -> None:
        group.object(decision)
        made = group.amend(decision, evidence="Counted on six evenings").options.get().record
        kept = Amendment.objects.get(about=made)
        assert (kept.before, kept.after, kept.reason) == ({"text": YOUNG}, {"text": MET}, MEETS)

    def test_the_first_proposal_lives_on_in_the_amended_one(self, group: Group, decision: Decision) -> None:
        group.object(decision)
        again = group.amend(decision)
        first, made = (ProposedFraming.objects.get(pk=one.options.get().record) for one in (decision, again))
        viewer = group.scene.viewer("rosa")
        (fate,) = fates_of(viewer, [first])[first.pk]
        assert (fate.carried, fate.how) == (True, decision.get_absolute_url())
        assert [step.record for step in came_from(viewer, made)] == [first]
        became = {one.text: one.became for one in said(viewer)}
        assert became[YOUNG] == "You amended it to meet an objection, and the group was asked anew."
        assert became[MET] == "The group is deciding on it now."


class TestWhoAndWhen:
    def test_nobody_does_but_whoever_proposed_it(self, group: Group, decision: Decision) -> None:
        group.object(decision)
        for name in ("ben", "tariq", "amina"):
            assert refused(amend_proposal, group.actor(name), decision=decision, **WORDS) == (
                "amended_by_another"
            )

    def test_whoever_asked_does_not_unless_they_proposed_it(self, group: Group) -> None:
        decision = group.decide(group.propose("ben"), by="rosa")
        group.object(decision, "cllr")
        assert refused(group.amend, decision, "rosa") == "amended_by_another"
        assert group.amend(decision, "ben").asked_by == group.scene.people["ben"]

    def test_they_still_take_part_and_do_not_facilitate(self, group: Group, decision: Decision) -> None:
        group.object(decision)
        wears(group.scene, "rosa")
        assert refused(group.amend, decision) == "facilitates_here"
        stop_taking_part(group.actor("rosa"), issue=group.issue)
        assert refused(group.amend, decision) == "does_not_take_part"

    def test_an_objection_has_to_stand(self, group: Group, decision: Decision) -> None:
        assert refused(group.amend, decision) == "no_objection_stands"
        group.object(decision)
        group.consent(decision, "ben")
        assert refused(group.amend, decision) == "no_objection_stands"

    def test_its_time_is_not_over(self, group: Group, decision: Decision) -> None:
        group.object(decision)
        group.wait(7)
        assert refused(group.amend, decision) == "decision_not_open"

    def test_consent_is_in_force(self, group: Group) -> None:
        decision = group.decide(group.propose(), fallback_days=3)
        group.object(decision)
        group.consent(decision, *("rosa", "tariq", "cllr", "amina"))
        group.wait(7)
        group.close(decision)
        assert refused(group.amend, decision) == "asks_for_approval"

    def test_it_says_what_changed_and_changes_something(self, group: Group, decision: Decision) -> None:
        group.object(decision)
        assert refused(group.amend, decision, why=" ") == "needs_reason"
        same = {"text": YOUNG, "evidence": "Counted on six evenings"}
        assert refused(group.amend, decision, **same) == "nothing_changed"
        assert Decision.objects.get().state == DecisionState.OPEN

    def test_by_now_they_can_be_too_many_to_consent(self, group: Group, decision: Decision) -> None:
        group.object(decision)
        more_people(group, 16)
        assert refused(group.amend, decision) == "too_many_for_consent"


class TestACircle:
    def test_those_who_sit_in_it_are_asked_anew_and_the_others_told(self, saltmarsh: Scene) -> None:
        many = crowd(saltmarsh)
        circle = many.choose()
        decision = many.decide_by(circle)
        many.object(decision, "ben")
        again = many.amend(decision)
        assert (again.circle, again.electors) == (circle.pk, 5)
        (notice,) = notices_for(saltmarsh.viewer("more17")).filter(href=again.get_absolute_url())
        assert notice.title == "The circle you chose decides"
        assert list(check_place(saltmarsh.place)) == []

    def test_one_whose_year_is_over_is_asked_nothing_more(self, saltmarsh: Scene) -> None:
        many = crowd(saltmarsh)
        circle = many.choose()
        many.wait(360)
        decision = many.decide_by(circle, days=20)
        many.object(decision, "ben")
        many.wait(10)
        assert refused(many.amend, decision) == "circle_is_over"


class TestTelling:
    def test_everybody_is_told_of_the_end_and_that_they_are_asked_anew(
        self, group: Group, decision: Decision
    ) -> None:
        group.object(decision)
        again = group.amend(decision)
        for name in ("ben", "tariq", "cllr", "amina"):
            told = {(one.title, one.href): one.text for one in notices_for(group.scene.viewer(name))}
            assert ("It is yours to decide", again.get_absolute_url()) in told
            ended = told["A decision has come to its end", decision.get_absolute_url()]
            assert "amended to meet an objection" in ended

    def test_each_page_leads_to_the_other(self, group: Group, decision: Decision) -> None:
        group.object(decision)
        again = group.amend(decision)
        before, after = (told(group, one.get_absolute_url()) for one in (decision, again))
        assert again.get_absolute_url() in before
        assert "Amended to meet an objection, and the group is asked anew" in before
        assert "An objection stood. Whoever proposed it amended it to meet that" in before
        assert HARM in before
        assert decision.get_absolute_url() in after
        assert MEETS in after
        assert MET in after
        assert "Nobody has answered yet." in after

    def test_visitors_read_that_it_was_amended_and_neither_objection_nor_name(self, saltmarsh: Scene) -> None:
        saltmarsh.name_issue(audience="public")
        group = Group(saltmarsh).come_together()
        decision = group.decide(group.propose())
        group.object(decision)
        again = group.amend(decision)
        for one in (decision, again):
            page = Client().get(one.get_absolute_url()).content.decode()
            assert "amended" in page
            assert HARM not in page
            assert "Rosa Lind" not in page
        assert HARM in told(group, decision.get_absolute_url())

    def test_another_places_members_learn_nothing_of_it(
        self, group: Group, decision: Decision, elsewhere: Scene
    ) -> None:
        group.object(decision)
        again = group.amend(decision)
        assert decisions_in_a_row(group.scene.viewer("tariq")).get(pk=again.pk).earlier == decision.pk
        assert not decisions_in_a_row(Viewer(elsewhere.place)).exists()

    def test_the_record_has_one_line_of_it_with_no_word_and_no_name(
        self, group: Group, decision: Decision
    ) -> None:
        group.object(decision)
        group.amend(decision)
        line = last(group.scene)
        assert line["action"] == "issue.amend_proposal"
        assert {"wp_kernel_decision", "wp_kernel_link", "wp_kernel_option", "wp_convene_proposedframing"} <= {
            row["table"] for row in line["rows"]
        }
        for closed in (MET, MEETS, str(group.scene.people["rosa"].pk)):
            assert closed not in str(line)


class TestPages:
    @pytest.mark.parametrize("reader", ["rosa", "ben"])
    def test_they_ask_the_database_a_dozen_things_and_none_twice(
        self, group: Group, decision: Decision, reader: str
    ) -> None:
        group.object(decision)
        group.object(group.amend(decision), "cllr")
        client = signed_in(group.scene, reader)
        for one in Decision.objects.all():
            asked = own_statements(client, one.get_absolute_url())
            assert len(asked) <= 12
            assert len(asked) == len({*asked})

    def test_whoever_proposed_it_is_offered_to_amend_or_told_why_not(
        self, group: Group, decision: Decision
    ) -> None:
        address, amend = decision.get_absolute_url(), f"{decision.get_absolute_url()}amend/"
        assert "Why you cannot amend it:" in told(group, address, "rosa")
        assert amend not in told(group, address, "rosa")
        group.object(decision)
        assert amend in told(group, address, "rosa")
        assert "amend it" not in told(group, address, "ben").split('id="terms"')[0]

    def test_one_form_amends_it_and_leads_to_what_the_group_is_asked_now(
        self, group: Group, decision: Decision
    ) -> None:
        group.object(decision)
        address = f"{decision.get_absolute_url()}amend/"
        page = told(group, address, "rosa")
        assert HARM in page
        assert YOUNG in page
        answers = {"key": "once", "text": MET, "evidence": "", "why": MEETS}
        reply = signed_in(group.scene, "rosa").post(address, answers)
        again = Decision.objects.get(state=DecisionState.OPEN)
        assert (reply.status_code, reply.headers["Location"]) == (302, again.get_absolute_url())
        assert "amended_by" not in told(group, address, "ben")
        assert "Whoever proposed it can amend it, and nobody else." in told(group, address, "ben")


class TestChecking:
    def test_an_amended_outcome_without_an_objection_is_found(self, group: Group, decision: Decision) -> None:
        group.object(decision)
        group.amend(decision)
        assert list(check_decisions(group.scene.place)) == []
        with migrating():
            Objection.objects.update(withdrawn=group.at)
        assert [one.row for one in check_decisions(group.scene.place)] == [str(decision.pk)]
        with migrating():
            Objection.objects.update(withdrawn=None)
            Response.objects.update(answer=Stance.CONSENT)
        assert [one.row for one in check_decisions(group.scene.place)] == [str(decision.pk)]

    @pytest.mark.parametrize(
        "change", [{"quorum": 2}, {"days": 8}, {"fallback_days": 3}, {"voice_quorum": 1}, {"opened": None}]
    )
    def test_a_next_decision_on_other_terms_is_found(
        self, group: Group, decision: Decision, change: dict[str, object]
    ) -> None:
        group.object(decision)
        again = group.amend(decision)
        with migrating():
            Decision.objects.filter(pk=again.pk).update(**change)
        assert str(decision.pk) in [one.row for one in check_decisions(group.scene.place)]

    def test_one_that_no_next_decision_names_is_found_and_so_is_one_named_that_ended_otherwise(
        self, group: Group, decision: Decision
    ) -> None:
        group.object(decision)
        group.amend(decision)
        with migrating():
            Decision.objects.filter(pk=decision.pk).update(outcome=Outcome.OBJECTED)
        assert [one.row for one in check_decisions(group.scene.place)] == [str(decision.pk)]
        with migrating():
            Decision.objects.filter(pk=decision.pk).update(outcome=Outcome.AMENDED)
            Link.objects.filter(kind="amends").delete()
        assert [one.row for one in check_decisions(group.scene.place)] == [str(decision.pk)]

    def test_the_scrutineers_pack_alone_tells_that_an_objection_stood_and_what_followed(
        self, group: Group, decision: Decision
    ) -> None:
        group.propose("tariq", text=ABOVE)
        group.object(decision)
        again = group.amend(decision)
        rows = told_by_pack(group.scene)
        ended, key = rows["wp_kernel_decision"][str(decision.pk)], str(decision.pk)
        assert ended["outcome"] == "amended"
        stood = [
            one["text"]
            for one in rows["wp_kernel_objection"].values()
            if (one["decision"], one["withdrawn"]) == (key, None)
        ]
        after = [
            one["descendant"]
            for one in rows["wp_kernel_link"].values()
            if (one["kind"], one["ancestor"]) == ("amends", key)
        ]
        assert (stood, after) == ([HARM], [str(again.pk)])
        following = rows["wp_kernel_decision"][after[0]]
        for same in ("about", "rule", "quorum", "voice_quorum", "days", "fallback_days", "circle"):
            assert following[same] == ended[same]
