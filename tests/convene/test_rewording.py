"""Saying one's own framing anew and withdrawing it: until the group is asked, and so that nothing said vanishes."""

import datetime as dt
import html

import pytest
from django.test import Client
from tests.convene.deciding import ABOVE, YOUNG, Group, wears
from tests.convene.files import checked, put
from tests.convene.test_evidence import faults
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_leaving import goes, signed_in
from tests.places.test_people import admit, refused

from wholeplace.convene.issues.actions import stop_taking_part, take_part
from wholeplace.convene.issues.evidence import add_evidence
from wholeplace.convene.issues.models import Amendment, ProposedFraming
from wholeplace.convene.issues.rewording import reword_framing, withdraw_framing
from wholeplace.convene.issues.said import said
from wholeplace.kernel.actors import machine
from wholeplace.kernel.decisions.actions import withdraw_decision
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.lineage.queries import came_from
from wholeplace.kernel.search.finding import find
from wholeplace.places.yourself.actions import erase_person

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

ANEW = "We need one evening a week that is ours"
WHY = "I had forgotten the winter"
WITHDRAWN = "Margaret says it better than I did"


@pytest.fixture
def group(saltmarsh: Scene) -> Group:
    return Group(saltmarsh).come_together()


@pytest.fixture
def proposed(group: Group) -> ProposedFraming:
    return group.propose()


def reword(group: Group, proposed: ProposedFraming, *, by: str = "rosa", **other: str) -> ProposedFraming:
    words = {"standpoint": proposed.standpoint, "text": ANEW, "why": WHY, **other}
    return reword_framing(group.actor(by), proposed=proposed, **words)


def withdraw(group: Group, proposed: ProposedFraming, *, by: str = "rosa") -> ProposedFraming:
    return withdraw_framing(group.actor(by), proposed=proposed, because=WITHDRAWN)


def told(group: Group, path: str, name: str = "tariq") -> str:
    page = signed_in(group.scene, name).get(path)
    assert page.status_code == 200
    return html.unescape(page.content.decode())


class TestSayingAnew:
    def test_it_changes_in_its_place_and_what_it_said_before_is_kept(
        self, group: Group, proposed: ProposedFraming
    ) -> None:
        assert reword(group, proposed) == proposed
        assert ProposedFraming.objects.get().text == ANEW
        kept = Amendment.objects.get(about=proposed.pk)
        assert (kept.before, kept.after, kept.reason) == ({"text": YOUNG}, {"text": ANEW}, WHY)

    def test_the_record_has_a_line_of_it_with_both_versions_committed_to(
        self, group: Group, proposed: ProposedFraming
    ) -> None:
        reword(group, proposed)
        line = last(group.scene)
        assert line["action"] == "issue.reword_framing"
        assert sorted(row["table"] for row in line["rows"]) == [
            "wp_convene_amendment",
            "wp_convene_proposedframing",
        ]
        assert YOUNG not in str(line)
        assert faults(group.scene) == []

    def test_nobody_else_does_nor_whoever_stopped_or_facilitates(
        self, group: Group, proposed: ProposedFraming
    ) -> None:
        words = {"proposed": proposed, "standpoint": "us", "text": ANEW}
        for name in ("tariq", "amina"):
            assert refused(reword_framing, group.actor(name), **words) == "framing_is_not_yours"
        wears(group.scene, "rosa")
        assert refused(reword_framing, group.actor("rosa"), **words) == "facilitates_here"
        stop_taking_part(group.actor("rosa"), issue=group.issue)
        assert refused(reword_framing, group.actor("rosa"), **words) == "does_not_take_part"

    def test_whoever_left_and_came_back_finds_it_is_still_theirs(
        self, group: Group, proposed: ProposedFraming
    ) -> None:
        email = proposed.by.person.email
        goes(group.scene, "rosa")
        group.scene.people["rosa"] = admit(group.scene, email=email, name="Rosa Lind")
        words = {"proposed": proposed, "standpoint": proposed.standpoint, "text": ANEW}
        assert refused(reword_framing, group.actor("rosa"), **words) == "does_not_take_part"
        take_part(group.actor("rosa"), issue=group.issue)
        assert "Say it anew" in told(group, group.issue.get_absolute_url(), "rosa")
        reword(group, proposed)
        put(group, proposed)
        (mine,) = said(group.scene.viewer("rosa"))
        assert mine.text == ANEW
        assert said(group.scene.viewer("tariq")) == []
        withdraw(group, proposed)

    def test_saying_the_same_again_is_no_change(self, group: Group, proposed: ProposedFraming) -> None:
        words = {"proposed": proposed, "standpoint": proposed.standpoint, "text": YOUNG}
        assert refused(reword_framing, group.actor("rosa"), **words) == "nothing_changed"

    def test_while_the_group_is_asked_it_stands_as_it_is(
        self, group: Group, proposed: ProposedFraming
    ) -> None:
        words = {"proposed": proposed, "standpoint": "us", "text": ANEW}
        asked = group.ask(proposed, by="tariq")
        assert refused(reword_framing, group.actor("rosa"), **words) == "group_is_asked"
        withdraw_decision(group.actor("tariq"), decision=asked)
        assert reword(group, proposed) == proposed
        group.decide(proposed)
        assert refused(reword_framing, group.actor("rosa"), **words) == "group_is_asked"

    def test_once_the_group_decided_it_is_said_beside_it_and_says_what_it_replaces(
        self, group: Group, proposed: ProposedFraming
    ) -> None:
        decision = group.decide(proposed)
        group.object(decision)
        group.wait(8)
        group.close(decision)
        made = reword(group, proposed)
        assert (made.replaces, made.text) == (proposed, ANEW)
        assert ProposedFraming.objects.get(pk=proposed.pk).text == YOUNG
        assert [step.record for step in came_from(group.scene.viewer("rosa"), made)] == [proposed]
        again = {"proposed": ProposedFraming.objects.get(pk=proposed.pk), "standpoint": "us", "text": "Or so"}
        assert refused(reword_framing, group.actor("rosa"), **again) == "framing_said_anew"
        page = told(group, group.issue.get_absolute_url())
        assert "Said anew" in page
        assert "It says anew what was proposed on" in page
        assert faults(group.scene) == []

    def test_where_a_framing_was_adopted_it_takes_a_reason(
        self, group: Group, proposed: ProposedFraming
    ) -> None:
        group.adopt(group.propose("tariq", text=ABOVE))
        words = {"proposed": proposed, "standpoint": "us", "text": ANEW}
        assert refused(reword_framing, group.actor("rosa"), **words) == "reframing_needs_reason"
        assert reword(group, proposed, reason="The winter came").reason == "The winter came"


