"""Every table goes out so that a spreadsheet shows its text and never works it out."""

import csv
import datetime as dt
import io
import re
import unicodedata
import zipfile
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from wholeplace.kernel import spreadsheets
from wholeplace.kernel.cells import guarded, is_formula, unguarded
from wholeplace.kernel.spreadsheets import (
    MOST_IN_CELL,
    Table,
    TableTooLarge,
    csv_bytes,
    xlsx_bytes,
)

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
SPICY = st.text(st.sampled_from("=+-@\t\r\n'\",;|ab 1\uff1dé\x00\x0b\ud800#N/A_x0D"), max_size=12)
TEXT = SPICY | st.text(max_size=30)
CLEAN = TEXT.map(
    lambda text: "".join(
        one for one in text if one in "\t\r\n" or unicodedata.category(one) not in {"Cc", "Cs"}
    )
).map(lambda text: text.replace("\ufffe", "").replace("\uffff", ""))
LISTS = 400
"""Lists of up to four texts each: a thousand strings."""
ATTACKS = [
    "=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x";"y")', "\uff1d1",
    "\uff0b1", "\uff0d1", "\uff201", "'=1", "''=1", " =1", "\ufe66A1",
]  # fmt: skip


def rows_of_csv(content):
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def rows_of_xlsx(content, name="T"):
    book = load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_a_spreadsheet_would_work_out_gets_an_apostrophe(attack):
    ((_, written),) = [rows_of_csv(csv_bytes(Table("T", ["a", "b"], [["x", attack]])))[1]]
    assert written == "'" + attack
    assert unguarded(written) == attack


@pytest.mark.parametrize(
    "text", ["", "Buses", "'tis late", "rock 'n' roll", "a=b", " a=1", "#N/A", "1-2", "'"]
)
def test_ordinary_text_is_left_alone(text):
    assert (guarded(text), unguarded(text)) == (text, text)


def test_numbers_stay_numbers():
    row = [-5, -0.5, Decimal("-1.25"), 0, 12_345_678_901]
    assert (
        csv_bytes(Table("T", list("abcde"), [row])).decode().splitlines()[1] == "-5,-0.5,-1.25,0,12345678901"
    )
    assert rows_of_xlsx(xlsx_bytes([Table("T", list("abcde"), [row])]))[1] == [
        -5,
        -0.5,
        -1.25,
        0,
        12_345_678_901,
    ]


def test_a_number_written_as_text_is_guarded_as_text():
    assert rows_of_csv(csv_bytes(Table("T", ["a"], [["-5"]])))[1] == ["'-5"]


def test_what_is_not_said_leaves_an_empty_cell():
    table = Table("T", list("abcd"), [[None, float("nan"), float("-inf"), ""]])
    assert rows_of_csv(csv_bytes(table))[1] == ["", "", "", ""]
    assert [cell or None for cell in rows_of_xlsx(xlsx_bytes([table]))[1]] == [None] * 4


def test_dates_and_yes_or_no_are_words():
    row = [dt.date(2026, 1, 2), dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC), True, False]
    assert rows_of_csv(csv_bytes(Table("T", list("abcd"), [row])))[1] == [
        "2026-01-02", "2026-01-02T03:04:00+00:00", "true", "false",
    ]  # fmt: skip


def test_headings_are_guarded_too():
    assert rows_of_csv(csv_bytes(Table("T", ["=1"], [])))[0] == ["'=1"]
    assert rows_of_xlsx(xlsx_bytes([Table("T", ["=1"], [])]))[0] == ["'=1"]


@settings(max_examples=LISTS)
@given(st.lists(TEXT, min_size=1, max_size=4))
def test_no_cell_of_a_csv_starts_like_a_formula(texts):
    for row in rows_of_csv(csv_bytes(Table("T", texts, [texts, texts]))):
        assert [cell for cell in row if cell.startswith(DANGEROUS)] == []


