"""The report of a draw: what everybody reads, and what nobody learns from it."""

import csv
import io
import re
from decimal import Decimal
from itertools import pairwise

import openpyxl
import pypdf
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.convene.drawing_lots import a_lottery, committed, in_the_pool
from tests.convene.inviting import main
from tests.convene.sitting import PEOPLE, draw_for, drawn_panel, panel, put
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.places.test_leaving import signed_in

from wholeplace.convene.lottery.models import Draw, Lottery, Registration, Target
from wholeplace.convene.lottery.names import Fairness, SeatState
from wholeplace.convene.lottery.report import TOLD_FROM, Band, bands_of, confirmed_of, found_of_draw
from wholeplace.kernel import clock
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.records import Audience

__all__ = ["own_keys", "saltmarsh"]


def path(lottery: Lottery, name: str = "") -> str:
    return f"/saltmarsh/lotteries/{lottery.pk}/report/{name}"


class TestBands:
    @given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
    def test_they_hold_whoever_can_be_drawn_once_and_none_fewer_than_five_unless_all_are(
        self, chances: list[float]
    ) -> None:
        bands = bands_of([Decimal(one) for one in chances])
        assert sum(one.people for one in bands) == sum(bool(one) for one in chances)
        assert all(one.people >= TOLD_FROM for one in bands) or len(bands) == 1
        assert all(one.most <= other.least for one, other in pairwise(bands))

    def test_few_people_are_told_together_with_those_beside_them(self) -> None:
        chances = [Decimal("0.031")] * 3 + [Decimal("0.0412")] * 9 + [Decimal("0.052")] * 2
        assert bands_of(chances) == [Band(Decimal("0.031"), Decimal("0.053"), 14)]
        assert bands_of([]) == []

    def test_whom_no_panel_holds_is_in_none(self) -> None:
        nobody, some = [Decimal(0)] * 6, [Decimal("0.25")] * 9
        assert bands_of(nobody + some) == bands_of(some) == [Band(Decimal("0.25"), Decimal("0.251"), 9)]
        assert bands_of(nobody) == []

    def test_equal_chances_are_one_band(self) -> None:
        (band,) = bands_of([Decimal("0.08")] * 300)
        assert (band.least, band.people) == (Decimal("0.080"), 300)


class TestConfirmed:
    @pytest.mark.parametrize(
        ("confirmed", "told"),
        [
            (0, (0, 4)),
            (4, (0, 4)),
            (5, (5, 5)),
            (19, (19, 19)),
            (20, (20, 24)),
            (23, (20, 24)),
            (24, (24, 24)),
        ],
    )
    def test_neither_few_who_did_nor_few_who_did_not_are_told(
        self, confirmed: int, told: tuple[int, int]
    ) -> None:
        found = confirmed_of(24, confirmed)
        assert (found.least, found.most) == told

    @given(st.integers(1, 60), st.integers(0, 60))
    def test_what_is_told_holds_and_hides_small_numbers(self, seats: int, confirmed: int) -> None:
        confirmed = min(seats, confirmed)
        found = confirmed_of(seats, confirmed)
        assert found.least <= confirmed <= found.most
        if found.is_exact:
            assert confirmed >= TOLD_FROM or confirmed == seats
            assert seats - confirmed >= TOLD_FROM or confirmed == seats


