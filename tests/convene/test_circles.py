"""A circle of a group that is too many to consent together: standing for it, and deciding for everybody."""

import datetime as dt
from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.convene.crowd import MORE, STAND, Crowd, crowd
from tests.convene.deciding import HARM, YOUNG, Group, wears
from tests.house.test_pages import EVERY_SIGNED_IN_REQUEST, FRAME
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_leaving import goes, signed_in
from tests.places.test_people import refused

from wholeplace.convene.issues.actions import stop_taking_part, take_part
from wholeplace.convene.issues.circle_conditions import choice_of, circle_now, sitting, standing
from wholeplace.convene.issues.circle_queries import (
    candidacies_visible_to,
    check_circles,
    circles_visible_to,
    how_many_sit,
    standing_visible_to,
)
from wholeplace.convene.issues.circle_telling import coverage, lacking
from wholeplace.convene.issues.circles import stand_for_circle
from wholeplace.convene.issues.framing import second_decision
from wholeplace.convene.issues.models import Candidacy, Circle
from wholeplace.convene.issues.queries import decisions_waiting_for
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.decisions.models import Decision, Elector, Response
from wholeplace.kernel.decisions.names import Outcome
from wholeplace.kernel.decisions.queries import answers_visible_to
from wholeplace.kernel.decisions.tallying import check_decisions
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.notices.queries import notices_for

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

SEATED = ["ben", "cllr", "more00", "rosa", "tariq"]


def own_statements(client: Client, url: str) -> list[str]:
    """Return what a page asks the database, but for who is signed in."""
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    asked = [one["sql"] for one in captured.captured_queries]
    return [sql for sql in asked if not FRAME.match(sql) and not EVERY_SIGNED_IN_REQUEST.search(sql)]


@pytest.fixture
def many(saltmarsh: Scene) -> Crowd:
    return crowd(saltmarsh)


