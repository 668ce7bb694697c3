"""A map of perspectives is taken away in our columns and in Kumu's, and comes back as it was."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from tests.convene.conftest import plain_files
from tests.convene.mapping import CHARITY, mapped
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh

from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.actions import set_perspective_aside, speak_for
from wholeplace.convene.stakeholders.comparing import Comparison, Plan
from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.convene.stakeholders.names import Relation
from wholeplace.convene.stakeholders.queries import perspectives_visible_to, ties_visible_to
from wholeplace.convene.stakeholders.sheets import Read, read_sheets
from wholeplace.convene.stakeholders.suggesting import suggest_perspective
from wholeplace.convene.stakeholders.taking_in import take_in_perspectives
from wholeplace.convene.stakeholders.tying import say_tie
from wholeplace.kernel.files.grids import Grid, grids_in
from wholeplace.kernel.places import Area
from wholeplace.places.partnership.actions import add_area
from wholeplace.ui.addresses import place_url

__all__ = ["elsewhere", "own_keys", "plain_files", "saltmarsh"]

KUMU = ("Label", "Type", "Description", "Tags")


def as_(scene: Scene, name: str) -> Client:
    client = Client()
    client.force_login(scene.people[name].person)
    return client


def taken(scene: Scene, table: str, form: str, *, issue: Issue | None = None, **asked: str) -> bytes:
    issue = issue or scene.issue()
    address = place_url(scene.place, "export_perspectives", issue=issue.pk, listing=table, form=form)
    reply = as_(scene, "rosa").get(address, asked)
    assert reply.status_code == 200
    return reply.content


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def a_map(scene: Scene) -> None:
    """Put on the map what is hard to write: formulas, bars, lines, a member who speaks, a suggestion."""
    north = add_area(scene.operator, place=scene.place, name="North | Hill")
    carers = mapped(
        scene, "=Young carers", sector=None, voice=None, knows='\'-1 night\r\nand, "another"; one', area=north
    )
    charity = mapped(scene, "Age Concern", **CHARITY, spoken_for_by="@Dilys", gains="#N/A", loses="true")
    for name in ("amina", "rosa"):
        take_part(scene.actor(name), issue=scene.issue())
    speak_for(scene.actor("rosa"), perspective=mapped(scene, "The ward"))
    suggest_perspective(
        scene.actor("rosa"), issue=scene.issue(), whose="person", name="Dr O'Hara", because="-Knows the night"
    )
    gone = mapped(scene, "Everybody else")
    set_perspective_aside(scene.actor("amina"), perspective=gone, because="Too wide")
    for relation, ends in ((Relation.FUNDS, (charity, carers)), (Relation.WORKS_WITH, (carers, charity))):
        said = {"relation": relation, "said_by": "=The register", "evidence": "+44 pounds"}
        say_tie(scene.actor("amina"), issue=scene.issue(), first=ends[0], second=ends[1], **said)


def plan(scene: Scene, issue: Issue, grids: list[Grid], *, says: str = "", **settled: str) -> Plan:
    read = read_sheets(grids, areas=list(Area.objects.filter(place=scene.place)), says=says)
    there = [one for one in perspectives_visible_to(scene.viewer("amina")) if one.issue_id == issue.pk]
    ties = ties_visible_to(scene.viewer("amina")).filter(issue=issue, ended=None)
    on_map = [one for one in there if one.standing in {"needed", "suggested"}]
    return Comparison(on_map, settled=settled).of(read, ties)


class TestExporting:
    def test_no_cell_of_any_file_is_a_formula(self, saltmarsh: Scene) -> None:
        a_map(saltmarsh)
        for table in ("perspectives", "ties", "kumu-elements", "kumu-connections"):
            cells = [cell for row in rows(taken(saltmarsh, table, "csv")) for cell in row]
            assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
        for table in ("map", "kumu"):
            book = openpyxl.load_workbook(io.BytesIO(taken(saltmarsh, table, "xlsx")))
            assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "inlineStr"}

    def test_the_filter_and_the_order_of_the_list_are_kept(self, saltmarsh: Scene) -> None:
        mapped(saltmarsh)
        mapped(saltmarsh, "Age Concern", **CHARITY)
        mapped(saltmarsh, "Zebras", **CHARITY)
        found = rows(taken(saltmarsh, "perspectives", "csv", sector="voluntary", sort="-name"))
        assert [row[0] for row in found] == ["Name", "Zebras", "Age Concern"]
        page = as_(saltmarsh, "rosa").get(
            place_url(saltmarsh.place, "perspectives", issue=saltmarsh.issue().pk), {"sort": "-name"}
        )
        assert "export/map.xlsx?sort=-name" in page.content.decode()

    def test_kumu_finds_its_own_headings_first_and_many_values_behind_bars(self, saltmarsh: Scene) -> None:
        a_map(saltmarsh)
        elements = rows(taken(saltmarsh, "kumu-elements", "csv"))
        assert tuple(elements[0][:4]) == KUMU
        (charity,) = (row for row in elements if row[0] == "Age Concern")
        assert charity[1:4] == ["An organisation", "", "Voluntary and community|Professionals"]
        connections = rows(taken(saltmarsh, "kumu-connections", "csv"))
        assert connections[0][:5] == ["From", "To", "Type", "Description", "Label"]
        assert connections[1][:3] == ["Age Concern", "'=Young carers", "funds"]

    def test_ties_lead_only_to_what_is_shown(self, saltmarsh: Scene) -> None:
        a_map(saltmarsh)
        assert len(rows(taken(saltmarsh, "ties", "csv"))) == 3
        assert len(rows(taken(saltmarsh, "ties", "csv", q="Age"))) == 1

    def test_nobody_else_takes_it_away(self, saltmarsh: Scene, elsewhere: Scene) -> None:
        saltmarsh.name_issue(audience="public")
        mapped(saltmarsh)
        address = place_url(
            saltmarsh.place, "export_perspectives", issue=saltmarsh.issue().pk, listing="map", form="xlsx"
        )
        assert Client().get(address).status_code == 302
        assert as_(elsewhere, "amina").get(address).status_code == 403
        for wrong in ("map.csv", "ties.xlsx", "votes.csv"):
            assert as_(saltmarsh, "rosa").get(address.replace("map.xlsx", wrong)).status_code == 404


@pytest.mark.parametrize(
    "files",
    [
        [("map", "xlsx")],
        [("kumu", "xlsx")],
        [("perspectives", "csv"), ("ties", "csv")],
        [("kumu-connections", "csv"), ("kumu-elements", "csv")],
    ],
)
def test_what_is_taken_away_comes_back_as_it_was_and_changes_nothing_where_it_came_from(
    saltmarsh: Scene, files: list[tuple[str, str]]
) -> None:
    a_map(saltmarsh)
    grids = [grid for table, form in files for grid in grids_in(taken(saltmarsh, table, form), most=5000)]
    here = plan(saltmarsh, saltmarsh.issue(), grids)
    assert (here.faults, here.questions, here.same, here.ties_there) == ([], [], 4, 2)
    assert here.is_empty
    other = saltmarsh.name_issue(title="Elsewhere", framing="Again")
    there = plan(saltmarsh, other, grids)
    take_in_perspectives(saltmarsh.actor("amina"), issue=other, **there.answers)
    for table, form in files:
        if form == "csv":
            assert taken(saltmarsh, table, form, issue=other) == taken(saltmarsh, table, form)
    assert shown_of(other) == shown_of(saltmarsh.issue())


def shown_of(issue: Issue) -> list[Any]:
    on_map = Perspective.objects.filter(issue=issue, standing__in=("needed", "suggested")).order_by("name")
    return [
        [one.name, one.whose, one.sector, one.voice, one.area_id, one.knows.replace("\r\n", "\n"), one.gains, one.loses,
         one.interest, one.influence, one.spoken_for, one.standing, one.because]
        for one in on_map
    ]  # fmt: skip


def found(*table: list[str], says: str = "") -> Read:
    return read_sheets([Grid("", [list(row) for row in table])], areas=[], says=says)


class TestReading:
    def test_headings_stand_in_any_order_case_and_spacing(self) -> None:
        read = found(
            ["civic  VOICE", "Sector ", "nAme", "how much it matters to them", "Whose view it is"],
            ["professionals", "HEALTH", " The  trust ", "Very much", "a body"],
            ["politician", "voluntary and community", "A ward", "2", "Person"],
        )
        assert [dict(one.said) for one in read.perspectives] == [
            {
                "name": "The trust",
                "whose": "body",
                "sector": "health",
                "voice": "professional",
                "interest": 5,
            },
            {
                "name": "A ward",
                "whose": "person",
                "sector": "voluntary",
                "voice": "politician",
                "interest": 2,
            },
        ]
        assert (read.faults, read.remarks) == ([], [])

    def test_kumus_tags_say_sector_and_voice_where_nothing_else_does(self) -> None:
        read = found(["Label", "Tags"], ["Age Concern", "core|Voluntary and community|public"])
        assert read.perspectives[0].said == {"name": "Age Concern", "sector": "voluntary", "voice": "public"}

    def test_a_tie_is_read_from_either_end(self) -> None:
        heads = ["From", "Type", "To"]
        read = found(heads, ["A", "is funded by", "B"], ["A", "Works with", "C"], says="Kumu")
        assert [(one.first, one.relation, one.second, one.said_by) for one in read.ties] == [
            ("B", Relation.FUNDS, "A", "Kumu"),
            ("A", Relation.WORKS_WITH, "C", "Kumu"),
        ]

    @pytest.mark.parametrize(
        ("table", "told"),
        [
            (
                [["Name", "Sector"], ["A", "Farming"]],
                "Row 2, Sector: “Farming” is none of the choices: Council",
            ),
            ([["Name", "Sector"], [], ["", "Health"]], "Row 3, Name: Say what they are called."),
            ([["Label"], ["x" * 201]], "Row 2, Label: It has 201 characters; 200 are the most."),
            ([["Name", "Area"], ["A", "Moon"]], "Row 2, Area: This place has no areas."),
            (
                [["Name", "NAME"], ["A", "B"]],
                "Row 1, Name: Two columns are headed so. Leave one of them out.",
            ),
            ([["Who"], ["A"]], "Row 1: The first row needs headings."),
            (
                [["From", "Type", "To"], ["A", "likes", "B"]],
                "Row 2, Type: “likes” is none of the choices: funds",
            ),
            ([["From", "Type", "To"], ["", "funds", "B"]], "Row 2, From: Say which perspective is meant."),
            ([["From", "Type", "To"], ["A", "funds", "B"]], "Row 2: Say who says so, in a column of its own"),
        ],
    )
    def test_every_fault_is_told_by_row_and_column(self, table: list[list[str]], told: str) -> None:
        assert any(str(one).startswith(told) for one in found(*table).faults)

    def test_what_is_passed_over_is_told(self) -> None:
        read = found(["Name", "Shoe size", "How it stands"], ["A", "9", "Set aside"])
        assert [str(one) for one in read.remarks] == [
            "Row 1, Shoe size: This column is passed over: it is none of those kept here.",
            "Row 2: It is not on the map in this file either, and is passed over.",
        ]
        assert read.perspectives == []
