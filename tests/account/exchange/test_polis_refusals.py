"""An export that cannot be read is refused with the file, row and column, and what to do about it."""

import io
import zipfile

import pytest
from tests.account.exchange.exports import EVERYTHING, as_csv, make_export

from wholeplace.account.exchange import (
    limits,
    polis_cells,
    polis_matrix,
    polis_people,
    polis_reader,
    polis_rows,
    polis_votes,
)
from wholeplace.account.exchange.polis_reader import ImportRefused, read_polis

COMMENTS = "comment-id,comment-body\n0,Buses\n1,Parks\n"
VOTES = "timestamp,comment-id,voter-id,vote\n1,0,1,1\n2,1,1,-1\n"
MATRIX = "participant,group-id,n-votes,0,1\n1,0,2,1,-1\n2,1,1,,1\n"
PEOPLE = "participant,sector,voice,name\n1,health,professional,\n"


def files(**changed):
    given = {"comments": COMMENTS, "votes": VOTES} | changed
    names = {"matrix": "participants-votes"}
    return {
        f"{names.get(name, name)}.csv": text.encode() if isinstance(text, str) else text
        for name, text in given.items()
        if text is not None
    }


def refusal(given):
    with pytest.raises(ImportRefused) as refused:
        read_polis(given, agree=1)
    return refused.value


