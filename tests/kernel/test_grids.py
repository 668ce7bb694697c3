"""Tables that people send are read cell by cell, in a process of their own, whatever program they come from."""

import io

import openpyxl
import pytest
from tests.kernel import files_made
from tests.places.test_people import refused

from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.files.checking import Room, read_sheets
from wholeplace.kernel.files.findings import NotTaken
from wholeplace.kernel.files.grids import Grid, grid_of, grids_in
from wholeplace.kernel.spreadsheets import Table, csv_for_people, xlsx_bytes

ROWS = [["Name", "Note"], ["Ada", "=1+1"], ["Bea", "two\nlines; and a mark"]]
LIMITS = {"most_bytes": 5_000_000, "most_rows": 50}


def book(**sheets: list[list[object]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    to = io.BytesIO()
    made.save(to)
    return to.getvalue()


@pytest.mark.parametrize("written", [csv_for_people, lambda table: xlsx_bytes([table])])
def test_what_is_written_is_read_again(written) -> None:
    (read,) = grids_in(written(Table("People", ROWS[0], ROWS[1:])), most=50)
    assert read.rows == ROWS


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_in_whatever_way_it_was_saved(between: str, encoding: str) -> None:
    text = f"Name{between}Note\r\n\r\nAda{between}café\r\n"
    (read,) = grids_in(text.encode(encoding), most=50)
    assert read.rows == [["Name", "Note"], [], ["Ada", "café"]]
    assert grid_of(text, most=50) == read


def test_every_sheet_is_read_in_a_process_of_its_own_as_its_cells_are_seen() -> None:
    first = [["Name", "Day", "Much", None], [None], ["Ada", 3, 4.5, True]]
    read = read_sheets(book(People=first, Empty=[], Ties=[["From", "To"]]), **LIMITS)
    assert read == [
        Grid("People", [["Name", "Day", "Much"], [], ["Ada", "3", "4.5", "true"]]),
        Grid("Empty", []),
        Grid("Ties", [["From", "To"]]),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (files_made.picture("PNG"), "file_no_table"),
        (files_made.packed(files_made.DOCUMENT), "file_no_table"),
        (b"a,b\n=1+1,2\n", "file_formulas"),
        (b"a\n=cmd|' /C calc'!A0\n", "file_formulas"),
        (b"a,b\n" + b"1,2\n" * 50, "file_too_long"),
        (book(A=[["x"]] * 51), "file_too_long"),
        (book(**{f"s{number}": [] for number in range(21)}), "file_too_many_sheets"),
        (book(A=[["x"]])[:-9], "file_broken"),
    ],
)
def test_what_is_no_table_or_too_much_is_told_by_name(content: bytes, code: str) -> None:
    with pytest.raises(NotTaken) as caught:
        grids_in(content, most=50)
    assert caught.value.code == code
    assert str(Refused(code, **caught.value.numbers))


def test_a_refusal_of_the_child_comes_back_in_words_and_so_does_a_file_too_large_for_it() -> None:
    assert refused(read_sheets, b"a,b\n=1+1,2\n", **LIMITS) == "file_formulas"
    assert refused(read_sheets, b"x" * 5_000_001, **LIMITS) == "file_too_large"


def test_a_file_that_takes_more_than_its_room_ends_the_child_alone() -> None:
    assert refused(read_sheets, book(A=[["x"]]), **LIMITS, room=Room(memory=40_000_000)) == "file_too_heavy"
