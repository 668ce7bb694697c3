"""Whom an issue needs is missing until somebody speaks for it, or until the group has decided to go on without."""

import pytest
from tests.convene.deciding import MEETS
from tests.convene.mapping import CHARITY, WARD, browser, mapped, read
from tests.convene.missing import WHY, Missing
from tests.convene.test_issues import FIVE
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_people import refused

from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.framing import second_decision
from wholeplace.convene.issues.panels import without_whom
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.issues.reading import issues_with_all_along
from wholeplace.convene.stakeholders.actions import bring_perspective_back, speak_for
from wholeplace.convene.stakeholders.coverage import coverage_counted
from wholeplace.convene.stakeholders.going_without import amend_absence
from wholeplace.convene.stakeholders.models import Absence, Perspective
from wholeplace.convene.stakeholders.names import Standing
from wholeplace.convene.stakeholders.queries import absences_visible_to
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
        assert refused(missing.put, absence) == "absence_decided"

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
        put = missing.put(missing.propose_without(carers, charity))
        decision = second_decision(missing.actor("tariq"), decision=put)
        missing.object(decision, words="Age Concern has offered to come")
        same = {"because": WHY, "perspectives": [carers.pk, charity.pk], "why": MEETS}
        rosa = missing.actor("rosa")
        assert refused(amend_absence, rosa, decision=decision, **same) == "nothing_changed"
        again = amend_absence(rosa, decision=decision, **{**same, "perspectives": [carers.pk]})
        assert last(missing.scene)["action"] == "perspective.amend_absence"
        missing.consent(again, *FIVE)
        missing.close(again)
        assert standings()["Young carers"] == Standing.GONE_WITHOUT
        assert standings()["Age Concern"] == Standing.NEEDED

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
