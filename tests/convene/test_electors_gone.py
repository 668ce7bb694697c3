"""Somebody a decision belongs to leaves, is removed or erased while it is open: nothing of that makes it easier to adopt."""

import pytest
from tests.convene.deciding import HARM, Group
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.kernel.test_privacy import erase
from tests.places.test_leaving import goes, proposed, signed_in
from tests.places.test_people import refused

from wholeplace.convene.issues.actions import stop_taking_part
from wholeplace.kernel.decisions.leaving import can_still_count
from wholeplace.kernel.decisions.models import Decision, Objection
from wholeplace.kernel.decisions.names import DecisionState, Outcome
from wholeplace.kernel.decisions.queries import decisions_visible_to
from wholeplace.kernel.decisions.tallying import check_decisions, result_under
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.notices.models import Notice
from wholeplace.places.people.leaving import leave, remove_member

__all__ = ["own_keys", "saltmarsh"]

WAYS = ("leaves", "is removed", "is erased")


@pytest.fixture
def group(saltmarsh: Scene) -> Group:
    return Group(saltmarsh).come_together()


@pytest.fixture
def decision(group: Group) -> Decision:
    return group.decide(group.propose())


def go(scene: Scene, name: str, way: str) -> None:
    if way == "leaves":
        goes(scene, name)
    elif way == "is removed":
        remove_member(scene.actor("olwen"), member=proposed(scene, name))
    else:
        erase(scene, name)


def gone_from(group: Group, decision: Decision) -> int:
    return decisions_visible_to(group.scene.viewer("ben")).get(pk=decision.pk).gone  # type: ignore[attr-defined]


def still_open(decision: Decision) -> bool:
    """Have whatever is due done, and say whether the decision is open still."""
    run_all_now()
    decision.refresh_from_db()
    return decision.state == DecisionState.OPEN


@pytest.mark.parametrize("way", WAYS)
class TestOneOfThemGoes:
    def test_what_they_answered_is_counted(self, group: Group, decision: Decision, way: str) -> None:
        group.consent(decision, "rosa", "cllr", "ben")
        go(group.scene, "rosa", way)
        assert still_open(decision)
        group.wait(7)
        assert group.close(decision).outcome == Outcome.ADOPTED
        assert (decision.electors, result_under(decision, "consent").answered) == (5, 3)
        assert [fault.code for fault in check_place(group.scene.place)] == []

    def test_what_they_objected_stands_to_the_end(self, group: Group, decision: Decision, way: str) -> None:
        group.object(decision, "rosa")
        go(group.scene, "rosa", way)
        group.consent(decision, "ben", "cllr", "amina", "tariq")
        assert still_open(decision)
        group.wait(7)
        assert group.close(decision).outcome == Outcome.OBJECTED
        assert [fault.code for fault in check_place(group.scene.place)] == []

    def test_who_has_not_answered_is_waited_for_so_that_no_early_end_tells_it(
        self, group: Group, decision: Decision, way: str
    ) -> None:
        group.consent(decision, "ben", "cllr", "amina", "tariq")
        go(group.scene, "rosa", way)
        assert still_open(decision)
        group.wait(7)
        assert group.close(decision).outcome == Outcome.ADOPTED

    def test_where_they_alone_had_their_voice_it_ends_at_once_and_decides_nothing(
        self, group: Group, decision: Decision, way: str
    ) -> None:
        group.consent(decision, "ben", "rosa", "amina", "tariq")
        assert still_open(decision)
        go(group.scene, "cllr", way)
        assert not can_still_count(decision)
        assert not still_open(decision)
        assert decision.outcome == Outcome.NO_QUORUM
        assert list(check_decisions(group.scene.place)) == []
        again = group.decide(group.propose("ben", reason="New"), by="ben")
        assert (again.state, again.electors) == (DecisionState.OPEN, 4)

    def test_it_ends_at_once_where_too_few_are_left_to_answer(self, group: Group, way: str) -> None:
        decision = group.decide(group.propose(), quorum=5, voice_quorum=0)
        group.consent(decision, "ben")
        assert still_open(decision)
        go(group.scene, "tariq", way)
        assert not still_open(decision)
        assert decision.outcome == Outcome.NO_QUORUM

    def test_it_goes_on_where_they_had_answered_and_their_answer_makes_the_number(
        self, group: Group, way: str
    ) -> None:
        decision = group.decide(group.propose(), quorum=5, voice_quorum=1)
        group.consent(decision, "cllr")
        go(group.scene, "cllr", way)
        assert still_open(decision)

    def test_the_page_says_how_many_have_left_and_what_follows(
        self, group: Group, decision: Decision, way: str
    ) -> None:
        url = decision.get_absolute_url()
        assert "left the partnership" not in signed_in(group.scene, "ben").get(url).text
        group.object(decision, "rosa")
        go(group.scene, "rosa", way)
        assert gone_from(group, decision) == 1
        page = signed_in(group.scene, "ben").get(url).text
        assert "1 of them has left the partnership since. Leaving makes nothing easier to adopt" in page
        assert "Whoever objects has left the partnership. What harm they saw still stands." in page