class TestThePage:
    def test_everybody_reads_the_same_and_nobody_is_named(self, saltmarsh: Scene) -> None:
        lottery = drawn_panel(saltmarsh)
        pages = {name: main(signed_in(saltmarsh, name).get(path(lottery))) for name in ("amina", "rosa")}
        assert pages["amina"] == pages["rosa"]
        for said in (
            "Draw 1: 4 seats, drawn from 8 people", "Age 16 to 39 1 3", "The lottery of Saturday", "1 2 3 4 5 6",
            "TKT-0000, TKT-0001, TKT-0002, TKT-0003", "there are too few to tell",
        ):  # fmt: skip
            assert said in pages["rosa"], said
        draw = Draw.objects.get()
        for digest in (
            draw.terms_digest,
            draw.pool_digest,
            draw.panels_digest,
            draw.commitment,
            draw.secret_told,
        ):
            assert digest in pages["rosa"]
        for name, _age, _area, reach in PEOPLE:
            for word in (name, *reach.values()):
                assert word not in pages["rosa"]

    def test_replacements_and_what_was_taken_back_stand_in_it(self, saltmarsh: Scene) -> None:
        lottery = drawn_panel(saltmarsh)
        put(lottery, "Ada Quill", SeatState.DECLINED)
        draw_for(lottery, [Registration.objects.get(name="Ed Vane")])
        with migrating():
            Draw.objects.filter(number=2).update(drawn=None, taken_back=clock.now(), because="Wrong day")
        page = main(signed_in(saltmarsh, "rosa").get(path(lottery)))
        assert "before its public value was entered: Wrong day" in page
        with migrating():
            Draw.objects.filter(number=2).update(drawn=clock.now(), taken_back=None)
        page = main(signed_in(saltmarsh, "rosa").get(path(lottery)))
        assert "Draw 2: 1 seat, drawn from 4 people" in page

    def test_each_draw_is_told_by_its_own_terms_whatever_targets_become_later(self, saltmarsh: Scene) -> None:
        lottery = drawn_panel(saltmarsh)
        put(lottery, "Ada Quill", SeatState.DECLINED)
        with migrating():
            Target.objects.filter(value="Hill").update(value="Uphill", least=1, most=4)
        draw_for(lottery, [Registration.objects.get(name="Ed Vane")])
        with migrating():
            Target.objects.filter(value="Uphill").update(value="Moor")
            Lottery.objects.update(one_of_a_household=False, method=Fairness.NASH)
        page = main(signed_in(saltmarsh, "rosa").get(path(lottery)))
        first = page.index("What was to be drawn in draw 1", page.index("Draw 1: 4 seats"))
        second = page.index("What was to be drawn in draw 2", first)
        assert "Area Hill 2 2" in page[first:second]
        assert "Area Uphill 0 2" in page[second:]
        assert ("Moor" in page, str(Fairness.NASH.label) in page) == (False, False)
        assert page.count("At most one person of a household is drawn.") == 2

    @pytest.mark.parametrize(
        ("most", "hill", "told"),
        [
            (2, "012012", "Everybody whose ticket was in this draw could be drawn."),
            (0, "0122", "2 people whose tickets were in this draw were on no panel that meets every target"),
            (
                0,
                "0122222",
                "5 people whose tickets were in this draw were on no panel that meets every target",
            ),
        ],
    )
    def test_whom_no_panel_holds_is_counted_beside_the_bands_and_in_none_of_them(
        self, saltmarsh: Scene, most: int, hill: str, told: str
    ) -> None:
        lottery = a_lottery(saltmarsh)
        in_the_pool(lottery, "0000111111", area="Harbour")
        in_the_pool(lottery, hill, area="Hill")
        with migrating():
            Target.objects.filter(feature__name="Age").update(least=0, most=3)
            Target.objects.filter(value="65 and over").update(most=most)
        draw = committed(saltmarsh, lottery)
        page = main(signed_in(saltmarsh, "rosa").get(path(lottery)))
        chances = page[page.rindex("Chances in draw 1") : page.rindex("How to check it")]
        in_bands = re.findall(r" to \S+\s% (\d+)", chances[chances.rindex("Chance People") :])
        assert told in chances
        assert sum(map(int, in_bands)) == draw.people - draw.never

    def test_chances_read_as_they_did_to_whoever_committed_to_them(self, saltmarsh: Scene) -> None:
        lottery = a_lottery(saltmarsh)
        for area in ("Harbour", "Hill"):
            in_the_pool(lottery, "00112", area=area)
        committed(saltmarsh, lottery)
        amina = signed_in(saltmarsh, "amina")
        for page in (f"/saltmarsh/lotteries/{lottery.pk}/chances/", path(lottery)):
            assert re.search(r"Chance People 50\.0\s% to 50\.1\s% 10", main(amina.get(page))), page

    def test_it_is_for_whoever_may_read_of_the_lottery(self, saltmarsh: Scene) -> None:
        lottery = drawn_panel(saltmarsh)
        for form in ("", "report.pdf", "report.csv", "report.xlsx"):
            assert Client().get(path(lottery, form)).status_code == 404
        with migrating():
            Lottery.objects.update(audience=Audience.PUBLIC)
            Draw.objects.update(audience=Audience.PUBLIC)
        for form in ("", "report.pdf", "report.csv", "report.xlsx"):
            assert Client().get(path(lottery, form)).status_code == 200
        assert Client().get(path(lottery, "report.doc")).status_code == 404

    def test_before_anybody_is_drawn_it_says_so(self, saltmarsh: Scene) -> None:
        page = main(signed_in(saltmarsh, "rosa").get(path(panel(saltmarsh))))
        assert "Nobody is drawn yet." in page


class TestTheFiles:
    def test_they_say_what_the_page_says(self, saltmarsh: Scene) -> None:
        lottery = drawn_panel(saltmarsh)
        rosa = signed_in(saltmarsh, "rosa")
        rows = list(
            csv.reader(io.StringIO(rosa.get(path(lottery, "report.csv")).content.decode("utf-8-sig")))
        )
        assert ["What was to be drawn in draw 1", "Area, Hill: At most", "2"] in rows
        assert ["Draw 1", "Ticket drawn", "TKT-0002"] in rows
        book = openpyxl.load_workbook(io.BytesIO(rosa.get(path(lottery, "report.xlsx")).content))
        assert book.sheetnames[0] == "Report"
        assert ("Draw 1", "TKT-0003") in list(book[book.sheetnames[-1]].iter_rows(values_only=True))
        pdf = pypdf.PdfReader(io.BytesIO(rosa.get(path(lottery, "report.pdf")).content))
        text = " ".join(page.extract_text() for page in pdf.pages)
        assert "TKT-0001" in text
        for name, *_rest in PEOPLE:
            assert name not in text + str(rows)

    def test_chances_come_from_the_panels_in_the_record(self, saltmarsh: Scene) -> None:
        drawn_panel(saltmarsh)
        draw = Draw.objects.get()
        found = found_of_draw(draw)
        assert sum(found.chances.values()) == pytest.approx(4)
        assert found.least == draw.least
