"""What is said of an issue is kept up to date, its status moves by one word or two, and what stood before stays readable."""

import pytest
from tests.convene.deciding import Group, wears
from tests.kernel.scene import ISSUE, Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.taking_away import statements_for
from tests.kernel.test_ledger_entries import last
from tests.places.test_leaving import goes, signed_in
from tests.places.test_people import admit, refused

from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.amending import describe_issue, move_issue, second_move
from wholeplace.convene.issues.history import ISSUE_LABELS, history, issue_wording
from wholeplace.convene.issues.home import work
from wholeplace.convene.issues.models import Amendment
from wholeplace.convene.issues.names import Status
from wholeplace.convene.issues.queries import (
    amendments_visible_to,
    amendments_waiting_for,
    issues_found,
    issues_visible_to,
)
from wholeplace.convene.issues.steps import second_on_issue
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.people import HatKind
from wholeplace.places.partnership.actions import add_area
from wholeplace.places.yourself.queries import what_is_held

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

FACTS = {name: ISSUE[name] for name in ("title", "happening", "for_whom", "tried")}


@pytest.fixture
def group(saltmarsh: Scene) -> Group:
    return Group(saltmarsh).come_together()


class TestDescribing:
    def test_a_convener_keeps_the_facts_and_what_stood_before_stays(self, saltmarsh: Scene) -> None:
        said = {**FACTS, "happening": "The last bus leaves at seven now.", "title": "Evenings"}
        describe_issue(saltmarsh.actor("amina"), issue=saltmarsh.issue(), **said, reason="The bus was moved")
        issue = saltmarsh.issue()
        assert (issue.happening, issue.title) == (said["happening"], "Evenings")
        (told,) = history(
            saltmarsh.viewer("rosa"),
            amendments_visible_to(saltmarsh.viewer("rosa")),
            labels=ISSUE_LABELS,
            worded=issue_wording({}),
        )
        assert [(str(one.label), "".join(run.text for run in one.before)) for one in told.changed] == [
            ("Name", ISSUE["title"]),
            ("What is happening", ISSUE["happening"]),
        ]
        assert [row["table"] for row in last(saltmarsh)["rows"]] == [
            "wp_convene_issue",
            "wp_convene_amendment",
        ]

    def test_taking_many_changes_away_asks_no_more_than_taking_one(self, saltmarsh: Scene) -> None:
        area = add_area(saltmarsh.operator, place=saltmarsh.place, name="The Flats")
        describe_issue(saltmarsh.actor("amina"), issue=saltmarsh.issue(), **FACTS, area=area)
        one = statements_for(saltmarsh.people["amina"])
        for number in range(3):
            describe_issue(
                saltmarsh.actor("amina"),
                issue=saltmarsh.issue(),
                **{**FACTS, "tried": f"Bus {number}"},
                area=area,
            )
        assert Amendment.objects.count() == 4
        assert statements_for(saltmarsh.people["amina"]) == one
        held = what_is_held(saltmarsh.people["amina"])
        assert any("Area: The Flats" in said for one in held for row in one.read for _name, said in row)

    def test_without_the_hat_nobody_does(self, saltmarsh: Scene) -> None:
        issue = saltmarsh.issue()
        assert refused(describe_issue, saltmarsh.actor("rosa"), issue=issue, **FACTS) == "needs_hat"

    def test_a_groups_issue_keeps_its_name_and_its_facts_are_kept_up_to_date(self, group: Group) -> None:
        amina = group.actor("amina")
        named = {**FACTS, "title": "Mine"}
        assert refused(describe_issue, amina, issue=group.issue, **named) == "name_is_the_groups"
        describe_issue(amina, issue=group.issue, **{**FACTS, "tried": "A night bus, for two winters"})
        assert group.issue.tried.endswith("two winters")

    def test_saying_the_same_again_changes_nothing(self, saltmarsh: Scene) -> None:
        amina, issue = saltmarsh.actor("amina"), saltmarsh.issue()
        assert refused(describe_issue, amina, issue=issue, **FACTS) == "nothing_changed"
        assert not Amendment.objects.exists()

    def test_no_two_issues_are_called_the_same(self, saltmarsh: Scene) -> None:
        saltmarsh.issue()
        other = saltmarsh.name_issue(title="Another")
        assert refused(describe_issue, saltmarsh.actor("amina"), issue=other, **FACTS) == "title_taken"


