"""Readings from a file: what is in it is shown before anything is kept, and every fault is named by row and column."""

import datetime as dt
import html
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.convene.conftest import plain_files
from tests.convene.test_changes import declared, read
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.convene.changes.models import Reading
from wholeplace.convene.changes.reading_files import decoded, read_readings

__all__ = ["own_keys", "plain_files", "saltmarsh"]

TODAY = dt.date(2026, 11, 2)
TAKEN = frozenset({dt.date(2026, 1, 31)})


def faults(text: str) -> list[str]:
    return [str(one) for one in read_readings(text, today=TODAY, taken=TAKEN).faults]


class TestReadingRows:
    @pytest.mark.parametrize("between", [",", ";", "\t"])
    def test_rows_are_read_in_the_order_of_their_days(self, between: str) -> None:
        rows = [("Date", "Note", "VALUE "), ("31/3/2026", "'=ward closed", "38.5"), ("2026-02-28", "", " 40")]
        text = "\ufeff\r\n" + "\r\n".join(between.join(row) for row in rows) + "\r\n\r\n"
        found = read_readings(text, today=TODAY, taken=TAKEN)
        assert [(one.day.isoformat(), one.value, one.note) for one in found.readings] == [
            ("2026-02-28", Decimal(40), ""),
            ("2026-03-31", Decimal("38.5"), "=ward closed"),
        ]
        assert not found.faults

    @pytest.mark.parametrize(
        ("row", "told"),
        [
            (
                "31.3.2026,4",
                "Row 2, date: “31.3.2026” is not a date. Write 2026-03-27, or 27/3/2026.",
            ),
            ("2026-02-30,4", "Row 2, date: “2026-02-30” is not a date. Write 2026-03-27, or 27/3/2026."),
            ("2026-11-03,4", "Row 2, date: A reading is of a day that has been. 3 November 2026 lies ahead."),
            (
                "2026-01-31,4",
                "Row 2, date: There is a reading for 31 January 2026 already. Correct that one instead.",
            ),
            (
                "2026-03-31,=1+2",
                "Row 2, value: “=1+2” is not a number. Write it as 1234.5, without unit, spaces or commas.",
            ),
            (
                "2026-03-31,NaN",
                "Row 2, value: “NaN” is not a number. Write it as 1234.5, without unit, spaces or commas.",
            ),
            (
                "2026-03-31,123456789012",
                "Row 2, value: Give a number of at most 11 figures before the point and 4 after it.",
            ),
            (f"2026-03-31,4,{'x' * 301}", "Row 2, note: A note has at most 300 characters."),
            (
                "2026-03-31,4,ward open,5",
                "Row 2: There are more cells than headings. Write 4.5 with a point: a comma begins another cell.",
            ),
            (
                "2026-03-31",
                "Row 2, value: “” is not a number. Write it as 1234.5, without unit, spaces or commas.",
            ),
        ],
    )
    def test_a_fault_is_named_by_row_and_column(self, row: str, told: str) -> None:
        assert faults(f"date,value,note\n{row}\n") == [told]

    def test_a_heading_that_stands_there_twice_is_told_and_so_are_headings_alone(self) -> None:
        twice = ["Row 1: Two columns are headed value. Leave one of them out."]
        assert faults("date,value,Value\n2026-03-31,4,5\n") == twice
        assert faults("date,value\n") == ["Row 1: There is no reading in it."]

    def test_all_faults_are_told_at_once(self) -> None:
        text = "date,value\n2026-03-31,4\nx,y\n2026-03-31,5\n"
        assert [one.partition(":")[0] for one in faults(text)] == [
            "Row 3, date",
            "Row 3, value",
            "Row 4, date",
        ]
        assert "The same date as in row 2." in faults(text)[2]

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("", "Row 1: There is nothing in it."),
            (
                "day,value\n1,2",
                "Row 1: The first row needs the headings date and value; note may follow. Missing: date.",
            ),
            ("date,value\n" + "x,1\n" * 2001, "Row 1: There are 2001 rows; 2000 at once are the most."),
        ],
    )
    def test_what_is_no_table_of_readings_says_what_is_needed(self, text: str, told: str) -> None:
        assert faults(text) == [told]

    def test_files_of_spreadsheets_are_decoded_and_others_read_as_nothing(self) -> None:
        assert decoded("date\n".encode("utf-8-sig")) == decoded("date\n".encode("utf-16")) == "date\n"
        assert decoded(b"\xff\xfe\x00") == decoded(b"PK\x03\xe9\xff") == ""


def answers(page: str) -> dict[str, str]:
    """Return what the hidden boxes of a page's form hold."""
    boxes = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in boxes}


def test_rows_are_shown_before_they_are_kept_and_can_be_taken_away_again(saltmarsh: Scene) -> None:
    change = declared(saltmarsh)
    browser, file = Client(), f"{change.get_absolute_url()}file/"
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    browser.force_login(saltmarsh.people["amina"].person, backend=backend)
    wrong = SimpleUploadedFile("r.csv", b"date,value\n2026-02-28,forty\n")
    page = browser.post(file, {"source": "Ward book", "file": wrong})
    assert page.status_code == 400
    assert "Row 2, value: “forty” is not a number." in page.content.decode()
    right = SimpleUploadedFile("r.csv", b"date,value,note\n2026-02-28,40,\n2026-03-31,38,=2+2\n")
    checked = browser.post(file, {"source": "=Ward book", "file": right}).content.decode()
    assert ("Take in 2 readings" in checked, Reading.objects.count()) == (True, 0)
    taken = browser.post(file, answers(checked))
    assert (taken.status_code, Reading.objects.count()) == (302, 2)
    assert browser.post(file, answers(checked)).status_code == 302
    assert Reading.objects.count() == 2
    lines = browser.get(f"{change.get_absolute_url()}readings.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "date,value,note,source,given,corrected,reason"
    assert lines[2].startswith("2026-03-31,38,'=2+2,'=Ward book,")


def test_rows_that_became_wrong_meanwhile_are_not_taken_in(saltmarsh: Scene) -> None:
    change = declared(saltmarsh)
    browser, file = Client(), f"{change.get_absolute_url()}file/"
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    browser.force_login(saltmarsh.people["amina"].person, backend=backend)
    checked = browser.post(file, {"source": "Ward book", "text": "date,value\n2026-02-28,40"}).content
    read(saltmarsh, change, (dt.date(2026, 2, 28), 39))
    page = browser.post(file, answers(checked.decode())).content.decode()
    assert "There is a reading for 28 February 2026 already." in html.unescape(page)
    assert Reading.objects.count() == 1