class TestWithdrawing:
    def test_it_stays_readable_as_withdrawn_with_the_reason(
        self, group: Group, proposed: ProposedFraming
    ) -> None:
        withdraw(group, proposed)
        assert last(group.scene)["rows"][0]["open"]["withdrawn"]
        page = told(group, group.issue.get_absolute_url())
        for words in ("Withdrawn on", WITHDRAWN, YOUNG):
            assert words in page
        assert faults(group.scene) == []

    def test_nobody_else_does_and_nobody_twice_nor_without_a_reason(
        self, group: Group, proposed: ProposedFraming
    ) -> None:
        said_of_it = {"proposed": proposed, "because": WITHDRAWN}
        for name in ("tariq", "amina"):
            assert refused(withdraw_framing, group.actor(name), **said_of_it) == "framing_is_not_yours"
        empty = {"proposed": proposed, "because": " "}
        assert refused(withdraw_framing, group.actor("rosa"), **empty) == "left_empty"
        withdraw(group, proposed)
        assert refused(withdraw_framing, group.actor("rosa"), **said_of_it) == "framing_withdrawn"

    def test_whoever_stopped_taking_part_still_can(self, group: Group, proposed: ProposedFraming) -> None:
        stop_taking_part(group.actor("rosa"), issue=group.issue)
        assert withdraw(group, proposed).withdrawn

    def test_while_the_group_is_asked_and_once_it_decided_nobody_can(
        self, group: Group, proposed: ProposedFraming
    ) -> None:
        said_of_it = {"proposed": proposed, "because": WITHDRAWN}
        decision = group.decide(proposed)
        assert refused(withdraw_framing, group.actor("rosa"), **said_of_it) == "group_is_asked"
        group.consent(decision, "rosa", "tariq", "amina", "ben", "cllr")
        group.close(decision)
        assert refused(withdraw_framing, group.actor("rosa"), **said_of_it) == "group_decided_on_it"

    def test_nothing_more_is_done_with_it(self, group: Group, proposed: ProposedFraming) -> None:
        withdraw(group, proposed)
        words = {"proposed": proposed, "standpoint": "us", "text": ANEW}
        assert refused(reword_framing, group.actor("rosa"), **words) == "framing_withdrawn"
        file = {"proposed": proposed, "file": checked(), "description": "Buses"}
        assert refused(add_evidence, group.actor("rosa"), **file) == "framing_withdrawn"
        assert refused(group.ask, proposed) == "gone"

    def test_it_is_not_offered_to_decide_on(self, group: Group, proposed: ProposedFraming) -> None:
        path = f"{group.issue.get_absolute_url()}decide/"
        assert YOUNG in told(group, path)
        withdraw(group, proposed)
        assert YOUNG not in told(group, path)

    def test_it_is_found_no_more(self, group: Group, proposed: ProposedFraming) -> None:
        assert find(group.scene.viewer("tariq"), "seafront").found
        withdraw(group, proposed)
        assert not find(group.scene.viewer("tariq"), "seafront").found

    def test_its_author_reads_that_they_withdrew_it(self, group: Group, proposed: ProposedFraming) -> None:
        withdraw(group, proposed)
        assert "You withdrew it." in [one.became for one in said(group.scene.viewer("rosa"))]


