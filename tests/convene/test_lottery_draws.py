"""Drawing a panel: worked out, committed to, drawn by a public value, and checked by anybody from a file."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.convene.drawing_lots import (
    AWAITED,
    VALUE,
    a_drawn_panel,
    a_lottery,
    committed,
    in_the_pool,
    lottery,
    wanted,
    worked_out,
)
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_people import refused

from wholeplace.convene.lottery import jobs
from wholeplace.convene.lottery.actions import change_lottery, end_lottery, set_up_lottery
from wholeplace.convene.lottery.blinding import blinded
from wholeplace.convene.lottery.composing import composed
from wholeplace.convene.lottery.conditions import stage_of
from wholeplace.convene.lottery.drawing import commit_to_draw, draw_panel, secret_of, take_draw_back
from wholeplace.convene.lottery.found import found_in
from wholeplace.convene.lottery.models import DrawingUp, Lottery, Registration, Seat, Target
from wholeplace.convene.lottery.names import Fairness, Outcome, SeatState, Stage
from wholeplace.convene.lottery.packing import pack_of
from wholeplace.convene.lottery.seeds import commitment_to, seed_of
from wholeplace.convene.lottery.targeting import Wanted, set_targets
from wholeplace.convene.lottery.working import ask_to_draw_up, ask_to_stop
from wholeplace.kernel import clock
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.people import HatKind

__all__ = ["elsewhere", "lottery", "own_keys", "saltmarsh"]
pytestmark = pytest.mark.django_db

ENOUGH = {"Harbour": "000111222", "Hill": "001122"}


class TestTargets:
    def test_features_and_their_values_stand_in_the_order_they_are_given_in(self, saltmarsh: Scene) -> None:
        made = a_lottery(saltmarsh)
        assert [str(one) for one in made.features.all()] == ["Age", "Where you live"]
        targets = Target.objects.filter(feature__lottery=made)
        assert [one.value for one in targets] == [one.value for one in wanted()]
        assert last(saltmarsh)["facts"]["count"] == 5

    def test_said_anew_they_keep_what_people_answered_and_let_go_of_the_rest(
        self, saltmarsh: Scene, lottery: Lottery
    ) -> None:
        fewer = [replace(one, most=4) for one in wanted() if one.feature == "Age"]
        said = {"lottery": lottery, "targets": fewer}
        assert refused(set_targets, saltmarsh.actor("amina"), **said) == "somebody_answered_that"
        more = [*wanted(), Wanted("Age", "Not said", 0, 1, 0, 1)]
        set_targets(saltmarsh.actor("amina"), lottery=lottery, targets=more)
        set_targets(saltmarsh.actor("amina"), lottery=lottery, targets=wanted())
        assert Target.objects.filter(feature__lottery=lottery).count() == 5
        assert composed(lottery).pool.answers.shape == (15, 2)

    def test_once_somebody_is_drawn_by_them_they_only_give_way(
        self, saltmarsh: Scene, lottery: Lottery
    ) -> None:
        a_drawn_panel(saltmarsh, lottery)
        young, *others = wanted()
        looser = [replace(young, least=0, most=3), *others]
        other = [
            [replace(young, least=2), *others],
            [replace(young, most=1), *others],
            [*wanted(), Wanted("Age", "Not said", 0, 5, 0, 5)],
            [*wanted(), Wanted("Street", "Quay", 0, 5, 0, 5)],
            [one for one in wanted() if one.feature != "Age"],
        ]
        for targets in other:
            said = {"lottery": lottery, "targets": targets}
            assert refused(set_targets, saltmarsh.actor("amina"), **said) == "targets_only_give_way"
        set_targets(saltmarsh.actor("amina"), lottery=lottery, targets=looser)
        first = Target.objects.get(feature__lottery=lottery, value=young.value)
        assert (first.least, first.most) == (0, 3)
        said = {"lottery": lottery, "targets": wanted()}
        assert refused(set_targets, saltmarsh.actor("amina"), **said) == "targets_only_give_way"

    def test_nobody_but_a_convener_says_them(self, saltmarsh: Scene, lottery: Lottery) -> None:
        said = {"lottery": lottery, "targets": wanted()}
        assert refused(set_targets, saltmarsh.actor("rosa"), **said) == "needs_hat"


class TestWorkingOut:
    def test_everybody_who_can_be_drawn_is_told_their_chance(self, lottery: Lottery) -> None:
        ready = worked_out(lottery)
        found = found_in(ready.found)
        assert ready.outcome == Outcome.READY
        assert sum(found.chances.values()) == pytest.approx(Decimal(5), abs=Decimal("1e-12"))
        assert found.least <= found.bound + Decimal("1e-12")
        assert found.never == []

    def test_whom_no_panel_holds_is_named(self, saltmarsh: Scene) -> None:
        lottery = a_lottery(saltmarsh)
        in_the_pool(lottery, "012", area="Harbour")
        in_the_pool(lottery, "01", area="Hill")
        more = [
            replace(one, least=0, most=0) if one.value == AGE_OLD else replace(one, most=3)
            for one in wanted()
        ]
        set_targets(saltmarsh.actor("amina"), lottery=lottery, targets=more)
        in_the_pool(lottery, "01", area="Hill")
        assert found_in(worked_out(lottery).found).never == ["T002"]

    def test_where_no_panel_meets_every_target_it_says_what_could_give_way(self, saltmarsh: Scene) -> None:
        lottery = a_lottery(saltmarsh)
        in_the_pool(lottery, "00112", area="Harbour")
        in_the_pool(lottery, "2", area="Hill")
        ready = worked_out(lottery)
        assert ready.outcome == Outcome.IMPOSSIBLE
        changes = [one for way in ready.found["ways"] for one in way["changes"]]
        assert ("Hill", 1) in {(one["value"], one["registered"]) for one in changes}

    def test_stopped_before_anything_is_found_it_says_so(
        self, lottery: Lottery, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(jobs, "LOOK_EVERY", -1)
        asked = ask_to_draw_up(lottery, method=Fairness.LEXIMIN, of=composed(lottery).digest)
        ask_to_stop(asked)
        run_all_now()
        asked.refresh_from_db()
        assert asked.outcome == Outcome.UNFINISHED

    def test_asked_anew_what_was_found_before_goes(self, lottery: Lottery) -> None:
        worked_out(lottery)
        worked_out(lottery)
        worked_out(lottery, Fairness.MAXIMIN)
        assert sorted(DrawingUp.objects.values_list("method", flat=True)) == ["leximin", "maximin"]


AGE_OLD = "65 and over"


class TestCommitting:
    def test_all_that_decides_stands_in_the_record_but_the_secret(
        self, saltmarsh: Scene, lottery: Lottery
    ) -> None:
        draw = committed(saltmarsh, lottery)
        assert (last(saltmarsh)["facts"]["seats"], last(saltmarsh)["facts"]["people"]) == (5, 15)
        assert (draw.people, draw.never, draw.seats, draw.number) == (15, 0, 5, 1)
        assert secret_of(draw) not in json.dumps(pack_of(draw), default=str)
        assert stage_of(lottery, clock.now()) == Stage.COMMITTED
        assert faults(saltmarsh) == []

    def test_a_value_that_is_there_already_or_very_soon_is_none(
        self, saltmarsh: Scene, lottery: Lottery
    ) -> None:
        worked_out(lottery)
        said = {
            "lottery": lottery,
            "awaits": "The lotto",
            "source": "lotto.example",
            "awaited": clock.now() + dt.timedelta(minutes=9),
        }
        assert refused(commit_to_draw, saltmarsh.actor("amina"), **said) == "value_too_soon"

    def test_chances_of_another_pool_are_not_committed_to(self, saltmarsh: Scene, lottery: Lottery) -> None:
        worked_out(lottery)
        in_the_pool(lottery, "1")
        said = {
            "lottery": lottery,
            "awaits": "The lotto",
            "source": "lotto.example",
            "awaited": clock.now() + AWAITED,
        }
        assert refused(commit_to_draw, saltmarsh.actor("amina"), **said) == "worked_out_from_another_pool"

    def test_nobody_but_a_convener_commits_and_one_draw_waits_at_a_time(
        self, saltmarsh: Scene, lottery: Lottery
    ) -> None:
        worked_out(lottery)
        said = {
            "lottery": lottery,
            "awaits": "The lotto",
            "source": "lotto.example",
            "awaited": clock.now() + AWAITED,
        }
        assert refused(commit_to_draw, saltmarsh.actor("rosa"), **said) == "needs_hat"
        commit_to_draw(saltmarsh.actor("amina"), **said)
        assert refused(commit_to_draw, saltmarsh.actor("amina"), **said) == "draw_is_committed"

    def test_terms_stay_until_it_is_taken_back_and_that_says_why(
        self, saltmarsh: Scene, lottery: Lottery
    ) -> None:
        draw = committed(saltmarsh, lottery)
        terms = {
            "title": "Another",
            "about": "x",
            "seats": 6,
            "method": Fairness.MAXIMIN,
            "one_of_a_household": False,
        }
        assert (
            refused(change_lottery, saltmarsh.actor("amina"), lottery=lottery, **terms) == "draw_is_committed"
        )
        assert refused(take_draw_back, saltmarsh.actor("rosa"), draw=draw, because="x") == "needs_hat"
        take_draw_back(saltmarsh.actor("amina"), draw=draw, because="Two more letters came by post.")
        lottery = Lottery.objects.get()
        change_lottery(saltmarsh.actor("amina"), lottery=lottery, **terms)
        assert stage_of(Lottery.objects.get(), clock.now()) == Stage.SETTING_UP
        assert refused(take_draw_back, saltmarsh.actor("amina"), draw=draw, because="x") == "no_draw_waits"


class TestDrawing:
    def test_the_panel_meets_every_target_and_the_value_is_on_record(
        self, saltmarsh: Scene, lottery: Lottery
    ) -> None:
        draw = a_drawn_panel(saltmarsh, lottery)
        assert last(saltmarsh)["facts"]["seats"] == 5
        seats = Seat.objects.filter(draw=draw, state=SeatState.DRAWN)
        answered = [one.registration.answers.values() for one in seats.select_related("registration")]
        for target in Target.objects.filter(feature__lottery=lottery):
            count = sum(str(target.pk) in values for values in answered)
            assert target.least <= count <= target.most
        assert (draw.value, draw.secret_told) == (VALUE, secret_of(draw))
        assert faults(saltmarsh) == []

    def test_it_cannot_be_entered_before_it_is_there_nor_twice_nor_by_anybody_else(
        self, saltmarsh: Scene, lottery: Lottery
    ) -> None:
        draw = committed(saltmarsh, lottery)
        said = {"draw": draw, "value": VALUE, "value_source": "lotto.example"}
        assert refused(draw_panel, saltmarsh.actor("amina"), **said) == "value_not_there_yet"
        later = clock.now() + 2 * AWAITED
        assert refused(draw_panel, replace(saltmarsh.actor("rosa"), at=later), **said) == "needs_hat"
        draw_panel(replace(saltmarsh.actor("amina"), at=later), **said)
        assert refused(draw_panel, replace(saltmarsh.actor("amina"), at=later), **said) == "no_draw_waits"

    def test_whoever_withdrew_after_it_was_committed_leaves_a_free_seat(
        self, saltmarsh: Scene, lottery: Lottery
    ) -> None:
        draw = committed(saltmarsh, lottery)
        with migrating():
            Registration.objects.update(withdrawn=clock.now())
        draw_panel(
            replace(saltmarsh.actor("amina"), at=clock.now() + 2 * AWAITED),
            draw=draw,
            value=VALUE,
            value_source="lotto.example",
        )
        assert set(Seat.objects.values_list("state", flat=True)) == {SeatState.WITHDRAWN}

    def test_once_its_value_is_known_it_is_taken_back_no_more_unless_it_never_came(
        self, saltmarsh: Scene, lottery: Lottery
    ) -> None:
        draw = committed(saltmarsh, lottery)
        for days, code in ((2, "value_is_there_now"), (5, "")):
            later = replace(saltmarsh.actor("amina"), at=clock.now() + dt.timedelta(days=days))
            refusal = take_draw_back.refusal(later, draw)
            assert (refusal.code if refusal else "") == code

    def test_no_lottery_ends_while_a_draw_waits(self, saltmarsh: Scene, lottery: Lottery) -> None:
        draw = committed(saltmarsh, lottery)
        assert refused(end_lottery, saltmarsh.actor("amina"), lottery=lottery) == "draw_waits_for_value"
        take_draw_back(saltmarsh.actor("amina"), draw=draw, because="Too early.")
        end_lottery(saltmarsh.actor("amina"), lottery=Lottery.objects.get())

    @pytest.mark.parametrize(
        "change",
        [
            lambda found: found["panels"][0].append(found["panels"][0][-1]),
            lambda found: found["panels"].__setitem__(0, [0] * 5),
            lambda found: found["panels"][0].__setitem__(0, 10**6),
            lambda found: found["balls"].append(1),
            lambda found: found["pool"][0].__setitem__(0, "T999"),
            lambda found: found["pool"].__setitem__(slice(None), [[one, 0, home] for one, _, home in found["pool"]]),
            lambda found: found.update(kinds=[found["kinds"][0] for _kind in found["kinds"]]),
        ],
        ids=["a_seat", "a_panel", "a_kind", "balls", "a_ticket", "who_is_alike", "who_is_counted"],
    )  # fmt: skip
    def test_what_was_worked_out_and_changed_since_is_not_committed_to(
        self, saltmarsh: Scene, lottery: Lottery, change: Callable[[Any], object]
    ) -> None:
        found = worked_out(lottery).found
        change(found)
        with migrating():
            DrawingUp.objects.update(found=found)
        said = {
            "lottery": lottery,
            "awaits": "The lotto",
            "source": "lotto.example",
            "awaited": clock.now() + AWAITED,
        }
        assert refused(commit_to_draw, saltmarsh.actor("amina"), **said) == "worked_out_from_another_pool"

    def test_how_a_value_is_typed_makes_no_other_panel(self) -> None:
        assert seed_of("s", " 4  8\t15 ") == seed_of("s", "4 8 15") == seed_of("s", "\uff14 8 15")
        assert seed_of("s", "4 8 15") != seed_of("s", "4 8 16")

    def test_kinds_households_and_places_are_numbered_so_that_nothing_can_be_told_from_it(
        self, saltmarsh: Scene, lottery: Lottery
    ) -> None:
        found = found_in(worked_out(lottery).found)
        shown = blinded(found, salts=lambda ticket: f"salt of {ticket}", order=commitment_to)
        assert sorted(shown.tickets) == list(composed(lottery).pool.ids)
        assert shown.tickets != sorted(shown.tickets)
        assert [home for _seal, _kind, home in shown.pool] == list(range(len(shown.pool)))
        assert shown.found.kinds != found.kinds
        assert sorted(map(list, shown.found.kinds)) == sorted(map(list, found.kinds))
        assert shown.found.chances == found.chances
        assert shown.pool == sorted(shown.pool, key=lambda place: (place[1], place[0]))

    def test_another_key_than_it_was_committed_with_draws_nobody(
        self, saltmarsh: Scene, lottery: Lottery
    ) -> None:
        draw = committed(saltmarsh, lottery)
        with migrating():
            type(draw).objects.update(commitment="0" * 64)
        draw.refresh_from_db()
        said = {"draw": draw, "value": VALUE, "value_source": "lotto.example"}
        later = replace(saltmarsh.actor("amina"), at=clock.now() + 2 * AWAITED)
        assert refused(draw_panel, later, **said) == "secret_is_lost"
        assert not Seat.objects.exists()


def faults(scene: Scene) -> list[Any]:
    """Return what differs from the record but the pool, which these tests put there themselves."""
    return [one for one in check_place(scene.place) if one.table != "wp_convene_registration"]


def test_a_lottery_is_set_up_by_a_convener_while_the_issue_goes_on(saltmarsh: Scene) -> None:
    said = {"issue": saltmarsh.issue(), "title": "Panel", "about": "x", "seats": 5}
    assert refused(set_up_lottery, saltmarsh.actor("rosa"), **said) == "needs_hat"
    set_up_lottery(saltmarsh.actor("amina", hat=HatKind.CONVENER), **said)
    assert last(saltmarsh)["facts"]["seats"] == 5
