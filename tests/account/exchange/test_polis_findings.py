"""Every figure an export states is counted again, and each difference is noted with its row and column."""

import pytest
from tests.account.exchange.exports import EVERYTHING, as_csv, make_export

from wholeplace.account.exchange.limits import MOST_FINDINGS
from wholeplace.account.exchange.polis_reader import read_polis
from wholeplace.account.exchange.remarks import ImportRefused, Problem

CHANGED_STATED = {"count-of-changes", "votes-changed"}


def noted(files, **asked):
    return [
        (one.code, one.file, one.row, one.column, one.params.get("stated"), one.params.get("counted"))
        for one in read_polis(files, **asked).findings
        if one.code not in CHANGED_STATED
    ]


def cells(content):
    return [line.split(",") for line in content.decode().splitlines()]


@pytest.mark.parametrize("seed", range(6))
def test_an_export_that_agrees_with_itself_has_no_findings(seed):
    assert read_polis(make_export(seed, changed=0).files).report.totals == {}


def test_the_counts_are_those_of_the_votes():
    made = make_export(3, people=30, changed=0)
    counts = read_polis(made.files).report.counts
    values = list(made.last.values())
    assert (counts.people, counts.statements, counts.votes) == (30, 7, len(values))
    assert (counts.agree, counts.disagree, counts.passed) == tuple(map(values.count, (1, -1, 0)))
    assert (counts.left_out, counts.changed, counts.groups) == (2, 0, 2)


@pytest.mark.parametrize("column", ["n-comments", "n-votes", "n-agree", "n-disagree"])
def test_a_count_about_a_person_that_is_wrong_is_noted(column):
    made = make_export(2, changed=0, people=20)
    rows = cells(made.files["participants-votes.csv"])
    place = rows[0].index(column)
    counted = int(rows[4][place])
    rows[4][place] = str(counted + 2)
    assert noted(made.but(participants_votes_csv=as_csv(rows))) == [
        ("count-differs", "participants-votes.csv", 5, column, counted + 2, counted)
    ]


@pytest.mark.parametrize("column", ["agrees", "disagrees"])
def test_a_count_about_a_statement_that_is_wrong_is_noted(column):
    made = make_export(2, changed=0, people=20, statements=1)
    comments = made.files["comments.csv"].decode()
    header, rest = comments.split("\n", 1)
    parts = rest.split(",", 5)
    place = header.split(",").index(column)
    counted = int(parts[place])
    parts[place] = "19"
    assert noted(made.but(comments_csv=header + "\n" + ",".join(parts))) == [
        ("count-differs", "comments.csv", 2, column, 19, counted)
    ]


def test_a_count_of_every_change_of_mind_is_told_from_a_wrong_one():
    made = make_export(1, people=3, statements=1, answered=1, changed=0)
    one = "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n,0,1,3,1,1,Buses\n"
    log = "timestamp,comment-id,voter-id,vote\n1,0,1,1\n2,0,1,-1\n3,0,2,1\n4,0,3,1\n"
    export = read_polis({"comments.csv": one.encode(), "votes.csv": log.encode(), "x": b""})
    assert [str(each) for each in export.findings if each.code == "count-of-changes"] == [
        (
            "comments.csv, row 2, column “agrees”: The file says 3, which counts every change of mind."
            " There are 2 such votes."
        )
    ]
    assert made.texts.keys() == {"0"}


@pytest.mark.parametrize("key", ["voters", "voters-in-conv", "commenters", "comments", "groups"])
def test_a_total_in_the_summary_that_is_wrong_is_noted(key):
    made = make_export(2, changed=0)
    lines = made.files["summary.csv"].decode().split("\n")
    row = next(number for number, line in enumerate(lines) if line.startswith(f"{key},"))
    counted = int(lines[row].split(",")[1])
    lines[row] = f"{key},99"
    assert noted(made.but(summary_csv="\n".join(lines))) == [
        ("count-differs", "summary.csv", row + 1, key, 99, counted)
    ]