class TestStatus:
    def test_a_convener_moves_a_provisional_issue_with_a_reason(self, saltmarsh: Scene) -> None:
        amina, issue = saltmarsh.actor("amina"), saltmarsh.issue()
        assert refused(move_issue, amina, issue=issue, to=Status.RESTING, reason=" ") == "needs_reason"
        move_issue(amina, issue=issue, to=Status.RESTING, reason="Nobody has time before spring")
        assert saltmarsh.issue().status == Status.RESTING
        rosa = saltmarsh.actor("rosa")
        assert refused(move_issue, rosa, issue=issue, to=Status.ENDED, reason="Done") == "needs_hat"

    def test_a_groups_issue_moves_by_two_of_those_who_take_part(self, group: Group) -> None:
        ben = group.actor("ben")
        asked = move_issue(group.actor("rosa"), issue=group.issue, to=Status.ENDED, reason="There is a bus")
        assert (group.issue.status, asked.done) == (Status.WORKED_ON, None)
        assert list(amendments_waiting_for(ben.viewer)) == [asked]
        step = second_on_issue(ben.viewer, issues_visible_to(ben.viewer).get())
        assert step is not None
        assert "There is a bus" in step.text
        assert refused(second_move, group.actor("rosa"), amendment=asked) == "word_given"
        assert refused(second_move, group.actor("olwen"), amendment=asked) == "does_not_take_part"
        second_move(group.actor("tariq"), amendment=asked)
        assert group.issue.status == Status.ENDED
        assert last(group.scene)["rows"][0]["open"]["status"] == "ended"
        assert refused(second_move, group.actor("ben"), amendment=asked) == "amendment_done"
        assert not amendments_waiting_for(ben.viewer).exists()

    def test_nobody_leaves_and_comes_back_to_give_the_second_word_too(self, group: Group) -> None:
        asked = move_issue(group.actor("rosa"), issue=group.issue, to=Status.ENDED, reason="There is a bus")
        email = group.scene.people["rosa"].person.email
        goes(group.scene, "rosa")
        group.scene.people["rosa"] = admit(group.scene, email=email, name="Rosa Lind")
        take_part(group.actor("rosa"), issue=group.issue)
        assert refused(second_move, group.actor("rosa"), amendment=asked) == "word_given"
        assert not amendments_waiting_for(group.scene.viewer("rosa")).exists()
        assert list(amendments_waiting_for(group.scene.viewer("ben"))) == [asked]

    def test_a_convener_or_facilitator_alone_does_not_move_what_is_the_groups(self, group: Group) -> None:
        asked = move_issue(group.actor("amina"), issue=group.issue, to=Status.RESTING, reason="Quiet")
        assert group.issue.status == Status.WORKED_ON
        wears(group.scene, "cllr", HatKind.FACILITATOR)
        assert refused(second_move, group.actor("cllr"), amendment=asked) == "facilitates_here"
        other = {"to": Status.ENDED, "reason": "Mine"}
        assert refused(move_issue, group.actor("olwen"), issue=group.issue, **other) == "does_not_take_part"

    def test_a_newer_request_overtakes_one_that_waits_and_keeping_the_facts_does_not(
        self, group: Group
    ) -> None:
        first = move_issue(group.actor("rosa"), issue=group.issue, to=Status.ENDED, reason="Done")
        describe_issue(group.actor("amina"), issue=group.issue, **{**FACTS, "tried": "A tent"})
        ben = group.scene.viewer("ben")
        assert second_on_issue(ben, issues_visible_to(ben).get()) is not None
        newer = move_issue(group.actor("tariq"), issue=group.issue, to=Status.RESTING, reason="For now")
        assert refused(second_move, group.actor("ben"), amendment=first) == "overtaken"
        second_move(group.actor("rosa"), amendment=newer)
        assert refused(second_move, group.actor("ben"), amendment=first) == "overtaken"
        assert second_on_issue(ben, issues_visible_to(ben).get()) is None
        assert (group.issue.status, group.issue.tried) == (Status.RESTING, "A tent")


class TestFinding:
    def test_issues_of_ones_own_area_come_first_and_are_found_by_words_status_and_area(
        self, saltmarsh: Scene
    ) -> None:
        harbour = add_area(saltmarsh.actor("amina"), place=saltmarsh.place, name="Old Harbour")
        ours = saltmarsh.name_issue(title="Ours", area=harbour, happening="ÄRGER at the quay")
        newer = saltmarsh.name_issue(title="Newer", for_whom="Everybody")
        viewer = saltmarsh.viewer("rosa")
        assert list(issues_found(viewer)) == [newer, ours]
        viewer.membership.area = harbour
        assert list(issues_found(viewer)) == [ours, newer]
        assert [one.state.startswith("In your area.") for one in work(viewer)] == [True, False]
        with migrating():
            viewer.membership.save()
        page = signed_in(saltmarsh, "rosa").get("/saltmarsh/issues/").text
        assert page.count("In your area, Old Harbour.") == 1
        assert f'href="?area={harbour.pk}">Show only those' in page
        assert list(issues_found(viewer, words="Ärger")) == [ours]
        assert list(issues_found(viewer, area=harbour)) == [ours]
        assert not issues_found(viewer, status="ended").exists()

    def test_what_was_changed_is_read_by_whoever_reads_the_issue(
        self, saltmarsh: Scene, elsewhere: Scene
    ) -> None:
        describe_issue(saltmarsh.actor("amina"), issue=saltmarsh.issue(), **{**FACTS, "tried": "A tent"})
        assert amendments_visible_to(saltmarsh.viewer("rosa")).count() == 1
        assert not amendments_visible_to(Viewer(saltmarsh.place)).exists()
        assert not amendments_visible_to(elsewhere.viewer("amina")).exists()
