"""A group that is too many to consent together chooses a circle among themselves."""

import json
import re

import pytest
from tests.convene.crowd import MORE, STAND, Crowd, crowd
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_leaving import goes, signed_in
from tests.places.test_people import refused

from wholeplace.convene.issues.actions import stop_taking_part
from wholeplace.convene.issues.circle_conditions import sitting
from wholeplace.convene.issues.circle_queries import (
    check_circles,
)
from wholeplace.convene.issues.circles import choose_circle
from wholeplace.convene.issues.framing import second_decision
from wholeplace.convene.issues.models import Candidacy, Circle
from wholeplace.kernel.actors import machine
from wholeplace.kernel.decisions.actions import withdraw_decision
from wholeplace.kernel.decisions.explaining import terms_in_words, why
from wholeplace.kernel.decisions.leaving import can_still_count
from wholeplace.kernel.decisions.models import Response
from wholeplace.kernel.decisions.names import DecisionState, Outcome
from wholeplace.kernel.decisions.queries import answers_visible_to
from wholeplace.kernel.decisions.tallying import result_under
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.lineage.queries import fates_of
from wholeplace.kernel.notices.queries import notices_for

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

SEATED = ["ben", "cllr", "more00", "rosa", "tariq"]


@pytest.fixture
def many(saltmarsh: Scene) -> Crowd:
    return crowd(saltmarsh)


