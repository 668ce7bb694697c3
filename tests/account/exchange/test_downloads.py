"""What is taken away from a landscape stands alone: whose it is, what was asked, when, and of how many."""

import csv
import io
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from openpyxl import load_workbook
from tests.house.scene import Town

from wholeplace.kernel.records import Audience
from wholeplace.ui.charts.standalone import broken

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(town: Town) -> Any:
    return town.here.conversations[Audience.PUBLIC]


@pytest.fixture
def fetched(town: Town, conversation: Any) -> Any:
    """Return the function that downloads one file as a visitor."""
    start = f"/saltmarsh/exchange/conversations/{conversation.pk}"

    def fetch(name: str) -> Any:
        reply = Client().get(f"{start}/{name}")
        assert reply.status_code == 200
        return reply

    return fetch


def address(conversation: Any) -> str:
    return f"https://town.example/saltmarsh/conversations/{conversation.pk}/"


def words_of(svg: bytes) -> str:
    texts = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return " ".join("".join(one.itertext()) for one in texts)


def test_a_map_taken_away_says_what_it_shows(fetched: Any, conversation: Any) -> None:
    said = words_of(fetched("map.svg").content)
    for words in (conversation.place.name, conversation.title, conversation.question, "24 people answered"):
        assert words in said
    assert "Release 1, worked out on" in said
    assert "The hexagons hold" in said
    assert address(conversation) in said.replace(" ", "")


def test_a_map_can_be_had_as_a_picture(fetched: Any) -> None:
    assert fetched("map.png").content.startswith(b"\x89PNG")


def test_files_of_different_conversations_have_different_names(fetched: Any, conversation: Any) -> None:
    named = fetched("map.svg").headers["Content-Disposition"]
    assert named == f'attachment; filename="saltmarsh-{conversation.title}-map-release-1.svg"'


def test_a_spreadsheet_says_first_what_it_is(fetched: Any, conversation: Any) -> None:
    book = load_workbook(io.BytesIO(fetched("statements.xlsx").content))
    assert book.sheetnames == ["About", "Statements"]
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    expected = {
        "Place": conversation.place.name,
        "Conversation": conversation.title,
        "Question": conversation.question,
        "People who answered": 24,
        "Where these figures stand": address(conversation),
    }
    assert {name: about[name] for name in expected} == expected
    assert about["Release"].startswith("Release 1, worked out on")
    assert {"“not shown”", "An empty cell"} <= about.keys()


def test_a_spreadsheet_can_be_read_as_it_opens(fetched: Any) -> None:
    sheet = load_workbook(io.BytesIO(fetched("statements.xlsx").content))["Statements"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", sheet.dimensions)
    assert [cell.font.b for cell in sheet[1]] == [True] * sheet.max_column
    assert not sheet["B2"].font.b
    assert sheet.column_dimensions["B"].width == 60


def test_a_number_that_is_not_shown_says_so(fetched: Any) -> None:
    content = fetched("statements.csv").content
    assert content.startswith(b"\xef\xbb\xbfNumber,")
    heading, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    counted = [
        place
        for place, name in enumerate(heading)
        if name.endswith((": people", ": agree", ": disagree", ": pass"))
    ]
    cells = {row[place] for row in rows for place in counted}
    assert "not shown" in cells
    assert [cell for cell in cells if not cell.isdecimal()] == ["not shown"]


def test_the_files_other_programs_read_have_no_mark_before_them(fetched: Any) -> None:
    for name in ("comments.csv", "comment-groups.csv", "stats-history.csv", "summary.csv"):
        assert not fetched(name).content.startswith(b"\xef\xbb\xbf"), name


@pytest.mark.parametrize(
    "text", ["a few plain words " * 20, "w" * 300, "لا يوجد مكان " * 20, "没有地方可去" * 40]
)
def test_no_line_of_a_picture_is_lost_or_too_wide(text: str) -> None:
    lines = list(broken(text, size=20, width=400))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert max(len(line) for line in lines) <= 60