class TestStanding:
    def test_whoever_takes_part_stands_by_their_own_word_and_withdraws_by_it(self, many: Crowd) -> None:
        stood = many.stand("more05", "I live above it")
        entry = last(many.scene)
        assert (entry["action"], list(entry["actor"])) == ("circle.stand", ["as"])
        assert sorted(entry["rows"][0]["committed"]) == ["member", "words"]
        assert many.withdraw(stood, "more05").withdrawn == many.at
        assert last(many.scene)["action"] == "circle.withdraw"
        assert many.stand("more05").pk != stood.pk

    def test_nobody_stands_twice_from_outside_or_while_they_facilitate(self, many: Crowd) -> None:
        many.stand("rosa")
        assert refused(many.stand, "rosa") == "stands_for_circle"
        assert refused(many.stand, "olwen") == "does_not_take_part"
        wears(many.scene, "tariq")
        assert refused(many.stand, "tariq") == "facilitates_here"

    def test_no_more_stand_than_can_be_chosen_between(
        self, many: Crowd, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("wholeplace.convene.issues.circle_conditions.STAND_AT_MOST", 2)
        many.stand("rosa")
        many.stand("ben")
        assert refused(many.stand, "cllr") == "too_many_to_choose_from"

    def test_who_takes_part_no_more_or_facilitates_leaves_their_room_to_others(
        self, many: Crowd, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("wholeplace.convene.issues.circle_conditions.STAND_AT_MOST", 2)
        for name in ("rosa", "tariq"):
            many.stand(name)
        stop_taking_part(many.actor("rosa"), issue=many.issue)
        wears(many.scene, "tariq")
        assert list(standing_visible_to(many.scene.viewer("amina"), many.issue)) == []
        for name in ("cllr", "amina"):
            many.stand(name)
        take_part(many.actor("rosa"), issue=many.issue)
        assert [one.pk for one in standing(many.issue)[:2]] == choice_of(many.issue)
        assert refused(many.stand, "rosa") == "stands_for_circle"

    def test_one_stands_after_the_other_so_that_two_at_once_are_not_one_too_many(self) -> None:
        assert (stand_for_circle.on, stand_for_circle.within) == ("issue", None)

    def test_nobody_withdraws_for_somebody_else_or_again(self, many: Crowd) -> None:
        stood = many.stand("rosa")
        assert refused(many.withdraw, stood, "amina") == "candidacy_of_another"
        many.withdraw(stood, "rosa")
        assert refused(many.withdraw, stood, "rosa") == "candidacy_withdrawn"

    def test_who_can_consent_together_needs_no_circle(self, saltmarsh: Scene) -> None:
        few = Crowd(saltmarsh)
        Group.come_together(few)
        assert refused(few.stand, "rosa") == "circle_not_needed"
        assert refused(few.ask_circle) == "circle_not_needed"

    def test_names_are_for_members_though_the_issue_is_for_everybody(self, saltmarsh: Scene) -> None:
        saltmarsh.name_issue(audience="public")
        stood = crowd(saltmarsh).stand("rosa")
        assert list(candidacies_visible_to(saltmarsh.viewer("olwen"))) == [stood]
        assert list(candidacies_visible_to(Viewer(saltmarsh.place))) == []


class TestDeciding:
    def test_its_consent_decides_for_everybody_and_nobody_else_answers(self, many: Crowd) -> None:
        circle = many.choose()
        decision = many.decide_by(circle)
        assert sorted(one.member.name.split()[0] for one in Elector.objects.filter(decision=decision)) == [
            "Ben", "Cllr", "More00", "Rosa", "Tariq",
        ]  # fmt: skip
        assert refused(many.consent, decision, "amina") == "not_in_the_circle"
        many.consent(decision, *SEATED)
        assert many.close(decision).outcome == Outcome.ADOPTED
        assert many.framing.text == YOUNG
        assert [one.code for one in check_place(many.scene.place)] == []

    def test_one_objection_is_enough_and_then_nothing_is_decided(self, many: Crowd) -> None:
        decision = many.decide_by(many.choose())
        many.consent(decision, *SEATED)
        many.object(decision, "cllr")
        many.wait(7)
        assert many.close(decision).outcome == Outcome.OBJECTED
        assert many.framing.version == 1

    def test_everybody_else_is_told_and_reads_it_all(self, many: Crowd) -> None:
        decision = many.decide_by(many.choose())
        told = {name: notices_for(many.scene.viewer(name)).first().title for name in ("amina", "rosa")}  # type: ignore[union-attr]
        assert told == {"amina": "The circle you chose decides", "rosa": "It is yours to decide"}
        many.object(decision, "cllr")
        page = signed_in(many.scene, "amina").get(decision.get_absolute_url()).text
        for said in (
            "A circle of 5 decides this by consent, for everybody who takes part.",
            "23 people were asked who sits in it.",
            "5 people may answer: whoever sat in the circle when it opened.",
            "you did not sit in it when the decision opened",
            HARM,
            "Cllr Dee Marsh (politician)",
        ):
            assert said in page, said

    @pytest.mark.parametrize(
        ("terms", "code"),
        [
            ({"rule": "approval"}, "circle_consents"),
            ({"fallback_days": 3}, "circle_consents"),
            ({"quorum": 2}, "circle_quorum"),
        ],
    )
    def test_it_decides_by_consent_alone_and_more_than_half_of_it_answer(
        self, many: Crowd, terms: dict[str, object], code: str
    ) -> None:
        circle = many.choose()
        assert refused(many.ask, many.propose(), circle=circle, **terms) == code

    def test_everybody_is_still_too_many_to_consent(self, many: Crowd) -> None:
        assert refused(many.ask, many.propose()) == "too_many_for_consent"

    def test_a_circle_whose_year_is_over_or_that_another_followed_decides_no_more(self, many: Crowd) -> None:
        first = many.choose()
        proposed = many.propose()
        many.wait(358)
        asked = many.ask(proposed, by="amina", circle=first)
        many.wait(8)
        assert circle_now(many.issue, at=many.at) is None
        assert refused(many.ask, proposed, by="ben", circle=first) == "circle_is_over"
        assert refused(second_decision, many.actor("tariq"), decision=asked) == "circle_has_ended"
        many.wait(-366)
        asked = many.ask(proposed, by="ben", circle=first)
        second = many.choose()
        assert circle_now(many.issue, at=many.at) == second
        assert refused(many.ask, proposed, by="cllr", circle=first) == "circle_is_over"
        assert refused(second_decision, many.actor("tariq"), decision=asked) == "circle_has_ended"

    def test_the_page_says_why_nobody_can_second_for_a_circle_that_has_ended_and_what_to_do(
        self, many: Crowd
    ) -> None:
        circle = many.choose()
        asked = many.ask(many.propose(), circle=circle)
        tariq, url = signed_in(many.scene, "tariq"), asked.get_absolute_url()
        assert ("Second it" in tariq.get(url).text, "Ask the group" in tariq.get(url).text) == (True, False)
        assert asked in decisions_waiting_for(many.scene.viewer("tariq"))
        with migrating():
            Circle.objects.update(chosen=many.at - dt.timedelta(days=400))
        page = tariq.get(url).text
        assert ("Second it" in page, "Ask the group anew" in page) == (False, True)
        assert asked not in decisions_waiting_for(many.scene.viewer("tariq"))

    def test_more_than_half_of_those_who_sit_as_it_opens_must_answer(self, many: Crowd) -> None:
        circle = many.choose_nine()
        gone = ("rosa", "ben")
        for name in gone:
            stop_taking_part(many.actor(name), issue=many.issue)
        asked = many.ask(many.propose("tariq"), by="tariq", circle=circle, quorum=4)
        for name in gone:
            take_part(many.actor(name), issue=many.issue)
        assert len(sitting(circle)) == 9
        assert refused(second_decision, many.actor("amina"), decision=asked) == "circle_quorum"
        for name in gone:
            stop_taking_part(many.actor(name), issue=many.issue)
        assert second_decision(many.actor("amina"), decision=asked).electors == 7

    def test_with_fewer_than_five_left_it_neither_is_asked_nor_opens(self, many: Crowd) -> None:
        circle = many.choose()
        asked = many.ask(many.propose(), circle=circle)
        many.withdraw(Candidacy.objects.get(member=many.scene.people["cllr"]), "cllr")
        assert len(sitting(circle)) == 4
        assert refused(second_decision, many.actor("tariq"), decision=asked) == "circle_too_small"
        assert refused(many.ask, many.propose(), by="ben", circle=circle) == "circle_too_small"

    def test_who_leaves_their_seat_answers_what_was_open_before(self, many: Crowd) -> None:
        decision = many.decide_by(many.choose())
        many.withdraw(Candidacy.objects.get(member=many.scene.people["cllr"]), "cllr")
        many.consent(decision, "cllr")
        assert Response.objects.filter(decision=decision).count() == 1

    def test_while_the_group_is_few_it_consents_itself(self, many: Crowd) -> None:
        circle = many.choose()
        for name in MORE[10:13]:
            goes(many.scene, name)
        assert refused(many.ask, many.propose(), circle=circle) == "circle_not_needed"


class TestCoverage:
    def test_a_voice_nobody_in_it_speaks_in_is_said(self, many: Crowd) -> None:
        covered = coverage(Counter(one.voice for one in sitting(many.choose())))
        assert covered == {"Public": 2, "Politicians": 1, "Professionals": 2}
        assert lacking(covered) == []
        without = {**covered, "Politicians": 0}
        assert lacking(without) == ["Nobody in it speaks in the voice “Politicians”."]

    def test_the_page_of_a_decision_says_which_voice_the_circle_lacked_as_it_opened(
        self, many: Crowd
    ) -> None:
        decision = many.decide_by(many.choose())
        url, says = decision.get_absolute_url(), "Nobody in it speaks in the voice “Politicians”."
        assert says not in signed_in(many.scene, "amina").get(url).text
        with migrating():
            Elector.objects.filter(decision=decision, voice="politician").update(voice="public")
        assert says in signed_in(many.scene, "amina").get(url).text
        assert says not in Client().get(url).text

    def test_members_read_who_sits_and_visitors_how_many(self, saltmarsh: Scene) -> None:
        saltmarsh.name_issue(audience="public")
        many = crowd(saltmarsh)
        circle = many.choose()
        url = circle.get_absolute_url()
        page = signed_in(many.scene, "amina").get(url).text
        assert ("Rosa Lind (member of the public)" in page, "5 people sit in it" in page) == (True, True)
        seen = Client().get(url).text
        assert ("Rosa Lind" in seen, "5 people sit in it" in seen) == (False, True)
        assert "Members see who sits in it." in seen


class TestPages:
    @pytest.mark.parametrize("name", ["amina", "rosa"])
    def test_the_page_of_what_a_circle_decides_asks_the_database_a_dozen_things_and_none_twice(
        self, many: Crowd, name: str
    ) -> None:
        decision = many.decide_by(many.choose())
        many.consent(decision, "ben")
        many.object(decision, "cllr")
        asked = own_statements(signed_in(many.scene, name), decision.get_absolute_url())
        assert len(asked) <= 12
        assert max(Counter(asked).values()) == 1

    def test_one_stands_asks_chooses_and_is_asked_by_pages_alone(self, many: Crowd) -> None:
        rosa = signed_in(many.scene, "rosa")
        at = many.issue.get_circle_url()
        for name in STAND[1:]:
            many.stand(name)
        assert "Stand for it" in rosa.get(at).text
        said = rosa.post(f"{at}stand/", {"key": "a", "words": "I wait for the bus"}, follow=True).text
        assert ("I wait for the bus" in said, "You stand for the circle." in said) == (True, True)
        asked = {"key": "b", "question": "Who?", "seats": 6, "days": 5, "quorum": 12, "voice_quorum": 0}
        shown = rosa.post(f"{at}ask/", asked, follow=True).text
        assert "It opens once somebody else who takes part agrees." in shown
        decision = second_decision(many.actor("tariq"), decision=Decision.objects.get())
        page = rosa.get(decision.get_absolute_url()).text
        assert ("Who stands" in page, "Who answered what" in page) == (True, False)
        rosa.post(decision.get_absolute_url(), {"key": "c", "options": ["1", "8"]})
        assert Response.objects.get().approves == "1 8"

    def test_the_form_offers_the_circles_consent_once_there_is_one(self, many: Crowd) -> None:
        rosa, url = signed_in(many.scene, "rosa"), f"{many.issue.get_absolute_url()}decide/"
        proposed = many.propose()
        assert ("How a circle is chosen" in rosa.get(url).text, 'value="circle"' in rosa.get(url).text) == (
            True,
            False,
        )
        circle = many.choose()
        assert "Consent of the circle of 5 you chose" in rosa.get(url).text
        asked = {
            "key": "a", "question": "So?", "framings": [str(proposed.pk)], "rule": "circle", "days": 7, "quorum": 3,
            "voice_quorum": 0,
        }  # fmt: skip
        rosa.post(url, asked)
        decision = Decision.objects.get(circle=circle.pk)
        assert (decision.rule, decision.fallback_days) == ("consent", 0)
        seconded = signed_in(many.scene, "tariq").post(
            f"{decision.get_absolute_url()}second/", {"key": "b"}, follow=True
        )
        assert "Whoever sits in the circle now is asked, and everybody else is told." in seconded.text
        assert "Everybody who takes part now is asked." not in seconded.text


class TestChecking:
    def test_a_circle_in_which_others_sit_than_were_chosen_is_found(self, many: Crowd) -> None:
        circle = many.choose()
        assert list(check_circles(many.scene.place)) == []
        with migrating():
            Candidacy.objects.filter(circle=None, member=many.scene.people["more02"]).update(circle=circle)
        assert [one.code for one in check_circles(many.scene.place)] == ["circle_differs"]

    def test_seats_that_the_answers_do_not_lead_to_are_found(self, many: Crowd) -> None:
        circle = many.choose()
        with migrating():
            Decision.objects.filter(pk=circle.decision_id).update(seated="1 2 3 4 8")
        assert [one.code for one in check_decisions(many.scene.place)] == ["decision_differs"]
        with migrating():
            Decision.objects.filter(pk=circle.decision_id).update(seated="1 2 3 4 5")
            Response.objects.filter(approves="3 7").update(approves="7 8")
        assert [one.code for one in check_decisions(many.scene.place)] == ["decision_differs"]

    def test_somebody_who_decides_in_a_circles_name_is_found(self, many: Crowd) -> None:
        decision = many.decide_by(many.choose())
        with migrating():
            Elector.objects.filter(decision=decision, member=many.scene.people["rosa"]).update(
                member=many.scene.people["amina"]
            )
        assert [one.code for one in check_circles(many.scene.place)] == ["circle_differs"]


def test_another_places_members_find_no_circle_here(many: Crowd, elsewhere: Scene) -> None:
    many.choose()
    there = elsewhere.viewer("amina")
    assert not circles_visible_to(there).exists()
    assert how_many_sit(many.scene.viewer("amina"), Circle.objects.get()) == 5
    assert how_many_sit(there, Circle.objects.get()) == 0
    assert not candidacies_visible_to(there).exists()
    assert answers_visible_to(there, Decision.objects.get(), options=8).results == {}
