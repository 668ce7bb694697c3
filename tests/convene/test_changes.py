"""What is expected to change and what is not, its readings, and what they show in words and in a picture."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.convene.deciding import Group
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_people import refused

from wholeplace.convene.changes.actions import (
    NewReading,
    correct_reading,
    declare_change,
    give_reading,
    restate_change,
    second_change,
    take_readings,
)
from wholeplace.convene.changes.forms import ChangeForm
from wholeplace.convene.changes.models import ExpectedChange, Reading
from wholeplace.convene.changes.names import Better, Expectation
from wholeplace.convene.changes.panel import panel_context
from wholeplace.convene.changes.queries import changes_visible_to, readings_visible_to
from wholeplace.convene.changes.telling import gaps_in_words, picture, sentence, table
from wholeplace.convene.issues.queries import amendments_waiting_for
from wholeplace.kernel.actors import Actor, Viewer
from wholeplace.kernel.clock import now

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

FALLS: dict[str, Any] = {
    "expectation": Expectation.EXPECTED,
    "outcome": "Older people fall less at home",
    "for_whom": "People over 75 on Lantern Hill",
    "said_by": "The surgery",
    "indicator": "Falls at home",
    "unit": "a month",
    "better": Better.DOWN,
    "baseline": Decimal(41),
    "baseline_day": dt.date(2025, 1, 31),
    "target": Decimal(30),
    "target_day": dt.date(2027, 3, 31),
}
LATER = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)


def at(actor: Actor, moment: dt.datetime = LATER) -> Actor:
    return replace(actor, at=moment)


def declared(scene: Scene, by: str = "amina", **other: Any) -> ExpectedChange:
    return declare_change(at(scene.actor(by)), issue=scene.issue(), **{**FALLS, **other})


def read(scene: Scene, change: ExpectedChange, *given: tuple[dt.date, Any]) -> list[Reading]:
    readings = [NewReading(day, Decimal(value)) for day, value in given]
    taken = take_readings(at(scene.actor("amina")), change=change, readings=readings, source="Ambulance log")
    return list(taken)


def shown(scene: Scene) -> ExpectedChange:
    return changes_visible_to(scene.viewer("rosa")).get()


class TestSaying:
    def test_a_convener_says_what_should_change_while_it_is_provisional(self, saltmarsh: Scene) -> None:
        change = declared(saltmarsh)
        row = last(saltmarsh)["rows"][0]
        assert (row["table"], row["open"]["target"]) == ("wp_convene_expectedchange", "30")
        assert "Lantern" not in str(row)
        assert change.audience == saltmarsh.issue().audience

    def test_without_the_hat_or_taking_part_nobody_does(self, saltmarsh: Scene) -> None:
        assert refused(declared, saltmarsh, "rosa") == "needs_hat"

    def test_once_it_is_the_groups_whoever_takes_part_does_and_no_convener_apart(
        self, saltmarsh: Scene
    ) -> None:
        Group(saltmarsh).come_together()
        assert declared(saltmarsh, "rosa").declared_by == saltmarsh.people["rosa"]
        assert refused(declared, saltmarsh, "olwen") == "does_not_take_part"

    @pytest.mark.parametrize(
        ("other", "code"),
        [
            ({"expectation": Expectation.NOT_EXPECTED, "why": "\u200b"}, "say_why_not"),
            ({"indicator": ""}, "indicator_lacking"),
            ({"better": None}, "better_lacking"),
            ({"baseline_day": None}, "baseline_in_part"),
            ({"target": None}, "target_in_part"),
            ({"baseline_day": dt.date(2026, 12, 1)}, "baseline_in_future"),
            ({"target_day": dt.date(2025, 1, 31)}, "target_too_early"),
            ({"target": Decimal(41)}, "target_is_worse"),
            ({"better": Better.UP}, "target_is_worse"),
            ({"baseline_day": dt.date(1600, 1, 1)}, "day_out_of_range"),
            ({"target": Decimal("29.00001")}, "value_out_of_range"),
            ({"target": Decimal("-1e11")}, "value_out_of_range"),
        ],
    )
    def test_what_is_not_whole_is_refused(self, saltmarsh: Scene, other: dict[str, Any], code: str) -> None:
        assert refused(declared, saltmarsh, **other) == code

    def test_what_is_not_expected_needs_no_figure_and_is_counted_apart(self, saltmarsh: Scene) -> None:
        bare = dict.fromkeys(("baseline", "baseline_day", "target", "target_day", "better"))
        declared(
            saltmarsh, expectation=Expectation.NOT_EXPECTED, why="Hills stay steep", indicator="", **bare
        )
        told = panel_context(saltmarsh.viewer("rosa"), saltmarsh.issue())
        assert (told["expected"], len(told["ruled_out"])) == ([], 1)
        assert sentence(shown(saltmarsh)) == ""

    def test_it_is_said_otherwise_by_one_while_provisional_and_by_two_afterwards(
        self, saltmarsh: Scene
    ) -> None:
        change = declared(saltmarsh)
        softer = {**FALLS, "target": Decimal(33)}
        said = {"change": change, "reason": "The ward closed"}
        assert refused(restate_change, at(saltmarsh.actor("rosa")), **said, **softer) == "needs_hat"
        assert refused(restate_change, at(saltmarsh.actor("amina")), **said, **FALLS) == "nothing_changed"
        made = restate_change(at(saltmarsh.actor("amina")), **said, **softer)
        assert (made.before, made.after) == ({"target": "30"}, {"target": "33"})
        group = Group(saltmarsh).come_together()
        asked = restate_change(at(saltmarsh.actor("rosa")), **said, **FALLS)
        assert shown(saltmarsh).target == 33
        assert list(amendments_waiting_for(saltmarsh.viewer("ben"))) == [asked]
        assert refused(second_change, group.actor("rosa"), amendment=asked) == "word_given"
        second_change(group.actor("ben"), amendment=asked)
        assert shown(saltmarsh).target == 30
        assert refused(second_change, group.actor("ben"), amendment=asked) == "amendment_done"

    def test_the_page_of_another_place_or_a_visitor_shows_none(
        self, saltmarsh: Scene, elsewhere: Scene
    ) -> None:
        read(saltmarsh, declared(saltmarsh), (dt.date(2026, 1, 31), 40))
        for viewer in (Viewer(saltmarsh.place), elsewhere.viewer("amina")):
            assert not changes_visible_to(viewer).exists()
            assert not readings_visible_to(viewer).exists()


class TestReading:
    def test_whoever_takes_part_gives_a_reading_with_its_source(self, saltmarsh: Scene) -> None:
        change = declared(saltmarsh)
        given = {"day": dt.date(2026, 1, 31), "value": Decimal("38.5"), "source": "Ward book"}
        rosa = at(saltmarsh.actor("rosa"))
        assert refused(give_reading, rosa, change=change, **given) == "does_not_take_part"
        Group(saltmarsh).come_together()
        reading = give_reading(rosa, change=change, **given)
        row = last(saltmarsh)["rows"][0]
        assert (row["open"]["value"], row["open"]["day"]) == ("38.5", "2026-01-31")
        assert "Ward" not in str(row)
        assert reading.by == saltmarsh.people["rosa"]

    @pytest.mark.parametrize(
        ("day", "value", "code"),
        [
            (dt.date(2026, 11, 3), 1, "reading_in_future"),
            (dt.date(1899, 12, 31), 1, "reading_too_old"),
            (dt.date(2026, 1, 31), 1, "reading_twice"),
            (dt.date(2026, 2, 28), 10**11, "value_out_of_range"),
        ],
    )
    def test_a_reading_that_cannot_be_is_refused(
        self, saltmarsh: Scene, day: dt.date, value: int, code: str
    ) -> None:
        change = declared(saltmarsh)
        read(saltmarsh, change, (dt.date(2026, 1, 31), 40))
        assert refused(read, saltmarsh, change, (day, value)) == code
        assert Reading.objects.count() == 1

    def test_nothing_is_read_where_no_indicator_is_named(self, saltmarsh: Scene) -> None:
        bare = dict.fromkeys(("baseline", "baseline_day", "target", "target_day", "better"))
        change = declared(saltmarsh, indicator="", **bare)
        assert refused(read, saltmarsh, change, (dt.date(2026, 1, 31), 40)) == "no_indicator"
        assert sentence(shown(saltmarsh)) == "Nobody has found a measure for it yet."

    def test_an_indicator_has_so_many_readings_and_no_more(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("wholeplace.convene.changes.actions.MOST_READINGS", 1)
        change = declared(saltmarsh)
        assert refused(read, saltmarsh, change) == "no_readings_given"
        both = ((dt.date(2026, 1, 31), 40), (dt.date(2026, 2, 28), 39))
        assert refused(read, saltmarsh, change, *both) == "readings_too_many"

    def test_a_correction_stands_beside_what_it_corrects(self, saltmarsh: Scene) -> None:
        change = declared(saltmarsh)
        (wrong,) = read(saltmarsh, change, (dt.date(2026, 1, 31), 400))
        amina = at(saltmarsh.actor("amina"))
        said = {"day": wrong.day, "value": Decimal(40), "source": "Ambulance log"}
        aim = {"change": change, "reading": wrong}
        assert refused(correct_reading, amina, **aim, **said, reason=" ") == "correction_needs_reason"
        correct_reading(amina, **aim, **said, reason="A nought too many")
        assert refused(correct_reading, amina, **aim, **said, reason="Again") == "corrected_already"
        assert shown(saltmarsh).last_value == 40
        readings = list(readings_visible_to(saltmarsh.viewer("rosa")))
        told = str(table(change, readings).rows)
        assert "<s>400</s>" in told
        assert "Corrected on 2 November 2026 to 40: A nought too many" in told
        assert "<s>40</s>" not in told

    def test_a_reading_of_another_indicator_is_not_corrected_here(self, saltmarsh: Scene) -> None:
        change, other = declared(saltmarsh), declared(saltmarsh, outcome="Another")
        (wrong,) = read(saltmarsh, change, (dt.date(2026, 1, 31), 400))
        said = {"day": wrong.day, "value": Decimal(40), "source": "x", "reason": "y"}
        amina = at(saltmarsh.actor("amina"))
        assert refused(correct_reading, amina, change=other, reading=wrong, **said) == "gone"


DOTS = re.compile(r'<circle [^>]*class="wp-line__dot"[^>]*>')


class TestTelling:
    @pytest.mark.parametrize(
        ("given", "told"),
        [
            (
                [(dt.date(2026, 9, 30), "36")],
                (
                    "Falls at home went from 41 in January 2025 to 36 a month in September 2026; the target is 30 by March 2027."
                    " That is better than it was."
                ),
            ),
            (
                [],
                (
                    "Falls at home was 41 a month in January 2025, and has not been measured since; the target is 30 by March"
                    " 2027."
                ),
            ),
            (
                [(dt.date(2026, 9, 30), "41")],
                (
                    "Falls at home was 41 a month in January 2025, and still is in September 2026; the target is 30 by March"
                    " 2027."
                ),
            ),
            (
                [(dt.date(2026, 9, 30), "1041.5")],
                (
                    "Falls at home went from 41 in January 2025 to 1,041.5 a month in September 2026; the target is 30 by March"
                    " 2027. That is worse than it was."
                ),
            ),
            (
                [(dt.date(2026, 9, 30), "30")],
                (
                    "Falls at home went from 41 in January 2025 to 30 a month in September 2026; the target is 30 by March 2027."
                    " The target is reached."
                ),
            ),
        ],
    )
    def test_the_sentence_says_how_far_it_has_come(
        self, saltmarsh: Scene, given: list[Any], told: str
    ) -> None:
        change = declared(saltmarsh)
        if given:
            read(saltmarsh, change, *given)
        assert sentence(shown(saltmarsh)) == told

    def test_a_gap_is_left_open_and_what_was_corrected_is_struck(self, saltmarsh: Scene) -> None:
        change = declared(saltmarsh)
        months = [(dt.date(2026, month, 28), 40 - month) for month in (1, 2, 3, 4, 7, 8)]
        wrong = read(saltmarsh, change, *months)[1]
        whole = picture(change, list(readings_visible_to(saltmarsh.viewer("rosa"))))
        assert whole.count("wp-line__stroke") == 4
        assert (whole.count("wp-line__edge"), whole.count("wp-line__struck")) == (2, 0)
        said = {"day": wrong.day, "value": Decimal(37), "source": "x", "reason": "Typed twice"}
        correct_reading(at(saltmarsh.actor("amina")), change=change, reading=wrong, **said)
        readings = list(readings_visible_to(saltmarsh.viewer("rosa")))
        struck = picture(change, readings)
        assert (struck.count("wp-line__stroke"), struck.count('class="wp-line__struck"')) == (4, 2)
        assert "target 30" in struck
        assert "baseline 41" in struck
        assert gaps_in_words(readings) == ["Nothing was measured between 28 April 2026 and 28 July 2026."]

    @pytest.mark.parametrize(
        ("wrong", "right", "beside"),
        [
            ((dt.date(1926, 2, 28), 38), (dt.date(2026, 2, 28), 38), "Feb 1926"),
            ((dt.date(2026, 2, 28), 38_000), (dt.date(2026, 2, 28), 38), "38,000"),
        ],
    )
    def test_a_wrong_day_or_number_that_was_corrected_leaves_the_scale_as_if_it_had_never_been(
        self, saltmarsh: Scene, wrong: tuple[dt.date, int], right: tuple[dt.date, int], beside: str
    ) -> None:
        months = [(dt.date(2026, month, 28), 40 - month) for month in (1, 3, 4)]
        never, change = declared(saltmarsh), declared(saltmarsh, outcome="Fewer fall at night")
        read(saltmarsh, never, *months, right)
        reading = next(one for one in read(saltmarsh, change, wrong, *months) if one.day == wrong[0])
        said = {"day": right[0], "value": Decimal(right[1]), "source": "x", "reason": "Misread"}
        correct_reading(at(saltmarsh.actor("amina")), change=change, reading=reading, **said)
        readings = readings_visible_to(saltmarsh.viewer("rosa"))
        true, drawn = (
            picture(one, [row for row in readings if row.change == one]) for one in (never, change)
        )
        assert DOTS.findall(drawn) == DOTS.findall(true)
        assert len(DOTS.findall(drawn)) == 4
        assert f">{beside}</text>" in drawn
        assert f">{beside}</text>" not in true

    def test_the_clock_says_what_lies_ahead(self, saltmarsh: Scene) -> None:
        change = declared(saltmarsh)
        ahead = NewReading(now().date() + dt.timedelta(days=1), Decimal(1))
        amina = saltmarsh.actor("amina")
        took = {"change": change, "readings": [ahead], "source": "x"}
        assert refused(take_readings, amina, **took) == "reading_in_future"


def test_an_amount_without_its_day_is_asked_for_at_the_day_by_the_words_shown() -> None:
    said = {"expectation": "expected", "outcome": "Fewer fall", "for_whom": "All", "said_by": "Us"}
    day = {"baseline_day_day": "1", "baseline_day_month": "2", "baseline_day_year": "2020"}
    assert ChangeForm({**said, "target": "36"}).errors == {
        "target_day": ["Fill in “By when?” too, or leave “How much should it be?” empty."]
    }
    assert ChangeForm({**said, **day}).errors == {
        "baseline": ["Fill in “How much was it at the start?” too, or leave “Measured on” empty."]
    }
