"""Lists in order, 25 to a page."""

from django.test import RequestFactory

from wholeplace.ui.tables import Cell, Column, Table, page_asked, sort_asked

COLUMNS = [Column("Issue", sort="name"), Column("People", sort="people", numeric=True), Column("State")]


def asked(query: str) -> str:
    return sort_asked(RequestFactory().get(f"/?{query}"), COLUMNS, otherwise="name")


def test_only_a_heading_can_be_asked_for() -> None:
    assert asked("sort=-people") == "-people"
    assert asked("sort=password") == "name"
    assert asked("") == "name"


def test_pressing_a_heading_again_turns_the_order_round() -> None:
    up = Table("Issues", columns=COLUMNS, rows=[], sort="people").columns[1]
    down = Table("Issues", columns=COLUMNS, rows=[], sort="-people").columns[1]
    assert (up.sorted, up.sort_by) == ("ascending", "-people")
    assert (down.sorted, down.sort_by) == ("descending", "people")


def test_each_cell_knows_its_column() -> None:
    table = Table("Issues", columns=COLUMNS, rows=[[Cell("Floods", "/1/"), 1234, "Open"]])
    assert table.rows == [
        [
            Cell("Floods", "/1/", "Issue", numeric=False),
            Cell("1,234", "", "People", numeric=True),
            Cell("Open", "", "State", numeric=False),
        ]
    ]


def test_a_page_past_the_end_is_the_last() -> None:
    page = page_asked(RequestFactory().get("/?page=99"), range(60))
    assert (page.number, list(page)) == (3, list(range(50, 60)))
