"""An action happens whole or not at all, among whom it may and when it may, and leaves its entry."""

import json
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh

from wholeplace.convene.issues.actions import name_issue, reframe_issue, take_part
from wholeplace.convene.issues.models import Framing, Issue, TakingPart
from wholeplace.kernel import actions
from wholeplace.kernel.actions import Action, TooBusy
from wholeplace.kernel.actors import Actor, Door, machine
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refusal, Refused, is_member
from wholeplace.kernel.ledger.models import Entry, Leaf, Opening
from wholeplace.kernel.people import Membership
from wholeplace.kernel.places import Area, Place
from wholeplace.places.people.actions import admit_member

__all__ = ["elsewhere", "own_keys", "saltmarsh"]


def made(body: Any, **declared: Any) -> Action[..., Any]:
    """An action of this test only, in no table of actions."""
    how = {"when": None, "on": None, "within": None, "group_owned": False, "by_two": False}
    how["doors"] = frozenset(Door)
    return Action("test.act", "Act", body, "{actor} acted", **({"may": is_member} | how | declared))


def add_area(act: Act, *, name: str) -> Area:
    area = Area.objects.create(place=act.place, name=name)
    act.record(area)
    return area


def last_entry(scene: Scene) -> dict[str, Any]:
    return json.loads(Leaf.objects.filter(place=scene.place, part=0).latest("pk").data)


def counts() -> list[int]:
    return [model._base_manager.count() for model in (Area, Issue, Framing, Entry, Leaf, Opening)]


