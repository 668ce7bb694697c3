"""Lists in order, 25 to a page."""

import re

import pytest
from django.template import RequestContext, Template
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


def test_each_cell_knows_its_column_and_is_escaped() -> None:
    table = Table("Issues", columns=COLUMNS, rows=[[Cell("<Floods>", "/1/?a&b"), 1234, "Open"]])
    assert table.rows == [
        [
            (
                '<th scope="row" role="rowheader" class="govuk-table__header wp-table__name" dir="auto">'
                '<a class="govuk-link" href="/1/?a&amp;b">&lt;Floods&gt;</a></th>'
            ),
            '<td role="cell" class="govuk-table__cell govuk-table__cell--numeric" data-label="People" dir="auto">1,234</td>',
            '<td role="cell" class="govuk-table__cell" data-label="State" dir="auto">Open</td>',
        ]
    ]


def test_a_word_that_is_to_stay_whole_is_not_broken_by_wider_cells_beside_it() -> None:
    columns = [Column("Statement"), Column("Your answer", whole=True)]
    (row,) = Table("Seen otherwise", columns=columns, rows=[["A bus.", "Disagree"]]).rows
    assert 'class="govuk-table__cell wp-table__whole"' in row[1]


def test_what_can_only_be_pressed_is_left_out_on_paper() -> None:
    table = Table(
        "Contacts",
        columns=[Column("Contact"), Column("Choose", pressed=True, brief=True)],
        rows=[["Ada", "x"]],
    )
    assert [column.kind for column in table.columns] == ["", " wp-screen-only"]
    assert 'class="govuk-table__cell wp-screen-only wp-table__brief"' in table.rows[0][1]
    assert "wp-screen-only" not in table.rows[0][0]


def test_a_page_past_the_end_is_the_last() -> None:
    page = page_asked(RequestFactory().get("/?page=99"), range(60))
    assert (page.number, list(page)) == (3, list(range(50, 60)))


def test_a_list_can_be_asked_for_whole_unless_it_is_too_long() -> None:
    whole = page_asked(RequestFactory().get("/?page=all"), range(1000))
    assert (len(whole), whole.has_other_pages()) == (1000, False)
    first = page_asked(RequestFactory().get("/?page=all"), range(1001))
    assert (len(first), first.number) == (25, 1)


@pytest.mark.parametrize(
    ("total", "said"), [(1, "1 line"), (25, "25 lines"), (26, "1 to 25 of 26 lines"), (0, "")]
)
def test_a_list_says_how_many_it_holds(total: int, said: str) -> None:
    request = RequestFactory().get("/")
    counted = f"{total} line{'' if total == 1 else 's'}"
    drawn = Template('{% component "pagination" page=page counted=counted %}').render(
        RequestContext(request, {"page": page_asked(request, range(total)), "counted": counted})
    )
    told = re.search(r'<p class="wp-count">([^<]*)', drawn)
    assert (told[1].strip() if told else "") == said
