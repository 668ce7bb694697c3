"""The golden thread: what a record came from, what it led to, and what became of a contribution."""

import json
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.convene.deciding import ABOVE, Group
from tests.convene.test_issues import FIVE
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh

from wholeplace.convene.issues.models import Framing
from wholeplace.kernel.actions import ACTIONS, action
from wholeplace.kernel.actors import Viewer, machine
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, is_machine
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.lineage import queries
from wholeplace.kernel.lineage.models import Fate, Link
from wholeplace.kernel.lineage.queries import came_from, fates_of, led_to
from wholeplace.kernel.notices.models import Notice
from wholeplace.kernel.records import Audience, Record

__all__ = ["elsewhere", "own_keys", "saltmarsh"]


@pytest.fixture
def group(saltmarsh: Scene) -> Group:
    return Group(saltmarsh).come_together()


@pytest.fixture
def tie(monkeypatch: pytest.MonkeyPatch) -> object:
    """Return a deed that ties one record to another, as any feature's deed may."""

    def body(act: Act, *, made: Record, kind: str, found: list[Record]) -> Link:
        """Tie two records, one of them found by the deed itself."""
        return act.link(made, kind, found[0])

    monkeypatch.delitem(ACTIONS, "test.tie", raising=False)
    yield action("test.tie", title="Tie", says="{actor} tied", may=is_machine)(body)
    ACTIONS.pop("test.tie", None)


def entry(scene: Scene, name: str) -> Any:
    """Return what the record says of the last deed of this name."""
    leaves = Leaf.objects.filter(place=scene.place, part=0, entry__action=name)
    return json.loads(leaves.latest("pk").data)