class TestChoosing:
    def test_everybody_who_takes_part_chooses_between_all_who_stand(self, many: Crowd) -> None:
        decision = many.open_circle()
        stand = [one.record for one in decision.options.all()]
        assert stand == list(Candidacy.objects.values_list("pk", flat=True))
        assert (decision.electors, decision.seats, decision.rule) == (23, 5, "seats")

    def test_it_is_asked_by_one_and_seconded_by_another_who_take_part(self, many: Crowd) -> None:
        for name in STAND:
            many.stand(name)
        assert refused(many.ask_circle, "olwen") == "does_not_take_part"
        decision = many.ask_circle()
        assert refused(second_decision, many.actor("rosa"), decision=decision) == "seconded_by_another"

    @pytest.mark.parametrize(
        ("terms", "code"),
        [
            ({"seats": 4}, "seats_out_of_range"),
            ({"seats": 21}, "seats_out_of_range"),
            ({"quorum": 9}, "quorum_too_small"),
            ({"quorum": 24}, "quorum_too_large"),
        ],
    )
    def test_terms_that_would_let_few_decide_are_refused(
        self, many: Crowd, terms: dict[str, int], code: str
    ) -> None:
        for name in STAND:
            many.stand(name)
        assert refused(many.ask_circle, **terms) == code

    def test_it_takes_five_who_stand_and_who_withdrew_or_left_is_not_among_them(self, many: Crowd) -> None:
        for name in STAND[:5]:
            many.stand(name)
        many.withdraw(Candidacy.objects.get(member=many.scene.people["rosa"]), "rosa")
        assert refused(many.ask_circle) == "too_few_stand"
        many.stand("rosa")
        stop_taking_part(many.actor("tariq"), issue=many.issue)
        assert refused(many.ask_circle) == "too_few_stand"

    def test_seats_go_to_both_sides_and_the_record_says_to_how_many(self, many: Crowd) -> None:
        circle = many.choose()
        assert many.members_of(circle) == SEATED
        decision = circle.decision
        assert (decision.outcome, decision.chosen, decision.seated) == ("adopted", None, "1 2 3 4 5")
        entry = json.loads(Leaf.objects.get(part=0, entry__action="circle.choose").data)
        assert (entry["actor"], entry["facts"]) == ({"machine": "decisions"}, {"seats": 5})
        assert [one.code for one in check_place(many.scene.place)] == []

    def test_nobody_gives_the_seats_by_hand(self, many: Crowd) -> None:
        decision = many.open_circle()
        seats = list(Candidacy.objects.all())
        given = {"issue": many.issue, "decision": decision, "seated": seats}
        assert refused(choose_circle, many.actor("amina"), **given) == "not_by_command"
        assert not Circle.objects.exists()

    def test_each_who_stood_learns_what_became_of_it(self, many: Crowd) -> None:
        many.choose()
        stood = list(Candidacy.objects.select_related("member"))
        fates = fates_of(many.scene.viewer("amina"), stood)
        carried = {one.member.name.split()[0]: fates[one.pk][0].carried for one in stood}
        assert [name for name, was in carried.items() if not was] == ["More01", "More02", "More03"]
        told = [one.title for one in notices_for(many.scene.viewer("more01"))]
        assert "What became of your standing for the circle" in told

    def test_who_approved_whom_is_shown_to_nobody_but_themselves(self, many: Crowd) -> None:
        decision = many.open_circle()
        many.approve(decision, "rosa", 1, 2)
        many.approve(decision, "ben", 3)
        seen = answers_visible_to(many.scene.viewer("rosa"), decision, options=1).by_name
        assert [one.elector.member.name for one in seen] == ["Rosa Lind"]
        assert not answers_visible_to(many.scene.viewer("amina"), decision, options=1).by_name
        assert Response.objects.count() == 2

    def test_the_end_names_the_approvals_of_those_who_are_seated_and_of_nobody_else(
        self, many: Crowd
    ) -> None:
        decision = many.choose().decision
        told = why(result_under(decision, "seats"), rule="seats")
        assert told == [
            "16 of 23 people answered.",
            "5 seats are given.",
        ]
        page = signed_in(many.scene, "amina").get(decision.get_absolute_url()).text
        assert (page.count("11 of 16 approve"), page.count("5 of 16 approve"), page.count("approve<")) == (
            4,
            1,
            5,
        )
        terms = terms_in_words(decision)
        assert terms[1] == "It counts if at least 10 people answer."
        assert terms[-2].startswith("There are 5 seats. Nobody sits whom fewer than one in 5")

    def test_too_few_behind_those_who_stand_form_no_circle(self, many: Crowd) -> None:
        decision = many.open_circle(voice_quorum=0)
        for name in MORE[4:16]:
            many.approve(decision, name, 1, 2)
        many.wait(7)
        assert many.close(decision).outcome == Outcome.NOT_CARRIED
        assert not Circle.objects.exists()

    def test_of_two_choices_asked_for_the_second_finds_whoever_stands_once_it_opens(
        self, many: Crowd
    ) -> None:
        for name in STAND:
            many.stand(name)
        first, second = many.ask_circle(), many.ask_circle("ben")
        for name in ("amina", "more17"):
            many.stand(name)
        opened = second_decision(many.actor("tariq"), decision=first)
        assert opened.options.count() == 10
        for name in MORE[4:16]:
            many.approve(opened, name, 1, 2, 3, 4, 5)
        many.approve(opened, "cllr", 1)
        many.wait(7)
        many.close(opened)
        circle = Circle.objects.get()
        opened = second_decision(many.actor("tariq"), decision=second)
        assert [one.record for one in opened.options.all()] == [
            one.pk for one in Candidacy.objects.filter(circle=None).order_by("stood")
        ]
        for name in MORE[4:16]:
            many.approve(opened, name, 1, 2, 3, 4, 5)
        many.approve(opened, "cllr", 1)
        many.wait(7)
        many.close(opened)
        assert (Circle.objects.count(), circle.seats.count()) == (2, 5)
        assert [one.code for one in check_place(many.scene.place)] == []
        assert list(check_circles(many.scene.place)) == []

    def test_neither_asking_nor_the_second_word_picks_who_is_on_the_list(self, many: Crowd) -> None:
        for name in STAND:
            many.stand(name)
        decision = many.ask_circle()
        assert decision.options.count() == 0
        many.withdraw(Candidacy.objects.get(member=many.scene.people["rosa"]), "rosa")
        many.stand("amina")
        page = signed_in(many.scene, "cllr").get(decision.get_absolute_url()).text
        assert ("Amina Yusuf" in page.split('id="options"')[1], "Who stands" in page) == (True, True)
        assert "Whoever stands when it opens can be chosen." in page
        second_decision(many.actor("tariq"), decision=decision)
        listed = [one.record for one in decision.options.all()]
        assert listed == list(Candidacy.objects.filter(withdrawn=None).values_list("pk", flat=True))

    def test_one_that_was_withdrawn_before_it_opened_lists_nobody(self, many: Crowd) -> None:
        for name in STAND:
            many.stand(name)
        decision = many.ask_circle()
        url = decision.get_absolute_url()
        assert 'id="options"' in signed_in(many.scene, "cllr").get(url).text
        withdraw_decision(many.actor("rosa"), decision=decision)
        assert 'id="options"' not in signed_in(many.scene, "cllr").get(url).text

    def test_with_fewer_than_five_who_stand_as_it_opens_it_does_not_open(self, many: Crowd) -> None:
        for name in STAND[:5]:
            many.stand(name)
        decision = many.ask_circle()
        many.withdraw(Candidacy.objects.get(member=many.scene.people["rosa"]), "rosa")
        assert refused(second_decision, many.actor("tariq"), decision=decision) == "too_few_stand"

    def test_a_seat_in_one_circle_is_kept_when_another_is_chosen(self, many: Crowd) -> None:
        circle = many.choose()
        other = many.open_circle(by="amina")
        seated = [*circle.seats.all()[:2], *Candidacy.objects.filter(circle=None)[:2]]
        by = machine(many.scene.place, "decisions", at=many.at)
        made = choose_circle(by, issue=many.issue, decision=other, seated=seated)
        assert (many.members_of(circle), made.seats.count()) == (SEATED, 2)

    def test_whoever_withdraws_as_the_seats_are_given_stays_withdrawn(self, many: Crowd) -> None:
        decision = many.open_circle()
        before = list(Candidacy.objects.order_by("stood")[:5])
        many.withdraw(Candidacy.objects.get(pk=before[0].pk), "rosa")
        by = machine(many.scene.place, "decisions", at=many.at)
        circle = choose_circle(by, issue=many.issue, decision=decision, seated=before)
        assert circle.seats.exclude(withdrawn=None).get() == before[0]
        assert [one.name.split()[0] for one in sitting(circle)] == ["Ben", "Cllr", "Tariq", "More00"]

    def test_a_seat_of_whoever_withdraws_while_the_group_chooses_goes_to_the_next(self, many: Crowd) -> None:
        decision = many.open_circle()
        for name in ("rosa", "ben", *MORE[4:16]):
            many.approve(decision, name, 1, 2, 3, 4, 5, 6)
        many.approve(decision, "cllr", 1)
        many.withdraw(Candidacy.objects.get(member=many.scene.people["rosa"]), "rosa")
        assert [row["table"] for row in last(many.scene)["rows"]] == [
            "wp_convene_candidacy", "wp_kernel_decision",
        ]  # fmt: skip
        page = signed_in(many.scene, "cllr").get(decision.get_absolute_url()).text
        assert ('value="1"' in page, 'value="2"' in page) == (False, True)
        many.wait(7)
        assert many.close(decision).seats_given == (2, 3, 4, 5, 6)
        circle = Circle.objects.get()
        assert [one.name.split()[0] for one in sitting(circle)] == [
            "Ben",
            "Cllr",
            "Tariq",
            "More00",
            "More01",
        ]
        assert [one.code for one in check_place(many.scene.place)] == []
        many.withdraw(Candidacy.objects.get(member=many.scene.people["ben"]), "ben")
        assert [one.code for one in check_place(many.scene.place)] == []
        assert len(sitting(circle)) == 4

    def test_nobody_approves_somebody_who_stands_no_more(self, many: Crowd) -> None:
        decision = many.open_circle()
        many.approve(decision, "cllr", 1, 2)
        many.withdraw(Candidacy.objects.get(member=many.scene.people["rosa"]), "rosa")
        assert refused(many.approve, decision, "ben", 1, 2) == "stands_no_more"
        many.approve(decision, "ben", 2)
        assert sorted(Response.objects.values_list("approves", flat=True)) == ["1 2", "2"]

    def test_once_everybody_who_stood_has_withdrawn_the_page_says_that_nobody_is_left(
        self, many: Crowd
    ) -> None:
        decision = many.open_circle()
        page = signed_in(many.scene, "amina").get(decision.get_absolute_url()).text
        assert ("Which do you approve?" in page, "Nobody stands any more" in page) == (True, False)
        for name in STAND:
            many.withdraw(Candidacy.objects.get(member=many.scene.people[name]), name)
        page = signed_in(many.scene, "amina").get(decision.get_absolute_url()).text
        assert ("Which do you approve?" in page, "Nobody stands any more" in page) == (False, True)

    def test_where_too_few_are_left_to_be_seated_there_is_no_circle(self, many: Crowd) -> None:
        decision = many.open_circle()
        for name in ("rosa", "ben", "cllr", *MORE[4:16]):
            many.approve(decision, name, 1, 2, 3, 4, 5)
        many.withdraw(Candidacy.objects.get(member=many.scene.people["rosa"]), "rosa")
        many.wait(7)
        assert many.close(decision).outcome == Outcome.NOT_CARRIED

    def test_that_somebody_had_yet_to_answer_is_not_told_by_an_end_as_they_leave(self, many: Crowd) -> None:
        decision = many.open_circle()
        many.approve(decision, "rosa", 1)
        goes(many.scene, "cllr")
        run_all_now()
        decision.refresh_from_db()
        assert (can_still_count(decision), decision.state) == (False, DecisionState.OPEN)
        many.wait(7)
        assert many.close(decision).outcome == Outcome.NO_QUORUM

    def test_nobody_is_seated_by_fewer_than_five(self, many: Crowd) -> None:
        decision = many.open_circle()
        for name in ("rosa", "ben", *MORE[4:12]):
            many.approve(decision, name, 1, 2, 4, 5, 6)
        for name in ("cllr", *MORE[12:15]):
            many.approve(decision, name, 3, 7)
        many.wait(7)
        assert many.close(decision).seated == "1 2 4 5 6"

    def test_a_count_that_would_show_a_few_who_do_not_approve_is_not_told(self, many: Crowd) -> None:
        decision = many.open_circle()
        for name in ("rosa", "ben", *MORE[4:13]):
            many.approve(decision, name, 1, 2, 4, 5, 6)
        many.approve(decision, "cllr", 1, 3)
        many.wait(7)
        many.close(decision)
        page = signed_in(many.scene, "amina").get(decision.get_absolute_url()).text
        assert page.count("12 of 12 approve") == 1
        seated = page[page.index("Who was given a seat") : page.index("Decided on")]
        assert re.findall(r">\d+\. ", seated) == []
        assert page.count("At least 5 of 12 approve") == 4
        assert "11 of 12" not in page
