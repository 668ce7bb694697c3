"""Whether 1 or -1 stands for agree is found out from the counts, or asked for."""

import pytest
from tests.account.exchange.exports import as_csv, make_export
from tests.account.exchange.test_polis_reader import NO_LOG, NO_MATRIX, votes_of

from wholeplace.account.exchange.polis_export import Sign, SignSource
from wholeplace.account.exchange.polis_reader import SignUnknown, read_polis


def without_counts(made):
    """Take every stated count out of an export."""
    rows = [line.split(",") for line in made.files["participants-votes.csv"].decode().splitlines()]
    for name in ("n-votes", "n-agree", "n-disagree"):
        place = rows[0].index(name)
        rows = [rows[0], *([*row[:place], "", *row[place + 1 :]] for row in rows[1:])]
    comments = [("comment-id", "comment-body"), *made.texts.items()]
    return made.but(participants_votes_csv=as_csv(rows), comments_csv=as_csv(comments))


@pytest.mark.parametrize("agree", [1, -1])
@pytest.mark.parametrize("parts", [NO_LOG, NO_MATRIX, (*NO_LOG, "votes.csv")])
@pytest.mark.parametrize("seed", range(4))
def test_the_sign_is_found_from_the_stated_counts(agree, parts, seed):
    made = make_export(seed, agree=agree, parts=parts, people=30)
    export = read_polis(made.files)
    assert (export.agree, export.report.sign_from) == (Sign(agree), SignSource.COUNTS)
    assert votes_of(export) == made.last
    assert export.report.totals.get("count-differs", 0) == 0 or parts == NO_LOG


def test_a_matrix_of_the_opposite_sign_is_put_right():
    plain, turned = make_export(3, people=30, changed=0), make_export(3, people=30, changed=0, agree=-1)
    files = plain.but(participants_votes_csv=turned.files["participants-votes.csv"])
    export = read_polis(files)
    assert votes_of(export) == plain.last
    assert dict(export.report.totals) == {"sign-opposite": 1}


def test_without_counts_the_caller_is_asked():
    files = without_counts(make_export(3, people=30))
    with pytest.raises(SignUnknown) as asked:
        read_polis(files)
    assert asked.value.ones > asked.value.minus_ones > 0
    assert f"{asked.value.ones} votes of 1" in str(asked.value)


@pytest.mark.parametrize("agree", [1, -1])
def test_what_the_caller_says_is_taken(agree):
    made = make_export(3, people=30, agree=agree)
    export = read_polis(without_counts(made), agree=agree)
    assert votes_of(export) == made.last
    assert export.report.sign_from == SignSource.CALLER


def test_what_the_caller_says_stands_against_the_counts_and_is_noted_once():
    made = make_export(3, people=30, changed=0)
    export = read_polis(made.files, agree=-1)
    assert votes_of(export) == {pair: -vote for pair, vote in made.last.items()}
    assert dict(export.report.totals) == {"stated-opposite": 1}


def test_counts_of_people_and_statements_that_contradict_each_other_decide_nothing():
    plain, turned = make_export(3, people=30, changed=0), make_export(3, people=30, changed=0, agree=-1)
    rows = [line.split(",") for line in turned.files["participants-votes.csv"].decode().splitlines()]
    agrees, disagrees = rows[0].index("n-agree"), rows[0].index("n-disagree")
    for row in rows[1:]:
        row[agrees], row[disagrees] = row[disagrees], row[agrees]
    with pytest.raises(SignUnknown):
        read_polis(turned.but(participants_votes_csv=as_csv(rows), votes_csv=None))
    assert plain.last == turned.last


def test_counts_that_are_all_nought_decide_nothing():
    made = make_export(3, people=30)
    rows = [line.split(",") for line in made.files["participants-votes.csv"].decode().splitlines()]
    for name in ("n-agree", "n-disagree"):
        place = rows[0].index(name)
        rows = [rows[0], *([*row[:place], "0", *row[place + 1 :]] for row in rows[1:])]
    comments = as_csv([("comment-id", "comment-body"), *made.texts.items()])
    with pytest.raises(SignUnknown):
        read_polis(made.but(participants_votes_csv=as_csv(rows), comments_csv=comments))


def test_another_number_than_1_or_minus_1_is_no_sign():
    with pytest.raises(ValueError, match="2"):
        read_polis(make_export(3).files, agree=2)
