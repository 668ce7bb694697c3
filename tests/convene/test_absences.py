"""Whom an issue needs is missing until somebody speaks for it, or until the group has decided to go on without."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.convene.deciding import MEETS
from tests.convene.mapping import CHARITY, WARD, browser, mapped, read
from tests.convene.missing import WHY, Missing
from tests.convene.test_issues import FIVE
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_people import refused

from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.framing import second_decision
from wholeplace.convene.issues.models import Amendment
from wholeplace.convene.issues.panels import without_whom
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.issues.reading import issues_with_all_along
from wholeplace.convene.stakeholders import absence_forms
from wholeplace.convene.stakeholders.absence_forms import AmendAbsenceForm
from wholeplace.convene.stakeholders.actions import bring_perspective_back, speak_for
from wholeplace.convene.stakeholders.coverage import coverage_counted, coverage_of
from wholeplace.convene.stakeholders.going_without import amend_absence
from wholeplace.convene.stakeholders.interests import declare_interest, end_interest
from wholeplace.convene.stakeholders.models import Absence, Perspective
from wholeplace.convene.stakeholders.names import Standing
from wholeplace.convene.stakeholders.queries import absences_visible_to, perspectives_visible_to
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import CivicVoice
from wholeplace.ui.addresses import place_url

__all__ = ["own_keys", "saltmarsh"]

POLITICIAN = CivicVoice.POLITICIAN
GONE = "The group decided to go on without a voice of politicians."


@pytest.fixture
def missing(saltmarsh: Scene) -> Missing:
    for name, said in (("Young carers", {}), ("Age Concern", CHARITY), ("Ward members", WARD)):
        mapped(saltmarsh, name, **said)
    group = Missing(saltmarsh)
    group.come_together()
    return group


def one(name: str) -> Perspective:
    return Perspective.objects.get(name=name)


def standings() -> dict[str, str]:
    return dict(Perspective.objects.values_list("name", "standing"))


class TestProposing:
    def test_takes_part_in_the_issue_a_reason_and_somebody_who_is_missing(self, missing: Missing) -> None:
        carers = one("Young carers")
        made = missing.propose_without(carers, voices=[POLITICIAN])
        assert (made.because, made.voices, made.decided) == (WHY, [POLITICIAN], None)
        assert last(missing.scene)["action"] == "perspective.propose_absence"
        assert standings()["Young carers"] == Standing.NEEDED
        assert refused(missing.propose_without) == "nobody_to_go_without"
        assert refused(missing.propose_without, carers, by="olwen") == "does_not_take_part"

    def test_leaves_nobody_out_who_is_spoken_for_or_of_another_issue(self, missing: Missing) -> None:
        carers = one("Young carers")
        speak_for(missing.actor("ben"), perspective=carers)
        assert refused(missing.propose_without, carers) == "absence_not_missing"
        assert refused(missing.propose_without, voices=[CivicVoice.PUBLIC]) == "absence_not_missing"
        carers.pk = missing.issue.pk
        assert refused(missing.propose_without, carers) == "absence_of_another_issue"

    def test_is_for_a_group_and_not_for_a_convener_alone(self, saltmarsh: Scene) -> None:
        group = Missing(saltmarsh)
        carers = mapped(saltmarsh)
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        assert refused(group.propose_without, carers) == "missing_not_the_groups"

    def test_only_members_read_it(self, missing: Missing) -> None:
        missing.propose_without(voices=[POLITICIAN])
        assert Absence.objects.exists()
        assert not absences_visible_to(Viewer(missing.scene.place)).exists()
        assert absences_visible_to(missing.scene.viewer("rosa")).exists()


class TestDeciding:
    def test_what_the_group_decides_is_missing_no_longer_and_stays_in_sight(self, missing: Missing) -> None:
        carers, viewer = one("Young carers"), missing.scene.viewer("rosa")
        told = without_whom(viewer, missing.issue)
        assert any(said.startswith("Nobody speaks for politicians yet.") for said in told)
        absence = missing.propose_without(carers, voices=[POLITICIAN])
        decision = missing.decide(absence, *FIVE)
        assert standings() == {
            "Young carers": Standing.GONE_WITHOUT,
            "Age Concern": Standing.NEEDED,
            "Ward members": Standing.NEEDED,
        }
        absence.refresh_from_db()
        assert absence.decision == decision
        assert GONE in without_whom(viewer, missing.issue)
        assert not any(
            "Nobody speaks for politicians" in said for said in without_whom(viewer, missing.issue)
        )
        (shown,) = issues_with_all_along(viewer).filter(pk=missing.issue.pk)
        assert coverage_counted(shown).voices_gone == [POLITICIAN]
        (alone,) = issues_visible_to(viewer).filter(pk=missing.issue.pk)
        assert coverage_counted(alone).voices_gone == []
        page = read(
            browser(missing.scene, "ben"), place_url(missing.scene.place, "coverage", issue=missing.issue.pk)
        )
        for said in (GONE, "Decided on", WHY):
            assert said in page
        assert WHY in read(browser(missing.scene, "ben"), carers.get_absolute_url())
        assert refused(missing.put, absence) == "proposal_decided"

    def test_whoever_found_a_speaker_meanwhile_stays(self, missing: Missing) -> None:
        carers = one("Young carers")
        absence = missing.propose_without(carers)
        decision = second_decision(missing.actor("tariq"), decision=missing.put(absence))
        speak_for(missing.actor("ben"), perspective=carers)
        missing.consent(decision, *FIVE)
        missing.close(decision)
        assert standings()["Young carers"] == Standing.NEEDED

    def test_an_objection_that_stands_leaves_them_missing(self, missing: Missing) -> None:
        carers = one("Young carers")
        decision = second_decision(
            missing.actor("tariq"), decision=missing.put(missing.propose_without(carers))
        )
        missing.object(decision)
        missing.wait(8)
        missing.close(decision)
        assert standings()["Young carers"] == Standing.NEEDED

    def test_it_is_amended_to_meet_an_objection_and_the_group_is_asked_anew(self, missing: Missing) -> None:
        carers, charity = one("Young carers"), one("Age Concern")
        absence = missing.propose_without(carers, charity)
        put, other = missing.put(absence), missing.put(absence, by="ben")
        decision = second_decision(missing.actor("tariq"), decision=put)
        missing.object(decision, words="Age Concern has offered to come")
        same = {"because": WHY, "perspectives": [carers.pk, charity.pk], "why": MEETS}
        rosa = missing.actor("rosa")
        assert refused(amend_absence, rosa, decision=decision, **same) == "nothing_changed"
        fewer = {**same, "perspectives": [carers.pk]}
        ben = missing.actor("ben")
        assert refused(amend_absence, ben, decision=decision, **fewer) == "amended_by_another"
        assert refused(amend_absence, rosa, decision=decision, **{**fewer, "why": " "}) == "needs_reason"
        again = amend_absence(rosa, decision=decision, **fewer)
        assert last(missing.scene)["action"] == "perspective.amend_absence"
        assert refused(amend_absence, rosa, decision=again, **same) == "no_objection_stands"
        missing.consent(again, *FIVE)
        missing.close(again)
        assert standings()["Young carers"] == Standing.GONE_WITHOUT
        assert standings()["Age Concern"] == Standing.NEEDED
        tariq = missing.actor("tariq")
        assert refused(second_decision, tariq, decision=other) == "proposal_said_anew"
        assert missing.amendments_held("rosa") == [Amendment.objects.get(reason=MEETS)]
        assert missing.amendments_held("ben") == []

    def test_what_the_group_decided_is_not_put_to_it_again_by_a_second_word(self, missing: Missing) -> None:
        absence = missing.propose_without(one("Young carers"))
        other = missing.put(absence, by="ben")
        decided = missing.decide(absence, *FIVE)
        tariq = missing.actor("tariq")
        assert refused(second_decision, tariq, decision=other) == "proposal_decided"
        absence.refresh_from_db()
        assert absence.decision == decided

    def test_whoever_proposed_it_walks_from_the_objection_to_the_amended_proposal(
        self, missing: Missing
    ) -> None:
        put = missing.put(missing.propose_without(one("Young carers"), voices=[POLITICIAN]))
        decision = second_decision(missing.actor("tariq"), decision=put)
        missing.object(decision)
        amend = place_url(missing.scene.place, "amend_absence", decision=decision.pk)
        rosa = browser(missing.scene, "rosa")
        assert amend in rosa.get(decision.get_absolute_url()).content.decode()
        form = rosa.get(amend).content.decode()
        assert form.count(" checked") == 2
        assert WHY in form
        told = {"voices": ["politician"], "because": WHY, "why": MEETS, "key": "k"}
        page = rosa.post(amend, told, follow=True).content.decode()
        assert "The group is asked about it as it stands now." in page
        assert MEETS in page

    def test_what_was_proposed_anew_or_decided_is_put_to_nobody_again_and_says_what_became_of_it(
        self, missing: Missing
    ) -> None:
        carers, charity = one("Young carers"), one("Age Concern")
        absence = missing.propose_without(carers, charity)
        decision = second_decision(missing.actor("tariq"), decision=missing.put(absence))
        missing.object(decision)
        again = amend_absence(
            missing.actor("rosa"), decision=decision, because=WHY, perspectives=[carers.pk], why=MEETS
        )
        missing.consent(again, *FIVE)
        missing.close(again)
        assert refused(missing.put, absence) == "proposal_said_anew"
        rosa = browser(missing.scene, "rosa")
        page = read(rosa, absence.get_absolute_url())
        assert "It was proposed to go on without these" in page
        assert "The proposal that took its place" in page
        assert "Carried" in page
        before = read(rosa, decision.get_absolute_url())
        assert "The proposal was amended to meet it." in before
        assert "What was proposed" in before
        assert ("Ended on" in before, "Decided on" in before) == (True, False)
        assert "Ask the group to decide" not in page
        assert "Proposed anew since" in read(
            rosa, place_url(missing.scene.place, "coverage", issue=missing.issue.pk)
        )

    def test_those_who_are_asked_read_whom_it_leaves_out_and_who_is_missing(self, missing: Missing) -> None:
        decision = missing.put(missing.propose_without(one("Young carers")))
        second = place_url(missing.scene.place, "second_decision", decision=decision.pk)
        tariq = browser(missing.scene, "tariq")
        without = "Nobody speaks for politicians yet. What is decided or told now is without them."
        assert without in read(tariq, second)
        page = read(tariq, decision.get_absolute_url())
        assert without in page
        assert "Young carers" in page

    def test_whoever_has_declared_an_interest_is_marked_where_they_ask_and_answer(
        self, missing: Missing
    ) -> None:
        put = missing.put(missing.propose_without(one("Young carers")))
        decision = second_decision(missing.actor("tariq"), decision=put)
        missing.consent(decision, "rosa", "ben")
        rosa, mark = browser(missing.scene, "rosa"), "Has declared an interest"
        assert mark not in read(rosa, decision.get_absolute_url())
        interest = declare_interest(missing.actor("ben"), issue=missing.issue, text="My sister runs it")
        assert read(rosa, decision.get_absolute_url()).count(mark) == 1
        declare_interest(missing.actor("rosa"), issue=missing.issue, text="My brother cares")
        assert read(rosa, decision.get_absolute_url()).count(mark) == 4
        end_interest(missing.actor("ben"), interest=interest)
        assert read(rosa, decision.get_absolute_url()).count(mark) == 3

    def test_what_it_leaves_out_costs_its_page_no_question_more(self, missing: Missing) -> None:
        rosa = browser(missing.scene, "rosa")
        found = []
        for names in (["A"], ["B", "C", "D"]):
            chosen = [mapped(missing.scene, name) for name in names]
            path = missing.propose_without(*chosen).get_absolute_url()
            rosa.get(path)
            with CaptureQueriesContext(connection) as asked:
                rosa.get(path)
            found.append(len(asked))
        assert found[0] == found[1]

    def test_what_was_chosen_before_is_offered_still_however_many_are_missing(
        self, missing: Missing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(absence_forms, "OFFERED", 1)
        chosen = one("Ward members").pk
        there = coverage_of(perspectives_visible_to(missing.scene.viewer("rosa")))
        assert there.missing[0].pk != chosen
        form = AmendAbsenceForm(None, coverage=there, initial={"perspectives": [chosen]})
        offered = [key for key, _name in form.fields["perspectives"].choices]
        assert offered == [str(there.missing[0].pk), str(chosen)]
        assert "Of 3 that nobody speaks for, these 2 have" in form.fields["perspectives"].help_text

    def test_somebody_who_is_found_later_is_brought_back(self, missing: Missing) -> None:
        carers = one("Young carers")
        missing.decide(missing.propose_without(carers), *FIVE)
        carers.refresh_from_db()
        bring_perspective_back(missing.actor("amina"), perspective=carers)
        assert standings()["Young carers"] == Standing.NEEDED

    def test_somebody_walks_from_what_is_missing_to_the_decision(self, missing: Missing) -> None:
        rosa = browser(missing.scene, "rosa")
        place, issue = missing.scene.place, missing.issue
        page = rosa.post(
            place_url(place, "propose_absence", issue=issue.pk),
            {"voices": ["politician"], "because": WHY, "key": "k"},
            follow=True,
        )
        assert "It is proposed. Now ask the group" in page.content.decode()
        absence = Absence.objects.get()
        asking = place_url(place, "ask_about_absence", absence=absence.pk)
        assert "The civic voice: politicians Why: We asked" in read(rosa, asking)
        terms = {"question": "Shall we?", "rule": "consent", "days": 7, "quorum": 3, "voice_quorum": 1}
        page = rosa.post(asking, {**terms, "fallback_days": 0, "key": "q"}, follow=True)
        assert "You asked the group to decide." in page.content.decode()
        assert WHY in page.content.decode()
        about = absence.get_absolute_url()
        assert "The group is asked about this. It opens once a second person agrees." in read(rosa, about)
        assert "Why you cannot ask the group" not in read(rosa, about)
