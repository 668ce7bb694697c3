"""Pools and targets as people have them, and a message that names file, row and column where one is wrong."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.lottery.pools import tight

from wholeplace.convene.lottery.reading import Sheet, Unreadable, pool_of, quotas_of, sheet_of

TARGETS = "feature,value,min,max,min_flex,max_flex\nage,young,2,3,1,4\nage,old,1,2,0,3\n"
PEOPLE = "nationbuilder_id,age,home\n7,young,1 Quay\n8,old,1 quay\n9,young,\n10,old,2 Quay\n"


def sheet(text: str, name: str = "pool.csv") -> Sheet:
    return sheet_of(text.encode(), name=name)


def faults_of(targets: str = TARGETS, people: str = PEOPLE, *, size: int = 3, **columns: str) -> list[str]:
    quotas, faults = quotas_of(sheet(targets, "targets.csv"), size=size)
    if not faults:
        _pool, faults = pool_of(sheet(people), quotas, **columns)
    return [str(one) for one in faults]


@pytest.mark.parametrize(
    "headings", ["feature,value,min,max", "category,name,min,max", "category,feature,min,max"]
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_kind_of_heading_is_read_and_flex_is_where_it_stands(headings: str, mark: str) -> None:
    quotas, faults = quotas_of(sheet(f"{mark}{headings}\nage,young,2,3\n"), size=3)
    assert faults == []
    assert [(one.feature, one.value, one.least_flex, one.most_flex) for one in quotas] == [
        ("age", "young", 2, 3)
    ]
    wide, _faults = quotas_of(sheet(TARGETS), size=3)
    assert (wide[0].least_flex, wide[0].most_flex) == (1, 4)


def test_semicolons_blank_rows_and_columns_nobody_asked_for_are_no_trouble() -> None:
    quotas, _faults = quotas_of(sheet(TARGETS), size=3)
    pool, faults = pool_of(sheet(PEOPLE.replace(",", ";") + ";;\n"), quotas)
    assert (faults, pool is not None and pool.ids) == ([], ("7", "8", "9", "10"))


@pytest.mark.parametrize(
    ("targets", "said"),
    [
        ("a,b\n", ["targets.csv, row 1: The headings need feature, value, min and max; missing: min, max."]),
        ("f,v,min,max\nage,,1,2\n", ["targets.csv, row 2, v: This is empty."]),
        ("f,v,min,max\nage,x,4,2\n", ["targets.csv, row 2, min: The minimum 4 is above the maximum 2."]),
        ("f,v,min,max\nage,x,1.5,2\n", ["targets.csv, row 2, min: “1.5” is no whole number."]),
        ("f,v,min,max\nage,x,1,2\nage,x,1,2\n", ["targets.csv, row 3, v: The same target as in row 2."]),
        (
            "f,v,min,max,min_flex,max_flex\nage,x,1,2,2,1\n",
            [
                "targets.csv, row 2, min_flex: A minimum can give way downwards only: write 1 or less.",
                "targets.csv, row 2, max_flex: A maximum can give way upwards only: write 2 or more.",
            ],
        ),
        (
            "f,v,min,max\nage,x,2,3\nage,y,2,3\n",
            ["targets.csv, min: The minimums of age add up to 4, more than the 3 people of the panel."],
        ),
        (
            "f,v,min,max\nage,x,1,1\nage,y,0,1\n",
            ["targets.csv, max: The maximums of age add up to 2, fewer than the 3 people of the panel."],
        ),
    ],
)
def test_a_wrong_target_is_named_by_file_row_and_column(targets: str, said: list[str]) -> None:
    assert faults_of(targets) == said


@pytest.mark.parametrize(
    ("people", "columns", "said"),
    [
        ("id\n1\n", {}, ["pool.csv, row 1: There is no column headed age."]),
        ("id,age\n1,young\n2,older\n", {}, ["pool.csv, row 3, age: “older” is in no target."]),
        ("id,age\n1,\n", {}, ["pool.csv, row 2, age: This is empty."]),
        (
            "external_id,age\n1,young\n1,old\n",
            {},
            ["pool.csv, row 3, external_id: “1” stands in row 2 already."],
        ),
        ("id,age\n1,young\n,old\n", {"id_column": "id"}, ["pool.csv, row 3, id: This is empty."]),
        (
            "id,age\n1,young\n",
            {"household_column": "home"},
            ["pool.csv, row 1: There is no column headed home."],
        ),
        ("id,age\n1,young\n", {}, ["pool.csv, age: Nobody in the pool has “old”, and 1 are wanted."]),
    ],
)
def test_a_wrong_row_of_people_is_named_by_file_row_and_column(
    people: str, columns: dict[str, str], said: list[str]
) -> None:
    assert faults_of(people=people, **columns) == said


def test_headings_and_answers_are_taken_whatever_their_capitals_and_spaces() -> None:
    quotas, _faults = quotas_of(sheet(TARGETS.replace("age", "Age band")), size=3)
    pool, faults = pool_of(sheet("id,AGE  band\n1,YOUNG\n2, Old \n3,young\n"), quotas)
    assert faults == []
    assert pool is not None
    assert pool.answers.tolist() == [[0], [1], [0]]


def test_what_is_written_exactly_so_wins_and_what_could_be_two_is_a_fault() -> None:
    targets = "feature,value,min,max\nage,young,0,3\nage,Young,0,3\n"
    quotas, _faults = quotas_of(sheet(targets), size=3)
    pool, _faults = pool_of(sheet("id,AGE,age\n1,old,Young\n2,old,young\n"), quotas)
    assert pool is not None
    assert pool.answers.tolist() == [[1], [0]]
    assert faults_of(targets, "id,age\n1,YOUNG\n") == [
        "pool.csv, row 2, age: “YOUNG” could be more than one target. Write it exactly as one of them: “young”, “Young”."
    ]
    assert faults_of(TARGETS, "id,Age,AGE\n1,young,old\n") == [
        "pool.csv, row 1: There is no column headed age."
    ]
    both = "feature,value,min,max\nage,young,0,3\nAge,old,0,3\n"
    assert faults_of(both, "id,age\n1,young\n") == ["pool.csv, row 1: There is no column headed Age."]


def test_without_a_known_column_the_first_tells_people_apart_or_else_the_row() -> None:
    quotas, _faults = quotas_of(sheet(TARGETS), size=3)
    for people, ids in (
        ("name,age\nAda,young\nBo,old\n", ("Ada", "Bo")),
        ("age,name\nyoung,Ada\nyoung,Bo\nold,Cy\n", ("2", "3", "4")),
    ):
        pool, _faults = pool_of(sheet(people), quotas)
        assert pool is not None
        assert pool.ids == ids


def test_a_household_is_whoever_says_the_same_in_any_letters_and_nobody_who_says_nothing() -> None:
    quotas, _faults = quotas_of(sheet(TARGETS), size=3)
    pool, _faults = pool_of(sheet(PEOPLE), quotas, household_column="home")
    assert pool is not None
    assert pool.households is not None
    homes = pool.households.tolist()
    assert homes[0] == homes[1]
    assert len(set(homes)) == 3


@pytest.mark.parametrize("content", [b"", b"\n , \n"])
def test_a_file_with_nothing_in_it_is_none(content: bytes) -> None:
    with pytest.raises(Unreadable, match="There is nothing in it"):
        sheet_of(content, name="pool.csv")


def run(folder: Path, targets: str, people: str, *more: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, without settings and without a database."""
    (folder / "targets.csv").write_text(targets)
    (folder / "pool.csv").write_text(people)
    files = ("--targets", str(folder / "targets.csv"), "--pool", str(folder / "pool.csv"))
    command = [sys.executable, "-c", "from wholeplace.cli import main; main()", "lottery", *files, *more]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": ""})