class TestWithdrawingANewerOne:
    """A framing that the group decided on is asked about again once its author withdraws what said it anew."""

    @pytest.fixture
    def decided(self, group: Group, proposed: ProposedFraming) -> ProposedFraming:
        decision = group.decide(proposed)
        group.object(decision)
        group.wait(8)
        group.close(decision)
        return proposed

    def test_the_group_can_be_asked_about_the_one_before_again(
        self, group: Group, decided: ProposedFraming
    ) -> None:
        newer = reword(group, decided)
        assert refused(group.ask, decided) == "gone"
        withdraw(group, newer)
        page = told(group, f"{group.issue.get_absolute_url()}decide/")
        assert (YOUNG in page, ANEW in page) == (True, False)
        assert "Said anew" not in told(group, group.issue.get_absolute_url())
        assert group.ask(decided)
        assert faults(group.scene) == []

    def test_it_can_be_said_anew_again_and_what_it_led_to_stays_on_record(
        self, group: Group, decided: ProposedFraming
    ) -> None:
        newer = withdraw(group, reword(group, decided))
        again = reword(group, ProposedFraming.objects.get(pk=decided.pk), text="Or so")
        assert again.replaces == decided
        assert [step.record for step in came_from(group.scene.viewer("rosa"), newer)] == [decided]
        assert faults(group.scene) == []


class TestPages:
    def test_its_author_is_led_to_both_and_nobody_else(self, group: Group, proposed: ProposedFraming) -> None:
        anew, back = (f"/saltmarsh/issues/framings/{proposed.pk}/{page}/" for page in ("anew", "withdraw"))
        mine, theirs = (told(group, group.issue.get_absolute_url(), name) for name in ("rosa", "tariq"))
        for path in (anew, back):
            assert path in mine
            assert path not in theirs

    def test_the_form_is_filled_in_and_changes_it(self, group: Group, proposed: ProposedFraming) -> None:
        rosa, path = signed_in(group.scene, "rosa"), f"/saltmarsh/issues/framings/{proposed.pk}/anew/"
        assert YOUNG in html.unescape(rosa.get(path).content.decode())
        page = rosa.post(path, {"standpoint": "us", "text": ANEW, "why": WHY}, follow=True).content.decode()
        assert ANEW in page
        history = f"/saltmarsh/issues/framings/{proposed.pk}/history/"
        assert history in page
        before = told(group, history)
        for words in ("nowhere", "one evening", WHY):
            assert words in before

    def test_what_is_new_is_asked_only_where_it_changes_in_its_place(
        self, group: Group, proposed: ProposedFraming
    ) -> None:
        rosa, path = signed_in(group.scene, "rosa"), f"/saltmarsh/issues/framings/{proposed.pk}/anew/"
        assert "What is new?" in rosa.get(path).content.decode()
        decision = group.decide(proposed)
        group.object(decision)
        group.wait(8)
        group.close(decision)
        page = rosa.get(path).content.decode()
        assert ("How does the issue look" in page, "What is new?" in page) == (True, False)
        assert "I have files to put beside it" not in page
        beside = rosa.post(path, {"standpoint": "us", "text": ANEW}, follow=True).content.decode()
        assert "Your framing stands in new words." in beside

    def test_to_whoever_may_not_read_it_it_is_not_there(
        self, group: Group, proposed: ProposedFraming
    ) -> None:
        path = f"/saltmarsh/issues/framings/{proposed.pk}/history/"
        assert signed_in(group.scene, "tariq").get(path).status_code == 200
        assert Client().get(path).status_code == 404

    def test_withdrawing_asks_why(self, group: Group, proposed: ProposedFraming) -> None:
        rosa, path = signed_in(group.scene, "rosa"), f"/saltmarsh/issues/framings/{proposed.pk}/withdraw/"
        assert "Fill in “Why?”." in rosa.post(path, {"because": ""}).content.decode()
        page = rosa.post(path, {"because": WITHDRAWN}, follow=True).content.decode()
        assert "You withdrew your framing." in page
        assert WITHDRAWN in page


def test_whoever_is_erased_takes_what_it_said_before_along(group: Group, proposed: ProposedFraming) -> None:
    reword(group, proposed)
    group.at += dt.timedelta(days=1)
    member = group.scene.people["rosa"]
    erase_person(machine(group.scene.place, "privacy"), member=member, keeps_words=False)
    kept = Amendment.objects.get(about=proposed.pk)
    assert (kept.before, kept.after, kept.reason) == (ERASED, ERASED, ERASED)
    assert faults(group.scene) == []
    page = told(group, f"/saltmarsh/issues/framings/{proposed.pk}/history/")
    assert "What was changed was erased with the person who wrote it." in page