class TestDescent:
    def test_an_adopted_framing_comes_from_what_was_proposed_and_from_the_decision(
        self, group: Group
    ) -> None:
        proposed = group.propose()
        decision = group.adopt(proposed)
        viewer = group.scene.viewer("cllr")
        assert [step.record for step in came_from(viewer, group.framing)] == [proposed, decision]
        assert [step.record for step in led_to(viewer, proposed)] == [group.framing]
        assert came_from(viewer, proposed) == []

    def test_each_link_stands_in_the_entry_of_the_deed_that_made_it(self, group: Group) -> None:
        group.adopt(group.propose())
        rows = [row["table"] for row in entry(group.scene, "issue.adopt_framing")["rows"]]
        assert rows == ["wp_convene_framing", "wp_kernel_link", "wp_kernel_link"]

    def test_one_may_go_on_from_step_to_step_and_come_back_to_nothing_twice(self, group: Group, tie) -> None:
        """A framing that led to the proposal it came of, and a decision at the end of two ways."""
        proposed = group.propose()
        group.adopt(proposed)
        program = machine(group.scene.place, "test")
        tie(program, made=proposed, kind="adopts", found=[group.framing])
        viewer = group.scene.viewer("cllr")
        tie(program, made=proposed, kind="decided_by", found=[group.framing.decision])
        found = came_from(viewer, proposed)
        assert [(step.record.pk, step.depth) for step in found] == [
            (group.framing.pk, 1),
            (group.framing.decision_id, 1),
        ]

    def test_a_way_up_through_what_the_reader_may_not_see_ends_there(self, group: Group, tie) -> None:
        hidden = group.propose()
        public = group.scene.name_issue(title="Open to all", audience=Audience.PUBLIC).framings.get()
        beyond = group.scene.name_issue(title="Open as well", audience=Audience.PUBLIC).framings.get()
        program = machine(group.scene.place, "test")
        tie(program, made=public, kind="adopts", found=[hidden])
        tie(program, made=hidden, kind="adopts", found=[beyond])
        assert [one.record.pk for one in came_from(group.scene.viewer("cllr"), public)] == [
            hidden.pk,
            beyond.pk,
        ]
        assert came_from(Viewer(group.scene.place), public) == []
        assert led_to(Viewer(group.scene.place), beyond) == []

    def test_the_way_is_as_long_as_it_is_and_still_asked_for_in_two_statements(
        self, group: Group, tie, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(queries, "DEEPEST", 4)
        chain = [group.propose(text=f"So {number}") for number in range(7)]
        program = machine(group.scene.place, "test")
        for made, ancestor in zip(chain[1:], chain, strict=False):
            tie(program, made=made, kind="adopts", found=[ancestor])
        with CaptureQueriesContext(connection) as asked:
            found = came_from(group.scene.viewer("cllr"), chain[-1])
        assert [step.record for step in found] == chain[5:1:-1]
        assert len(asked) == 2

    def test_nothing_descends_from_itself_from_elsewhere_or_in_a_way_nobody_declared(
        self, group: Group, elsewhere: Scene, tie
    ) -> None:
        proposed, program = group.propose(), machine(group.scene.place, "test")
        for kind, ancestor in (("adopts", proposed), ("invented", group.issue)):
            with pytest.raises(ValueError, match="descends"):
                tie(program, made=proposed, kind=kind, found=[ancestor])
        with pytest.raises(Refused):
            tie(program, made=proposed, kind="adopts", found=[elsewhere.issue()])
        assert not Link.objects.exists()


class TestFates:
    def decided(self, group: Group) -> tuple[object, object]:
        young = group.propose()
        above = group.propose("tariq", text=ABOVE, standpoint="people who live above the promenade")
        decision = group.decide(young, above, rule="approval", voice_quorum=0)
        for name in FIVE:
            group.approve(decision, name, 1)
        group.approve(decision, "tariq", 1, 2)
        group.close(decision)
        return young, above

    def test_every_option_of_a_decision_learns_what_became_of_it(self, group: Group) -> None:
        young, above = self.decided(group)
        found = fates_of(group.scene.viewer("cllr"), [young, above])
        (carried,), (left,) = found[young.pk], found[above.pk]
        assert (carried.carried, carried.title[:21], carried.figures) == (
            True,
            "the framing adopted o",
            "5 of 5 people approved the one that was chosen",
        )
        assert (left.carried, left.because) == (False, "the group chose another, by approval")
        assert left.how == above.issue.get_absolute_url().replace(
            f"{above.issue.pk}/", f"decisions/{Fate.objects.first().decision_id}/"
        )

    def test_figures_are_for_members_and_the_fate_for_whoever_reads_the_contribution(
        self, group: Group
    ) -> None:
        young, above = self.decided(group)
        assert fates_of(Viewer(group.scene.place), [young, above]) == {}
        with migrating():
            Fate.objects.update(audience=Audience.PUBLIC)
        (left,) = fates_of(Viewer(group.scene.place), [above])[above.pk]
        assert (left.because, left.figures) == ("the group chose another, by approval", "")
        (carried,) = fates_of(Viewer(group.scene.place), [young])[young.pk]
        assert (carried.carried, carried.title, carried.href) == (True, "", "")

    def test_where_nothing_is_decided_the_fate_says_why_and_a_later_one_supersedes_it(
        self, group: Group
    ) -> None:
        proposed = group.propose()
        decision = group.decide(proposed)
        group.consent(decision, "rosa", "cllr", "amina")
        group.object(decision)
        group.wait(8)
        group.close(decision)
        group.adopt(proposed)
        now, before = fates_of(group.scene.viewer("cllr"), [proposed])[proposed.pk]
        assert now.carried
        assert before.because == "an objection stands, so nothing is decided"
        assert before.figures == "4 of 5 people answered"

    def test_the_author_of_each_is_told_and_nobody_else(self, group: Group) -> None:
        self.decided(group)
        about = Notice.objects.filter(title="What became of the framing you proposed")
        told = {one.member.person.email.split("@")[0]: one.text for one in about}
        assert told.keys() == {"rosa", "tariq"}
        assert "was carried on" in told["rosa"]
        assert "was not carried: the group chose another, by approval." in told["tariq"]
        assert ABOVE not in told["tariq"]

    def test_a_fate_is_part_of_the_record(self, group: Group) -> None:
        self.decided(group)
        closed = entry(group.scene, "decision.close")
        fates = [row for row in closed["rows"] if row["table"] == "wp_kernel_fate"]
        assert [sorted(row["committed"]) for row in fates] == [["because", "by", "figures"]] * 2


def test_a_link_or_fate_to_what_is_not_there_is_found_when_the_record_is_checked(group: Group) -> None:
    group.adopt(group.propose())
    assert list(check_place(group.scene.place)) == []
    with migrating():
        Link.objects.filter(kind="adopts").update(ancestor=uuid.uuid4())
        Fate.objects.update(into_table="nowhere")
    broken = {fault.table for fault in check_place(group.scene.place) if fault.code == "lineage_broken"}
    assert broken == {"wp_kernel_link", "wp_kernel_fate"}
    assert Framing.objects.filter(adopted_from__isnull=False).count() == 1
