"""The pages on which a convener says whom a panel should resemble, sees chances, commits to a draw and enters its value."""

import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.convene.conftest import plain_files
from tests.convene.drawing_lots import (
    AWAITED,
    VALUE,
    a_drawn_panel,
    a_lottery,
    committed,
    in_the_pool,
    lottery,
)
from tests.convene.inviting import main
from tests.convene.mapping import browser
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh

from wholeplace.convene.lottery.models import Draw, Feature, Lottery, Registration, Seat, Target
from wholeplace.convene.lottery.verifying import checks_of
from wholeplace.kernel import clock
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.models import Entry
from wholeplace.ui.addresses import place_url

__all__ = ["elsewhere", "lottery", "own_keys", "plain_files", "saltmarsh"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def amina(saltmarsh: Scene) -> Client:
    return browser(saltmarsh, "amina")


def at(lottery: Lottery, name: str, **parts: object) -> str:
    return place_url(lottery.place, name, lottery=lottery.pk, **parts)


class TestTargets:
    def test_they_stand_beside_the_pool_and_whoever_is_too_few_is_marked(
        self, lottery: Lottery, amina: Client
    ) -> None:
        with migrating():
            Target.objects.filter(value="65 and over").update(least=6, most=6, least_flex=6, most_flex=6)
        page = main(amina.get(at(lottery, "lottery_targets")))
        assert "16 to 29 1 2 20 % to 40 % 5 (33.3 %)" in page
        assert "65 and over 6 6 120 % 5 (33.3 %)" in page

    def test_a_feature_is_added_by_its_values_and_then_their_numbers(
        self, saltmarsh: Scene, amina: Client
    ) -> None:
        lottery = a_lottery(saltmarsh)
        path = at(lottery, "add_lottery_feature")
        sent = {"key": "a", "name": "Age", "more": "x"}
        assert "Another feature is called that" in amina.post(path, sent).text
        sent = {"key": "b", "name": "Time at school", "question": "How long?", "more": "Short\nLong\nShort"}
        onward = amina.post(path, sent).headers["Location"]
        made = Feature.objects.get(name="Time at school")
        assert onward == at(lottery, "lottery_feature", feature=made.pk)
        short, long = made.targets.all()
        boxes = {f"target_{short.pk}_min": "2", f"target_{short.pk}_max": "9"}
        sent = {"key": "c", "name": "Time at school", **boxes, f"target_{long.pk}_min": "4"}
        said = amina.post(onward, sent).text
        assert "Long: Fill in both “At least” and “At most”" in said
        boxes |= {
            f"target_{long.pk}_min": "4",
            f"target_{long.pk}_max": "5",
            f"target_{long.pk}_population": "33,3",
        }
        said = amina.post(onward, {"key": "d", "name": "Time at school", **boxes}).text
        assert "add up to 6, more than the 5 people" in said
        boxes |= {f"target_{short.pk}_min": "1", f"target_{short.pk}_max": "2"}
        assert amina.post(onward, {"key": "e", "name": "Time at school", **boxes}).status_code == 302
        long.refresh_from_db()
        assert (long.least, long.most, long.least_flex, str(long.population)) == (4, 5, 4, "33.30")

    def test_a_value_whose_boxes_are_emptied_goes(self, saltmarsh: Scene, amina: Client) -> None:
        lottery = a_lottery(saltmarsh)
        age = Feature.objects.get(name="Age")
        boxes = {}
        for one in age.targets.exclude(value="65 and over"):
            boxes |= {f"target_{one.pk}_min": "2", f"target_{one.pk}_max": "3"}
        amina.post(at(lottery, "lottery_feature", feature=age.pk), {"key": "a", "name": "Age", **boxes})
        assert [one.value for one in age.targets.all()] == ["16 to 29", "30 to 64"]
        assert Target.objects.filter(feature__lottery=lottery).count() == 4

    def test_a_file_puts_them_all_in_and_its_faults_name_row_and_column(
        self, saltmarsh: Scene, amina: Client
    ) -> None:
        lottery = a_lottery(saltmarsh)
        path = at(lottery, "lottery_targets_file")
        wrong = SimpleUploadedFile("t.csv", b"feature,value,min,max\nAge,young,3,2\n")
        said = amina.post(path, {"key": "a", "file": wrong}).text
        assert "Row 2, min: The minimum 3 is above the maximum 2." in said
        pasted = "category\tname\tmin\tmax\nAge\tyoung\t2\t3\nAge\told\t2\t3\n"
        assert amina.post(path, {"key": "b", "text": pasted}).status_code == 302
        assert [one.value for one in Target.objects.filter(feature__lottery=lottery)] == ["young", "old"]

    def test_no_further_question_is_asked_once_somebody_is_in_the_pool(
        self, lottery: Lottery, amina: Client
    ) -> None:
        sent = {"key": "a", "name": "Height", "more": "Tall\nShort"}
        assert "People are in the pool already" in amina.post(at(lottery, "add_lottery_feature"), sent).text


class TestChances:
    def test_they_are_worked_out_told_and_compared(self, lottery: Lottery, amina: Client) -> None:
        path = at(lottery, "lottery_chances")
        assert "Nothing is worked out yet" in main(amina.get(path))
        amina.post(path, {"method": "leximin"})
        assert "Chances are being worked out" in main(amina.get(path))
        run_all_now()
        page = main(amina.get(path))
        assert "has a chance of at least" in page
        assert "that is proved" in page
        assert "Commit to a draw" in page
        amina.post(path, {"method": "nash"})
        run_all_now()
        assert "Methods side by side" in main(amina.get(path))

    def test_once_the_pool_has_changed_they_are_old(self, lottery: Lottery, amina: Client) -> None:
        path = at(lottery, "lottery_chances")
        amina.post(path, {"method": "leximin"})
        run_all_now()
        in_the_pool(lottery, "0")
        page = main(amina.get(path))
        assert "Pool or targets have changed" in page
        assert "has a chance of at least" not in page

    def test_a_way_in_which_targets_give_way_is_taken_by_one_press(
        self, saltmarsh: Scene, amina: Client
    ) -> None:
        lottery = a_lottery(saltmarsh)
        in_the_pool(lottery, "00112", area="Harbour")
        in_the_pool(lottery, "2", area="Hill")
        path = at(lottery, "lottery_chances")
        amina.post(path, {"method": "leximin"})
        run_all_now()
        page = main(amina.get(path))
        assert "lower Hill from 2 to 1" in page
        assert "only 1 registered" in page
        amina.post(path, {"key": "w", "way": "0"})
        run_all_now()
        assert "has a chance of at least" in main(amina.get(path))
        assert Target.objects.get(feature__lottery=lottery, value="Hill").least == 1

    def test_whom_no_panel_holds_is_named(self, lottery: Lottery, amina: Client) -> None:
        with migrating():
            Target.objects.filter(value="65 and over").update(least=0, most=0)
            Target.objects.filter(feature__name="Age").exclude(value="65 and over").update(most=3)
        path = at(lottery, "lottery_chances")
        amina.post(path, {"method": "leximin"})
        run_all_now()
        page = main(amina.get(path))
        assert "5 people are on no possible panel" in page
        assert "Resident 8" in page


class TestDrawing:
    def test_before_committing_one_reads_what_of_the_pool_is_not_settled(
        self, lottery: Lottery, amina: Client
    ) -> None:
        amina.post(at(lottery, "lottery_chances"), {"method": "leximin"})
        run_all_now()
        path, there = at(lottery, "lottery_commit"), Registration.objects.filter(lottery=lottery)
        with migrating():
            there.update(email="", phone="1", address="")
        told = main(amina.get(path))
        assert ("cannot be reached" in told, "may be the same person" in told) == (False, False)
        first, second, third = there.order_by("pk")[:3]
        with migrating():
            there.filter(pk__in=(first.pk, second.pk)).update(email="same@quay.example")
            there.filter(pk=third.pk).update(phone="")
        told = main(amina.get(path))
        assert "1 pair may be the same person: settle it" in told
        assert "1 person cannot be reached" in told

    def test_a_draw_is_committed_to_waited_for_and_made(
        self, saltmarsh: Scene, lottery: Lottery, amina: Client
    ) -> None:
        chances, path = at(lottery, "lottery_chances"), at(lottery, "lottery_commit")
        assert "First the chances are worked out" in main(amina.get(path))
        amina.post(chances, {"method": "leximin"})
        run_all_now()
        day = clock.now() + dt.timedelta(days=2)
        when = {
            "day_day": str(day.day),
            "day_month": str(day.month),
            "day_year": str(day.year),
            "time": "21:00",
        }
        past = {"day_day": "1", "day_month": "1", "day_year": "2020", "time": "21:00"}
        assert (
            "Name a value that will be known"
            in amina.post(path, {"key": "a", "awaits": "The lotto", "source": "lotto.example", **past}).text
        )
        assert (
            amina.post(
                path, {"key": "b", "awaits": "The lotto", "source": "lotto.example", **when}
            ).status_code
            == 302
        )
        page = main(amina.get(lottery.get_absolute_url()))
        assert "Draw 1: waits for its public value" in page
        assert "It cannot be entered before" in page
        draw = Draw.objects.get()
        value = place_url(lottery.place, "draw_value", draw=draw.pk)
        assert "It cannot be entered before" in main(amina.get(value))
        with migrating():
            Draw.objects.update(awaited=clock.now() - dt.timedelta(minutes=1))
        sent = {"key": "c", "value": VALUE, "again": "4 8 15", "value_source": "lotto.example"}
        assert "This is not the same as above" in amina.post(value, sent).text
        assert amina.post(value, {**sent, "key": "d", "again": f" {VALUE}"}).status_code == 302
        assert Seat.objects.count() == 5
        assert "Draw 1: drawn on" in main(amina.get(lottery.get_absolute_url()))

    def test_a_draw_that_is_taken_back_says_why_to_everybody(
        self, saltmarsh: Scene, lottery: Lottery, amina: Client
    ) -> None:
        draw = committed(saltmarsh, lottery)
        path = place_url(lottery.place, "take_draw_back", draw=draw.pk)
        assert amina.post(path, {"key": "a", "because": "The lotto is not held."}).status_code == 302
        assert "The lotto is not held." in main(browser(saltmarsh, "rosa").get(lottery.get_absolute_url()))


class TestWhoReads:
    def test_everybody_may_take_the_file_without_answers_and_scrutineers_the_whole(
        self, saltmarsh: Scene, lottery: Lottery, amina: Client
    ) -> None:
        draw = a_drawn_panel(saltmarsh, lottery)
        file, whole = (place_url(lottery.place, name, draw=draw.pk) for name in ("draw_file", "whole_draw"))
        rosa = browser(saltmarsh, "rosa")
        assert "kinds" not in json.loads(rosa.get(file).content)
        assert rosa.get(whole).status_code == 404
        assert "does not say who the tickets are" in main(amina.get(whole))
        assert not Entry.objects.filter(action="draw.open").exists()
        pack = json.loads(amina.post(whole, {"key": "o"}).content)
        assert Entry.objects.filter(action="draw.open").count() == 1
        assert rosa.post(whole, {"key": "o"}).status_code == 404
        assert [one.name for one in checks_of(pack) if one.holds is not True] == []

    @pytest.mark.parametrize(
        "name", ["lottery_targets", "add_lottery_feature", "lottery_chances", "lottery_commit"]
    )
    def test_nobody_but_whoever_convenes_sees_pool_and_chances(
        self, saltmarsh: Scene, lottery: Lottery, name: str
    ) -> None:
        assert browser(saltmarsh, "rosa").get(at(lottery, name)).status_code == 404
        assert Client().get(at(lottery, name)).status_code == 302

    def test_the_value_is_entered_by_nobody_else(self, saltmarsh: Scene, lottery: Lottery) -> None:
        draw = committed(saltmarsh, lottery)
        with migrating():
            Draw.objects.update(awaited=clock.now() - AWAITED)
        rosa = browser(saltmarsh, "rosa")
        for name in ("draw_value", "take_draw_back"):
            path = place_url(lottery.place, name, draw=draw.pk)
            assert rosa.get(path).status_code == 404
            assert (
                rosa.post(
                    path, {"value": VALUE, "again": VALUE, "value_source": "x", "because": "x"}
                ).status_code
                == 404
            )
        assert Draw.objects.get().drawn is None

    def test_another_places_draw_is_not_there(
        self, saltmarsh: Scene, elsewhere: Scene, lottery: Lottery
    ) -> None:
        draw = committed(saltmarsh, lottery)
        there = browser(elsewhere, "amina")
        assert there.get(place_url(elsewhere.place, "draw_file", draw=draw.pk)).status_code == 404
        assert there.get(place_url(elsewhere.place, "lottery_chances", lottery=lottery.pk)).status_code == 404