CASES = {
    "a vote of 7": ({"votes": VOTES + "3,0,2,7\n"}, "votes.csv", 4, "vote", "not-a-vote"),
    "an empty vote": ({"votes": VOTES + "3,0,2,\n"}, "votes.csv", 4, "vote", "not-a-vote"),
    "a vote of 7 in the matrix": (
        {"matrix": MATRIX + "3,0,1,7,\n"}, "participants-votes.csv", 4, "0", "not-a-vote",
    ),
    "a short row": ({"votes": VOTES + "3,0,2\n"}, "votes.csv", 4, "vote", "row-short"),
    "a long row": ({"votes": VOTES + "3,0,2,1,1\n"}, "votes.csv", 4, "E", "row-long"),
    "a short row in the matrix": (
        {"matrix": MATRIX + "3,0,1,1\n"}, "participants-votes.csv", 4, "1", "row-short",
    ),
    "a person twice": ({"matrix": MATRIX + "01,0,1,1,\n"}, "participants-votes.csv", 4, "participant", "participant-twice"),
    "a statement twice": ({"comments": COMMENTS + "1,Shops\n"}, "comments.csv", 4, "comment-id", "statement-twice"),
    "a statement without an id": ({"comments": COMMENTS + ",Shops\n"}, "comments.csv", 4, "comment-id", "id-missing"),
    "an id with a space": ({"comments": COMMENTS + "a b,Shops\n"}, "comments.csv", 4, "comment-id", "id-unusable"),
    "a voter without an id": ({"votes": VOTES + "3,0,,1\n"}, "votes.csv", 4, "voter-id", "id-missing"),
    "a time that is none": ({"votes": VOTES + "soon,0,2,1\n"}, "votes.csv", 4, "timestamp", "not-a-time"),
    "a time a spreadsheet shortened": ({"votes": VOTES + "1.65E+12,0,2,1\n"}, "votes.csv", 4, "timestamp", "not-a-time"),
    "a time after the year 9999": ({"votes": VOTES + "999999999999999,0,2,1\n"}, "votes.csv", 4, "timestamp", "not-a-time"),
    "a count that is none": ({"matrix": MATRIX + "3,0,two,1,\n"}, "participants-votes.csv", 4, "n-votes", "not-a-count"),
    "a group that is none": ({"matrix": MATRIX + "3,left,1,1,\n"}, "participants-votes.csv", 4, "group-id", "not-a-group"),
    "moderation that is none": (
        {"comments": "comment-id,moderated,comment-body\n0,5,Buses\n"}, "comments.csv", 2, "moderated", "not-moderation",
    ),
    "a seed that is neither": (
        {"comments": "comment-id,is-seed,comment-body\n0,maybe,Buses\n"}, "comments.csv", 2, "is-seed", "not-yes-or-no",
    ),
    "text that is too long": (
        {"comments": COMMENTS + f"2,{'a' * 10_001}\n"}, "comments.csv", 4, "comment-body", "text-too-long",
    ),
    "a column twice": ({"votes": "vote," + VOTES.replace("\n", ",1\n", 1)}, "votes.csv", 1, "vote", "header-twice"),
    "a statement with two columns": (
        {"matrix": "participant,7,07\n1,1,1\n"}, "participants-votes.csv", 1, "07", "header-twice",
    ),
    "a column missing": ({"votes": "timestamp,comment-id,vote\n1,0,1\n"}, "votes.csv", 1, "voter-id", "column-missing"),
    "semicolons": ({"votes": VOTES.replace(",", ";")}, "votes.csv", 1, None, "not-commas"),
    "an unknown sector": ({"people": PEOPLE + "2,army,public,\n"}, "people.csv", 3, "sector", "sector-unknown"),
    "an unknown voice": ({"people": PEOPLE + "2,health,loud,\n"}, "people.csv", 3, "voice", "voice-unknown"),
    "a person twice in people.csv": ({"people": PEOPLE + "1,health,public,\n"}, "people.csv", 3, "participant", "participant-twice"),
    "a named member of the public": ({"people": PEOPLE + "2,resident,public,Jo\n"}, "people.csv", 3, "name", "name-of-public"),
    "a name that is too long": (
        {"people": PEOPLE + f"2,council,politician,{'a' * 201}\n"}, "people.csv", 3, "name", "text-too-long",
    ),
    "a zero byte": ({"votes": VOTES + "3,0\0,2,1\n"}, "votes.csv", 4, None, "nul-byte"),
    "bytes that are no text": ({"votes": VOTES.encode() + b"3,\xff\xfe,2,1\n"}, "votes.csv", 4, None, "not-text"),
    "UTF-16": ({"votes": VOTES.encode("utf-16")}, "votes.csv", 1, None, "not-text"),
    "a quotation mark never closed": ({"comments": COMMENTS + '2,"Shops\n'}, "comments.csv", 4, None, "quote-open"),
    "a quotation mark astray": ({"comments": COMMENTS + '2,"Shops" and\n'}, "comments.csv", 4, None, "quote-astray"),
    "an empty file": ({"votes": ""}, "votes.csv", None, None, "file-empty"),
    "a file of commas": ({"votes": ",,,\n,,,\n"}, "votes.csv", None, None, "file-empty"),
    "a total that is none": ({"summary": "topic,Buses\nvoters,many\n"}, "summary.csv", 2, "voters", "not-a-count"),
    "a key twice": ({"summary": "topic,Buses\ntopic,Parks\n"}, "summary.csv", 2, "topic", "header-twice"),
    "no comments": ({"comments": None}, "comments.csv", None, None, "file-missing"),
    "no votes": ({"votes": None}, "participants-votes.csv", None, None, "votes-missing"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_with_the_place_and_the_reason(case):
    changed, file, row, column, code = CASES[case]
    (problem,) = refusal(files(**changed)).problems
    assert (problem.file, problem.row, problem.column, problem.code) == (file, row, column, code)


def test_the_files_the_cases_start_from_can_be_read():
    assert len(read_polis(files(matrix=MATRIX, people=PEOPLE), agree=1).value) == 2


def test_a_sentence_says_where_what_and_what_to_do():
    (problem,) = refusal(files(votes=VOTES + "3,0,2,7\n")).problems
    assert str(problem) == "votes.csv, row 4, column “vote”: “7” is not a vote. Write 1, 0 or -1."


def test_an_unknown_sector_is_told_which_are_accepted():
    (problem,) = refusal(files(people=PEOPLE + "2,army,public,\n")).problems
    assert problem.sentence == (
        "“army” is not a sector. Write one of: council, health, police, fire, education, voluntary, business,"
        " faith, resident, other. Or leave this row out."
    )


def test_rows_are_counted_as_a_spreadsheet_counts_them():
    comments = 'comment-id,comment-body\n0,"Two\nlines"\n\n1,Parks\n1,Shops\n'
    (problem,) = refusal(files(comments=comments)).problems
    assert (problem.row, problem.params["first"]) == (5, 4)


def test_problems_of_several_files_are_told_together():
    found = refusal(files(comments=COMMENTS + "1,Shops\n", votes=VOTES + "3,0,2,7\n")).problems
    assert [(one.file, one.row) for one in found] == [("comments.csv", 4), ("votes.csv", 4)]


def test_fifty_problems_are_listed_and_the_rest_counted():
    refused = refusal(files(votes=VOTES + "3,0,2,7\n" * 73))
    assert (len(refused.problems), refused.more) == (50, 23)
    assert str(refused).splitlines()[-1] == "And 23 more."


def test_reading_stops_after_a_thousand_problems():
    refused = refusal(files(votes=VOTES + "3,0,2,7\n" * 5_000))
    assert (len(refused.problems), refused.more) == (50, 950)
    assert str(refused).splitlines()[-1] == "And 950 more at least; reading stopped there."


def test_a_long_cell_is_repeated_only_in_part_and_on_one_line():
    (problem,) = refusal(files(votes=VOTES + f'3,0,2,"{"x" * 70}"\n4,0,3,1\n')).problems
    assert problem.params["value"] == "x" * 60 + "…"
    (problem,) = refusal(files(votes=VOTES + '3,0,2,"a\r\n\x1bb"\n')).problems
    assert problem.params["value"] == "a\ufffd\ufffd\ufffdb"


def test_a_sentence_never_formats_what_a_cell_says():
    (problem,) = refusal(files(votes=VOTES + "3,0,2,{file.__class__}\n")).problems
    assert problem.params["value"] in problem.sentence


@pytest.mark.parametrize(
    ("limit", "places", "given", "code", "row"),
    [
        ("MOST_STATEMENTS", [polis_reader], {}, "statements-too-many", 3),
        ("MOST_PEOPLE", [polis_reader], {"matrix": MATRIX}, "people-too-many", 3),
        ("MOST_PEOPLE", [polis_reader], {"votes": VOTES + "3,0,2,1\n"}, "people-too-many", 4),
        (
            "MOST_STATEMENTS",
            [polis_reader],
            {"comments": "comment-id,comment-body\n0,a\n"},
            "statements-too-many",
            3,
        ),
        ("MOST_PEOPLE", [polis_people], {"people": PEOPLE + "2,health,public,\n"}, "people-too-many", 3),
        ("MOST_VOTES", [polis_votes], {}, "votes-too-many", 3),
        ("MOST_VOTES", [polis_votes], {"matrix": MATRIX}, "votes-too-many", 3),
        ("MOST_EMPTY", [polis_rows], {"votes": VOTES + "\n\n"}, "rows-empty", 5),
    ],
)
def test_past_a_limit_a_file_is_refused_by_name(monkeypatch, limit, places, given, code, row):
    for place in places:
        monkeypatch.setattr(place, limit, 1)
    problem = refusal(files(**given)).problems[0]
    assert (problem.code, problem.row) == (code, row)
    assert f"{getattr(limits, limit)}" in problem.sentence


def test_a_missing_folder_and_an_empty_one_are_told_apart(tmp_path):
    (tmp_path / "empty").mkdir()
    assert [one.code for one in refusal(tmp_path / "none").problems] == ["folder-missing"]
    assert [one.code for one in refusal(tmp_path / "empty").problems] == ["folder-empty"]


def test_two_files_for_the_same_thing_are_refused():
    given = files() | {"2024-votes.csv": VOTES.encode()}
    assert [(one.code, one.file, one.params["other"]) for one in refusal(given).problems] == [
        ("file-twice", "2024-votes.csv", "votes.csv")
    ]


def test_what_is_not_a_plain_file_is_passed_over(tmp_path):
    folder = make_export(1).write(tmp_path / "export")
    (folder / "more").mkdir()
    (folder / "people.csv").symlink_to("/etc/hostname")
    export = read_polis(folder)
    assert sorted(one.file for one in export.findings if one.code == "file-ignored") == ["more", "people.csv"]


def zipped(members, *, method=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize("within", ["", "export/"])
def test_a_zip_is_read_like_its_folder(tmp_path, within):
    made = make_export(4, parts=(*EVERYTHING, "people.csv"))
    packed = zipped({within + name: content for name, content in made.files.items()})
    (tmp_path / "export.zip").write_bytes(packed)
    plain = read_polis(made.files)
    for source in (tmp_path / "export.zip", {"export.zip": packed}):
        export = read_polis(source)
        assert (export.participants, export.people) == (plain.participants, plain.people)
        assert export.value.tolist() == plain.value.tolist()
        assert len(export.files) == len(made.files) + 1


def test_people_may_come_beside_a_zip():
    made = make_export(4, parts=(*EVERYTHING, "people.csv"))
    given = {"export.zip": zipped(made.but(people_csv=None)), "people.csv": made.files["people.csv"]}
    assert read_polis(given).people == read_polis(made.files).people


def test_every_sentence_can_be_worded_and_every_code_has_one():
    import re
    from pathlib import Path

    from wholeplace.account.exchange.sentences import SENTENCES

    folder = Path(polis_matrix.__file__).parent
    source = "".join(path.read_text() for path in folder.glob("polis_*.py"))
    used = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source)) & set(SENTENCES)
    used |= {"sector-unknown", "voice-unknown"}
    assert used == set(SENTENCES)
    assert polis_cells.identity("007.0") == "7"


def test_a_translator_gets_the_pattern_before_it_is_filled():
    (problem,) = refusal(files(votes=VOTES + "3,0,2,7\n")).problems
    asked = []
    problem.worded(lambda pattern: asked.append(pattern) or "Nicht {value}")
    assert asked == ["“{value}” is not a vote. Write 1, 0 or -1."]
    assert problem.worded(lambda _: "Nicht {value}") == "Nicht 7"


def test_as_csv_writes_what_the_cases_are_written_as():
    assert as_csv([("a", "b"), (1, "x,y")]) == b'a,b\n1,"x,y"\n'


@pytest.mark.parametrize("most", [1, 2, 3])
def test_rows_are_counted_on_from_block_to_block(monkeypatch, most):
    monkeypatch.setattr(polis_rows, "BLOCK_ROWS", most)
    (problem,) = refusal(files(votes=VOTES + "3,0,2,1\n\n4,1,2,0\n5,0,3,7\n")).problems
    assert (problem.row, problem.column) == (7, "vote")
    (problem,) = refusal(files(matrix=MATRIX + "3,0,1,1,\n4,0,1,0,\n1,0,1,1,\n")).problems
    assert (problem.row, problem.params["first"]) == (6, 2)