class TestWholeOrNotAtAll:
    def test_an_action_leaves_what_it_made_and_one_entry(self, saltmarsh: Scene) -> None:
        before = Entry.objects.count()
        area = made(add_area)(saltmarsh.actor("amina"), name="Old Harbour")
        assert Area.objects.get() == area
        assert Entry.objects.count() == before + 1
        assert [row["id"] for row in last_entry(saltmarsh)["rows"]] == [str(area.pk)]

    def test_nothing_is_left_of_an_action_whose_body_fails(self, saltmarsh: Scene) -> None:
        def fails(act: Act) -> None:
            add_area(act, name="Old Harbour")
            act.enqueue("ledger.checkpoint")
            raise ZeroDivisionError

        before = counts()
        with pytest.raises(ZeroDivisionError):
            made(fails)(saltmarsh.actor("amina"))
        assert counts() == before

    def test_nothing_is_left_of_an_action_refused_half_way(self, saltmarsh: Scene) -> None:
        def thinks_again(act: Act) -> None:
            add_area(act, name="Old Harbour")
            raise Refused("area_taken", name="Old Harbour")

        before = counts()
        with pytest.raises(Refused, match="Old Harbour"):
            made(thinks_again)(saltmarsh.actor("amina"))
        assert counts() == before

    def test_nothing_is_left_when_the_entry_cannot_be_written(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(_act: Act) -> None:
            raise OSError

        before = counts()
        monkeypatch.setattr(actions, "write_entry", fails)
        with pytest.raises(OSError):  # noqa: PT011 the test's own
            made(add_area)(saltmarsh.actor("amina"), name="Old Harbour")
        assert counts() == before

    def test_a_change_that_is_not_recorded_fails(self, saltmarsh: Scene) -> None:
        def forgets(act: Act) -> None:
            Area.objects.create(place=act.place, name="Old Harbour")

        with pytest.raises(AssertionError, match="wp_kernel_area"):
            made(forgets)(saltmarsh.actor("amina"))
        assert not Area.objects.exists()

    def test_an_action_that_changes_nothing_leaves_no_entry(self, saltmarsh: Scene) -> None:
        before = Entry.objects.count()
        made(lambda act: None)(saltmarsh.actor("amina"))
        assert Entry.objects.count() == before


class TestLocks:
    def test_what_is_acted_on_is_read_afresh(self, saltmarsh: Scene) -> None:
        stale = saltmarsh.issue()
        stale.title = "Something else"
        found = made(lambda act, *, issue: issue.title, on="issue")(saltmarsh.actor("amina"), issue=stale)
        assert found == "Nowhere to go after dark"

    @pytest.mark.parametrize("how", ["on", "within"])
    def test_another_places_record_is_refused_exactly_like_a_missing_one(
        self, saltmarsh: Scene, elsewhere: Scene, how: str
    ) -> None:
        look = made(lambda act, *, issue: None, **{how: "issue"})
        theirs, missing = elsewhere.issue(), Issue(place=saltmarsh.place)
        refusals = []
        for issue in (theirs, missing):
            with pytest.raises(Refused) as caught:
                look(saltmarsh.actor("amina"), issue=issue)
            refusals.append(caught.value.refusal)
        assert refusals == [Refusal("gone"), Refusal("gone")]

    def test_another_place_cannot_be_acted_on(self, saltmarsh: Scene, elsewhere: Scene) -> None:
        with pytest.raises(Refused) as caught:
            name_issue(
                saltmarsh.actor("amina"), place=elsewhere.place, title="Ours", happening="It", for_whom="Us",
                framing="So", audience="public",
            )  # fmt: skip
        assert caught.value.refusal == Refusal("gone")

    def test_no_record_of_another_place_comes_in_beside_the_one_acted_on(
        self, saltmarsh: Scene, elsewhere: Scene
    ) -> None:
        with pytest.raises(Refused) as caught:
            admit_member(
                saltmarsh.actor("amina"), place=saltmarsh.place, email="new@saltmarsh.example", name="New",
                voice="public", sector="resident", organisation=elsewhere.organisations["Council"],
            )  # fmt: skip
        assert caught.value.refusal == Refusal("gone")
        assert not Membership.objects.filter(name="New").exists()


class TestNesting:
    def test_a_nested_action_leaves_its_own_entry_at_the_same_moment(self, saltmarsh: Scene) -> None:
        inner = made(add_area)

        def both(act: Act) -> None:
            add_area(act, name="Outer")
            inner(act.actor, name="Inner")

        before = Entry.objects.count()
        made(both)(saltmarsh.actor("amina"))
        made_now = Entry.objects.filter(action="test.act")
        assert Entry.objects.count() == before + 2
        assert len(set(made_now.values_list("at", flat=True))) == 1

    def test_each_entry_holds_its_own_changes_only(self, saltmarsh: Scene) -> None:
        inner = made(add_area)

        def both(act: Act) -> Area:
            outer = add_area(act, name="Outer")
            inner(act.actor, name="Inner")
            return outer

        outer = made(both)(saltmarsh.actor("amina"))
        assert [row["id"] for row in last_entry(saltmarsh)["rows"]] == [str(outer.pk)]

    def test_when_the_outer_action_fails_the_nested_one_goes_too(self, saltmarsh: Scene) -> None:
        inner = made(add_area)

        def both(act: Act) -> None:
            inner(act.actor, name="Inner")
            raise ZeroDivisionError

        before = counts()
        with pytest.raises(ZeroDivisionError):
            made(both)(saltmarsh.actor("amina"))
        assert counts() == before


class TestBusy:
    def test_a_busy_database_is_tried_again(self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(actions.time, "sleep", lambda _seconds: None)
        tries = []

        def at_last(act: Act) -> Area:
            tries.append(act)
            if len(tries) < actions.TRIES:
                raise OperationalError("database is locked")
            return add_area(act, name="Old Harbour")

        assert made(at_last)(saltmarsh.actor("amina")).name == "Old Harbour"
        assert Area.objects.count() == 1

    @pytest.mark.parametrize("said", ["database is locked", "deadlock detected", "database table is locked"])
    def test_one_that_stays_busy_is_said_to_be_too_busy(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch, said: str
    ) -> None:
        monkeypatch.setattr(actions.time, "sleep", lambda _seconds: None)

        def never(act: Act) -> None:
            raise OperationalError(said)

        with pytest.raises(TooBusy):
            made(never)(saltmarsh.actor("amina"))

    def test_a_database_that_went_away_is_said_to_be_too_busy_at_once(self, saltmarsh: Scene) -> None:
        tries = []

        def gone(act: Act) -> None:
            tries.append(act)
            raise OperationalError("terminating connection due to administrator command")

        with pytest.raises(TooBusy):
            made(gone)(saltmarsh.actor("amina"))
        assert len(tries) == 1

    def test_any_other_error_of_the_database_is_a_fault(self, saltmarsh: Scene) -> None:
        def wrong(act: Act) -> None:
            raise OperationalError("no such column: nonsense")

        with pytest.raises(OperationalError, match="nonsense"):
            made(wrong)(saltmarsh.actor("amina"))

    def test_two_that_raced_for_one_row_are_tried_again(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(actions.time, "sleep", lambda _seconds: None)
        tries = []

        def second(act: Act) -> Area:
            tries.append(act)
            if len(tries) == 1:
                Area.objects.bulk_create(
                    [Area(place=act.place, name="Same"), Area(place=act.place, name="Same")]
                )
            return add_area(act, name="Same")

        assert made(second)(saltmarsh.actor("amina")).name == "Same"
        assert len(tries) == 2

    def test_a_row_that_is_always_there_twice_is_a_fault(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(actions.time, "sleep", lambda _seconds: None)

        def twice(act: Act) -> None:
            add_area(act, name="Same")
            add_area(act, name="Same")

        with pytest.raises(IntegrityError):
            made(twice)(saltmarsh.actor("amina"))


class TestDoors:
    def test_nobody_takes_part_for_somebody_else_at_the_command_line(self, saltmarsh: Scene) -> None:
        with pytest.raises(Refused) as caught:
            take_part(saltmarsh.actor("rosa", door=Door.COMMAND), issue=saltmarsh.issue())
        assert caught.value.refusal == Refusal("not_by_command")
        assert not TakingPart.objects.exists()

    def test_the_entry_says_which_door_it_came_in_by(self, saltmarsh: Scene) -> None:
        take_part(saltmarsh.actor("rosa", door=Door.API), issue=saltmarsh.issue())
        assert last_entry(saltmarsh)["door"] == "api"

    def test_an_actor_is_a_member_or_a_machine_and_never_both(self, saltmarsh: Scene) -> None:
        with pytest.raises(ValueError, match="member or a named machine"):
            Actor(place=saltmarsh.place, door=Door.PAGE)
        with pytest.raises(ValueError, match="member or a named machine"):
            Actor(place=saltmarsh.place, door=Door.PAGE, membership=saltmarsh.people["rosa"], machine="x")

    def test_a_machine_takes_no_part(self, saltmarsh: Scene) -> None:
        with pytest.raises(Refused) as caught:
            take_part(machine(saltmarsh.place, "worker"), issue=saltmarsh.issue())
        assert caught.value.refusal == Refusal("not_a_member")


class TestRefusals:
    def test_the_gate_is_also_the_explanation(self, saltmarsh: Scene) -> None:
        issue, rosa = saltmarsh.issue(), saltmarsh.actor("rosa")
        shown = reframe_issue.refusal(rosa, issue)
        with pytest.raises(Refused) as caught:
            reframe_issue(rosa, issue=issue, text="My way")
        assert caught.value.refusal == shown
        assert (
            str(shown) == "This needs the Convener hat, which you do not hold here. Ask a convener who does."
        )

    def test_who_may_is_asked_before_what_the_state_allows(self, saltmarsh: Scene) -> None:
        deed = made(add_area, may=lambda *_: Refusal("not_a_member"), when=lambda *_: Refusal("gone"))
        assert deed.refusal(saltmarsh.actor("rosa")) == Refusal("not_a_member")

    def test_two_actions_of_one_name_are_refused(self) -> None:
        with pytest.raises(ValueError, match=r"issue\.name"):
            actions.action("issue.name", title="", says="", may=is_member)(add_area)


def test_text_longer_than_its_column_is_refused_whichever_the_database(saltmarsh: Scene) -> None:
    for title, code in (
        ("x" * 121, "does_not_fit"),
        ("", "left_empty"),
        ("\u200b\u202e \u200f", "left_empty"),
    ):
        with pytest.raises(Refused) as caught:
            saltmarsh.name_issue(title=title)
        assert caught.value.refusal.code == code
    assert saltmarsh.name_issue(title="x" * 120).title == "x" * 120


def test_the_place_itself_is_the_target_where_no_record_is_named(saltmarsh: Scene) -> None:
    made(add_area)(saltmarsh.actor("amina"), name="Old Harbour")
    assert last_entry(saltmarsh)["target"] == {"table": "wp_kernel_place", "id": str(saltmarsh.place.pk)}
    assert isinstance(saltmarsh.place, Place)