def test_a_vote_the_two_files_tell_differently_is_noted_and_the_log_counts():
    made = make_export(2, changed=0, people=20)
    rows = cells(made.files["participants-votes.csv"])
    (person, statement), vote = next((pair, vote) for pair, vote in made.last.items() if vote == 1)
    row, column = made.people.index(person) + 1, rows[0].index(statement)
    rows[row][column] = "-1"
    files = made.but(participants_votes_csv=as_csv(rows))
    assert noted(files) == [("vote-differs", "participants-votes.csv", row + 1, statement, -1, 1)]
    assert read_polis(files).value.sum() == sum(made.last.values())
    assert vote == 1


def test_a_vote_only_one_file_has_is_noted():
    made = make_export(2, changed=0, people=20)
    rows = cells(made.files["participants-votes.csv"])
    pairs = iter(made.last)
    gone = next(pair for pair in pairs if made.last[pair] == 0)
    free = next(
        (person, statement)
        for person in made.people
        for statement in made.texts
        if (person, statement) not in made.last
    )
    for (person, statement), value in ((gone, ""), (free, "0")):
        rows[made.people.index(person) + 1][rows[0].index(statement)] = value
    found = noted(made.but(participants_votes_csv=as_csv(rows)))
    assert [(code, row, column) for code, _, row, column, *_ in found] == [
        ("vote-only-in-matrix", made.people.index(free[0]) + 2, free[1]),
        ("vote-only-in-votes", made.people.index(gone[0]) + 2, gone[1]),
    ]


def test_a_voter_without_a_row_and_a_statement_without_a_column_are_noted_once_each():
    made = make_export(2, changed=0, people=20)
    rows = [row[:-1] for row in cells(made.files["participants-votes.csv"])][:-1]
    found = read_polis(made.but(participants_votes_csv=as_csv(rows)))
    codes = {one.code: str(one.params["value"]) for one in found.findings if one.code != "count-differs"}
    assert codes == {"participant-not-in-matrix": "20", "statement-not-in-matrix-voted": "6"}
    assert len(found.value) == len(made.last)


def test_a_row_in_the_matrix_of_somebody_who_never_voted_is_noted_and_does_not_count():
    made = make_export(2, changed=0, people=20)
    rows = cells(made.files["votes.csv"])
    log = [row for row in rows if row[3] != "7"]
    export = read_polis(made.but(votes_csv=as_csv(log)))
    assert [
        (one.row, one.params["value"]) for one in export.findings if one.code == "participant-not-in-votes"
    ] == [(8, "7")]
    assert len(export.value) == len([pair for pair in made.last if pair[0] != "7"])


def test_a_person_who_took_no_part_is_noted():
    made = make_export(2, changed=0, parts=(*EVERYTHING, "people.csv"))
    people = made.files["people.csv"].decode() + "999,health,public,\n"
    found = read_polis(made.but(people_csv=people)).findings
    assert [(one.code, one.row, one.params["value"]) for one in found] == [
        ("person-without-votes", 14, "999")
    ]


def test_many_findings_of_a_kind_are_counted_but_not_all_listed():
    made = make_export(2, changed=0, people=2 * MOST_FINDINGS, statements=2)
    rows = cells(made.files["participants-votes.csv"])
    place = rows[0].index("n-comments")
    rows = [rows[0], *([*row[:place], "77", *row[place + 1 :]] for row in rows[1:])]
    report = read_polis(made.but(participants_votes_csv=as_csv(rows))).report
    assert len(report.findings) == MOST_FINDINGS
    assert report.totals == {"count-differs": 2 * MOST_FINDINGS}


def test_what_is_wrong_is_told_row_by_row_in_each_file():
    found = [
        Problem("x", file, row) for file, row in (("votes.csv", 5), ("comments.csv", 9), ("votes.csv", 2))
    ]
    told = [(one.file, one.row) for one in ImportRefused(tuple(found)).problems]
    assert told == [("comments.csv", 9), ("votes.csv", 2), ("votes.csv", 5)]