def test_the_command_draws_a_panel_by_one_seed_without_a_database(tmp_path: Path) -> None:
    told: list[dict[str, Any]] = []
    for _time in range(2):
        done = run(tmp_path, TARGETS, PEOPLE, "--panel", "3", "--seed", "5", "--json")
        assert (done.returncode, done.stderr) == (0, "")
        told.append(json.loads(done.stdout))
    one, other = ({**each, "seconds": 0} for each in told)
    assert one == other
    assert (one["feasible"], one["method"], one["never"], one["relaxations"]) == (True, "leximin", [], [])
    assert sum(one["probabilities"].values()) == pytest.approx(3)
    assert len(one["panel"]) == 3
    assert one["least_probability"] == pytest.approx(0.5)
    assert one["optimality_gap"] < 1e-7
    assert list(one) == [
        *("feasible", "relaxations", "method", "panel", "probabilities", "never", "least_probability"),
        *("gini", "panels", "optimality_gap", "seconds"),
    ]


def test_the_command_says_what_could_give_way_and_what_is_wrong(tmp_path: Path) -> None:
    targets = "feature,value,min,max,min_flex,max_flex\nage,young,3,4,2,4\nage,old,0,1,0,1\n"
    done = run(tmp_path, targets, PEOPLE, "--panel", "3")
    assert done.stdout.splitlines()[-1] == "  age: lower young from 3 to 2: only 2 registered"
    done = run(tmp_path, targets, "age\nmid\n", "--panel", "3")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "pool.csv, row 2, age: “mid” is in no target.\n"


def test_the_command_says_when_it_had_too_little_time_to_know(tmp_path: Path) -> None:
    pool = tight(7)
    targets = [f"{one.feature},{one.value},{one.least},{one.most}" for one in pool.quotas]
    features = list(dict.fromkeys(one.feature for one in pool.quotas))
    people = [",".join(pool.quotas[number].value for number in row) for row in pool.answers]
    files = ("\n".join(["f,v,min,max", *targets]), "\n".join([",".join(features), *people]))
    done = run(tmp_path, *files, "--panel", str(pool.size), "--seconds", "0")
    assert (done.returncode, done.stdout) == (3, "")
    assert "Give it more --seconds." in done.stderr