def test_who_leaves_after_the_end_is_not_said_to_have_left(group: Group, decision: Decision) -> None:
    group.consent(decision, "rosa", "ben", "cllr", "amina", "tariq")
    group.close(decision)
    leave(group.actor("rosa"), member=group.scene.people["rosa"])
    decision.refresh_from_db()
    assert gone_from(group, decision) == 0


def test_a_name_kept_out_of_an_objection_is_not_told_by_leaving(group: Group, decision: Decision) -> None:
    from tests.convene.test_deciding import quietly

    quietly(group, decision, "rosa")
    go(group.scene, "rosa", "leaves")
    group.consent(decision, "ben", "cllr", "amina", "tariq")
    assert still_open(decision)
    page = signed_in(group.scene, "ben").get(decision.get_absolute_url()).text
    assert (HARM in page, "Whoever objects has left" in page) == (True, False)


def test_where_no_name_stands_beside_an_answer_no_early_end_tells_who_had_yet_to_answer(
    group: Group, decision: Decision
) -> None:
    from tests.convene.test_deciding import quietly

    quietly(group, decision, "rosa")
    group.consent(decision, "ben", "amina")
    go(group.scene, "cllr", "leaves")
    assert not can_still_count(decision)
    assert still_open(decision)
    group.wait(7)
    assert group.close(decision).outcome == Outcome.NO_QUORUM


def test_an_objection_whose_words_were_erased_stands_all_the_same(group: Group, decision: Decision) -> None:
    group.object(decision, "rosa")
    erase(group.scene, "rosa")
    assert Objection.objects.get().text == ERASED
    group.consent(decision, "ben", "cllr", "amina", "tariq")
    group.wait(7)
    assert group.close(decision).outcome == Outcome.OBJECTED


def test_after_an_objection_that_stood_the_group_is_asked_again_without_them(group: Group) -> None:
    decision = group.decide(group.propose())
    group.object(decision, "rosa")
    goes(group.scene, "rosa")
    group.wait(7)
    group.close(decision)
    again = group.decide(group.propose("ben"), by="ben")
    group.consent(again, "ben", "cllr", "amina", "tariq")
    assert group.close(again).outcome == Outcome.ADOPTED


def test_who_only_stops_taking_part_still_answers(group: Group, decision: Decision) -> None:
    stop_taking_part(group.actor("rosa"), issue=group.issue)
    group.consent(decision, "rosa")
    assert (result_under(decision, "consent").answered, gone_from(group, decision)) == (1, 0)


def test_who_has_left_answers_no_more_and_is_reminded_of_nothing(group: Group, decision: Decision) -> None:
    goes(group.scene, "rosa")
    assert refused(group.consent, decision, "rosa") == "not_a_member"
    from wholeplace.kernel.decisions.telling import tell_it_ends_soon

    before = Notice.objects.filter(member=group.scene.people["rosa"]).count()
    tell_it_ends_soon(decision)
    assert Notice.objects.filter(member=group.scene.people["rosa"]).count() == before