@settings(max_examples=LISTS)
@given(st.lists(st.integers() | st.floats() | TEXT, min_size=1, max_size=4))
def test_a_cell_that_starts_with_a_sign_is_a_number(cells):
    row = rows_of_csv(csv_bytes(Table("T", [str(number) for number in range(len(cells))], [cells])))[1]
    assert [one for one in row if one.startswith(DANGEROUS) and not NUMBER.fullmatch(one)] == []


@settings(max_examples=LISTS)
@given(TEXT)
def test_what_was_guarded_is_taken_back_exactly(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(DANGEROUS)


@settings(max_examples=1000)
@given(TEXT)
def test_whatever_is_a_formula_is_guarded_and_is_none_any_more(text):
    assert guarded(text) != text or not is_formula(text)
    assert not is_formula(guarded(text))


@pytest.mark.parametrize(
    ("text", "works_out"),
    [
        ('\uff1dHYPERLINK("x")', True), ("+A1", True), ("-B2*3", True), ("@A1", True), ("+R1C1", True), ("=", True),
        (" =1", True), ("+cmd|' /C calc'!A0", True), ("-3,5", False), ("+4 %", False), ("-2+3", False),
        ("+44 (0)1632 960001", False), ("@harbour", False), ("- nothing", False), ("- see A4", False), ("a=b", False),
        ("'=1", False), ("", False),
    ],
)  # fmt: skip
def test_a_formula_calls_or_names_something_and_figures_and_words_do_not(text, works_out):
    assert is_formula(text) is works_out


@settings(max_examples=LISTS)
@given(st.lists(CLEAN, min_size=1, max_size=4))
def test_a_csv_read_back_is_what_was_written(texts):
    columns = [f"column {number}" for number in range(len(texts))]
    _, row = rows_of_csv(csv_bytes(Table("T", columns, [texts])))
    assert [unguarded(cell) for cell in row] == texts


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=10))
def test_no_cell_of_a_spreadsheet_is_a_formula_and_all_are_read_back(rows):
    content = xlsx_bytes([Table("T", ["a", "b", "c"], rows)])
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
    read = rows_of_xlsx(content)[1:]
    cells = [cell or "" for row in read for cell in row]
    assert [cell for cell in cells if cell.startswith(DANGEROUS)] == []
    assert [unguarded(cell) for cell in cells] == [in_sheet(cell) for row in rows for cell in row]


def in_sheet(text):
    """Text as a spreadsheet can hold it: line ends are LF, and what XML forbids is marked."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", lines)


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "_x000D_", "0123", "1e5", "TRUE", "=", "{=1}"])
def test_text_that_looks_like_something_else_stays_text(text):
    _, (cell,) = rows_of_xlsx(xlsx_bytes([Table("T", ["a"], [[text]])]))
    assert unguarded(cell) == text


def test_text_too_long_for_a_spreadsheet_is_cut_and_says_so():
    _, (cell,) = rows_of_xlsx(xlsx_bytes([Table("T", ["a"], [["x" * 40_000]])]))
    assert len(cell) == MOST_IN_CELL
    assert cell.endswith("(cut here; the CSV file has the whole text)")


def test_a_table_too_large_for_a_spreadsheet_is_refused(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 3)
    with pytest.raises(TableTooLarge):
        xlsx_bytes([Table("T", ["a"], [["x"]] * 3)])
    assert len(rows_of_xlsx(xlsx_bytes([Table("T", ["a"], [["x"]] * 2)]))) == 3


def test_each_table_has_a_sheet_with_a_name_of_its_own():
    names = ["Who: answers?", "x" * 60, "x" * 60, "", "History"]
    book = load_workbook(io.BytesIO(xlsx_bytes([Table(name, ["a"], []) for name in names])))
    assert book.sheetnames == ["Who  answers", "x" * 28, "x" * 28 + " 2", "Table", "History"]
